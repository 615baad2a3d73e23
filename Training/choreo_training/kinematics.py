"""Joint positions from features.

Frames are the innermost axis: on a CPU every product then runs over contiguous numbers, which was
measured four times faster than joints innermost. Letters: M frames, n joints of one level.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from .features import ROOT, ROTATIONS
from .rig import JOINTS, OFFSETS, PARENTS, depths


@dataclass
class Level:
    """Joints at one depth of the tree, as indices into the level above and the rotations."""

    parents: Tensor  # [n]: among the level above, its joints with children only
    places: Tensor  # [n]: the same, among all joints of the level above
    offsets: Tensor  # [n, 3, 1, 1]
    inner: Tensor  # indices within this level of the joints with children
    rotations: Tensor  # the same joints' rows in the table of rotations


class Kinematics:
    """Forward kinematics of the canonical rig on one device."""

    def __init__(self, device: torch.device | str = "cpu"):
        joints = range(len(JOINTS))
        # Leaves turn nothing: their rotations never enter a position.
        inner = [j for j in joints if j in PARENTS]
        self.inner = torch.tensor(inner, device=device)
        self.levels: list[Level] = []
        above = [0]
        for level in depths():
            above_inner = [j for j in above if j in inner]
            here = [i for i, j in enumerate(level) if j in inner]
            self.levels.append(
                Level(
                    torch.tensor([above_inner.index(PARENTS[j]) for j in level], device=device),
                    torch.tensor([above.index(PARENTS[j]) for j in level], device=device),
                    torch.tensor([OFFSETS[j] for j in level], device=device)[..., None, None],
                    torch.tensor(here, dtype=torch.long, device=device),
                    torch.tensor(
                        [inner.index(level[i]) for i in here], dtype=torch.long, device=device
                    ),
                )
            )
            above = level
        order = [0] + [j for level in depths() for j in level]
        self.order = torch.tensor([order.index(j) for j in joints], device=device)

    def positions(self, features: Tensor) -> Tensor:
        """Features in metres and rotation columns ``[..., 139]`` -> positions ``[22, 3, ...]``."""
        shape = features.shape[:-1]
        flat = features.reshape(-1, features.shape[-1]).T.contiguous()  # [139, M]
        columns = flat[ROTATIONS].view(len(JOINTS), 6, -1)
        rotations = orthonormal(columns[self.inner])  # [n, 3 columns, 3 rows, M]
        world, place = rotations[:1], flat[None, ROOT]
        out = [place]
        for level in self.levels:
            turned = world[level.parents]
            place = place[level.places] + (turned * level.offsets).sum(1)
            out.append(place)
            if len(level.inner):
                # Column k of a product is Σ_i (column i of the parent) · local[k, i].
                local = rotations[level.rotations]
                world = (turned[level.inner][:, None] * local[:, :, :, None]).sum(2)
        return torch.cat(out)[self.order].view(len(JOINTS), 3, *shape)


def orthonormal(columns: Tensor) -> Tensor:
    """Gram-Schmidt: two columns ``[n, 6, M]`` -> rotation columns ``[n, 3, 3, M]``."""
    a, b = columns[:, :3], columns[:, 3:]
    x = a * torch.rsqrt((a * a).sum(1, keepdim=True) + 1e-8)
    b = b - (x * b).sum(1, keepdim=True) * x
    y = b * torch.rsqrt((b * b).sum(1, keepdim=True) + 1e-8)
    z = torch.stack(
        [
            x[:, 1] * y[:, 2] - x[:, 2] * y[:, 1],
            x[:, 2] * y[:, 0] - x[:, 0] * y[:, 2],
            x[:, 0] * y[:, 1] - x[:, 1] * y[:, 0],
        ],
        dim=1,
    )
    return torch.stack([x, y, z], dim=1)
