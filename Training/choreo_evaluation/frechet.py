"""Frechet distance between two small samples, extrapolated to infinite size, with intervals over clips."""

from dataclasses import dataclass

import numpy as np

COMPONENTS = 16
SIZES = (1.0, 0.8, 0.65, 0.5)
"""Shares of the windows whose distances the extrapolation's line is laid through."""
FEW_WINDOWS, FEW_CLIPS = 100, 15


def frechet_distance(a, b):
    """Frechet distance of two Gaussians with the samples' means and plain covariances; a: [n, D], b: [m, D].

    |mean difference|^2 + trace(A + B - 2 (A B)^(1/2)), Heusel et al., NeurIPS 2017. The trace of the root comes
    from the eigenvalues of A^(1/2) B A^(1/2), which is symmetric.
    """
    cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    values, vectors = np.linalg.eigh(cov_a)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    cross = np.sqrt(np.maximum(np.linalg.eigvalsh(root @ cov_b @ root), 0)).sum()
    shift = a.mean(0) - b.mean(0)
    return float(shift @ shift + np.trace(cov_a) + np.trace(cov_b) - 2 * cross)


@dataclass(frozen=True)
class Projection:
    """Standardisation by real training windows and projection on their first principal components."""

    mean: np.ndarray  # [D]
    scale: np.ndarray  # [D]
    axes: np.ndarray  # [D, COMPONENTS]

    @classmethod
    def fit(cls, vectors):
        """Fits to training vectors [N, D]; a feature that never varies keeps scale 1."""
        mean, scale = vectors.mean(0), vectors.std(0)
        scale = np.where(scale > 1e-9, scale, 1)
        _, _, rows = np.linalg.svd((vectors - mean) / scale, full_matrices=False)
        return cls(mean, scale, rows[:COMPONENTS].T)

    def standardised(self, vectors):
        return (vectors - self.mean) / self.scale

    def __call__(self, vectors):
        """Coordinates of vectors [..., D] on the components, [..., COMPONENTS]."""
        return self.standardised(vectors) @ self.axes


def extrapolated(a, b, generator, draws):
    """Frechet distance of two samples at infinite size: the intercept of a line through value against 1/n.

    Both samples shrink together, row by row (rows of one index belong to one window). `draws` random subsets per
    size below the full one.
    """
    n = len(a)
    sizes = [int(round(share * n)) for share in SIZES]
    values = []
    for size in sizes:
        subsets = [np.arange(n)] if size == n else [generator.permutation(n)[:size] for _ in range(draws)]
        values.append(np.mean([frechet_distance(a[rows], b[rows]) for rows in subsets]))
    return float(np.polyfit(1 / np.array(sizes), values, 1)[1])


def over_turns(real, proposals, generator, draws):
    """`extrapolated`, one proposal per window in turn, averaged over the K turns. real [N, D], proposals [N, K, D]."""
    return float(np.mean([
        extrapolated(real, proposals[:, k], generator, draws) for k in range(proposals.shape[1])]))


def clip_resamples(clips, count, generator):
    """Yields row indices of bootstrap samples that draw whole clips with replacement; clips: [N] labels."""
    names = np.unique(clips)
    rows = {name: np.flatnonzero(clips == name) for name in names}
    for _ in range(count):
        yield np.concatenate([rows[name] for name in generator.choice(names, len(names))])


def between(real, proposals, clips, seed, resamples=200):
    """Returns (value, (low, high)): the extrapolated distance and its 95 % bootstrap interval over clips."""
    generator = np.random.default_rng(seed)
    value = over_turns(real, proposals, generator, draws=16)
    samples = [
        over_turns(real[rows], proposals[rows], generator, draws=2)
        for rows in clip_resamples(clips, resamples, generator)]
    return value, tuple(np.percentile(samples, [2.5, 97.5]).tolist())


def halves(clips, generator):
    """Splits windows at random into two halves by clip; returns two arrays of rows of equal length.

    Clips are dealt in random order until half of the windows are out; the larger half then loses windows at random.
    None if there is one clip only.
    """
    names, counts = np.unique(clips, return_counts=True)
    if len(names) < 2:
        return None
    order = generator.permutation(len(names))
    dealt = np.cumsum(counts[order])[:-1]
    first_names = names[order[:1 + np.abs(dealt - len(clips) / 2).argmin()]]
    is_first = np.isin(clips, first_names)
    pair = np.flatnonzero(is_first), np.flatnonzero(~is_first)
    size = min(map(len, pair))
    return tuple(generator.permutation(rows)[:size] for rows in pair)


def real_against_real(real, clips, seed, splits=100):
    """Returns (mean, (low, high)) of the extrapolated distance between two halves of the real windows, split by clip.

    The interval covers 95 % of random splits.
    """
    generator = np.random.default_rng(seed)
    values = []
    for _ in range(splits):
        pair = halves(clips, generator)
        if pair is None or len(pair[0]) < 2 * COMPONENTS:
            return None, None
        values.append(extrapolated(real[pair[0]], real[pair[1]], generator, draws=2))
    return float(np.mean(values)), tuple(np.percentile(values, [2.5, 97.5]).tolist())


def few(clips):
    """Whether the sample is too small for the distance to mean much (METRICS section 3)."""
    return len(clips) < FEW_WINDOWS or len(np.unique(clips)) < FEW_CLIPS
