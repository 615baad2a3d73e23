"""The 139 numbers of a frame: where each stands, and the linear maps that move and mirror them.

Every function here is linear in the features, so it does the same to frames and to control points.
"""

import torch
from torch import Tensor

from .rig import JOINTS, MIRRORED

ROOT = slice(0, 3)  # hips' place, m
ROTATIONS = slice(3, 135)  # 22 × (first column, second column) of the local rotation
CONTACTS = slice(135, 139)
COUNT = 139


def heading(features: Tensor) -> Tensor:
    """Direction the figure faces, as a yaw in radians, ``[..., 139]`` -> ``[...]``.

    The lateral axis of the hips is the first column of the root's rotation, since both hip joints
    lie on the rig's x axis as seen from the root. Facing +Z is 0, facing +X is π/2.
    """
    return torch.atan2(-features[..., 5], features[..., 3])


def align(features: Tensor, place: Tensor, yaw: Tensor) -> Tensor:
    """Turns by −yaw about the vertical and moves ``place`` over the origin.

    Args:
        features: ``[B, K, 139]`` in the room's coordinates.
        place: ``[B, 2]``; x and z that become 0. Height is kept.
        yaw: ``[B]``; heading that becomes 0.
    """
    out = features.clone()
    cos, sin = yaw.cos()[:, None], yaw.sin()[:, None]
    out[..., 0] -= place[:, None, 0]
    out[..., 2] -= place[:, None, 1]
    for x in (0, 3, 6):  # the root's place and both columns of its rotation
        east, north = out[..., x].clone(), out[..., x + 2].clone()
        out[..., x] = cos * east - sin * north
        out[..., x + 2] = sin * east + cos * north
    return out


def mirror_map() -> tuple[Tensor, Tensor]:
    """(order ``[139]``, sign ``[139]``): mirrored = features[..., order] · sign.

    The mirror is x → −x. A rotation becomes M R M with M = diag(−1, 1, 1): its first column keeps
    only the sign of x, its second flips it.
    """
    order, sign = list(range(3)), [-1.0, 1.0, 1.0]
    for joint in range(len(JOINTS)):
        start = ROTATIONS.start + 6 * MIRRORED[joint]
        order += list(range(start, start + 6))
        sign += [1.0, -1.0, -1.0, -1.0, 1.0, 1.0]
    order += [137, 138, 135, 136]
    sign += [1.0] * 4
    return torch.tensor(order), torch.tensor(sign)


def scales(points: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and scale ``[139]`` of features ``[count, 139]`` by the rules of the checkpoint."""
    mean = points.mean(0)
    mean[0] = mean[2] = 0
    deviation = ((points - mean) ** 2).mean(0)
    scale = torch.ones_like(mean)
    scale[0] = scale[2] = ((deviation[0] + deviation[2]) / 2).sqrt()
    scale[1] = deviation[1].sqrt()
    per_joint = deviation[ROTATIONS].view(-1, 6).mean(1).sqrt().clamp_min(0.08)
    scale[ROTATIONS] = per_joint.repeat_interleave(6)
    scale[CONTACTS] = 0.5
    return mean, scale
