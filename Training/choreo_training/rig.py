"""The canonical rig: 22 joints, offsets in metres, Y up, facing +Z, left is +X."""

#: Joint name, parent index, offset from the parent (the root's is its place at rest).
JOINTS: list[tuple[str, int, tuple[float, float, float]]] = [
    ("Hips", -1, (0.0, 0.95, 0.0)),
    ("LeftUpLeg", 0, (0.09, -0.06, 0.0)),
    ("LeftLeg", 1, (0.0, -0.42, 0.0)),
    ("LeftFoot", 2, (0.0, -0.40, 0.0)),
    ("LeftToe", 3, (0.0, -0.07, 0.13)),
    ("RightUpLeg", 0, (-0.09, -0.06, 0.0)),
    ("RightLeg", 5, (0.0, -0.42, 0.0)),
    ("RightFoot", 6, (0.0, -0.40, 0.0)),
    ("RightToe", 7, (0.0, -0.07, 0.13)),
    ("Spine", 0, (0.0, 0.10, 0.0)),
    ("Spine1", 9, (0.0, 0.12, 0.0)),
    ("Spine2", 10, (0.0, 0.12, 0.0)),
    ("Neck", 11, (0.0, 0.16, 0.0)),
    ("Head", 12, (0.0, 0.09, 0.0)),
    ("LeftShoulder", 11, (0.03, 0.11, 0.0)),
    ("LeftArm", 14, (0.14, 0.0, 0.0)),
    ("LeftForeArm", 15, (0.28, 0.0, 0.0)),
    ("LeftHand", 16, (0.25, 0.0, 0.0)),
    ("RightShoulder", 11, (-0.03, 0.11, 0.0)),
    ("RightArm", 18, (-0.14, 0.0, 0.0)),
    ("RightForeArm", 19, (-0.28, 0.0, 0.0)),
    ("RightHand", 20, (-0.25, 0.0, 0.0)),
]

NAMES = [name for name, _, _ in JOINTS]
PARENTS = [parent for _, parent, _ in JOINTS]
OFFSETS = [offset for _, _, offset in JOINTS]
INDEX = {name: i for i, name in enumerate(NAMES)}

#: For each joint the joint on the other side (itself in the middle).
MIRRORED = [
    INDEX[
        name.replace("Left", "Right") if name.startswith("Left") else name.replace("Right", "Left")
    ]
    for name in NAMES
]

#: Joints with a contact label, in the order of the features.
CONTACT_JOINTS = [INDEX[n] for n in ("LeftFoot", "LeftToe", "RightFoot", "RightToe")]

#: Joints above the hips: an offset given to them never moves a foot.
UPPER_BODY = [i for i, n in enumerate(NAMES) if i >= INDEX["Spine"]]


def depths() -> list[list[int]]:
    """Joints by their distance from the root, the root's level left out."""
    depth = [0] * len(JOINTS)
    for joint, parent in enumerate(PARENTS):
        if parent >= 0:
            depth[joint] = depth[parent] + 1
    return [[j for j, d in enumerate(depth) if d == level] for level in range(1, max(depth) + 1)]
