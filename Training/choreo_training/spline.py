"""Uniform cubic B-splines through frames: the matrices that fit and decode control points.

Control point k sits at frame ``spacing * k + (spacing - 1) / 2``. Points beyond the ends continue
the last two in a straight line, so that lines and constants are kept exactly.
"""

import numpy as np


def cubic(r: np.ndarray) -> np.ndarray:
    """The cubic B-spline β at distance ``r`` in units of the knot spacing."""
    r = np.abs(r)
    near = 2 / 3 - r**2 + r**3 / 2
    far = np.clip(2 - r, 0, None) ** 3 / 6
    return np.where(r < 1, near, far)


def basis(frames: int, points: int) -> np.ndarray:
    """B ``[frames, points]``: frames = B · control points."""
    spacing = frames // points
    u = (np.arange(frames) - (spacing - 1) / 2) / spacing
    columns = np.arange(-2, points + 2)
    full = cubic(u[:, None] - columns[None, :])
    folded = full[:, 2:-2].copy()
    for beyond in (1, 2):
        # c[-n] = (n + 1) c[0] - n c[1], and the same from the far end.
        head, tail = full[:, 2 - beyond], full[:, points + 1 + beyond]
        folded[:, 0] += (beyond + 1) * head
        folded[:, 1] -= beyond * head
        folded[:, -1] += (beyond + 1) * tail
        folded[:, -2] -= beyond * tail
    return folded


def smoothing(points: int, share: float) -> np.ndarray:
    """``[points, points]``: each point gives ``share`` of itself to each neighbour; ends stay.

    A low-pass on control points. At a share of 0.25 what changes sign from point to point is gone.
    """
    rows = np.eye(points) * (1 - 2 * share) + share * (np.eye(points, k=1) + np.eye(points, k=-1))
    rows[0], rows[-1] = np.eye(points)[0], np.eye(points)[-1]
    return rows


def fit(frames: int, points: int) -> np.ndarray:
    """P ``[points, frames]``: the least-squares control points of given frames."""
    return np.linalg.pinv(basis(frames, points))


def resampling(count: int, rate: float, length: int) -> np.ndarray:
    """Linear interpolation ``[count, length]``: row i reads a source at frame ``rate * i``."""
    at = rate * np.arange(count)
    below = np.minimum(np.floor(at).astype(int), length - 1)
    part = at - below
    rows = np.zeros((count, length))
    rows[np.arange(count), below] = 1 - part
    inside = part > 0
    rows[np.flatnonzero(inside), below[inside] + 1] += part[inside]
    return rows
