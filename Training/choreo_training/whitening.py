"""Principal components of tokens, scaled to unit variance: the space noise is added in."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass
class Whitening:
    """y = forward · (v − mean), v = inverse · y + mean, for tokens v ``[..., size]``."""

    mean: Tensor  # [size]
    forward: Tensor  # [D, size]
    inverse: Tensor  # [size, D]

    def whiten(self, tokens: Tensor) -> Tensor:
        """``[..., size]`` -> ``[..., D]``."""
        return (tokens - self.mean) @ self.forward.T

    def unwhiten(self, components: Tensor) -> Tensor:
        """``[..., D]`` -> ``[..., size]``; what lies outside the kept components is at its mean."""
        return components @ self.inverse.T + self.mean

    def to(self, device: torch.device | str) -> "Whitening":
        return Whitening(self.mean.to(device), self.forward.to(device), self.inverse.to(device))


def measure(tokens: Tensor, components: int, weights: Tensor | None = None) -> tuple[Whitening, float]:
    """Whitening of tokens ``[count, size]`` that keeps a number of principal components.

    Components are ranked by the variance of the tokens times ``weights [size]``: what matters more
    is kept first. Whitening itself does not depend on the weights beyond that choice and the axes.
    Returns it with the share of the weighted variance it keeps.
    """
    data = tokens.double()
    weights = torch.ones(data.shape[1]) if weights is None else weights
    mean, weights = data.mean(0), weights.double()
    weighted = (data - mean) * weights
    values, vectors = torch.linalg.eigh(weighted.T @ weighted / len(data))
    values, vectors = values.flip(0).clamp_min(1e-12), vectors.flip(1)
    deviation, directions = values[:components].sqrt(), vectors[:, :components]
    whitening = Whitening(
        mean.float(),
        ((directions / deviation).T * weights).contiguous().float(),
        (directions * deviation / weights[:, None]).contiguous().float(),
    )
    return whitening, float(values[:components].sum() / values.sum())
