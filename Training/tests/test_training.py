"""Windows, losses, sampling and runs behave as the training needs them to."""

import math
from dataclasses import replace

import torch

from choreo_training import checkpoint, conditions, golden, masks, sampling, spline
from choreo_training.config import Config
from choreo_training.corpus import SHIPPABLE, named, without_jumps
from choreo_training.features import align, heading
from choreo_training.kinematics import Kinematics
from choreo_training.losses import Objective, Weights
from choreo_training.network import Network, clean
from choreo_training.statistics import fit_model
from choreo_training.whitening import measure
from choreo_training.windows import TEMPOS, Cutter, Drawer

SMALL = Config(components=200, width=32, layers=1, heads=2, feed_forward=64)


def test_a_cut_window_is_the_fit_of_its_aligned_frames(corpus):
    cutter = Cutter(corpus, SMALL)
    batch = cutter.cut(torch.tensor([37]), torch.tensor([TEMPOS.index(1.0)]))
    frames = corpus.frames[37:217][None]
    seam = frames[:, 59]
    frames = align(frames, seam[:, [0, 2]], heading(seam))
    whole = torch.from_numpy(spline.fit(180, 60)).float() @ frames
    assert torch.allclose(batch.points, whole, atol=1e-4)
    context = torch.from_numpy(spline.fit(60, 20)).float() @ frames[:, :60]
    assert torch.allclose(batch.context, context, atol=1e-4)


def test_context_points_never_see_beyond_the_seam(corpus):
    changed = corpus.frames.clone()
    changed[37 + 60 :] += 1
    plain = torch.tensor([TEMPOS.index(1.0)])
    before = Cutter(corpus, SMALL).cut(torch.tensor([37]), plain).context
    corpus_after = type(corpus)(changed, corpus.clips, corpus.digest)
    assert torch.equal(before, Cutter(corpus_after, SMALL).cut(torch.tensor([37]), plain).context)


