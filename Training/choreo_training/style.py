"""The manner of a stretch of movement in a few numbers: how it is held, how much it varies, how fast.

Statistics of frames, on principal components of those of training windows. They know nothing of
order in time, so that a style can be told to the network without telling it what to dance.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from .kinematics import Kinematics

#: Features that a style looks at: height of the hips, rotations of all joints but the hips.
HELD = torch.tensor([1, *range(9, 135)])

#: Numbers before the projection: means and deviations of ``HELD``, and speeds of 22 joints.
COUNT = 2 * len(HELD) + 22

#: Added to a speed before its logarithm, m/s.
STILL = 0.01

#: Chance that a window's style is told in training, and the deviation of the error it is told with.
TOLD, VAGUENESS = 0.6, 0.25


def statistics(frames: Tensor, rate: float, kinematics: Kinematics) -> Tensor:
    """Statistics ``[B, 276]`` of frames ``[B, F, 139]`` in metres and rotation columns."""
    held = frames[..., HELD.to(frames.device)]
    positions = kinematics.positions(frames)  # [22, 3, B, F]
    speed = positions.diff(dim=-1).norm(dim=1).mean(-1) * rate  # [22, B]
    return torch.cat([held.mean(1), held.std(1, unbiased=False), (speed.T + STILL).log()], dim=-1)


@dataclass
class Style:
    """e = axes · (statistics − mean), of about unit variance, and a bank of what goes with what."""

    mean: Tensor  # [276]
    axes: Tensor  # [E, 276]
    bank: Tensor  # [M, 2 E]: of training windows, the style of the context and of the whole window

    def embed(self, values: Tensor) -> Tensor:
        """Statistics ``[B, 276]`` -> ``[B, E]``."""
        return (values - self.mean) @ self.axes.T

    def to(self, device: torch.device | str) -> "Style":
        return Style(self.mean.to(device), self.axes.to(device), self.bank.to(device))


def measure(whole: Tensor, context: Tensor, size: int, bank: int) -> Style:
    """The style space of training windows, from statistics ``[count, 276]`` of them and their contexts."""
    mean = whole.mean(0)
    # A number that hardly varies says nothing; it must not be blown up to say it.
    scale = whole.std(0)
    scale = scale.clamp_min(0.1 * float(scale.median()))
    unit = ((whole - mean) / scale).double()
    values, vectors = torch.linalg.eigh(unit.T @ unit / len(unit))
    values, vectors = values.flip(0)[:size], vectors.flip(1)[:, :size]
    axes = ((vectors / values.sqrt()).T / scale.double()).float().contiguous()
    style = Style(mean, axes, torch.zeros(0, 2 * size))
    style.bank = torch.cat([style.embed(context), style.embed(whole)], dim=-1)[:bank].contiguous()
    return style


def tell(embedding: Tensor, generator: torch.Generator) -> Tensor:
    """What the network is told in training: ``[B, E]`` -> ``[B, E + 1]``, vague, and not always."""
    count = len(embedding)
    flag = (torch.rand(count, 1, generator=generator) < TOLD).float()
    error = VAGUENESS * torch.randn(embedding.shape, generator=generator)
    flag, error = flag.to(embedding.device), error.to(embedding.device)
    return torch.cat([(embedding + error) * flag, flag], dim=-1)


def draw(style: Style, own: Tensor, width: float, generator: torch.Generator) -> Tensor:
    """Styles ``[B, E]`` that go with contexts of style ``own [B, E]``.

    An entry of the bank is drawn with weight exp(−d²/2h²), d the root mean square distance of its
    context from the own one and h = ``width`` times the distance of the 16th nearest.
    """
    size = own.shape[1]
    distance = (style.bank[None, :, :size] - own[:, None]).square().mean(-1)  # [B, M]
    near = distance.sort(dim=1).values[:, min(15, len(style.bank) - 1)]
    weight = torch.softmax(-0.5 * distance / (width**2 * near[:, None] + 1e-6), dim=1)
    chosen = torch.multinomial(weight, 1, generator=generator)[:, 0]
    return style.bank[chosen, size:]
