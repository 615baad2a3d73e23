"""The 24 joints of SMPL rotations, on a skeleton of our own, as BVH.

The rotations of that convention are relative to a figure that stands in a T, Y up, faces +Z and has its left at +X,
every joint's axes along the world's. So any figure that stands so can be turned by them; only the directions of its
bones must be those of that resting figure, or every limb is off by a constant angle. The offsets here are an average
adult's of 1.70 m, the same on both sides and rounded to a centimetre, set by hand so that the figure rests as the
convention says: thighs and shins as far apart as the feet of someone who stands with legs a little open, shins leaning
back, arms level. They are not those of the body model, which has a licence of its own and is not needed.
"""

import warnings

import numpy as np
from scipy.spatial.transform import Rotation

#: Joint, parent, offset from the parent in metres. In the order of the rotations.
JOINTS = (
    ("Pelvis", -1, (0.0, 0.0, 0.0)),
    ("L_Hip", 0, (0.07, -0.09, 0.0)),
    ("R_Hip", 0, (-0.07, -0.09, 0.0)),
    ("Spine1", 0, (0.0, 0.11, -0.02)),
    ("L_Knee", 1, (0.03, -0.39, 0.0)),
    ("R_Knee", 2, (-0.03, -0.39, 0.0)),
    ("Spine2", 3, (0.0, 0.13, 0.0)),
    ("L_Ankle", 4, (-0.01, -0.40, -0.04)),
    ("R_Ankle", 5, (0.01, -0.40, -0.04)),
    ("Spine3", 6, (0.0, 0.06, 0.02)),
    ("L_Foot", 7, (0.03, -0.06, 0.12)),
    ("R_Foot", 8, (-0.03, -0.06, 0.12)),
    ("Neck", 9, (0.0, 0.21, -0.04)),
    ("L_Collar", 9, (0.08, 0.12, -0.03)),
    ("R_Collar", 9, (-0.08, 0.12, -0.03)),
    ("Head", 12, (0.0, 0.07, 0.04)),
    ("L_Shoulder", 13, (0.09, 0.03, 0.0)),
    ("R_Shoulder", 14, (-0.09, 0.03, 0.0)),
    ("L_Elbow", 16, (0.26, 0.0, -0.02)),
    ("R_Elbow", 17, (-0.26, 0.0, -0.02)),
    ("L_Wrist", 18, (0.25, 0.0, 0.0)),
    ("R_Wrist", 19, (-0.25, 0.0, 0.0)),
    ("L_Hand", 20, (0.08, 0.0, -0.01)),
    ("R_Hand", 21, (-0.08, 0.0, -0.01)),
)

#: End of the joints that nothing hangs from, m.
ENDS = {"L_Foot": (0.0, 0.0, 0.07), "R_Foot": (0.0, 0.0, 0.07), "Head": (0.0, 0.16, 0.0),
        "L_Hand": (0.09, 0.0, 0.0), "R_Hand": (-0.09, 0.0, 0.0)}

#: Height of the pelvis at rest: its ankle and foot joints then stand on the floor, m.
STANDING = 0.95


def order() -> list[int]:
    """Joints as a BVH file lists them: each followed by all that hangs from it."""
    def below(joint: int) -> list[int]:
        children = [i for i, (_, parent, _) in enumerate(JOINTS) if parent == joint]
        return [joint] + [i for child in children for i in below(child)]
    return below(0)


def hierarchy() -> list[str]:
    """The lines of a BVH file down to MOTION; rotations are turned about Z, then Y, then X."""
    lines = ["HIERARCHY"]

    def add(joint: int, depth: int) -> None:
        name, parent, offset = JOINTS[joint]
        tabs = "\t" * depth
        places = "6 Xposition Yposition Zposition" if parent < 0 else "3"
        lines.extend((f"{tabs}{'ROOT' if parent < 0 else 'JOINT'} {name}", tabs + "{",
                      f"{tabs}\tOFFSET " + " ".join(f"{x:g}" for x in offset),
                      f"{tabs}\tCHANNELS {places} Zrotation Yrotation Xrotation"))
        for child, (_, above, _) in enumerate(JOINTS):
            if above == joint:
                add(child, depth + 1)
        if name in ENDS:
            lines.extend((f"{tabs}\tEnd Site", f"{tabs}\t{{",
                          f"{tabs}\t\tOFFSET " + " ".join(f"{x:g}" for x in ENDS[name]), f"{tabs}\t}}"))
        lines.append(tabs + "}")

    add(0, 0)
    return lines


def bvh(rotations: np.ndarray, places: np.ndarray, rate: float) -> bytes:
    """A BVH file in metres.

    Args:
        rotations: [N, 24, 3] rotation vectors (axis times angle in radians), each joint's in its parent's axes.
        places: [N, 3] of the pelvis, m.
        rate: frames per second.
    """
    joints = order()
    turns = Rotation.from_rotvec(rotations[:, joints].reshape(-1, 3))
    with warnings.catch_warnings():
        # Where a joint is turned by 90° about Y, many angles say the same; any of them will do.
        warnings.filterwarnings("ignore", message="Gimbal lock")
        # Upper case: about the joint's own axes one after the other, which is R = Rz Ry Rx.
        degrees = turns.as_euler("ZYX", degrees=True).reshape(len(rotations), -1)
    rows = np.concatenate([places, degrees], axis=1)
    lines = hierarchy() + ["MOTION", f"Frames: {len(rows)}", f"Frame Time: {1 / rate:.17g}"]
    lines += [" ".join(f"{value:.6f}" for value in row) for row in rows]
    return ("\n".join(lines) + "\n").encode()
