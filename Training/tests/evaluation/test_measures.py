import numpy as np
import pytest
from movements import dancing, standing

from choreo_evaluation import distances, dynamics, feet, vectors
from choreo_evaluation.motion import Movement
from choreo_evaluation.skeleton import INDEX, mirror


def sliding(speed, height=0.0):
    root, rotations = standing()
    root[..., 0] += speed * np.arange(180) / 30
    root[..., 1] += height
    return Movement.of(root, rotations).continuation


def test_a_flat_foot_that_slides_skates_at_its_speed():
    assert feet.foot_skate(sliding(0.2))[0] == pytest.approx(20)


def test_skate_fades_with_height_and_is_gone_at_2_5_cm():
    assert feet.foot_skate(sliding(0.2, 0.0125))[0] == pytest.approx(20 * (2 - 2**0.5))
    assert feet.foot_skate(sliding(0.2, 0.025))[0] == pytest.approx(0, abs=1e-9)
    assert feet.foot_skate(sliding(0.2, 1.0))[0] == 0


def test_a_slow_foot_on_the_floor_is_in_contact_a_fast_or_high_one_is_not():
    assert feet.contact_share(sliding(0.2))[0] == 1
    assert feet.contact_share(sliding(0.3))[0] == 0
    assert feet.contact_share(sliding(0.0, 0.06))[0] == 0


def test_penetration_is_the_depth_of_the_lowest_point():
    assert feet.penetration(sliding(0, -0.03))[0] == pytest.approx(3)
    assert feet.penetration(sliding(0, 0.03))[0] == 0


def test_physical_foot_contact_needs_both_feet_to_move():
    root, rotations = standing()
    assert feet.physical_foot_contact(Movement.of(root, rotations).continuation)[0] == 0
    root[..., 0] += 0.3 * np.sin(np.arange(180) / 5)
    assert feet.physical_foot_contact(Movement.of(root, rotations).continuation)[0] > 0


def test_a_step_in_place_shows_at_the_seam_only():
    root, rotations = standing(2)
    root[0, 60:, 0] += 0.1
    root[1, 120:, 0] += 0.1
    seam = dynamics.seam_acceleration(Movement.of(root, rotations))
    assert seam[0] > 5 and seam[1] < 0.05
    everywhere = dynamics.seam_figures(Movement.of(root, rotations))
    assert everywhere.shape == (2, 178) and everywhere[0].max() >= seam[0]


def test_seconds_are_averaged_one_by_one():
    root, rotations = standing()
    root[..., 2] += np.maximum(0, np.arange(180) - 120) / 30
    speeds = dynamics.second_speeds(Movement.of(root, rotations).continuation)
    assert speeds.shape == (1, 4)
    assert speeds[0] == pytest.approx([0, 0, 1, 1], abs=0.05)


def test_identical_proposals_have_no_spread_and_shifted_ones_that_of_their_shift():
    real = Movement.of(*dancing(4)).continuation.joints
    assert distances.spread(np.repeat(real[:, None], 6, 1), real) == 0
    shifted = real[:, None] + np.array([[0, 0, 0], [0.5, 0, 0]])[None, :, None, None]
    assert distances.spread(shifted, real) == pytest.approx(0.5 / distances.mean_pairwise(real))


def test_best_of_takes_the_nearest_at_each_horizon():
    real = np.zeros((1, 120, 22, 3))
    proposals = np.zeros((1, 2, 120, 22, 3))
    proposals[0, 0, :, :, 0] = 0.2
    proposals[0, 1, 30:, :, 0] = 0.8
    found = distances.best_of(proposals, real)
    assert found[0.5] == 0 and found[1] == 0
    assert found[2] == pytest.approx(0.2) and found[4] == pytest.approx(0.2)


def test_vectors_have_the_sizes_of_the_definition_and_forget_left_and_right_where_they_should():
    part = Movement.of(*dancing(2)).continuation
    assert vectors.kinetic_vectors(part).shape == (2, 115)
    assert vectors.pose_vectors(part).shape == (2, 44)
    assert vectors.hull_volumes(mirror(part.joints[:, :2])) == pytest.approx(vectors.hull_volumes(part.joints[:, :2]))


def test_pose_vector_of_the_rest_pose_by_hand():
    vector = vectors.pose_vectors(Movement.of(*standing()).continuation)[0]
    hand = 0.03 + 0.14 + 0.28 + 0.25
    assert vector[:6] == pytest.approx([1.40, 1.40, 0.07, 0.07, 1.54, 0.95])
    assert vector[6] == pytest.approx(2 * hand)
    assert vector[7] == pytest.approx(np.hypot(hand, 0.45))
    assert vector[9] == pytest.approx(0.18)
    assert vector[12:16] == pytest.approx(np.pi)
    assert vector[16] == pytest.approx(0, abs=1e-7)
    assert vector[18:36] == pytest.approx(0, abs=1e-7)
    assert vector[36:] == pytest.approx([0, 0, 0, 0, 1, 1, 1, 0])


def test_kinetic_vector_of_a_steady_walk_by_hand():
    root, rotations = standing()
    root[..., 2] += 1.2 * np.arange(180) / 30
    vector = vectors.kinetic_vectors(Movement.of(root, rotations).continuation)[0]
    assert vector[:22] == pytest.approx(1.2, abs=1e-4)
    assert vector[22:66] == pytest.approx(0, abs=1e-3)
    assert vector[-2:] == pytest.approx([1.2 * 4, 1.2 * 119 / 30], abs=1e-3)


def test_knee_angle_of_a_right_angle():
    joints = np.zeros((22, 3))
    joints[INDEX["LeftUpLeg"]] = [0, 1, 0]
    joints[INDEX["LeftFoot"]] = [1, 0, 0]
    assert vectors.joint_angle(joints, "LeftUpLeg", "LeftLeg", "LeftFoot") == pytest.approx(np.pi / 2)
