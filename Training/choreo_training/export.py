"""Turns a run into the checkpoint file that `choreo` reads.

    python -m choreo_training.export --run runs/first -o checkpoint.safetensors
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import torch

from . import checkpoint, corpus, response, spline, state
from .corpus import Corpus
from .kinematics import Kinematics
from .losses import Objective, Weights, predict
from .model import Model
from .windows import Cutter, starts


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
    parser.add_argument(
        "--response", type=float, default=1.0,
        help="how far the weak answer of the guess is made up for, 0 not at all, 1 wholly",
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
    data = corpus.load(Path(options["features"]), corpus.named(options.get("corpora", "")))
    if o.response:
        model.response = measured_response(model, data, o.response)
    left_out = ("features", "run", "save_every", "log_every", "threads", "minutes")
    training = {k: v for k, v in options.items() if k not in left_out}
    training |= {
        "steps": progress["step"],
        "minutes": round(progress["elapsed"] / 60, 1),
        "processes": progress["world"],
        "machine": machine(progress),
        "weightsAveraged": True,
        "smoothing": o.smoothing,
        "response": o.response,
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


#: Corpora whose held-out clips tell how weak the answer is: not those that the table is about.
HELD_OUT = ("cmu-other", "cmu-more", "accad", "aist-dance")


@torch.no_grad()
def measured_response(model: Model, data: Corpus, strength: float, count: int = 192) -> torch.Tensor:
    """:func:`response.measure` on windows of held-out clips."""
    config, generator = model.config, torch.Generator().manual_seed(13)
    begin = starts(data.select("validation", *HELD_OUT), config.frames)
    begin = begin[torch.randperm(len(begin), generator=generator)[:count]]
    cutter = Cutter(data, config, (1.0,))
    batch = cutter.cut(begin, torch.zeros(len(begin), dtype=torch.long))
    known = torch.zeros(len(begin), config.tokens)
    known[:, : config.context_tokens] = 1
    window = Objective(model, Kinematics(), Weights()).prepare(
        batch.points, batch.context, known, torch.zeros_like(known)
    )
    free = torch.zeros(len(begin), 2 * config.conditions)
    manner = torch.cat([window.style, torch.ones(len(begin), 1)], dim=-1)

    def guess(z: torch.Tensor, level: float) -> torch.Tensor:
        t = torch.full((len(z),), level)
        # `predict` mixes noise and components itself: the noise that gives this z.
        noise = (z - (1 - level) * window.components) / level
        return predict(model.network, window, t, noise, free, manner)

    noises = [
        model.noise(torch.randn(window.components.shape, generator=generator)) for _ in range(2)
    ]
    return response.measure(guess, window.components, noises, slice(config.context_tokens, None), strength)


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
