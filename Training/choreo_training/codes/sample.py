"""Draws movement: patch after patch, book after book."""

from collections.abc import Callable

import torch
from torch import Tensor

from .. import spline
from .coder import Coder
from .config import BEFORE, PATCH, Sizes
from .network import Network

#: Codes [B] for logits [B, V].
Choice = Callable[[Tensor], Tensor]


def nucleus(logits: Tensor, u: Tensor, temperature: float, top_p: float) -> Tensor:
    """Codes ``[B]`` by uniform numbers ``u [B]`` in 0 … 1 from the likeliest entries that make up ``top_p``.

    The likeliest come first; the one that crosses ``top_p`` still counts.
    """
    order = logits.double().sort(dim=-1, descending=True, stable=True)
    share = torch.softmax(order.values / temperature, dim=-1)
    before = share.cumsum(-1) - share
    share = share * (before < top_p)
    reached = share.cumsum(-1) > u[:, None].double() * share.sum(-1, keepdim=True)
    return order.indices.gather(-1, reached.int().argmax(-1, keepdim=True))[:, 0]


@torch.no_grad()
def extend(coder: Coder, network: Network, unit: float, points: Tensor, sizes: Sizes, choose: Choice) -> Tensor:
    """Context points ``[B, C, F]`` and what is drawn after them, ``[B, K, F]``."""
    memory: list[list[Tensor]] = [[] for _ in network.blocks]
    x = coder.inputs(points)
    # A shorter context stands at the end of the context's positions.
    at = sizes.context_tokens - 1 - x.shape[1]
    missing = sizes.context_tokens * PATCH - points.shape[1]
    while True:
        h = network.trunk(x, memory, at)[:, -1]
        at += x.shape[1]
        sofar = points.new_zeros(len(points), sizes.components)
        for book in range(sizes.books):
            sofar = sofar + coder.books[book][choose(network.head(book, h, unit * sofar))]
        points = torch.cat([points, coder.step(points[:, -BEFORE:], sofar)], 1)
        if points.shape[1] + missing == sizes.points:
            return points
        x = coder.inputs(points[:, -BEFORE:])


def frames(points: Tensor, sizes: Sizes) -> Tensor:
    """Frames ``[B, N, F]`` of points ``[B, K, F]``, smoothed as the file says."""
    count = points.shape[1]
    basis = spline.basis(count * sizes.frames // sizes.points, count)
    return torch.from_numpy(basis @ spline.smoothing(count, sizes.smoothing)).float() @ points
