"""Choreo's pictures beside those of others: every contestant once a round, in turn.

    python3 stage.py BENCHMARK BARE [ROUNDS] [FRAMES]

BENCHMARK is the program `stage-benchmark`, BARE the bare OpenGL program (`Benchmarks/stage` builds both). BVHVIEW in
the environment names an instrumented BVHView.
"""

import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

BENCHMARK, BARE = sys.argv[1:3]
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
FRAMES = int(sys.argv[4]) if len(sys.argv) > 4 else 30
HERE = Path(__file__).parent
PHRASE = str(HERE.parent / "motions/pirouette.bvh")


def run(words: list[str], **environment: str) -> dict:
    done = subprocess.run(
        words, capture_output=True, text=True, check=True, env=os.environ | environment
    )
    return json.loads(next(line for line in done.stdout.splitlines() if line.startswith("{")))


def contestants(width: int, height: int, display: str | None) -> dict:
    size = [str(width), str(height)]
    capsules = str(run([BENCHMARK, PHRASE, *size, "1"])["capsules"])
    found = {
        "Choreo": lambda: run([BENCHMARK, PHRASE, *size, str(FRAMES)]),
        "Choreo, edges not smoothed": lambda: run([BENCHMARK, PHRASE, *size, str(FRAMES), "1"]),
        f"bare OpenGL, {capsules} capsules": lambda: run([BARE, capsules, *size, str(FRAMES), "4"]),
        "the same, edges not smoothed": lambda: run([BARE, capsules, *size, str(FRAMES), "1"]),
    }
    if importlib.util.find_spec("matplotlib"):
        script = str(HERE / "Stage/matplotlib_figure.py")
        matplotlib = [sys.executable, script, *size, str(FRAMES)]
        found["Matplotlib, 30 lines"] = lambda: run(matplotlib)
        if shutil.which("ffmpeg"):
            film = tempfile.mkdtemp() + "/film.mp4"
            found["Matplotlib, FuncAnimation.save"] = lambda: run([*matplotlib, film])
    if display:
        view = [os.environ["BVHVIEW"], "--drawUI=false", f"--screenWidth={width}", f"--screenHeight={height}"]
        settings = {"DISPLAY": display, "BENCH": str(max(FRAMES // 2, 5))}
        plain = ["--drawAO=false", "--drawShadows=false"]
        found["BVHView as it comes"] = lambda: run([*view, PHRASE], **settings)
        found["BVHView without its shading"] = lambda: run([*view, *plain, PHRASE], **settings)
    return found


def contest(width: int, height: int, display: str | None) -> None:
    found = contestants(width, height, display)
    figures: dict[str, list[dict]] = {name: [] for name in found}
    for _ in range(ROUNDS):
        for name, measure in found.items():
            figures[name].append(measure())

    def median(name: str, key: str) -> float | None:
        known = [each[key] for each in figures[name] if key in each]
        return statistics.median(known) if known else None

    print(f"\n{width} x {height}, medians of {ROUNDS} rounds of {FRAMES} pictures")
    print(f"{'':36}{'pictures/s':>11}{'wall ms':>9}{'CPU ms':>9}{'CPU ratio':>11}{'first ms':>10}")
    own = median("Choreo", "processor") or 1
    for name in found:
        wall, processor, first = (median(name, key) for key in ("wall", "processor", "first"))
        print(
            f"{name:36}{1000 / wall:11.1f}{wall:9.1f}{processor:9.1f}{processor / own:11.2f}"
            + (f"{first:10.0f}" if first else f"{'':>10}")
        )


def main() -> None:
    screen, display = None, None
    if os.environ.get("BVHVIEW") and shutil.which("Xvfb"):
        reading, writing = os.pipe()
        screen = subprocess.Popen(
            ["Xvfb", "-noreset", "-displayfd", str(writing), "-screen", "0", "1920x1080x24"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        display = ":" + os.read(reading, 16).decode().strip()
    try:
        for width, height in ((1280, 720), (1920, 1080)):
            contest(width, height, display)
    finally:
        if screen:
            screen.terminate()


main()
