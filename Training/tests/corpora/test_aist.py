"""AIST++ motion files become BVH files that move as the rotations say."""

import csv

import numpy as np
import pytest
from sets import aist_table, write_pickle
from scipy.spatial.transform import Rotation

from choreo_corpora import aist, pickles, smpl


def places(content: bytes) -> dict[str, np.ndarray]:
    """Joint places [N, 3] of a BVH file, read here by the letter of the format."""
    head, motion = content.decode().split("MOTION\n")
    rows = np.array([[float(x) for x in line.split()] for line in motion.splitlines()[2:]])
    found, above, at, waiting = {}, [], 0, None
    for line in head.splitlines():
        words = line.split()
        match words[0]:
            case "ROOT" | "JOINT":
                waiting = words[1]
            case "End":
                waiting = "end of " + above[-1][0]
            case "OFFSET":
                offset = np.array([float(x) for x in words[1:]])
                if above:
                    _, place, turn = above[-1]
                    place = place + turn.apply(offset)
                else:
                    place, turn = rows[:, :3] + offset, Rotation.identity(len(rows))
                    at = 3
                found[waiting] = place
                above.append((waiting, place, turn))
            case "CHANNELS":
                assert words[-3:] == ["Zrotation", "Yrotation", "Xrotation"]
                name, place, turn = above[-1]
                above[-1] = name, place, turn * Rotation.from_euler("ZYX", rows[:, at : at + 3], degrees=True)
                at += 3
            case "}":
                above.pop()
    return found


def test_a_bent_elbow_points_forward_and_the_body_goes_where_it_went(tmp_path):
    found = places(aist.take(write_pickle(tmp_path / "gBR_sBM_cAll_d04_mBR0_ch01.pkl", aist_table())).content)
    forearm = found["L_Wrist"][0] - found["L_Elbow"][0]
    assert np.allclose(forearm, [0, 0, 0.25], atol=1e-3)
    assert np.allclose(found["R_Wrist"][0] - found["R_Elbow"][0], [-0.25, 0, 0], atol=1e-3)
    assert np.allclose(found["Pelvis"][48] - found["Pelvis"][0], [0, 0, 0.8], atol=1e-5)
    # Turned to its left about the vertical: what was at +X is now at −Z.
    across = found["L_Hip"][-1] - found["R_Hip"][-1]
    assert np.allclose(across, [0, 0, -0.14], atol=1e-3)


def test_any_rotations_come_out_as_they_went_in():
    turns = Rotation.random(24, random_state=3)
    found = places(smpl.bvh(turns.as_rotvec()[None], np.zeros((1, 3)), 60))
    world = [turns[0]]
    for joint, (name, parent, offset) in list(enumerate(smpl.JOINTS))[1:]:
        expected = world[parent].apply(offset)
        assert np.allclose(found[name][0] - found[smpl.JOINTS[parent][0]][0], expected, atol=1e-5)
        world.append(world[parent] * turns[joint])


def test_the_figure_stands_upright_and_the_same_on_both_sides():
    found = places(smpl.bvh(np.zeros((1, 24, 3)), np.array([[0, smpl.STANDING, 0]]), 60))
    for name, place in found.items():
        if "L_" in name:
            assert np.allclose(place * [-1, 1, 1], found[name.replace("L_", "R_")])
    assert abs(found["L_Foot"][0, 1]) < 0.02 and 1.6 < found["end of Head"][0, 1] < 1.75
    assert found["L_Foot"][0, 2] > found["L_Ankle"][0, 2]


def test_a_folder_of_motions_becomes_a_corpus(tmp_path, capsys):
    motions, out = tmp_path / "motions", tmp_path / "aist-dance"
    motions.mkdir()
    names = ["gBR_sBM_cAll_d04_mBR0_ch01", "gJB_sFM_cAll_d10_mJB1_ch02", "gWA_sFM_cAll_d25_mWA2_ch03"]
    for name in names:
        write_pickle(motions / f"{name}.pkl", aist_table())
    write_pickle(motions / "broken.pkl", {"smpl_poses": np.zeros((3, 71))})
    (tmp_path / "ignore.txt").write_text(names[2] + "\n")
    aist.main([str(motions), "-o", str(out), "--leave-out", str(tmp_path / "ignore.txt")])
    with (out / "INDEX.tsv").open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert [row["path"] for row in rows] == [f"d04/{names[0]}.bvh", f"d10/{names[1]}.bvh"]
    assert [row["split"] for row in rows] == ["train", "validation"]
    assert rows[1]["genre"] == "ballet jazz dance" and rows[0]["true_fps"] == "60"
    assert (out / rows[0]["path"]).read_text().startswith("HIERARCHY\nROOT Pelvis\n")
    assert "left out" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="not empty"):
        aist.main([str(motions), "-o", str(out)])


@pytest.mark.parametrize("change", [
    {"smpl_poses": np.zeros((50, 71))}, {"smpl_trans": np.zeros((49, 3))}, {"smpl_scaling": np.array([0.0])},
    {"smpl_trans": np.full((50, 3), np.nan)}, {"smpl_poses": "no"}, {"smpl_scaling": None},
])
def test_files_whose_parts_do_not_fit_are_refused(tmp_path, change):
    with pytest.raises(pickles.Refused):
        aist.read(write_pickle(tmp_path / "a.pkl", aist_table() | change))
