"""All measures of one generator, next to the real continuations of the same windows."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from . import distances, dynamics, feet, frechet, legacy, vectors
from .motion import Movement, align
from .neighbours import two_second_windows
from .two_sample import two_sample_accuracy


@dataclass(frozen=True)
class Vectors:
    """Feature vectors of windows, [N, ...]."""

    kinetic: np.ndarray
    pose: np.ndarray
    legacy_kinetic: np.ndarray
    legacy_geometric: np.ndarray

    @classmethod
    def of(cls, part):
        return cls(
            vectors.kinetic_vectors(part), vectors.pose_vectors(part),
            legacy.kinetic_features(part.joints), legacy.geometric_features(part.joints))


class RealWindows:
    """The evaluation windows with their true continuations, and what is compared with them."""

    def __init__(self, ids, features, reference, seed):
        """ids: corpus.WindowId [N]; features: [N, 180, 139]; reference: Reference."""
        self.ids, self.reference, self.seed = ids, reference, seed
        self.clips = np.array([window.clip for window in ids])
        self.window = Movement.of_features(features)
        self.part = self.window.continuation
        self.vectors = Vectors.of(self.part)
        self.speed, self.jerk = dynamics.median_speed(self.part), dynamics.mean_jerk(self.part)
        self.neighbour = float(np.median(reference.track.nearest(*two_second_windows(self.part))))

    def measures(self):
        """The measures of the real continuations themselves, with real against real where two sides are needed."""
        row = self._common(self.window)
        for name in ("kinetic", "pose"):
            projected = getattr(self.reference, name)(getattr(self.vectors, name))
            value, interval = frechet.real_against_real(projected, self.clips, self.seed)
            row[f"frechet_{name}"], row[f"frechet_{name}_interval"] = value, interval
        row["two_sample"], row["two_sample_interval"] = self._real_two_sample()
        row["legacy_fid_k"], row["legacy_div_k"] = legacy.fid_and_diversity(
            self.vectors.legacy_kinetic, self.vectors.legacy_kinetic[:, None])
        row["legacy_fid_g"], row["legacy_div_g"] = legacy.fid_and_diversity(
            self.vectors.legacy_geometric, self.vectors.legacy_geometric[:, None])
        row["speed_ratio"] = row["jerk_ratio"] = row["neighbour_ratio"] = 1.0
        return row

    def compare(self, root, rotations, neighbours=True):
        """All measures of proposals: root [N, K, 180, 3], rotations [N, K, 180, J, 3, 3], contexts included."""
        window = Movement.of(*align(root, rotations))
        part = window.continuation
        row = self._common(window)
        row["proposals"] = int(np.prod(part.joints.shape[:2]))
        row["speed_ratio"] = dynamics.median_speed(part) / self.speed
        row["jerk_ratio"] = dynamics.mean_jerk(part) / self.jerk
        row["spread"] = distances.spread(part.joints, self.part.joints)
        row["best_of"] = distances.best_of(part.joints, self.part.joints)
        found = Vectors.of(part)
        for name in ("kinetic", "pose"):
            project = getattr(self.reference, name)
            row[f"frechet_{name}"], row[f"frechet_{name}_interval"] = frechet.between(
                project(getattr(self.vectors, name)), project(getattr(found, name)), self.clips, self.seed)
        row["two_sample"], row["two_sample_interval"] = two_sample_accuracy(
            self._standardised(self.vectors), self._standardised(found), self.clips, self.seed)
        row["legacy_fid_k"], row["legacy_div_k"] = legacy.fid_and_diversity(
            self.vectors.legacy_kinetic, found.legacy_kinetic)
        row["legacy_fid_g"], row["legacy_div_g"] = legacy.fid_and_diversity(
            self.vectors.legacy_geometric, found.legacy_geometric)
        if neighbours:
            nearest = self.reference.track.nearest(*two_second_windows(part))
            row["neighbour_ratio"] = float(np.median(nearest)) / self.neighbour
        return row

    def _common(self, window):
        part = window.continuation
        seam = dynamics.seam_acceleration(window) / self.reference.seam
        return {
            "seam_median": float(np.median(seam)),
            "seam_95": float(np.percentile(seam, 95)),
            "frozen": float(np.mean(dynamics.second_speeds(part) < self.reference.frozen_speed)),
            "skate": float(np.mean(feet.foot_skate(part))),
            "penetration": float(np.mean(feet.penetration(part))),
            "pfc": float(np.mean(feet.physical_foot_contact(part))),
            "contact": float(np.mean(feet.contact_share(part))),
        }

    def _standardised(self, found):
        return np.concatenate([
            self.reference.kinetic.standardised(found.kinetic), self.reference.pose.standardised(found.pose)], -1)

    def _real_two_sample(self, splits=50):
        """Two-sample accuracy of two halves of the real windows, split by clip: (mean, (low, high)) over splits."""
        points = self._standardised(self.vectors)
        near = cdist(points, points)
        near[self.clips[:, None] == self.clips[None, :]] = np.inf
        generator = np.random.default_rng(self.seed)
        values = []
        for _ in range(splits):
            pair = frechet.halves(self.clips, generator)
            if pair is None:
                return None, None
            rows = np.concatenate(pair)
            side = np.repeat([0, 1], len(pair[0]))
            own = near[np.ix_(rows, rows)]
            reachable = np.isfinite(own).any(1)
            values.append(np.mean((side[own.argmin(1)] == side)[reachable]))
        return float(np.mean(values)), tuple(np.percentile(values, [2.5, 97.5]).tolist())
