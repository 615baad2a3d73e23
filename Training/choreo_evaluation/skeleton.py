"""The canonical skeleton: 22 joints, metres, Y up, facing +Z, the figure's left is +X."""

import numpy as np

FRAME_RATE = 30
CONTEXT = 60
"""Frames of a window that are given (2 s)."""
CONTINUATION = 120
"""Frames of a window that are proposed (4 s)."""
WINDOW = CONTEXT + CONTINUATION

# Name, parent, offset from the parent in metres. The right side mirrors the left.
_LEFT_AND_MIDDLE = [
    ("Hips", None, (0, 0.95, 0)),
    ("LeftUpLeg", "Hips", (0.09, -0.06, 0)),
    ("LeftLeg", "LeftUpLeg", (0, -0.42, 0)),
    ("LeftFoot", "LeftLeg", (0, -0.40, 0)),
    ("LeftToe", "LeftFoot", (0, -0.07, 0.13)),
    ("Spine", "Hips", (0, 0.10, 0)),
    ("Spine1", "Spine", (0, 0.12, 0)),
    ("Spine2", "Spine1", (0, 0.12, 0)),
    ("Neck", "Spine2", (0, 0.16, 0)),
    ("Head", "Neck", (0, 0.09, 0)),
    ("LeftShoulder", "Spine2", (0.03, 0.11, 0)),
    ("LeftArm", "LeftShoulder", (0.14, 0, 0)),
    ("LeftForeArm", "LeftArm", (0.28, 0, 0)),
    ("LeftHand", "LeftForeArm", (0.25, 0, 0)),
]

JOINTS = (
    "Hips LeftUpLeg LeftLeg LeftFoot LeftToe RightUpLeg RightLeg RightFoot RightToe "
    "Spine Spine1 Spine2 Neck Head LeftShoulder LeftArm LeftForeArm LeftHand "
    "RightShoulder RightArm RightForeArm RightHand"
).split()
J = len(JOINTS)
INDEX = {name: i for i, name in enumerate(JOINTS)}

FEET = [INDEX[name] for name in ("LeftFoot", "LeftToe", "RightFoot", "RightToe")]
"""Ankle and toe of each side: the order of contact labels."""
FEET_REST_HEIGHT = np.array([0.07, 0.0, 0.07, 0.0])

END_SITES = ["Head", "LeftToe", "RightToe", "LeftHand", "RightHand"]


def _other_side(name):
    if name.startswith("Left"):
        return "Right" + name[4:]
    return "Left" + name[5:] if name.startswith("Right") else name


MIRRORED = np.array([INDEX[_other_side(name)] for name in JOINTS])
"""For each joint the index of the same joint on the other side."""


def _tables():
    parents, offsets = [-1] * J, np.zeros((J, 3))
    for name, parent, offset in _LEFT_AND_MIDDLE:
        for side, x in ((name, 1), (_other_side(name), -1)):
            middle = side == name == _other_side(name)
            parents[INDEX[side]] = -1 if parent is None else INDEX[_other_side(parent) if x < 0 else parent]
            offsets[INDEX[side]] = offset if middle else np.multiply(offset, (x, 1, 1))
    return parents, offsets


PARENTS, OFFSETS = _tables()
END_JOINTS = [INDEX[name] for name in END_SITES]
END_OFFSETS = np.array([(0, 0.16, 0), (0, 0, 0.07), (0, 0, 0.07), (0.17, 0, 0), (-0.17, 0, 0)], dtype=float)


def forward_kinematics(root, rotations):
    """Returns where joints and end sites are.

    root: place of the hips, [..., 3], metres. rotations: local rotation matrices, [..., J, 3, 3]; the hips' is
    their rotation in the world. Returns joints [..., J, 3] and ends [..., 5, 3], in the order of END_SITES.
    """
    root, rotations = np.asarray(root, float), np.asarray(rotations, float)
    joints = np.empty(rotations.shape[:-2] + (3,))
    world = np.empty_like(rotations)
    joints[..., 0, :], world[..., 0, :, :] = root, rotations[..., 0, :, :]
    for j in range(1, J):
        p = PARENTS[j]
        joints[..., j, :] = joints[..., p, :] + world[..., p, :, :] @ OFFSETS[j]
        world[..., j, :, :] = world[..., p, :, :] @ rotations[..., j, :, :]
    ends = joints[..., END_JOINTS, :] + np.einsum("...eij,ej->...ei", world[..., END_JOINTS, :, :], END_OFFSETS)
    return joints, ends


def heading(joints, hips_rotation):
    """Returns the yaw about +Y in radians of the direction the figure faces; 0 is +Z, +X is at pi/2.

    joints: [..., J, 3]; hips_rotation: [..., 3, 3]. The axis from the right to the left hip joint, laid on the
    floor and turned by a quarter; where that axis is nearly vertical (a cartwheel) the hips' own forward axis.
    """
    axis = joints[..., INDEX["LeftUpLeg"], :] - joints[..., INDEX["RightUpLeg"], :]
    flat = np.hypot(axis[..., 0], axis[..., 2])
    forward = hips_rotation[..., :, 2]
    return np.where(
        flat > 0.1 * np.linalg.norm(axis, axis=-1),
        np.arctan2(-axis[..., 2], axis[..., 0]),
        np.arctan2(forward[..., 0], forward[..., 2]),
    )


def yaw_matrix(angle):
    """Returns rotations about +Y, [..., 3, 3], that turn +Z toward +X by `angle` radians."""
    angle = np.asarray(angle, float)
    c, s, zero, one = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    return np.stack([np.stack([c, zero, s], -1), np.stack([zero, one, zero], -1), np.stack([-s, zero, c], -1)], -2)


def mirror(points):
    """Returns joints [..., J, 3] reflected left to right, names swapped accordingly."""
    return points[..., MIRRORED, :] * np.array([-1, 1, 1])
