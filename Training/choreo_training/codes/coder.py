"""Movement as codes: patches of two control points, seen from where the figure stands and faces.

Letters: B windows, K control points, F = 139 features, D components, Q codebooks of V entries.

A patch is told as what a linear prediction from the two patches before it does not know, in the frame of the last
point before it (hips over the origin, facing +Z); of that the D components that move the body most, by Q codebooks
one after the other (residual quantisation). Coding is a closed loop: the prediction starts from what was decoded, so
errors do not add up.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from ..features import align, heading, scales
from ..statistics import influence
from .config import BEFORE, PATCH

#: Error of the points that the prediction starts from, in their scale, that its ridge reckons with.
PREDICTION_NOISE = 0.05


def seen_from(points: Tensor, at: Tensor) -> Tensor:
    """Points ``[B, n, F]`` in the frame of a point ``[B, F]``."""
    return align(points, at[:, [0, 2]], heading(at))


def put_back(points: Tensor, at: Tensor) -> Tensor:
    """The inverse of :func:`seen_from`."""
    out = align(points, torch.zeros_like(at[:, :2]), -heading(at))
    out[..., 0] += at[:, None, 0]
    out[..., 2] += at[:, None, 2]
    return out


@dataclass
class Coder:
    """Control points to codes, and back."""

    mean: Tensor  # [F]
    scale: Tensor  # [F]
    prediction: Tensor  # [BEFORE · F + 1, PATCH · F]; the last row is the bias
    axes: Tensor  # [D, PATCH · F]: rest -> components, in metres of the whole body
    back: Tensor  # [PATCH · F, D]
    books: Tensor  # [Q, V, D]

    def standard(self, points: Tensor) -> Tensor:
        """Points ``[B, n, F]`` in units of their scale, side by side ``[B, n · F]``."""
        return ((points - self.mean) / self.scale).flatten(1)

    def predict(self, before: Tensor) -> Tensor:
        """The next patch ``[B, PATCH · F]``, standardised, from points ``[B, BEFORE, F]`` in the last one's frame."""
        return self.standard(before) @ self.prediction[:-1] + self.prediction[-1]

    def quantise(
        self, rest: Tensor, noise: float = 0.0, generator: torch.Generator | None = None
    ) -> tuple[Tensor, Tensor]:
        """Components ``[B, D]`` -> codes ``[B, Q]`` and the sum of their entries ``[B, D]``.

        With ``noise`` a near entry is taken now and then instead of the nearest, so that the network sees codes of
        movement that it might draw itself.
        """
        codes, left = [], rest
        for book in self.books:
            far = book.square().sum(1) - 2 * left @ book.T  # less |left|², the same for all
            if noise:
                level = left.square().sum(1, keepdim=True) * noise
                u = torch.rand(far.shape, generator=generator).clamp_min(1e-9)
                far = far + level * (-u.log()).log()
            code = far.argmin(1)
            codes.append(code)
            left = left - book[code]
        return torch.stack(codes, 1), rest - left

    def step(self, before: Tensor, components: Tensor) -> Tensor:
        """The next patch ``[B, PATCH, F]`` after points ``[B, BEFORE, F]``, from components ``[B, D]``."""
        at = before[:, -1]
        patch = self.predict(seen_from(before, at)) + components @ self.back.T
        return put_back(patch.view(len(patch), PATCH, -1) * self.scale + self.mean, at)

    def components(self, before: Tensor, patch: Tensor) -> Tensor:
        """Components ``[B, D]`` of a patch ``[B, PATCH, F]`` after points ``[B, BEFORE, F]``."""
        at = before[:, -1]
        return (self.standard(seen_from(patch, at)) - self.predict(seen_from(before, at))) @ self.axes.T

    def inputs(self, points: Tensor) -> Tensor:
        """What the network sees of points ``[B, K, F]``: ``[B, K / PATCH − 1, BEFORE · F]``, a row a patch from the
        second."""
        rows = points.unfold(1, BEFORE, PATCH).permute(0, 1, 3, 2)
        flat = rows.reshape(-1, BEFORE, points.shape[-1])
        return self.standard(seen_from(flat, flat[:, -1])).view(*rows.shape[:2], -1)

    def encode(
        self, points: Tensor, context: Tensor, noise: float = 0.0, generator: torch.Generator | None = None
    ) -> tuple[Tensor, Tensor]:
        """Codes of windows ``[B, K, F]`` after their contexts' own points ``[B, C, F]``.

        Returns codes ``[B, K / PATCH − 2, Q]`` of all patches but the first two, and the points ``[B, K, F]`` that
        they decode to: the context as it is, then the closed loop.
        """
        parts = context.unfold(1, BEFORE + PATCH, PATCH).permute(0, 1, 3, 2)
        flat = parts.reshape(-1, BEFORE + PATCH, points.shape[-1])
        early, _ = self.quantise(self.components(flat[:, :BEFORE], flat[:, BEFORE:]))
        codes, decoded = [early.view(len(points), -1, early.shape[-1])], context
        for k in range(context.shape[1], points.shape[1], PATCH):
            before = decoded[:, -BEFORE:]
            rest = self.components(before, points[:, k : k + PATCH])
            code, sum_ = self.quantise(rest, noise, generator)
            codes.append(code[:, None])
            decoded = torch.cat([decoded, self.step(before, sum_)], 1)
        return torch.cat(codes, 1), decoded


