"""How a proposal moves: the seam, speed, jerk, standing still."""

import numpy as np

from .skeleton import CONTEXT, FRAME_RATE


def seam_acceleration(window):
    """Largest acceleration (mean over joints) over the three frames around the join, [...], m/s2.

    The last given frame and the first two new ones; `window` must be context and continuation.
    """
    return joint_acceleration(window.frames(CONTEXT - 1, CONTEXT + 2)).max(-1)


def joint_acceleration(part):
    """Acceleration magnitude, mean over joints, [..., F], m/s2."""
    return np.linalg.norm(part.acceleration, axis=-1).mean(-1)


def seam_figures(part):
    """The figure of `seam_acceleration` at every place of a movement, [..., F - 2]: what joins are compared with."""
    values = joint_acceleration(part)
    return np.maximum(np.maximum(values[..., :-2], values[..., 1:-1]), values[..., 2:])


def median_speed(part):
    """Median speed over all windows, frames and joints, m/s."""
    return float(np.median(part.speed))


def mean_jerk(part):
    """Mean jerk magnitude over all windows, frames and joints, m/s3."""
    return float(np.mean(np.linalg.norm(part.jerk, axis=-1)))


def second_speeds(part):
    """Mean joint speed of each whole second, [..., seconds], m/s."""
    speed = part.speed.mean(-1)
    seconds = speed.shape[-1] // FRAME_RATE
    return speed[..., :seconds * FRAME_RATE].reshape(speed.shape[:-1] + (seconds, FRAME_RATE)).mean(-1)
