"""FID_k, FID_g, Div_k, Div_g as dance-generation papers compute them; for comparison with those papers only.

The feature sets are those of the AIST++ line of work (Li et al., ICCV 2021; kinetic after Onuma et al. 2008,
geometric after Mueller et al. 2005). Both are standardised by the real windows; a feature that is constant in the
real windows is left out, where the papers divide by almost nothing. Times are true times: the papers' speeds for the
geometric features are doubled by a frame time that does not fit their data.
"""

import numpy as np
from scipy.spatial.distance import pdist

from .frechet import frechet_distance
from .skeleton import FRAME_RATE, INDEX

UPPER_ARM, SHOULDER_WIDTH, HIP_WIDTH = 0.28, 0.34, 0.18
SLIDING = 2


def _sliding_mean(steps):
    """Mean over up to 2 * SLIDING + 1 neighbouring steps along axis -3, fewer at the ends."""
    total = np.zeros_like(steps)
    count = np.zeros(steps.shape[-3])
    length = steps.shape[-3]
    for shift in range(-SLIDING, SLIDING + 1):
        into = slice(max(0, -shift), length - max(0, shift))
        source = slice(max(0, shift), length - max(0, -shift))
        total[..., into, :, :] += steps[..., source, :, :]
        count[into] += 1
    return total / count[:, None, None]


def kinetic_features(joints):
    """Mean squared horizontal and vertical speed and mean acceleration per joint, [..., 66]; joints [..., F, J, 3]."""
    steps = np.diff(joints, axis=-3) * FRAME_RATE
    velocity = _sliding_mean(steps)
    acceleration = _sliding_mean(np.diff(steps, axis=-3) * FRAME_RATE)
    horizontal = (velocity[..., 0] ** 2 + velocity[..., 2] ** 2).mean(-2)
    vertical = (velocity[..., 1] ** 2).mean(-2)
    return np.concatenate([horizontal, vertical, np.linalg.norm(acceleration, axis=-1).mean(-2)], axis=-1)


