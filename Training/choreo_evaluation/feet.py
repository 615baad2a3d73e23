"""Feet: skate, penetration, physical foot contact."""

import numpy as np

from .skeleton import FEET, FEET_REST_HEIGHT

SKATE_HEIGHT = 0.025


def foot_skate(part):
    """Foot skate in cm/s, [...]: how fast feet slide while they are near the floor.

    For each toe and ankle the horizontal speed, weighted by 2 - 2^(h/H) within 0 and 1, h the height over the floor
    less the rest height, H = 2.5 cm; mean over frames and the four joints.
    """
    height = part.joints[..., FEET, 1] - FEET_REST_HEIGHT
    weight = np.clip(2 - np.exp2(np.minimum(height / SKATE_HEIGHT, 2)), 0, 1)
    speed = np.hypot(part.velocity[..., FEET, 0], part.velocity[..., FEET, 2])
    return 100 * np.mean(weight * speed, axis=(-2, -1))


def penetration(part):
    """How far the lowest point, end sites included, is under the floor: mean over frames in cm, [...]."""
    lowest = np.minimum(part.joints[..., 1].min(-1), part.ends[..., 1].min(-1))
    return 100 * np.mean(np.maximum(0, -lowest), axis=-1)


def physical_foot_contact(part):
    """PFC, [...]: acceleration of the hips without its downward part times the slower joint's speed of each foot.

    Mean over frames, divided by the largest acceleration (Tseng et al., EDGE, CVPR 2023); speeds in m/s here. For
    comparison only: standing still is perfect by it.
    """
    acceleration = part.acceleration[..., 0, :].copy()
    acceleration[..., 1] = np.maximum(0, acceleration[..., 1])
    pull = np.linalg.norm(acceleration, axis=-1)
    speed = part.speed[..., FEET]
    product = pull * speed[..., :2].min(-1) * speed[..., 2:].min(-1)
    return product.mean(-1) / np.maximum(pull.max(-1), 1e-9)


def contact_share(part):
    """Share of frames in which any foot joint is down, [...]."""
    return part.contacts.any(-1).mean(-1)
