"""The driver, with a stand-in for the command that goes on in a straight line."""

import json
import sys

import numpy as np
import pytest
from movements import standing
from safetensors.numpy import save_file

from choreo_evaluation import corpus, propose, proposals
from choreo_evaluation.motion import join_features, split_features

STAND_IN = '''#!{python}
import json, os, sys
import numpy as np
from safetensors.numpy import save_file
words = sys.argv[1:]
out = words[words.index("-o") + 1]
rest = np.array(json.load(open(os.path.join(os.path.dirname(__file__), "rest.json"))))

def rows_of(path):
    lines = open(path).read().splitlines()
    rate = 1 / float(lines[lines.index("MOTION") + 2].split(":")[1])
    return lines[:lines.index("MOTION") + 1], rate, [float(line) for line in lines[lines.index("MOTION") + 3:]]

with open(os.path.join(os.path.dirname(__file__), "calls.txt"), "a") as log:
    log.write(words[0] + "\\n")
if words[0] == "propose":
    if os.path.exists(os.path.join(os.path.dirname(__file__), "broken")):
        sys.exit("no checkpoint here")
    head, rate, rows = rows_of(words[1])
    os.makedirs(out)
    names = []
    for k in range(int(words[words.index("--count") + 1])):
        new = [rows[-1] + (k + 1) * (i + 1) / rate for i in range(round(4 * rate))]
        names.append("proposal-%d.bvh" % (k + 1))
        with open(os.path.join(out, names[-1]), "w") as file:
            file.write("\\n".join(head + ["Frames: 0", "Frame Time: %.17g" % (1 / rate)] + [repr(x) for x in rows + new]))
    json.dump({{"checkpoint": "c", "version": "0", "proposals": [{{"file": n}} for n in names]}},
              open(os.path.join(out, "proposals.json"), "w"))
else:
    parts, clips, start = [], [], 0
    for path in words[1:words.index("-o")]:
        _, rate, rows = rows_of(path)
        part = np.repeat(rest[None], len(rows[1::round(rate / 30)]), 0)
        part[:, 2] = rows[1::round(rate / 30)]
        parts.append(part)
        clips.append({{"path": path, "start": start, "count": len(part), "skipped": 1}})
        start += len(part)
    save_file({{"features": np.concatenate(parts).astype(np.float32)}}, out)
    json.dump({{"frameRate": 30, "clips": clips}}, open(out.replace(".safetensors", ".json"), "w"))
'''


@pytest.fixture
def place(tmp_path):
    """A corpus of one walk at 60 frames per second whose header says 120, with a rest pose put in front."""
    root, rotations = standing(1, 300)
    walk = np.round(np.arange(600) / 60 * 1.5, 4)
    root[0, :, 2] = walk[::2]
    features = join_features(root[0], rotations[0])
    (tmp_path / "rest.json").write_text(json.dumps(features[0].tolist()))
    save_file({"features": features.astype(np.float32)}, tmp_path / "data.safetensors")
    (tmp_path / "data.json").write_text(json.dumps({"frameRate": 30, "clips": [{
        "corpus": "cmu-dance", "path": "a/walk.bvh", "split": "validation", "start": 0, "count": 300, "skipped": 1}]}))
    folder = tmp_path / "corpora" / "cmu-dance"
    (folder / "a").mkdir(parents=True)
    (folder / "INDEX.tsv").write_text("path\tframe_time\ttrue_fps\na/walk.bvh\t0.0083333\t60\n")
    rows = "\n".join(["99.0"] + [repr(x) for x in walk.tolist()])
    (folder / "a" / "walk.bvh").write_text(f"HIERARCHY\nMOTION\nFrames: 601\nFrame Time: 0.0083333\n{rows}\n")
    command = tmp_path / "choreo"
    command.write_text(STAND_IN.format(python=sys.executable))
    command.chmod(0o755)
    return tmp_path


def run(place, *more):
    propose.main([
        str(place / "data.safetensors"), "--corpora", str(place / "corpora"), "--choreo", str(place / "choreo"),
        "--cache", str(place / "cache"), "-o", str(place / "ours.safetensors"), "--count", "2", *more])


def test_proposals_continue_the_context_frame_by_frame(place):
    run(place)
    ids, real = corpus.windows(corpus.read_clips(place / "data.safetensors"))
    found = proposals.read_proposals(place / "ours.safetensors", ids)
    assert found.features.shape == (3, 2, 180, 139)
    z = split_features(found.features)[0][..., 2]
    assert z[:, 0, :60] == pytest.approx(real[:, :60, 2], abs=1e-5)
    assert np.diff(z[:, 0, 59:]) == pytest.approx(1 / 30, abs=1e-5)
    assert np.diff(z[:, 1, 59:]) == pytest.approx(2 / 30, abs=1e-5)
    assert found.facts["constraint_error"] == 0
    assert found.facts["context_error_max"] < 1e-5
    assert found.facts["seconds_per_proposal"] > 0


def test_a_broken_run_names_its_failure_and_goes_on_where_it_was(place, capsys):
    run(place, "--limit", "2")
    (place / "broken").touch()
    with pytest.raises(SystemExit, match="1 of 3 windows have no proposals"):
        run(place)
    assert "cmu-dance/a/walk.bvh@120: propose" in (text := capsys.readouterr().out) and "no checkpoint here" in text
    (place / "broken").unlink()
    (place / "calls.txt").unlink()
    run(place)
    # One window was missing: one proposal, one reading back; the rest is the timing of three windows.
    assert sorted((place / "calls.txt").read_text().split()) == ["features"] + ["propose"] * 4


def test_a_cache_of_another_run_is_refused(place):
    run(place, "--limit", "1")
    with pytest.raises(SystemExit, match="another run"):
        run(place, "--seed", "9")
