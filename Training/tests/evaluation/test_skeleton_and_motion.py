import numpy as np
import pytest
from movements import dancing, standing
from scipy.spatial.transform import Rotation

from choreo_evaluation import motion, skeleton
from choreo_evaluation.motion import Movement
from choreo_evaluation.skeleton import INDEX


def test_rest_pose_is_1_70_m_tall_and_stands_on_the_floor():
    joints, ends = skeleton.forward_kinematics(*[x[0, 0] for x in standing()])
    assert ends[0] == pytest.approx([0, 1.70, 0])
    assert joints[INDEX["LeftToe"]] == pytest.approx([0.09, 0, 0.13], abs=1e-12)
    assert joints[INDEX["RightFoot"]] == pytest.approx([-0.09, 0.07, 0], abs=1e-12)
    assert ends[3] == pytest.approx([0.03 + 0.14 + 0.28 + 0.25 + 0.17, 1.40, 0])


def test_a_bent_elbow_moves_the_hand_only():
    root, rotations = standing(1, 1)
    rotations[0, 0, INDEX["LeftForeArm"]] = Rotation.from_euler("y", -90, degrees=True).as_matrix()
    joints, _ = skeleton.forward_kinematics(root[0, 0], rotations[0, 0])
    assert joints[INDEX["LeftForeArm"]] == pytest.approx([0.45, 1.40, 0])
    assert joints[INDEX["LeftHand"]] == pytest.approx([0.45, 1.40, 0.25])


@pytest.mark.parametrize("degrees", [-170, -90, 0, 30, 179])
def test_heading_is_the_turn_of_the_hips_even_upside_down(degrees):
    root, rotations = standing(1, 1)
    turn = Rotation.from_euler("y", degrees, degrees=True)
    rotations[0, 0, 0] = (turn * Rotation.from_euler("x", 200, degrees=True)).as_matrix()
    joints, _ = skeleton.forward_kinematics(root, rotations)
    assert np.degrees(skeleton.heading(joints, rotations[..., 0, :, :]))[0, 0] == pytest.approx(degrees)


def test_features_round_trip():
    root, rotations = dancing(2, 20)
    found_root, found_rotations = motion.split_features(motion.join_features(root, rotations))
    assert found_root == pytest.approx(root)
    assert found_rotations == pytest.approx(rotations)


def test_alignment_puts_the_hips_over_the_origin_and_forgets_place_and_heading():
    root, rotations = dancing(1)
    there = Rotation.from_euler("y", 77, degrees=True).as_matrix()
    moved, turned = root @ there.T + [3, 0, -5], rotations.copy()
    turned[:, :, 0] = there @ rotations[:, :, 0]
    a, b = Movement.of(*motion.align(root, rotations)), Movement.of(*motion.align(moved, turned))
    assert a.joints[0, 59, 0, [0, 2]] == pytest.approx([0, 0], abs=1e-12)
    assert a.heading[0, 59] == pytest.approx(0, abs=1e-12)
    assert b.joints == pytest.approx(a.joints)


def test_mirroring_twice_changes_nothing_and_once_swaps_hands():
    joints = Movement.of(*dancing(1)).joints
    mirrored = skeleton.mirror(joints)
    assert skeleton.mirror(mirrored) == pytest.approx(joints)
    assert mirrored[..., INDEX["LeftHand"], :] == pytest.approx(joints[..., INDEX["RightHand"], :] * [-1, 1, 1])


def test_a_steady_walk_has_its_speed_and_no_acceleration():
    root, rotations = standing()
    root[..., 2] += 1.5 * np.arange(180) / 30
    movement = Movement.of(root, rotations)
    # The filter's own start-up, beyond the padding, leaves a hundred-thousandth.
    assert movement.speed == pytest.approx(1.5, abs=1e-4)
    assert np.abs(movement.acceleration).max() < 0.01


def test_a_swing_keeps_its_speed_through_the_filter():
    root, rotations = standing()
    time = np.arange(180) / 30
    root[..., 0] += 0.1 * np.sin(2 * np.pi * time)
    movement = Movement.of(root, rotations)
    expected = 0.1 * 2 * np.pi * np.cos(2 * np.pi * time)
    assert movement.velocity[0, 20:-20, 0, 0] == pytest.approx(expected[20:-20], abs=0.01)


def test_a_part_keeps_the_derivatives_of_the_whole():
    movement = Movement.of(*dancing(2))
    part = movement.continuation
    assert part.joints.shape[1] == 120
    assert np.array_equal(part.velocity, movement.velocity[:, 60:])
    assert np.array_equal(part.heading_rate, movement.heading_rate[:, 60:])
    assert np.array_equal(part.contacts, movement.contacts[:, 60:])