def geometric_features(joints):
    """Shares of frames in which 32 relations of body parts hold, [..., 32]; joints [..., F, J, 3]."""
    now = {name: joints[..., 1:, i, :] for name, i in INDEX.items()}
    before = {name: joints[..., :-1, i, :] for name, i in INDEX.items()}
    up = np.array([0.0, 1.0, 0.0])
    floor = joints[..., 1:, :, 1].min(-1)

    def dot(a, b):
        return np.sum(a * b, axis=-1)

    def along(vector, direction):
        return dot(vector, direction) / np.maximum(np.linalg.norm(direction, axis=-1), 1e-9)

    def relative_velocity(of, to):
        return ((now[of] - now[to]) - (before[of] - before[to])) * FRAME_RATE

    def moves(a, b, of, threshold):
        """`of` moves, seen from `a`, in the direction from `a` to `b`."""
        return along(relative_velocity(of, a), now[b] - now[a]) > threshold

    def moves_through(a, b, c, of, threshold):
        """`of` moves, seen from `a`, along the normal of the plane a, b, c."""
        return along(relative_velocity(of, a), np.cross(now[c] - now[a], now[b] - now[a])) > threshold

    def beyond_plane(a, b, c, of, threshold):
        return along(now[of] - now[a], np.cross(now[c] - now[a], now[b] - now[a])) > threshold

    def beyond(a, b, at, of, threshold):
        """`of` lies beyond the plane through `at` with the normal from a to b."""
        return along(now[of] - now[at], now[b] - now[a]) > threshold

    def fast(of, threshold):
        return np.linalg.norm(now[of] - before[of], axis=-1) * FRAME_RATE > threshold

    def angle_within(j, k, low, high):
        cosine = dot(j, k) / np.maximum(np.linalg.norm(j, axis=-1) * np.linalg.norm(k, axis=-1), 1e-9)
        angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
        return (angle > low) & (angle < high)

    def bone(a, b):
        return now[b] - now[a]

    arm, shoulders, hips = UPPER_ARM, SHOULDER_WIDTH, HIP_WIDTH
    trunk = bone("Neck", "Hips")
    rows = [
        moves_through("Neck", "RightUpLeg", "LeftUpLeg", "RightHand", 1.8 * arm),
        moves_through("Neck", "LeftUpLeg", "RightUpLeg", "LeftHand", 1.8 * arm),
        beyond("Spine2", "Neck", "Neck", "RightHand", 0.2 * arm),
        beyond("Spine2", "Neck", "Neck", "LeftHand", 0.2 * arm),
        # As published, these two look at the chest's own movement, not the hands'.
        moves("Spine", "Spine2", "Spine2", 1.8 * arm),
        moves("Spine", "Spine2", "Spine2", 1.8 * arm),
        angle_within(bone("RightForeArm", "RightArm"), bone("RightForeArm", "RightHand"), 0, 110),
        angle_within(bone("LeftForeArm", "LeftArm"), bone("LeftForeArm", "LeftHand"), 0, 110),
        beyond("LeftArm", "RightArm", "LeftHand", "RightHand", 2.5 * shoulders),
        moves("LeftHand", "RightHand", "RightHand", 1.4 * arm),
        moves("RightHand", "Hips", "LeftHand", 1.4 * arm),
        moves("LeftHand", "Hips", "RightHand", 1.4 * arm),
        fast("RightHand", 2.5 * arm),
        fast("LeftHand", 2.5 * arm),
        beyond_plane("Hips", "LeftUpLeg", "LeftToe", "RightFoot", 0.38 * arm),
        beyond_plane("Hips", "RightUpLeg", "RightToe", "LeftFoot", 0.38 * arm),
        now["RightFoot"][..., 1] - floor > 1.2 * arm,
        now["LeftFoot"][..., 1] - floor > 1.2 * arm,
        beyond("LeftUpLeg", "RightUpLeg", "LeftFoot", "RightFoot", 2.1 * hips),
        angle_within(bone("RightLeg", "RightUpLeg"), bone("RightLeg", "RightFoot"), 0, 110),
        angle_within(bone("LeftLeg", "LeftUpLeg"), bone("LeftLeg", "LeftFoot"), 0, 110),
        fast("RightFoot", 2.5 * arm),
        fast("LeftFoot", 2.5 * arm),
        angle_within(trunk, bone("RightArm", "RightForeArm"), 25, 180),
        angle_within(trunk, bone("LeftArm", "LeftForeArm"), 25, 180),
        angle_within(trunk, bone("RightUpLeg", "RightLeg"), 50, 180),
        angle_within(trunk, bone("LeftUpLeg", "LeftLeg"), 50, 180),
        beyond_plane("RightFoot", "Neck", "LeftFoot", "Hips", 0.5 * arm),
        angle_within(trunk, up, 70, 110),
        floor - now["RightHand"][..., 1] > -1.2 * arm,
        floor - now["LeftHand"][..., 1] > -1.2 * arm,
        fast("Hips", 2.3 * arm),
    ]
    return np.stack([row.mean(-1) for row in rows], axis=-1)


def fid_and_diversity(real, proposals):
    """Returns (FID, Div) on standardised features: real [N, D], proposals [N, K, D], averaged over the K turns.

    Div is the mean Euclidean distance over all pairs of one turn.
    """
    varies = real.std(0) > 1e-9
    mean, scale = real[:, varies].mean(0), real[:, varies].std(0)
    standard = (real[:, varies] - mean) / scale
    turns = np.moveaxis((proposals[..., varies] - mean) / scale, 1, 0)
    return (
        float(np.mean([frechet_distance(standard, turn) for turn in turns])),
        float(np.mean([pdist(turn).mean() for turn in turns])),
    )
