"""python -m choreo_evaluation.propose: lets the built command propose for every evaluation window.

For each window the original file is cut from its beginning to the end of the context, at its true rate; `choreo
propose` writes its proposals behind it on the file's own rig; `choreo features` reads them back, calibrated as a
whole. So reader, retargeting there and back, network, post-processing and writer are all inside what is measured.
"""

import argparse
import csv
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from . import corpus
from .bvh import BVHText
from .motion import Movement
from .proposals import write_proposals
from .skeleton import CONTEXT, CONTINUATION, FRAME_RATE, WINDOW

SECONDS = CONTINUATION // FRAME_RATE


@dataclass(frozen=True)
class Source:
    """Where a clip of the features file comes from: its BVH file, true rate, and rows before the clip's first frame."""

    file: Path
    rate: float
    skipped: int

    def rows_until(self, frame):
        """How many rows of the file end with the given frame (at 30 per second) of the clip."""
        exact = frame * self.rate / FRAME_RATE
        if abs(exact - round(exact)) > 1e-6:
            raise SystemExit(f"{self.file}: frame {frame} at 30 per second falls between rows at {self.rate:g}")
        return self.skipped + round(exact) + 1


def read_sources(corpora, clips):
    """Looks the true rates of clips up in CORPUS/INDEX.tsv under the folder `corpora`: {clip's name: Source}."""
    rates = {}
    for name in {clip.corpus for clip in clips}:
        with (corpora / name / "INDEX.tsv").open(newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                rates[f"{name}/{row['path']}"] = float(row["true_fps"])
    return {clip.name: Source(corpora / clip.corpus / clip.path, rates[clip.name], clip.skipped) for clip in clips}


@dataclass(frozen=True)
class Run:
    """One evaluation run: the command, what it is asked for, and where its results are kept."""

    choreo: str
    cache: Path
    count: int
    seed: int
    options: tuple
    keep: bool

    def identity(self):
        """What must not change while a run is taken up again."""
        binary = shutil.which(self.choreo)
        if binary is None:
            raise SystemExit(f"{self.choreo}: no such command; give the built one with --choreo")
        digest = hashlib.sha256(Path(binary).resolve().read_bytes()).hexdigest()
        return {"choreo": digest, "count": self.count, "seed": self.seed, "options": list(self.options)}

    def open_cache(self):
        """Creates the cache folder, or checks that it belongs to this very run."""
        self.cache.mkdir(parents=True, exist_ok=True)
        file, identity = self.cache / "run.json", self.identity()
        if file.exists():
            if json.loads(file.read_text()) != identity:
                raise SystemExit(f"{self.cache}: holds the results of another run (other build, seed or options); "
                                 "give another --cache, or delete it")
        else:
            file.write_text(json.dumps(identity, indent=1) + "\n")

    def call(self, *words):
        """Runs the command; returns seconds of wall time, raises RuntimeError with its last words if it fails."""
        begin = time.monotonic()
        done = subprocess.run([self.choreo, *map(str, words)], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, words[:2]))}: exit {done.returncode}: {done.stderr.strip()[-600:]}")
        return time.monotonic() - begin

    def ask(self, phrase, folder, seed):
        return self.call("propose", phrase, "--count", self.count, "--seconds", SECONDS, "--with-context",
                         "--seed", seed, "-o", folder, *self.options)

    def folder(self, window):
        return self.cache / "windows" / window.key.replace("/", "_").replace("@", "_at_")

    def window(self, number, window, source):
        """Proposes for one window, or finds it done; returns its facts."""
        folder = self.folder(window)
        done = folder / "facts.json"
        if done.exists():
            return json.loads(done.read_text())
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        original = BVHText(source.file)
        rows = source.rows_until(window.start + CONTEXT - 1)
        phrase = folder / "phrase.bvh"
        phrase.write_bytes(original.text(rows, source.rate))

        seconds = self.ask(phrase, folder / "out", self.seed + number)
        told = json.loads((folder / "out" / "proposals.json").read_text())
        files = [folder / "out" / proposal["file"] for proposal in told["proposals"]]
        if len(files) != self.count:
            raise RuntimeError(f"{window.key}: {len(files)} proposals instead of {self.count}")
        self.call("features", *files, "-o", folder / "read.safetensors")
        clips = corpus.read_clips(folder / "read.safetensors")
        expected = window.start + WINDOW
        lengths = {len(clip.features) for clip in clips}
        if lengths != {expected}:
            raise RuntimeError(f"{window.key}: read back with {lengths} frames instead of {expected}")
        save_file({"features": np.stack([clip.features[-WINDOW:] for clip in clips])}, folder / "proposals.safetensors")

        given = original.values(rows)
        changed = max(float(np.abs(BVHText(file).values(rows) - given).max()) for file in files)
        facts = {
            "seconds": seconds, "checkpoint": told.get("checkpoint"), "version": told.get("version"),
            "constraint_error": changed, "seed": self.seed + number,
        }
        if not self.keep:
            shutil.rmtree(folder / "out")
        (folder / "read.safetensors").unlink()
        (folder / "read.json").unlink()
        part = folder / "facts.part"
        part.write_text(json.dumps(facts))
        part.rename(done)
        return facts

    def features(self, window):
        """What `window` kept: [K, 180, 139]."""
        return load_file(self.folder(window) / "proposals.safetensors")["features"]


