"""The four numbers a proposal can be steered by, measured at the spline's 10 Hz knots."""

import torch
from torch import Tensor

from .features import heading

#: In the order of the checkpoint.
NAMES = ("speed", "jerkiness", "travel", "turning")

#: How often each is withheld in training, and all of them together.
DROP_EACH, DROP_ALL = 0.35, 0.2

#: Percentiles stored in a checkpoint: 0, 5, …, 100 %.
QUANTILES = torch.linspace(0, 1, 21)


def knots(points: Tensor) -> Tensor:
    """The spline at its own points: control points ``[B, K, n]`` -> values ``[B, K, n]``.

    (c[k−1] + 4 c[k] + c[k+1]) / 6; at both ends, where the points go on in a line, c itself.
    """
    inner = (points[:, :-2] + 4 * points[:, 1:-1] + points[:, 2:]) / 6
    return torch.cat([points[:, :1], inner, points[:, -1:]], dim=1)


def measure(positions: Tensor, features: Tensor, rate: float) -> Tensor:
    """Measures stretches of movement.

    Args:
        positions: ``[22, 3, B, K]`` joints in m.
        features: ``[B, K, 139]`` at the same knots, for place and heading of the hips.
        rate: knots per second.
    Returns:
        ``[B, 4]``: ln(mean joint speed + 0.01 m/s); ln(mean joint jerk + 1 m/s³) less that;
        ln(path of the hips over the floor + 0.01 m/s); ln(mean |turn of the heading| + 0.01 rad/s).
    """
    p = positions
    velocity = (p[..., 2:] - p[..., :-2]) * (rate / 2)
    jerk = (p[..., 4:] - 2 * p[..., 3:-1] + 2 * p[..., 1:-3] - p[..., :-4]) * (rate**3 / 2)
    speed = (velocity.norm(dim=1).mean(dim=(0, 2)) + 0.01).log()
    jerkiness = (jerk.norm(dim=1).mean(dim=(0, 2)) + 1).log() - speed
    hips = features[..., [0, 2]]
    travel = ((hips[:, 2:] - hips[:, :-2]).norm(dim=-1).mean(1) * (rate / 2) + 0.01).log()
    yaw = heading(features)
    turn = yaw[:, 2:] - yaw[:, :-2]
    turn = torch.atan2(turn.sin(), turn.cos()).abs().mean(1) * (rate / 2)
    return torch.stack([speed, jerkiness, travel, (turn + 0.01).log()], dim=-1)


def drop(count: int, generator: torch.Generator) -> Tensor:
    """Flags ``[count, 4]`` of the conditions a window is told in training."""
    each = torch.rand(count, len(NAMES), generator=generator) >= DROP_EACH
    any_ = torch.rand(count, 1, generator=generator) >= DROP_ALL
    return (each & any_).float()
