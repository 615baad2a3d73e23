"""Feature vectors of a 4 s continuation, on which distributions are compared."""

import numpy as np
from scipy.spatial import ConvexHull, QhullError

from .skeleton import FRAME_RATE, INDEX

THIRDS_OF = [INDEX[n] for n in ("Hips", "LeftHand", "RightHand", "LeftFoot", "RightFoot")]


def _energies(part, joints):
    """Root mean square of horizontal and vertical speed and mean acceleration magnitude of joints, [..., 3 n]."""
    velocity = part.velocity[..., joints, :]
    horizontal = np.sqrt(np.mean(velocity[..., 0] ** 2 + velocity[..., 2] ** 2, axis=-2))
    vertical = np.sqrt(np.mean(velocity[..., 1] ** 2, axis=-2))
    acceleration = np.linalg.norm(part.acceleration[..., joints, :], axis=-1).mean(-2)
    return np.concatenate([horizontal, vertical, acceleration], axis=-1)


def kinetic_vectors(part):
    """Kinetic feature vectors, [..., 115].

    For each joint the root mean square of horizontal and of vertical speed and the mean acceleration; the same over
    thirds of the time for hips, hands and feet; mean absolute value and deviation of the heading rate; path length
    and net displacement of the hips over the floor.
    """
    frames = part.joints.shape[-3]
    blocks = [_energies(part, slice(None))]
    for third in range(3):
        blocks.append(_energies(part.frames(third * frames // 3, (third + 1) * frames // 3), THIRDS_OF))
    hips = part.joints[..., 0, :][..., [0, 2]]
    path = np.hypot(part.velocity[..., 0, 0], part.velocity[..., 0, 2]).sum(-1) / FRAME_RATE
    blocks.append(np.stack([
        np.abs(part.heading_rate).mean(-1), part.heading_rate.std(-1),
        path, np.linalg.norm(hips[..., -1, :] - hips[..., 0, :], axis=-1),
    ], axis=-1))
    return np.concatenate(blocks, axis=-1)


def joint_angle(joints, above, at, below):
    """Angle at a joint between its two bones, [...], rad; straight is pi."""
    a = joints[..., INDEX[above], :] - joints[..., INDEX[at], :]
    b = joints[..., INDEX[below], :] - joints[..., INDEX[at], :]
    cosine = np.sum(a * b, -1) / (np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1))
    return np.arccos(np.clip(cosine, -1, 1))


def hull_volumes(joints):
    """Volume of the convex hull of the joints, m3, [...]; 0 where they lie in a plane. joints: [..., J, 3]."""
    flat = joints.reshape(-1, *joints.shape[-2:])
    result = np.zeros(len(flat))
    for i, points in enumerate(flat):
        try:
            result[i] = ConvexHull(points).volume
        except QhullError:
            result[i] = 0
    return result.reshape(joints.shape[:-2])


def pose_vectors(part):
    """Pose feature vectors, [..., 44].

    Mean and deviation over time of heights (hands, feet, head, hips), of distances (hand-hand, hand-hips, foot-foot,
    hand-head), of knee and elbow angles, of the spine's tilt and of the hull's volume (every 4th frame); shares of
    frames with each hand above its shoulder and above the head, with each foot down, both, none.
    """
    joints = part.joints
    place = {name: joints[..., i, :] for name, i in INDEX.items()}

    def between(a, b):
        return np.linalg.norm(place[a] - place[b], axis=-1)

    spine = place["Neck"] - place["Hips"]
    tilt = np.arccos(np.clip(spine[..., 1] / np.linalg.norm(spine, axis=-1), -1, 1))
    series = [place[n][..., 1] for n in ("LeftHand", "RightHand", "LeftFoot", "RightFoot", "Head", "Hips")]
    series += [
        between("LeftHand", "RightHand"), between("LeftHand", "Hips"), between("RightHand", "Hips"),
        between("LeftFoot", "RightFoot"), between("LeftHand", "Head"), between("RightHand", "Head"),
    ]
    for side in ("Left", "Right"):
        series.append(joint_angle(joints, side + "UpLeg", side + "Leg", side + "Foot"))
        series.append(joint_angle(joints, side + "Arm", side + "ForeArm", side + "Hand"))
    series += [tilt, hull_volumes(joints[..., ::4, :, :])]

    shares = []
    for side in ("Left", "Right"):
        shares.append(place[side + "Hand"][..., 1] > place[side + "Arm"][..., 1])
        shares.append(place[side + "Hand"][..., 1] > place["Head"][..., 1])
    left, right = part.contacts[..., :2].any(-1), part.contacts[..., 2:].any(-1)
    shares += [left, right, left & right, ~left & ~right]
    return np.stack(
        [s.mean(-1) for s in series] + [s.std(-1) for s in series] + [s.mean(-1) for s in shares], axis=-1)
