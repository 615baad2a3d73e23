"""Turns a run into the checkpoint file that `choreo` reads.

    python -m choreo_training.export --run runs/first -o checkpoint.safetensors
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import torch

from . import checkpoint, corpus, spline, state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("-o", "--output", type=Path, required=True, help="safetensors file")
    parser.add_argument("--steps", type=int, default=8, help="sampling steps")
    parser.add_argument("--guidance", type=float, default=1.0, help="w; 1 is none")
    parser.add_argument("--shift", type=float, default=1.5, help="shift of the noise levels")
    parser.add_argument("--temperature", type=float, default=1.0, help="size of the first noise")
    parser.add_argument(
        "--smoothing", type=float, default=0.0, help="low-pass of decoded points, 0 to 0.25"
    )
    o = parser.parse_args()
    saved = state.load(o.run / "state.pt")
    model = state.model_of(saved, averaged=True)
    config = replace(model.config, steps=o.steps, guidance=o.guidance, shift=o.shift, temperature=o.temperature)
    if o.smoothing:
        # Folded into the basis: whoever decodes by it smooths.
        rows = torch.from_numpy(spline.smoothing(config.points, o.smoothing)).float()
        model.basis = model.basis @ rows
    progress = saved["progress"]
    options = progress["options"]
    data = corpus.load(Path(options["features"]))
    left_out = ("features", "run", "save_every", "log_every", "threads", "minutes")
    training = {k: v for k, v in options.items() if k not in left_out}
    training |= {
        "steps": progress["step"],
        "minutes": round(progress["elapsed"] / 60, 1),
        "processes": progress["world"],
        "machine": machine(progress),
        "weightsAveraged": True,
        "smoothing": o.smoothing,
    }
    digest = checkpoint.write(
        o.output,
        checkpoint.tensors(model),
        config,
        corpus=data.describe(),
        training=training,
        metrics=latest(o.run / "evaluations.jsonl"),
    )
    size = o.output.stat().st_size
    print(f"{o.output}: step {progress['step']}, {size} bytes, sha256 {digest}")


def machine(progress: dict) -> str:
    """What each process of a run computed on, in general words."""
    if progress["device"] == "cuda":
        return "one GPU"
    threads = progress["options"]["threads"]
    return "one CPU core" if threads == 1 else f"{threads} CPU cores"


def latest(path: Path) -> dict[str, object]:
    """The last evaluation of a run, without post-processing."""
    if not path.exists():
        return {}
    last = json.loads(path.read_text().splitlines()[-1])
    return {"note": "quick evaluation while training, without post-processing"} | last


if __name__ == "__main__":
    main()
