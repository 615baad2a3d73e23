"""Small movements made by hand, in the canonical form."""

import numpy as np
from scipy.spatial.transform import Rotation

from choreo_evaluation.skeleton import FRAME_RATE, J, WINDOW


def standing(count=1, frames=WINDOW):
    """Figures that stand in the rest pose: root [count, frames, 3], rotations [count, frames, J, 3, 3]."""
    root = np.zeros((count, frames, 3))
    root[..., 1] = 0.95
    return root, np.broadcast_to(np.eye(3), (count, frames, J, 3, 3)).copy()


def dancing(count, frames=WINDOW, seed=0, seconds=1.0):
    """Smooth random movement: every joint swings, the hips travel and turn."""
    generator = np.random.default_rng(seed)
    time = np.arange(frames) / FRAME_RATE

    def swings(width, size):
        phase = generator.uniform(0, 2 * np.pi, (count, 1, width))
        rate = generator.uniform(0.3, 1.2, (count, 1, width)) / seconds
        return size * np.sin(2 * np.pi * rate * time[None, :, None] + phase)

    angles = swings(J * 3, 0.4).reshape(count, frames, J, 3)
    angles[:, :, 0] *= [0.2, 2, 0.2]
    rotations = Rotation.from_rotvec(angles.reshape(-1, 3)).as_matrix().reshape(count, frames, J, 3, 3)
    root = swings(3, 0.3) * [1, 0.1, 1] + [0, 0.95, 0]
    return root, rotations
