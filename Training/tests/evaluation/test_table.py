import json

import numpy as np
import pytest
from movements import dancing
from safetensors.numpy import save_file

from choreo_evaluation import corpus, proposals, table
from choreo_evaluation.bvh import BVHText
from choreo_evaluation.motion import join_features
from choreo_evaluation.propose import Source


@pytest.fixture(scope="module")
def features_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("features") / "data.safetensors"
    parts, clips, start = [], [], 0
    for i in range(12):
        frames = 300 + 20 * i
        root, rotations = dancing(1, frames, seed=i)
        parts.append(join_features(root[0], rotations[0]).astype(np.float32))
        clips.append({
            "corpus": "cmu-dance" if i % 2 else "accad", "path": f"{i}.bvh", "subject": "x", "genre": "dance",
            "split": "validation" if i in (7, 9, 11) else "train", "start": start, "count": frames})
        start += frames
    save_file({"features": np.concatenate(parts)}, path)
    path.with_suffix(".json").write_text(json.dumps({"frameRate": 30, "clips": clips}))
    return path


def test_windows_start_every_two_seconds_and_fit(features_file):
    clip = corpus.read_clips(features_file)[7]
    assert len(clip.features) == 440
    assert list(clip.window_starts) == [0, 60, 120, 180, 240]
    ids, cut = corpus.windows([clip])
    assert cut.shape == (5, 180, 139) and ids[1].key == "cmu-dance/7.bvh@60"
    assert np.array_equal(cut[1], clip.features[60:240])


def test_the_whole_table_with_the_truth_as_a_proposal(features_file, tmp_path):
    clips = [c for c in corpus.read_clips(features_file) if c.corpus == "cmu-dance" and c.split == "validation"]
    ids, cut = corpus.windows(clips)
    path = tmp_path / "truth.safetensors"
    order = np.random.default_rng(0).permutation(len(ids))
    proposals.write_proposals(
        path, [ids[i].key for i in order], np.repeat(cut[order][:, None], 2, 1), {"seconds_per_proposal": 0.5})
    output = tmp_path / "table.md"
    table.main([str(features_file), "--no-neighbours", "--proposals", f"truth={path}", "-o", str(output)])
    found = json.loads(output.with_suffix(".json").read_text())["columns"]
    truth, real = found["truth"], found["real"]
    assert truth["speed_ratio"] == pytest.approx(1) and truth["jerk_ratio"] == pytest.approx(1)
    assert truth["neighbour_ratio"] == pytest.approx(1) and truth["spread"] == pytest.approx(0, abs=1e-9)
    assert truth["best_of"]["4"] == pytest.approx(0, abs=1e-6)
    for name in ("seam_median", "frozen", "skate", "penetration", "contact"):
        assert truth[name] == pytest.approx(real[name])
    assert found["freeze"]["frozen"] == 1 and found["freeze"]["speed_ratio"] < 0.01
    text = output.read_text()
    assert "| retrieval |" in text and "Held to (`truth`)" in text and "Too few" in text


def test_missing_proposals_are_named(features_file, tmp_path):
    ids, cut = corpus.windows(corpus.read_clips(features_file)[7:8])
    path = tmp_path / "some.safetensors"
    proposals.write_proposals(path, [w.key for w in ids[:2]], cut[:2, None], {})
    with pytest.raises(SystemExit, match="3 of 5 windows, the first is cmu-dance/7.bvh@120"):
        proposals.read_proposals(path, ids)


def test_a_phrase_is_cut_at_its_true_rate_byte_for_byte(tmp_path):
    rows = [f"{i}.5 0.25 -1e-3" for i in range(50)]
    path = tmp_path / "a.bvh"
    path.write_text("HIERARCHY\nROOT Hips\n{\n}\nMOTION\nFrames:\t50\nFrame Time: .0083333\n" + "\n".join(rows))
    source = Source(path, 60.0, 1)
    # Rest pose, then rows 0, 2, 4 ... at 30 per second: frame 9 is the 18th row after the first one.
    assert source.rows_until(9) == 20
    text = BVHText(path).text(20, source.rate).decode().splitlines()
    assert text[5] == "Frames: 20" and float(text[6].split(":")[1]) == pytest.approx(1 / 60, rel=1e-15)
    assert text[7:] == rows[:20]
    assert BVHText(path).values(2).tolist() == [[0.5, 0.25, -0.001], [1.5, 0.25, -0.001]]
    with pytest.raises(SystemExit, match="falls between rows"):
        Source(path, 59.0, 0).rows_until(9)