def context_errors(features, real):
    """How far joints of the contexts, read back with the proposals, are from the original's: [N], m.

    The same movement, calibrated and laid on the floor once with the whole clip, once as phrase plus proposal; both
    aligned at the context's end. features: [N, K, 180, 139], real: [N, 180, 139].
    """
    errors = []
    for found, true in zip(features, real):
        a = Movement.of_features(found).joints[:, :CONTEXT]
        b = Movement.of_features(true).joints[:CONTEXT]
        errors.append(np.linalg.norm(a - b, axis=-1).mean())
    return np.array(errors)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m choreo_evaluation.propose", description=__doc__)
    parser.add_argument("features", type=Path, help="features file of all corpora, from `choreo features`")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with CORPUS/INDEX.tsv and the BVH files")
    parser.add_argument("--choreo", default="choreo", help="the built command (default: the one on PATH)")
    parser.add_argument("--cache", type=Path, required=True, help="folder for results; a broken-off run goes on there")
    parser.add_argument("-o", "--output", type=Path, required=True, help="proposals file to write")
    parser.add_argument("--corpus", default="cmu-dance", help="corpus to evaluate on (default: %(default)s)")
    parser.add_argument("--split", default="validation", help="its split (default: %(default)s)")
    parser.add_argument("--count", type=int, default=6, help="proposals per window (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first window; each next has one more")
    parser.add_argument("--jobs", type=int, default=2, help="commands that run at once (default: %(default)s)")
    parser.add_argument("--limit", type=int, help="only the first so many windows, for a quick look")
    parser.add_argument("--keep", action="store_true", help="keep the BVH files that were written")
    parser.add_argument("options", nargs="*", help="more words for `choreo propose`, after --")
    options = parser.parse_args(arguments)

    run = Run(options.choreo, options.cache, options.count, options.seed, tuple(options.options), options.keep)
    run.open_cache()
    clips = [c for c in corpus.read_clips(options.features)
             if c.corpus == options.corpus and c.split == options.split]
    ids, real = corpus.windows(clips)
    ids, real = ids[:options.limit], real[:options.limit]
    sources = read_sources(options.corpora, clips)

    failures, facts = {}, {}

    def work(job):
        number, window = job
        try:
            facts[window.key] = run.window(number, window, sources[window.clip])
        except RuntimeError as error:
            failures[window.key] = str(error)
        print(f"{len(facts) + len(failures)} of {len(ids)}  {window.key}"
              f"{'  FAILED' if window.key in failures else ''}", flush=True)

    with ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(work, enumerate(ids)))
    for key, message in failures.items():
        print(f"failed: {key}: {message}")
    if failures:
        raise SystemExit(f"{len(failures)} of {len(ids)} windows have no proposals; run again to try only those")

    checkpoints = {fact["checkpoint"] for fact in facts.values()}
    if len(checkpoints) != 1:
        raise SystemExit(f"{options.cache}: proposals of different checkpoints: {sorted(map(str, checkpoints))}")
    features = np.stack([run.features(window) for window in ids])
    errors = context_errors(features, real)
    summary = {
        "checkpoint": checkpoints.pop(), "seed": options.seed, "options": options.options,
        "constraint_error": max(fact["constraint_error"] for fact in facts.values()),
        "context_error_median": float(np.median(errors)), "context_error_max": float(errors.max()),
        "seconds_per_proposal": time_alone(run, ids, sources) / options.count,
        "cores": os.cpu_count(),
    }
    write_proposals(options.output, [window.key for window in ids], features, summary)
    print(json.dumps(summary, indent=1))


def time_alone(run, ids, sources, times=5):
    """Median wall seconds of the command for one window, nothing else of ours running."""
    seconds = []
    for number in np.linspace(0, len(ids) - 1, min(times, len(ids))).astype(int):
        window = ids[number]
        folder = run.folder(window)
        seconds.append(run.ask(folder / "phrase.bvh", run.cache / "timing", run.seed + int(number)))
        shutil.rmtree(run.cache / "timing", ignore_errors=True)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
