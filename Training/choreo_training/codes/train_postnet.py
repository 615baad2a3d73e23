"""Trains the post-net of a run's coder for so many minutes of this process' CPU time.

    python -m choreo_training.codes.train_postnet --features data.safetensors --run runs/codes

Writes ``postnet.pt`` beside the run's ``state.pt``. Movement is compared as it will be seen: frames, through forward
kinematics.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from .. import corpus, spline
from ..features import CONTACTS
from ..kinematics import Kinematics
from ..rig import CONTACT_JOINTS, NAMES
from ..state import Average
from ..windows import Drawer
from . import file
from .coder import Coder
from .config import Sizes
from .postnet import Postnet, corrected
from .train import descend, held_out, steps, told_options, window_config

#: m, m/s and m/s² that count as one; feet count so many times as much as other joints.
PLACE_UNIT, SPEED_UNIT, ACCELERATION_UNIT, FEET = 0.05, 0.3, 6.0, 3.0

#: Weights of features, contact labels, places, speeds, accelerations and of feet that slide while they are down.
WEIGHTS = {"x": 1.0, "l": 1.0, "p": 1.0, "v": 1.0, "a": 0.3, "c": 1.0}

#: m by which the hips of what is decoded may be too high or too low: when codes are drawn instead of looked up, they
#: drift, and whoever drifts must be told from the legs where the floor is.
DRIFT = 0.04


class Objective:
    """How far corrected movement is from the real one."""

    def __init__(self, coder: Coder, sizes: Sizes):
        self.coder, self.kinematics = coder, Kinematics()
        # From just before the seam, for speeds across it.
        self.basis = torch.from_numpy(spline.basis(sizes.frames, sizes.points)).float()[sizes.context - 2 :]
        self.rate = sizes.frame_rate
        weights = torch.ones(len(NAMES))
        weights[CONTACT_JOINTS] = FEET
        self.joints = (weights / weights.mean())[:, None, None, None]

    def __call__(self, found: Tensor, real: Tensor) -> dict[str, Tensor]:
        """Terms for points ``[B, K, F]``."""
        terms = {"x": 10 * ((found - real) / self.coder.scale).square().mean()}
        a, b = self.basis @ found, self.basis @ real
        terms["l"] = 10 * (a - b)[..., CONTACTS].square().mean()
        p, q = self.kinematics.positions(a), self.kinematics.positions(b)  # [22, 3, B, N]
        difference = p - q
        change = difference.diff(dim=-1) * self.rate
        second = change.diff(dim=-1) * self.rate
        terms["p"] = (self.joints * (difference / PLACE_UNIT).square()).mean()
        terms["v"] = (self.joints * (change / SPEED_UNIT).square()).mean()
        terms["a"] = (self.joints * (second / ACCELERATION_UNIT).square()).mean()
        down = b[..., CONTACTS].permute(2, 0, 1).clamp(0, 1)
        down = torch.minimum(down[..., 1:], down[..., :-1])
        feet = (p[CONTACT_JOINTS].diff(dim=-1) * self.rate / SPEED_UNIT)[:, [0, 2]].square().sum(1)
        terms["c"] = (down * feet).mean()
        return terms


def drifting(points: Tensor, context: int, generator: torch.Generator) -> Tensor:
    """Points whose hips, after the context, sink or rise as a smooth random walk."""
    new = points.shape[1] - context
    steps = torch.randn(len(points), new, generator=generator) / new**0.5
    speed = steps.cumsum(1).mul(1.5 / new)
    offset = DRIFT * (torch.randn(len(points), 1, generator=generator) * torch.linspace(0, 1, new) + speed.cumsum(1))
    points = points.clone()
    points[:, context:, 1] += offset
    return points


def train(data: corpus.Corpus, o: argparse.Namespace) -> None:
    """Runs until the time is over."""
    torch.manual_seed(o.seed)
    coder, _, _, sizes, _ = file.load(o.run / o.state)
    config = window_config(sizes)
    context = config.context_points
    postnet, objective = Postnet(sizes), Objective(coder, sizes)
    average = Average(postnet, 0.995)
    adam = torch.optim.AdamW(postnet.parameters(), lr=0.0, weight_decay=0.02, betas=(0.9, 0.99), fused=True)
    drawer = Drawer(data, config, o.seed + 2000)
    generator = torch.Generator().manual_seed(o.seed + 700)

    kept = held_out(data, config)
    with torch.no_grad():
        kept_decoded = coder.encode(kept.points, kept.context)[1]

    def told(terms: dict[str, Tensor]) -> str:
        return " ".join(f"{key} {float(value):.3f}" for key, value in terms.items())

    recent = []
    with torch.no_grad():
        print("uncorrected", told(objective(kept_decoded, kept.points)), flush=True)
    for step, minutes, looks in steps(adam, o):
        batch = drawer.draw(o.batch)
        with torch.no_grad():
            decoded = coder.encode(batch.points, batch.context, o.noise, generator)[1]
            decoded = drifting(decoded, context, generator)
        with torch.autocast("cpu", torch.bfloat16):
            found = corrected(coder, postnet.train(), decoded, context)
        terms = objective(found.float(), batch.points)
        descend(postnet, adam, average, sum(WEIGHTS[key] * value for key, value in terms.items()))
        recent.append({key: value.detach() for key, value in terms.items()})
        if looks:
            with torch.no_grad():
                at = objective(corrected(coder, average.network.eval(), kept_decoded, context), kept.points)
            mean = {key: sum(r[key] for r in recent) / len(recent) for key in terms}
            print(f"{step} {minutes:.1f} min  train {told(mean)}  held {told(at)}", flush=True)
            recent = []
            saved = {"postnet": average.network.state_dict(), "step": step, "minutes": minutes, "options": told_options(o)}
            torch.save(saved, o.run / "postnet.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--features", type=Path, required=True, help="features file")
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--state", default="state.pt", help="which state of it")
    parser.add_argument("--minutes", type=float, default=16, help="CPU minutes")
    parser.add_argument("--corpora", default="", help="names with commas; default: those that may ship")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--noise", type=float, default=0.03, help="of the choice of entries in the closed loop")
    parser.add_argument("--save-every", type=int, default=50, help="steps")
    parser.add_argument("--seed", type=int, default=1)
    o = parser.parse_args()
    torch.set_num_threads(1)
    train(corpus.load(o.features, corpus.named(o.corpora)), o)


if __name__ == "__main__":
    main()
