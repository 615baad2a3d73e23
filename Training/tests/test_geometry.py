"""Splines, kinematics and the linear maps of features keep what they must keep."""

import math

import numpy as np
import torch

from choreo_training import rig, spline
from choreo_training.features import align, heading, mirror_map
from choreo_training.kinematics import Kinematics

from conftest import figure


def plain_positions(features):
    """Forward kinematics joint by joint, as one would write it on a board: ``[F, 22, 3]``."""
    F = len(features)
    columns = features[:, 3:135].view(F, 22, 2, 3)
    x = columns[:, :, 0] / columns[:, :, 0].norm(dim=-1, keepdim=True)
    y = columns[:, :, 1] - (columns[:, :, 1] * x).sum(-1, keepdim=True) * x
    y = y / y.norm(dim=-1, keepdim=True)
    local = torch.stack([x, y, torch.linalg.cross(x, y)], -1)
    world, places = [], []
    for joint, (_, parent, offset) in enumerate(rig.JOINTS):
        if parent < 0:
            world.append(local[:, joint])
            places.append(features[:, :3])
        else:
            world.append(world[parent] @ local[:, joint])
            places.append(places[parent] + world[parent] @ torch.tensor(offset))
    return torch.stack(places, 1)


def test_basis_reproduces_straight_lines():
    B, P = spline.basis(180, 60), spline.fit(180, 60)
    at = 3 * np.arange(60) + 1.0
    assert np.allclose(B @ at, np.arange(180), atol=1e-9)
    assert np.allclose(P @ B, np.eye(60), atol=1e-9)


def test_decoded_curve_is_smooth_across_every_knot():
    rng = np.random.default_rng(0)
    curve = spline.basis(180, 60) @ rng.normal(size=60)
    # A cubic's third difference is constant inside a piece; jumps of C² pieces stay small.
    assert np.abs(np.diff(curve, 2)).max() < np.abs(np.diff(curve)).max()


def test_resampling_reads_between_frames():
    rows = spline.resampling(5, 0.5, 4)
    assert np.allclose(rows @ np.array([0.0, 2.0, 4.0, 6.0]), [0, 1, 2, 3, 4])


def test_fast_kinematics_agree_with_plain_ones():
    features = figure(50, 3)
    fast = Kinematics().positions(features).permute(2, 0, 1)
    assert torch.allclose(fast, plain_positions(features), atol=1e-5)


def test_rest_pose_has_the_rig_height():
    features = torch.zeros(1, 139)
    features[0, 1] = 0.95
    features[0, 3:135] = torch.tensor([1.0, 0, 0, 0, 1, 0]).repeat(22)
    places = Kinematics().positions(features)[..., 0]
    assert math.isclose(float(places[rig.INDEX["LeftToe"], 1]), 0.0, abs_tol=1e-6)
    assert math.isclose(float(places[rig.INDEX["Head"], 1]), 1.54, abs_tol=1e-5)


def test_heading_is_the_way_the_hips_face():
    features = figure(40, 5)
    places = Kinematics().positions(features)
    lateral = places[rig.INDEX["LeftUpLeg"]] - places[rig.INDEX["RightUpLeg"]]
    # Left turned by a right angle is forward: (x, z) -> (−z, x); yaw is measured from +Z to +X.
    expected = torch.atan2(-lateral[2], lateral[0])
    assert torch.allclose(heading(features), expected, atol=1e-5)


def test_alignment_puts_the_hips_over_the_origin_facing_forward():
    windows = figure(60, 1)[None]
    seam = windows[:, 40]
    moved = align(windows, seam[:, [0, 2]], heading(seam))
    assert torch.allclose(moved[0, 40, [0, 2]], torch.zeros(2), atol=1e-6)
    assert abs(float(heading(moved[0, 40]))) < 1e-5
    before, after = (Kinematics().positions(w[0]) for w in (windows, moved))
    between = (before[:, :, None] - before[:, :, :, None]).norm(dim=1)
    assert torch.allclose(between, (after[:, :, None] - after[:, :, :, None]).norm(dim=1), atol=1e-3)
    assert torch.allclose(before[:, 1], after[:, 1], atol=1e-5)


def test_mirror_swaps_sides_and_is_its_own_inverse():
    features = figure(30, 2)
    order, sign = mirror_map()
    mirrored = features[:, order] * sign
    assert torch.equal(mirrored[:, order] * sign, features)
    places = Kinematics().positions(features)
    other = Kinematics().positions(mirrored)[rig.MIRRORED]
    assert torch.allclose(other * torch.tensor([-1.0, 1, 1])[:, None], places, atol=1e-5)
