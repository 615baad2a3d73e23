"""A small net over decoded points that gives back what quantisation took.

Codes are right to some centimetres, and what they leave out makes limbs tremble and feet slide. Most of it can be told
from the movement around: a foot that is down stays where it is. As in Shen et al., "Natural TTS synthesis by
conditioning WaveNet on mel spectrogram predictions", ICASSP 2018: convolutions that predict a correction.
"""

import copy

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..features import CONTACTS
from .coder import Coder, put_back, seen_from
from .config import BEFORE, PATCH, Sizes


class Convolution(nn.Module):
    """A residual branch that sees the patch before and after."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        d = sizes.width
        self.norm = nn.LayerNorm(d)
        self.up, self.down = nn.Linear(3 * d, sizes.post_feed_forward), nn.Linear(sizes.post_feed_forward, d)

    def forward(self, h: Tensor) -> Tensor:
        """h ``[B, n, d]``; beyond the ends are zeros."""
        x = F.pad(self.norm(h), (0, 0, 1, 1))
        x = torch.cat([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1)
        return h + self.down(F.gelu(self.up(x), approximate="tanh"))


class Postnet(nn.Module):
    """Corrections of patches, from patches up to ``post_layers`` away."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.input = nn.Linear(BEFORE * sizes.features, sizes.width)
        self.blocks = nn.ModuleList(Convolution(sizes) for _ in range(sizes.post_layers))
        self.norm = nn.LayerNorm(sizes.width)
        self.output = nn.Linear(sizes.width, PATCH * sizes.features)
        nn.init.zeros_(self.output.weight)
        nn.init.zeros_(self.output.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Corrections ``[B, n, PATCH · F]`` in units of their scale, for :meth:`Coder.inputs` ``[B, n, BEFORE · F]``."""
        h = self.input(x)
        for block in self.blocks:
            h = block(h)
        return self.output(self.norm(h))


def weakened(postnet: Postnet, strength: float) -> Postnet:
    """The net with its corrections times ``strength``, but for the hips' height and the contact labels.

    A correction is a mean of what may have been, and a mean is calmer than dance.
    """
    weakened = copy.deepcopy(postnet)
    factor = torch.full((PATCH, weakened.output.out_features // PATCH), strength)
    factor[:, [1, *range(CONTACTS.start, CONTACTS.stop)]] = 1
    with torch.no_grad():
        weakened.output.weight.mul_(factor.flatten()[:, None])
        weakened.output.bias.mul_(factor.flatten())
    return weakened


def corrected(coder: Coder, postnet: Postnet, points: Tensor, context: int) -> Tensor:
    """Decoded points ``[B, K, F]`` with those after the first ``context`` corrected."""
    B, K, count = points.shape
    rows = points.unfold(1, BEFORE, PATCH).permute(0, 1, 3, 2)
    first = context // PATCH - 1  # the row whose last patch is the first new one
    correction = postnet(coder.inputs(points))[:, first:].float()
    flat = rows[:, first:].reshape(-1, BEFORE, count)
    at = flat[:, -1]
    patch = seen_from(flat[:, -PATCH:], at) + correction.reshape(-1, PATCH, count) * coder.scale
    return torch.cat([points[:, :context], put_back(patch, at).view(B, K - context, count)], 1)
