"""How strongly a network's guess should answer to what it is given, measured on movement it never saw.

A network trained for hours, not weeks, answers too weakly to a noisy window: at each level its guess
moves away from the blind one (that of pure noise) by only a part of what the least-squares answer
would. Sampling adds that up, and what comes out is too calm and too alike. The part is measured
here, per level and component, on held-out movement, and sampling divides by it. A table of ones
changes nothing.
"""

import torch
from torch import Tensor

#: Noise levels of the table's rows. Between them factors are interpolated.
LEVELS = (1.0, 0.975, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05)

#: Neighbouring components share a factor, as a mean over this many: single ones are too noisy.
SMOOTHED = 9

#: Least and greatest factor.
RANGE = (0.5, 2.0)


def factors(table: Tensor, level: float) -> Tensor:
    """The table's factors ``[D]`` at a noise level."""
    if level <= LEVELS[-1]:
        return table[-1]
    row = max(i for i, bound in enumerate(LEVELS[:-1]) if level <= bound)
    part = (LEVELS[row] - level) / (LEVELS[row] - LEVELS[row + 1])
    return (1 - part) * table[row] + part * table[row + 1]


def smoothed(values: Tensor) -> Tensor:
    """Running mean over ``SMOOTHED`` neighbours ``[D]``; ends are repeated."""
    half = SMOOTHED // 2
    padded = torch.cat([values[:1].expand(half), values, values[-1:].expand(half)])
    return padded.unfold(0, SMOOTHED, 1).mean(-1)


def measure(guess, clean: Tensor, noises: list[Tensor], new: slice, strength: float = 1.0) -> Tensor:
    """The table ``[13, D]``.

    Args:
        guess: function of z ``[B, T, D]`` and a level that returns ẑ₀ ``[B, T, D]``.
        clean: ``[B, T, D]``, windows that the network was not trained on.
        noises: several ε ``[B, T, D]``.
        new: tokens that are to be made.
        strength: power of the factors; below 1 corrects less.
    """
    blind = torch.stack([guess(noise, 1.0) for noise in noises]).mean(0)
    rows = []
    for level in LEVELS[3:]:
        answer = need = 0
        for noise in noises:
            z = (1 - level) * clean + level * noise
            given = (z - (1 - level) * blind)[:, new]
            answer = answer + (given * (guess(z, level) - blind)[:, new]).mean((0, 1))
            need = need + (given * (clean - blind)[:, new]).mean((0, 1))
        ratio = smoothed(need) / smoothed(answer).clamp_min(1e-4)
        rows.append(ratio.clamp(*RANGE) ** strength)
    # Above the fourth level both sides of the ratio are nearly nothing.
    return torch.stack([rows[0]] * 3 + rows)