def nearest(data: Tensor, centres: Tensor) -> Tensor:
    """Index of the nearest centre for each row of ``data``."""
    parts = data.split(8192)
    return torch.cat([(centres.square().sum(1) - 2 * part @ centres.T).argmin(1) for part in parts])


def kmeans(data: Tensor, count: int, rounds: int, generator: torch.Generator) -> Tensor:
    """``count`` centres of ``data``'s rows; one that nothing is near to starts again at a random row."""
    centres = data[torch.randperm(len(data), generator=generator)[:count]].clone()
    for _ in range(rounds):
        near = nearest(data, centres)
        size = torch.bincount(near, minlength=count)
        sums = torch.zeros_like(centres).index_add_(0, near, data)
        centres = sums / size.clamp_min(1)[:, None]
        empty = (size == 0).nonzero().flatten()
        centres[empty] = data[torch.randint(len(data), (len(empty),), generator=generator)]
    return centres


def fit(points: Tensor, components: int, books: int, entries: int, rounds: int = 12, seed: int = 7) -> Coder:
    """A coder measured on windows ``[B, K, F]``."""
    generator = torch.Generator().manual_seed(seed)
    features = points.shape[-1]
    rows = points.unfold(1, BEFORE + PATCH, PATCH).permute(0, 1, 3, 2).reshape(-1, BEFORE + PATCH, features)
    local = seen_from(rows, rows[:, BEFORE - 1])
    mean, scale = scales(local[:, BEFORE:].reshape(-1, features))
    before, after = (((x - mean) / scale).flatten(1) for x in (local[:, :BEFORE], local[:, BEFORE:]))
    x = torch.cat([before, torch.ones(len(before), 1)], 1).double()
    gram = x.T @ x / len(x)
    gram.diagonal()[:-1] += PREDICTION_NOISE**2
    prediction = torch.linalg.solve(gram, x.T @ after.double() / len(x)).float()

    rest = after - x.float() @ prediction
    weights = influence(scale).repeat(PATCH)
    weighted = rest * weights
    values, vectors = torch.linalg.eigh((weighted.T @ weighted / len(rest)).double())
    vectors = vectors.flip(1)[:, :components].float()
    kept = float(values.flip(0)[:components].sum() / values.sum())
    print(f"prediction leaves {float(rest.square().mean() / after.square().mean()):.4f}; components keep {kept:.4f}")
    axes, back = (vectors.T * weights).contiguous(), (vectors / weights[:, None]).contiguous()

    left, found = rest @ axes.T, []
    total = left.square().sum(1).mean()
    for book in range(books):
        centres = kmeans(left, entries, rounds, generator)
        left = left - centres[nearest(left, centres)]
        found.append(centres)
        print(f"book {book} leaves {float(left.square().sum(1).mean() / total):.4f}", flush=True)
    return Coder(mean, scale, prediction, axes, back, torch.stack(found))
