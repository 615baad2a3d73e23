"""Two-sample accuracy: can a nearest neighbour tell proposals from real continuations? 0.5 is the ideal."""

import numpy as np
from scipy.spatial.distance import cdist

from .frechet import clip_resamples


def _distances(real, generated, clips):
    """All distances among 2N points, neighbours of one clip pushed out of reach."""
    points = np.concatenate([real, generated])
    distances = cdist(points, points)
    both = np.concatenate([clips, clips])
    distances[both[:, None] == both[None, :]] = np.inf
    return distances


def _accuracy(distances, rows, n):
    """Leave-one-out accuracy among the windows `rows` (with repeats), each present as real and as proposal."""
    present = np.unique(rows)
    present = np.concatenate([present, present + n])
    points = np.concatenate([rows, rows + n])
    near = distances[np.ix_(points, present)]
    reachable = np.isfinite(near).any(1)
    nearest = present[near.argmin(1)]
    right = (nearest >= n) == (points >= n)
    return float(right[reachable].mean()) if reachable.any() else float("nan")


def two_sample_accuracy(real, proposals, clips, seed, resamples=200):
    """Returns (accuracy, (low, high)) of leave-one-out 1-nearest-neighbour classification, real against proposals.

    real: standardised vectors [N, D]; proposals: [N, K, D], one per window in turn, averaged over the turns; clips:
    [N] labels of the clips the windows come from. Neighbours from the same clip are left out: a proposal is
    otherwise nearest to its own context's truth. The interval is a 95 % bootstrap over clips.
    """
    generator = np.random.default_rng(seed)
    n = len(real)
    turns = [_distances(real, proposals[:, k], clips) for k in range(proposals.shape[1])]
    value = np.mean([_accuracy(d, np.arange(n), n) for d in turns])
    samples = [
        np.mean([_accuracy(d, rows, n) for d in turns]) for rows in clip_resamples(clips, resamples, generator)]
    return float(value), tuple(np.nanpercentile(samples, [2.5, 97.5]).tolist())
