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


def measure(tokens: Tensor, variance: float = 0.995, multiple: int = 8) -> tuple[Whitening, float]:
    """Whitening of tokens ``[count, size]``.

    Keeps the fewest components, rounded up to a multiple, that hold the given share of the
    variance. Returns it with the share it does keep.
    """
    data = tokens.double()
    mean = data.mean(0)
    centred = data - mean
    values, vectors = torch.linalg.eigh(centred.T @ centred / len(data))
    values, vectors = values.flip(0).clamp_min(1e-10), vectors.flip(1)
    share = values.cumsum(0) / values.sum()
    count = int((share < variance).sum()) + 1
    count = min(-(-count // multiple) * multiple, len(values))
    deviation, directions = values[:count].sqrt(), vectors[:, :count]
    whitening = Whitening(
        mean.float(),
        (directions / deviation).T.contiguous().float(),
        (directions * deviation).contiguous().float(),
    )
    return whitening, float(share[count - 1])