def test_windows_stay_inside_their_clips(corpus):
    drawer = Drawer(corpus, SMALL, seed=1)
    for pools in drawer.starts:
        for pool, length in zip(pools, drawer.cutter.lengths):
            assert torch.equal(pool // 400, (pool + length - 1) // 400)
            assert int((pool + length - 1).max()) < 1200  # the last clip is held out


def test_the_true_window_costs_almost_nothing_and_a_wrong_one_much(corpus):
    drawer = Drawer(corpus, SMALL, seed=1)
    model, _ = fit_model(drawer, SMALL, count=256)
    objective = Objective(model, Kinematics(), Weights())
    batch = drawer.draw(8)
    known, at_end = masks.draw(8, model.config, torch.Generator().manual_seed(0))
    window = objective.prepare(batch.points, batch.context, known, at_end)
    t = torch.full((8,), 0.3)
    right, _ = objective(window, window.components, t)
    wrong, _ = objective(window, torch.zeros_like(window.components), t)
    assert float(right) < 0.04 * float(wrong), (float(right), float(wrong))


def test_whitened_tokens_have_unit_variance_and_come_back():
    tokens = torch.randn(500, 20) @ torch.randn(20, 20) + 3
    whitening, share = measure(tokens, 20, torch.rand(20) + 0.1)
    y = whitening.whiten(tokens)
    assert torch.allclose(y.T @ y / len(y), torch.eye(20), atol=1e-3)
    assert torch.allclose(whitening.unwhiten(y), tokens, atol=1e-3)
    assert share > 0.9999


def test_conditions_measure_a_straight_walk():
    walk = torch.zeros(1, 40, 139)
    walk[..., 3:135] = torch.tensor([1.0, 0, 0, 0, 1, 0]).repeat(22)
    walk[0, :, 2] = 0.15 * torch.arange(40)  # 0.15 m a knot, 10 knots a second
    values = conditions.measure(Kinematics().positions(walk), walk, 10.0)[0]
    assert math.isclose(math.exp(values[0]), 1.51, rel_tol=1e-3)
    assert math.isclose(math.exp(values[2]), 1.51, rel_tol=1e-3)
    assert math.isclose(math.exp(values[3]), 0.01, rel_tol=1e-3)
    assert abs(float(values[0] + values[1])) < 0.05  # no jerk: ln(1) − ln(speed)


def test_schedule_runs_from_noise_to_none():
    levels = sampling.levels(8, 1.5)
    assert levels[0] == 1 and levels[-1] == 0 and levels == sorted(levels, reverse=True)
    assert math.isclose(levels[4], 0.75 / 1.25)


def test_skip_path_returns_the_window_itself_without_noise():
    z = torch.randn(2, 3, 4)
    assert torch.allclose(clean(z, torch.zeros(2), torch.randn(2, 3, 4)), z)


def test_sampling_a_perfect_network_finds_the_clean_window():
    clean_window = torch.randn(1, 6, 12)

    class Perfect(torch.nn.Module):
        config = golden.TINY

        def forward(self, y, known, t, *told):
            s = t[:, None, None]
            q = (1 - s) ** 2 + s**2
            return (clean_window - (1 - s) / q * y) * q.sqrt() / s

    nothing = torch.zeros(1, 6)
    out = sampling.sample(Perfect(), torch.zeros(1, 6, 12), nothing, torch.zeros(1, 8),
                          torch.randn(1, 6, 12), steps=4)
    assert torch.allclose(out, clean_window, atol=1e-4)


def test_known_tokens_come_back_as_given():
    network = Network(golden.TINY).eval()
    y, known = torch.randn(1, 6, 12), torch.tensor([[1.0, 1, 0, 0, 0, 1]])
    out = sampling.sample(network, y, known, torch.zeros(1, 8), torch.randn(1, 6, 12), 3, guidance=2)
    assert torch.equal(out[0, [0, 1, 5]], y[0, [0, 1, 5]])


def test_masks_give_the_whole_context_most_of_the_time():
    known, at_end = masks.draw(4000, Config(), torch.Generator().manual_seed(0))
    context, rest = known[:, :10], known[:, 10:]
    assert 0.75 < float((context.sum(1) == 10).float().mean()) < 0.81
    assert 0.08 < float((known.sum(1) == 0).float().mean()) < 0.12
    assert torch.equal(rest, at_end[:, 10:]) and float(at_end[:, :10].sum()) == 0


def test_checkpoint_reads_back_the_same_model(tmp_path):
    model = golden.tiny_model(torch.Generator().manual_seed(1))
    path = tmp_path / "tiny.safetensors"
    checkpoint.write(path, checkpoint.tensors(model), model.config, corpus={"digest": "none"})
    again, metadata = checkpoint.read(path)
    assert again.config == model.config and metadata["choreo.format"] == "2"
    first, second = checkpoint.tensors(model), checkpoint.tensors(again)
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_writing_twice_gives_the_same_bytes(tmp_path):
    model = golden.tiny_model(torch.Generator().manual_seed(1))
    paths = [tmp_path / "one.safetensors", tmp_path / "two.safetensors"]
    extra = {name: {"digest": "none"} for name in ("corpus", "training", "metrics", "more")}
    for path in paths:
        checkpoint.write(path, checkpoint.tensors(model), model.config, **extra)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_only_the_corpora_that_are_asked_for_are_trained_on(corpus):
    mixed = replace(corpus, wanted=named("cmu-dance, cmu-other"))
    assert {clip.corpus for clip in mixed.select("train")} == {"cmu-dance", "cmu-other"}
    pools = torch.cat([pool for pools in Drawer(mixed, SMALL, seed=1).starts for pool in pools])
    assert not ((pools >= 400) & (pools < 800)).any()  # the clip of accad
    assert set(mixed.describe()["seconds"]) == {"cmu-dance", "cmu-other"}
    assert "research" not in mixed.describe()["notices"] and named("") == SHIPPABLE


def test_a_checkpoint_says_that_it_may_not_be_given_away(corpus):
    assert "research" in replace(corpus, wanted=("ucy-contemporary",)).describe()["notices"]


def test_a_clip_is_cut_where_its_figure_jumps(corpus):
    frames = corpus.frames[:400].clone()
    frames[100:, 0] += 3  # the figure is elsewhere from frame 100 on
    clip = corpus.clips[0]
    parts = without_jumps(clip, frames)
    # At most a frame either side of the jump is lost.
    assert [(p.start, p.start + p.count) for p in parts] == [(0, 99), (101, 400)]


def test_golden_numbers_do_not_change_from_run_to_run():
    first, second = golden.golden(), golden.golden()
    assert all(torch.equal(first[name], second[name]) for name in first)
