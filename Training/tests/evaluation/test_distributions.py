import numpy as np
import pytest
from movements import dancing

from choreo_evaluation import frechet, legacy, neighbours
from choreo_evaluation.motion import Movement
from choreo_evaluation.neighbours import LENGTH, TrainingTrack
from choreo_evaluation.skeleton import mirror
from choreo_evaluation.two_sample import two_sample_accuracy


def samples(n, shift=0.0, seed=0, dimensions=4):
    return np.random.default_rng(seed).normal(size=(n, dimensions)) + shift


def test_frechet_distance_of_known_gaussians():
    a = samples(20000)
    assert frechet.frechet_distance(a, a) == pytest.approx(0, abs=1e-9)
    assert frechet.frechet_distance(a, a + [3, 0, 0, 0]) == pytest.approx(9)
    # Same mean, all deviations doubled: 4 (2 - 1)^2.
    assert frechet.frechet_distance(a, 2 * a) == pytest.approx(4, rel=0.05)


def test_extrapolation_removes_most_of_the_bias_of_small_samples():
    plain, better = [], []
    for seed in range(30):
        a, b = samples(60, seed=seed, dimensions=8), samples(60, seed=1000 + seed, dimensions=8)
        plain.append(frechet.frechet_distance(a, b))
        better.append(frechet.extrapolated(a, b, np.random.default_rng(seed), draws=8))
    assert np.mean(plain) > 0.4
    assert abs(np.mean(better)) < 0.3 * np.mean(plain)


def test_distance_between_is_averaged_over_turns_with_an_interval_around_it():
    clips = np.repeat(np.arange(10), 8)
    real = samples(80)
    near = np.stack([samples(80, seed=1), samples(80, seed=2)], 1)
    value, (low, high) = frechet.between(real, near + [2, 0, 0, 0], clips, seed=1, resamples=40)
    assert value == pytest.approx(4, rel=0.3)
    assert low < value < high


def test_halves_share_no_clip_and_are_equal_in_number():
    clips = np.repeat(["a", "b", "c", "d"], [5, 20, 7, 12])
    for seed in range(20):
        first, second = frechet.halves(clips, np.random.default_rng(seed))
        assert len(first) == len(second)
        assert not set(clips[first]) & set(clips[second])
    assert frechet.halves(np.array(["a", "a"]), np.random.default_rng(0)) is None


def test_two_samples_of_one_distribution_cannot_be_told_apart():
    clips = np.repeat(np.arange(20), 20)
    value, (low, high) = two_sample_accuracy(samples(400), samples(400, seed=7)[:, None], clips, seed=1, resamples=40)
    assert value == pytest.approx(0.5, abs=0.06)
    assert low < 0.5 < high


def test_two_samples_far_apart_are_always_told_apart():
    clips = np.repeat(np.arange(5), 8)
    value, interval = two_sample_accuracy(samples(40), samples(40, shift=50)[:, None], clips, seed=1, resamples=20)
    assert value == 1 and interval == (1, 1)


def test_a_copy_of_the_truth_is_not_rewarded_for_being_near_it():
    # Nearest is always the copy of oneself; with the own clip left out the answer is chance, not 0.
    real = samples(400)
    value, _ = two_sample_accuracy(real, real[:, None].copy(), np.repeat(np.arange(20), 20), seed=1, resamples=2)
    assert value == pytest.approx(0.5, abs=0.06)


def exact_nearest(windows, headings, track):
    frames = np.arange(LENGTH)
    best = []
    for window, yaw in zip(windows, headings):
        own = []
        for joints, angle in ((window, yaw), (mirror(window), -yaw)):
            heading = np.full(LENGTH, angle)
            query = neighbours.aligned_windows(joints, heading, np.array([0]), frames)
            all_of_them = neighbours.aligned_windows(track.joints, track.heading, track.starts, frames)
            own.append(np.linalg.norm(all_of_them - query, axis=-1).mean((1, 2)).min())
        best.append(min(own))
    return np.array(best)


def training_track():
    movement = Movement.of(*dancing(6, 300, seed=11))
    return TrainingTrack([(movement.joints[i], movement.heading[i]) for i in range(6)]), movement


def test_the_search_agrees_with_looking_everywhere():
    track, _ = training_track()
    part = Movement.of(*dancing(5, seed=3)).continuation
    windows, headings = neighbours.two_second_windows(part)
    assert windows.shape == (10, 60, 22, 3)
    assert track.nearest(windows, headings) == pytest.approx(exact_nearest(windows, headings, track), rel=0.01)


def test_a_copied_or_mirrored_window_has_no_distance_wherever_it_is_danced():
    track, movement = training_track()
    window, yaw = movement.joints[2, 37:97], movement.heading[2, 37]
    mirrored = mirror(window) + np.array([2.0, 0, -1.0])
    assert track.nearest(np.stack([window, mirrored]), np.array([yaw, -yaw])) == pytest.approx(0, abs=1e-5)


def test_windows_do_not_run_over_the_end_of_a_clip():
    track, _ = training_track()
    assert len(track.starts) == 6 * (300 - LENGTH + 1)
    assert ((track.starts % 300) <= 300 - LENGTH).all()


def test_legacy_distances_of_the_real_windows_to_themselves_are_zero():
    joints = Movement.of(*dancing(12)).continuation.joints
    for features in (legacy.kinetic_features(joints), legacy.geometric_features(joints)):
        fid, diversity = legacy.fid_and_diversity(features, features[:, None])
        assert fid == pytest.approx(0, abs=1e-3)
        assert diversity > 0
    assert legacy.kinetic_features(joints).shape == (12, 66)
    assert legacy.geometric_features(joints).shape == (12, 32)


def test_legacy_kinetic_features_of_a_steady_walk_by_hand():
    joints = np.zeros((1, 60, 22, 3))
    joints[..., 2] = np.arange(60)[None, :, None] * 1.5 / 30
    features = legacy.kinetic_features(joints)[0]
    assert features[:22] == pytest.approx(1.5**2)
    assert features[22:] == pytest.approx(0, abs=1e-9)
