"""From noise to a continuation in a few steps."""

import torch
from torch import Tensor

from .network import Network, clean
from .response import factors


def levels(steps: int, shift: float) -> list[float]:
    """Noise levels from 1 to 0, ``steps + 1`` of them: t = s·u / (1 + (s − 1)·u), u in equal steps."""
    return [shift * u / (1 + (shift - 1) * u) for u in (1 - i / steps for i in range(steps + 1))]


@torch.no_grad()
def sample(
    network: Network,
    y: Tensor,
    known: Tensor,
    conditions: Tensor,
    noise: Tensor,
    steps: int,
    guidance: float = 1.0,
    shift: float = 1.5,
    hints: Tensor | None = None,
    style: Tensor | None = None,
    response: Tensor | None = None,
    trajectory: list[Tensor] | None = None,
) -> Tensor:
    """Samples clean components.

    Args:
        y: ``[B, T, D]``; components of known tokens, anything elsewhere.
        known: ``[B, T]``; 1 where a token is given.
        conditions: ``[B, 8]`` as the network takes them.
        noise: ``[B, T, D]``; ε of every token, also of the known ones (guidance noises them).
        guidance: w; at 1 the pass without context is left out.
        hints: ``[B, T, hints]`` of known parts; none if not given.
        style: ``[B, E + 1]`` as the network takes it; none if not given.
        response: ``[13, D]``, see :mod:`response`; ones if not given.
        trajectory: if given, gets the (guided) ẑ₀ of every step.
    Returns:
        ``[B, T, D]``: samples, with the known tokens as given.
    """
    mask = known[..., None]
    z = noise
    nothing, none = torch.zeros_like(known), torch.zeros_like(conditions)
    if hints is None:
        hints = y.new_zeros(*known.shape, network.config.hints)
    if style is None:
        style = y.new_zeros(len(y), network.config.style + 1)
    no_hints, no_style = torch.zeros_like(hints), torch.zeros_like(style)
    first = None
    schedule = levels(steps, shift)
    guess = z
    for level, following in zip(schedule, schedule[1:]):
        t = torch.full((len(y),), level, device=y.device)
        # Known tokens in z follow their own path, (1 − t) y + t ε.
        z = mask * ((1 - level) * y + level * noise) + (1 - mask) * z
        guess = clean(z, t, network(mask * y + (1 - mask) * z, known, t, conditions, hints, style).float())
        if guidance != 1:
            free = clean(z, t, network(z, nothing, t, none, no_hints, no_style).float())
            guess = free + guidance * (guess - free)
        if first is None:
            first = guess
        elif response is not None:
            guess = first + factors(response, level) * (guess - first)
        if trajectory is not None:
            trajectory.append(guess)
        z = (1 - following) * guess + following * (z - (1 - level) * guess) / level
    return mask * y + (1 - mask) * guess
