"""Windows of 6 s as control points, cut and varied while training.

Resampling, fitting and the context's own fit are one matrix per tempo, so that a batch costs one
small product. Alignment, mirroring and the other variations are linear and come after it.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from . import spline
from .config import Config
from .corpus import SHARES, Clip, Corpus
from .features import align, heading, mirror_map
from .rig import NAMES, UPPER_BODY

#: Tempo of a varied window relative to its clip; 1.15 plays it faster.
TEMPOS = (0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15)

#: Share of windows that take the arms and head, and share that take all above the hips, of another.
ARMS_SHARE, TRUNK_SHARE = 0.12, 0.12

#: Joints of the arms and head.
ARMS = [i for i, n in enumerate(NAMES) if any(w in n for w in ("Shoulder", "Arm", "Hand", "Neck", "Head"))]

#: Standard deviation (radians) of the constant turn given to each joint above the hips.
POSTURE_NOISE = 0.04


@dataclass
class Batch:
    """Control points of aligned windows, in metres and rotation columns."""

    points: Tensor  # [B, K, 139]: least squares over the whole window
    context: Tensor  # [B, context points, 139]: over its context alone


class Cutter:
    """Cuts windows out of a corpus at any frame and tempo."""

    def __init__(self, corpus: Corpus, config: Config, tempos: tuple[float, ...] = TEMPOS):
        self.frames, self.config, self.tempos = corpus.frames, config, tempos
        self.lengths = [int(np.ceil((config.frames - 1) * tempo)) + 1 for tempo in tempos]
        longest = max(self.lengths)
        whole = spline.fit(config.frames, config.points)
        context = spline.fit(config.context, config.context_points)
        rows = []
        for tempo in tempos:
            read = spline.resampling(config.frames, tempo, longest)
            # The last row reads frame C − 1, where the window is aligned.
            seam = read[config.context - 1 : config.context]
            rows.append(np.concatenate([whole @ read, context @ read[: config.context], seam]))
        self.matrices = torch.from_numpy(np.stack(rows)).float()  # [tempos, K + context + 1, longest]
        self.reach = torch.arange(longest)

    def cut(self, starts: Tensor, tempos: Tensor) -> Batch:
        """Aligned windows that start at frames ``starts [B]`` with tempo indices ``tempos [B]``."""
        index = (starts[:, None] + self.reach).clamp_max(len(self.frames) - 1)
        points = torch.bmm(self.matrices[tempos], self.frames[index])
        seam = points[:, -1]
        points = align(points[:, :-1], seam[:, [0, 2]], heading(seam))
        K = self.config.points
        return Batch(points[:, :K], points[:, K:])


class Drawer:
    """Draws training windows at random by the shares of their groups."""

    def __init__(self, corpus: Corpus, config: Config, seed: int, shares: dict[str, float] = SHARES):
        self.cutter = Cutter(corpus, config)
        self.generator = torch.Generator().manual_seed(seed)
        clips = corpus.select("train")
        self.starts: list[list[Tensor]] = []  # [group][tempo]
        weights = []
        for name, share in shares.items():
            members = [c for c in clips if c.group == name]
            per_tempo = [starts(members, length) for length in self.cutter.lengths]
            if all(len(s) > 0 for s in per_tempo):
                self.starts.append(per_tempo)
                weights.append(share)
        if not weights:
            raise ValueError("no training clip is as long as a window")
        self.weights = torch.tensor(weights)
        self.order, self.sign = mirror_map()
        self.plain = TEMPOS.index(1.0)

    def draw(self, count: int, vary: bool = True, group: int | None = None) -> Batch:
        """Windows; varied in tempo, side and posture, or as they are. ``group`` 0 is dance."""
        g = self.generator
        if group is None:
            groups = torch.multinomial(self.weights, count, replacement=True, generator=g).tolist()
        else:
            groups = [group] * count
        if vary:
            tempos = torch.randint(len(TEMPOS), (count,), generator=g)
        else:
            tempos = torch.full((count,), self.plain)
        at = torch.rand(count, generator=g).tolist()
        pools = [self.starts[k][t] for k, t in zip(groups, tempos.tolist())]
        begin = torch.stack([pool[int(u * len(pool))] for pool, u in zip(pools, at)])
        batch = self.cutter.cut(begin, tempos)
        return self._vary(batch) if vary else batch

    def _vary(self, batch: Batch) -> Batch:
        g, count = self.generator, len(batch.points)
        both = torch.cat([batch.points, batch.context], dim=1)
        mirrored = both[..., self.order] * self.sign
        side = (torch.rand(count, generator=g) < 0.5)[:, None, None]
        both = torch.where(side, mirrored, both)
        both = self._mix(both)
        turns = small_rotations(POSTURE_NOISE * torch.randn(count, 22, 3, generator=g))
        turns[:, : UPPER_BODY[0]] = torch.eye(3)
        columns = both[..., 3:135].view(count, -1, 22, 2, 3)
        both[..., 3:135] = torch.einsum("bjrs,bkjcs->bkjcr", turns, columns).flatten(2)
        K = batch.points.shape[1]
        return Batch(both[:, :K], both[:, K:])

    def _mix(self, both: Tensor) -> Tensor:
        """Gives some windows the arms, or all above the hips, of another: new dance from two old."""
        g, count = self.generator, len(both)
        other = both[torch.randperm(count, generator=g)][..., 3:135].unflatten(-1, (22, 6))
        which = torch.rand(count, generator=g)
        mixed = both[..., 3:135].unflatten(-1, (22, 6)).clone()
        for joints, chosen in (
            (ARMS, which < ARMS_SHARE),
            (UPPER_BODY, (which >= ARMS_SHARE) & (which < ARMS_SHARE + TRUNK_SHARE)),
        ):
            rows = chosen.nonzero().flatten()
            mixed[rows[:, None, None], torch.arange(both.shape[1])[:, None], joints] = other[
                rows[:, None, None], torch.arange(both.shape[1])[:, None], joints
            ]
        return torch.cat([both[..., :3], mixed.flatten(-2), both[..., 135:]], dim=-1)


def starts(clips: list[Clip], length: int, step: int = 1) -> Tensor:
    """First frames of all windows of ``length`` frames within the clips."""
    ranges = [torch.arange(c.start, c.start + c.count - length + 1, step) for c in clips
              if c.count >= length]
    return torch.cat(ranges) if ranges else torch.zeros(0, dtype=torch.long)


def small_rotations(vectors: Tensor) -> Tensor:
    """Rotation vectors ``[..., 3]`` of a few degrees -> matrices ``[..., 3, 3]``, to second order."""
    x, y, z = vectors.unbind(-1)
    zero = torch.zeros_like(x)
    cross = torch.stack([zero, -z, y, z, zero, -x, -y, x, zero], dim=-1)
    cross = cross.view(*vectors.shape, 3)
    return torch.eye(3) + cross + cross @ cross / 2
