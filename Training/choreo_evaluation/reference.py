"""What real training movement says: thresholds, standardisation, and the track that neighbours are sought in."""

from dataclasses import dataclass

import numpy as np

from . import corpus, dynamics, vectors
from .frechet import Projection
from .motion import Movement
from .neighbours import TrainingTrack

SHORTEST = 30
"""Clips of fewer frames are left out of the thresholds: filters need something to hold on to."""


@dataclass(frozen=True)
class Reference:
    """Figures of the training split, computed once per table."""

    seam: float
    """99th percentile of the seam figure at all places of the training clips, m/s2."""
    frozen_speed: float
    """5th percentile of the mean joint speed of 1 s windows, m/s."""
    kinetic: Projection
    pose: Projection
    track: TrainingTrack
    counts: dict

    @classmethod
    def of(cls, clips):
        """Measures training clips (corpus.Clip)."""
        seam, seconds, kinetic, pose, tracks = [], [], [], [], []
        used = [clip for clip in clips if len(clip.features) >= SHORTEST]
        for clip in used:
            whole = Movement.of_features(clip.features, align_at=None)
            seam.append(dynamics.seam_figures(whole))
            seconds.append(dynamics.second_speeds(whole))
            tracks.append((whole.joints, whole.heading))
            _, cut = corpus.windows([clip])
            if len(cut):
                part = Movement.of_features(cut).continuation
                kinetic.append(vectors.kinetic_vectors(part))
                pose.append(vectors.pose_vectors(part))
        kinetic, pose = np.concatenate(kinetic), np.concatenate(pose)
        return cls(
            seam=float(np.percentile(np.concatenate(seam), 99)),
            frozen_speed=float(np.percentile(np.concatenate(seconds), 5)),
            kinetic=Projection.fit(kinetic), pose=Projection.fit(pose), track=TrainingTrack(tracks),
            counts={
                "clips": len(used), "minutes": round(sum(len(c.features) for c in used) / 1800, 2),
                "windows": len(kinetic), "corpora": sorted({c.corpus for c in used}),
            },
        )
