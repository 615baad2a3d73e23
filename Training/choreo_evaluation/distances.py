"""Distances between continuations of one length, aligned at the end of the context."""

import numpy as np

from .skeleton import FRAME_RATE

HORIZONS = (0.5, 1, 2, 4)
"""Seconds after the join at which the best-of-K error is stated."""


def distance(a, b):
    """Mean over frames and joints of the distance of joints, [...], m; a, b: [..., F, J, 3]."""
    return np.linalg.norm(a - b, axis=-1).mean((-2, -1))


def pairwise_distances(joints):
    """All distances between windows [N, F, J, 3], [N, N]; one row at a time, so memory stays that of the input."""
    result = np.zeros((len(joints), len(joints)))
    for i in range(len(joints) - 1):
        result[i, i + 1:] = result[i + 1:, i] = distance(joints[i], joints[i + 1:])
    return result


def spread(proposals, real):
    """Mean pairwise distance of the K proposals of a context, relative to that of real continuations of different ones.

    proposals: [N, K, F, J, 3], real: [N, F, J, 3]. 0: all alike; None where K or N is 1.
    """
    n, k = proposals.shape[:2]
    if k < 2 or n < 2:
        return None
    inside = np.mean([distance(proposals[:, i], proposals[:, j]) for i in range(k) for j in range(i)])
    return float(inside / mean_pairwise(real))


def mean_pairwise(joints):
    """Mean distance over all pairs of different windows."""
    n = len(joints)
    return float(pairwise_distances(joints).sum() / (n * (n - 1)))


def best_of(proposals, real):
    """Smallest distance of a context's proposals to what really followed, per horizon, mean over contexts: {s: m}."""
    error = np.linalg.norm(proposals - real[:, None], axis=-1).mean(-1)  # [N, K, F]
    result = {}
    for seconds in HORIZONS:
        frames = int(round(seconds * FRAME_RATE))
        result[seconds] = float(error[..., :frames].mean(-1).min(1).mean())
    return result
