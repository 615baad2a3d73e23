"""Trains coder and network for so many minutes of this process' CPU time.

    python -m choreo_training.codes.train --features data.safetensors --run runs/codes

Writes ``state.pt`` and, at the lowest held-out loss so far, ``best.pt``. The numbers that options begin with are those
of the weights that ship.
"""

import argparse
import math
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .. import corpus
from ..config import Config
from ..state import Average
from ..windows import TEMPOS, Batch, Cutter, Drawer, starts
from .coder import Coder, fit
from .config import Sizes
from .network import Network

#: Windows that the coder is measured on, and held-out ones that losses are compared on.
MEASURED, HELD_OUT = 4096, 128

#: Spread of the entries drawn so far as heads see them, times the first book's.
SPREAD = 8.0


def losses(
    coder: Coder, network: Network, unit: float, codes: Tensor, decoded: Tensor, noise: float = 0.0,
    generator: torch.Generator | None = None,
) -> Tensor:
    """Cross-entropy of each code of windows, ``[B, T − 2, Q]``, given what was decoded before it.

    ``noise`` is added to what the network sees, in units of the features' scale.
    """
    x = coder.inputs(decoded)[:, :-1]
    if noise:
        x = x + noise * torch.randn(x.shape, generator=generator)
    with torch.autocast("cpu", torch.bfloat16):
        h = network.trunk(x)
        sofar = torch.zeros(*codes.shape[:2], coder.axes.shape[0])
        out = []
        for book, entries in enumerate(coder.books):
            logits = network.head(book, h, unit * sofar).float().transpose(1, 2)
            out.append(F.cross_entropy(logits, codes[..., book], reduction="none"))
            sofar = sofar + entries[codes[..., book]]
    return torch.stack(out, -1)


def rate(done: float, step: int, peak: float) -> float:
    """Learning rate: up over 150 steps, then down a cosine to a fiftieth at the end of the time."""
    return peak * (0.02 + 0.49 * (1 + math.cos(math.pi * done))) * min(1.0, (step + 1) / 150)


def optimiser(network: Network, decay: float) -> torch.optim.Optimizer:
    """AdamW that lets matrices alone decay."""
    named = list(network.named_parameters())
    many = [x for name, x in named if x.dim() > 1 and name != "position"]
    few = [x for name, x in named if x.dim() <= 1 or name == "position"]
    groups = [{"params": many, "weight_decay": decay}, {"params": few, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.99), fused=True)


def window_config(sizes: Sizes) -> Config:
    """How windows of these sizes are drawn."""
    return replace(Config(), frames=sizes.frames, points=sizes.points, tokens=sizes.tokens, context=sizes.context)


def held_out(data: corpus.Corpus, config: Config) -> Batch:
    """Windows of dance that nothing learns from, as they are."""
    first = starts(data.select("validation", "cmu-dance"), config.frames, config.frame_rate)[:HELD_OUT]
    return Cutter(data, config).cut(first, torch.full((len(first),), TEMPOS.index(1.0)))


def steps(adam: torch.optim.Optimizer, o: argparse.Namespace) -> Iterator[tuple[int, float, bool]]:
    """Numbers from 1, minutes of processor time so far, and whether it is time to look, until the time is over.

    Sets the learning rate; the last step is always one to look after.
    """
    clock, step, done = time.process_time(), 0, 0.0
    while done < 1:
        elapsed = (time.process_time() - clock) / 60
        done = min(elapsed / o.minutes, 1.0)
        for group in adam.param_groups:
            group["lr"] = rate(done, step, o.lr)
        step += 1
        yield step, elapsed, step % o.save_every == 0 or done == 1


def descend(network: nn.Module, adam: torch.optim.Optimizer, average: Average, loss: Tensor) -> None:
    """One step down the gradient of ``loss``."""
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    adam.step()
    adam.zero_grad()
    average.update(network)


def told_options(o: argparse.Namespace) -> dict[str, object]:
    """The options of a run, without the paths of this machine."""
    return {key: value for key, value in vars(o).items() if key not in ("features", "run")}


def train(data: corpus.Corpus, sizes: Sizes, o: argparse.Namespace) -> None:
    """Runs until the time is over."""
    torch.manual_seed(o.seed)
    config = window_config(sizes)
    measured = Drawer(data, config, o.seed).draw(o.windows).points
    coder = fit(measured, sizes.components, sizes.books, sizes.entries)
    unit = SPREAD / float(coder.books[0].square().sum(1).mean().sqrt())
    network = Network(sizes, o.dropout)
    average, adam = Average(network, 0.999), optimiser(network, o.decay)
    drawer = Drawer(data, config, o.seed + 1000)
    generator = torch.Generator().manual_seed(o.seed + 500)
    new = sizes.context_tokens - 2  # codes of what follows the context begin here

    kept = held_out(data, config)
    held_codes, held_decoded = coder.encode(kept.points, kept.context)

    recent, best = [], math.inf
    for step, minutes, looks in steps(adam, o):
        batch = drawer.draw(o.batch)
        with torch.no_grad():
            codes, decoded = coder.encode(batch.points, batch.context, o.noise, generator)
        loss = losses(coder, network.train(), unit, codes, decoded, o.input_noise, generator)
        descend(network, adam, average, loss.mean())
        recent.append(float(loss.detach()[:, new:].mean()))
        if looks:
            with torch.no_grad():
                at = losses(coder, average.network, unit, held_codes, held_decoded)[:, new:]
            found = float(at.mean())
            print(f"{step} {minutes:.1f} min  train {sum(recent) / len(recent):.3f}  held {found:.3f}", flush=True)
            recent = []
            torch.save(
                {
                    "coder": vars(coder), "unit": unit, "net": average.network.state_dict(), "shape": asdict(sizes),
                    "step": step, "minutes": minutes, "options": told_options(o), "corpus": data.describe(),
                },
                o.run / "state.pt",
            )
            if found < best:
                best = found
                shutil.copy(o.run / "state.pt", o.run / "best.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", type=Path, required=True, help="features file")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--minutes", type=float, default=40, help="CPU minutes")
    parser.add_argument("--corpora", default="", help="names with commas; default: those that may ship")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--decay", type=float, default=0.02, help="weight decay")
    parser.add_argument("--noise", type=float, default=0.02, help="of the choice of entries in the closed loop")
    parser.add_argument("--input-noise", type=float, default=0.05, help="added to what the network sees")
    parser.add_argument("--windows", type=int, default=MEASURED, help="windows that the coder is measured on")
    parser.add_argument("--save-every", type=int, default=50, help="steps")
    parser.add_argument("--seed", type=int, default=1)
    o = parser.parse_args()
    torch.set_num_threads(1)
    o.run.mkdir(parents=True, exist_ok=True)
    train(corpus.load(o.features, corpus.named(o.corpora)), Sizes(), o)


if __name__ == "__main__":
    main()
