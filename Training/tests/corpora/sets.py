"""Small files in the forms of the public sets, made here."""

import pickle

import numpy as np


def aist_table(frames=50, scaling=94.0):
    """A body that walks 1 m a second along +Z, bends its left elbow by 90° and turns to its left in the end."""
    poses = np.zeros((frames, 24, 3))
    poses[:, 18, 1] = -np.pi / 2  # the left forearm, from +X to +Z
    poses[-1, 0, 1] = np.pi / 2
    places = np.zeros((frames, 3))
    places[:, 2] = np.arange(frames) / 60
    return {"smpl_loss": 1.5, "smpl_poses": poses.reshape(frames, 72), "smpl_trans": scaling * places,
            "smpl_scaling": np.array([scaling])}


def write_pickle(path, value, protocol=4):
    path.write_bytes(pickle.dumps(value, protocol=protocol))
    return path


def write_walk(path, rows=20, frame_time="0.016667"):
    """A BVH file whose row i stands at x = i."""
    motion = "".join(f"{i} 90 0 0 0 0\n" for i in range(rows))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "HIERARCHY\nROOT Hips\n{\n\tOFFSET 0 0 0\n"
        "\tCHANNELS 6 Xposition Yposition Zposition Yrotation Xrotation Zrotation\n"
        "\tEnd Site\n\t{\n\t\tOFFSET 0 10 0\n\t}\n}\n"
        f"MOTION\nFrames: {rows}\nFrame Time: {frame_time}\n{motion}")
    return path
