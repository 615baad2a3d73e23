import numpy as np
import pytest
from movements import dancing, standing

from choreo_evaluation import baselines, dynamics
from choreo_evaluation.corpus import Clip
from choreo_evaluation.motion import Movement, join_features, split_features


def clips(count, corpus="cmu-dance", seed=5, frames=400):
    root, rotations = dancing(count, frames, seed)
    return [Clip(corpus, f"{i}.bvh", "train", "", join_features(root[i], rotations[i])) for i in range(count)]


def test_freeze_keeps_the_last_pose_for_ever():
    root, rotations = dancing(3)
    frozen = Movement.of(*baselines.freeze(root, rotations))
    assert frozen.joints.shape[:3] == (3, 1, 180)
    assert np.ptp(frozen.joints[:, :, 59:], axis=2) == pytest.approx(0, abs=1e-12)
    assert dynamics.median_speed(frozen.frames(80, None)) < 1e-3


def test_going_on_for_a_fifth_of_a_second_goes_on_at_the_last_velocity_then_stops():
    root, rotations = standing()
    root[..., 0] += np.arange(180) / 30
    place, _ = baselines.freeze(root, rotations, seconds=0.2)
    assert np.diff(place[0, 0, 55:66, 0]) == pytest.approx(1 / 30)
    assert np.diff(place[0, 0, 65:, 0]) == pytest.approx(0)


def test_baselines_look_at_the_context_only():
    root, rotations = dancing(2)
    other_root, other_rotations = root.copy(), rotations.copy()
    other_root[:, 60:], other_rotations[:, 60:] = 9, np.eye(3)
    library = baselines.Library(clips(8))
    for make in (
        baselines.freeze, lambda r, p: baselines.freeze(r, p, 0.2), baselines.repeat, library.retrieval,
        lambda r, p: library.random_clip(r, p, ["cmu-dance"] * 2, seed=1),
    ):
        for a, b in zip(make(root, rotations), make(other_root, other_rotations)):
            assert np.array_equal(a, b)


def test_repeat_of_a_steady_walk_walks_on():
    root, rotations = standing()
    root[..., 2] += 1.3 * np.arange(180) / 30
    place, _ = baselines.repeat(root, rotations)
    assert place[0, 0] == pytest.approx(root[0])


def test_a_track_that_continues_the_movement_is_played_unchanged():
    root, rotations = dancing(1)
    root, rotations = root[0], rotations[0]
    place, pose = baselines.blended(root[:60], rotations[:60], baselines.Track(root[59:], rotations[59:]))
    assert place[60] == pytest.approx(root[60], abs=5e-3)
    assert place[75:] == pytest.approx(root[75:])
    assert pose[75:] == pytest.approx(rotations[75:])


def test_retrieval_finds_the_continuation_if_it_is_in_the_library():
    library_clips = clips(8)
    features = library_clips[3].features
    root, rotations = split_features(features[100:280][None])
    found_root, found_rotations = baselines.Library(library_clips).retrieval(root, rotations)
    assert found_root.shape == (1, 6, 180, 3)
    found, true = Movement.of(found_root[:, 0], found_rotations[:, 0]), Movement.of(root, rotations)
    assert np.linalg.norm(found.joints - true.joints, axis=-1).mean() < 0.03


def test_blending_removes_the_jump():
    root, rotations = dancing(1)
    library = baselines.Library(clips(8))
    played = Movement.of(*library.random_clip(root, rotations, ["cmu-dance"], seed=3))
    steps = np.linalg.norm(np.diff(played.joints, axis=2), axis=-1).mean(-1)[0]
    assert (steps[:, 59] < 2.5 * steps.max(1).mean()).all()
    assert np.abs(steps[:, 59] - steps[:, 58]).max() < 0.02


def test_random_clips_come_from_the_windows_own_corpus():
    library = baselines.Library(clips(3, "accad") + clips(3, "cmu-dance", seed=9))
    root, rotations = dancing(4)
    drawn = []
    library._play = lambda r, p, chosen: drawn.append(chosen)
    library.random_clip(root, rotations, ["cmu-dance"] * 4, seed=2)
    assert {library.corpora[library.place_clip[place]] for row in drawn[0] for place in row} == {"cmu-dance"}
