"""Codes: coding loses little and drifts nowhere; the network looks back only; a run trains, exports and draws."""

import argparse

import pytest
import torch

from choreo_training.codes import file
from choreo_training.codes.coder import fit, put_back, seen_from
from choreo_training.codes.config import BEFORE, Sizes
from choreo_training.codes.golden import TINY, golden, tiny
from choreo_training.codes.sample import extend, frames, nucleus
from choreo_training.codes.postnet import Postnet, corrected, weakened
from choreo_training.codes.train import train
from choreo_training.codes.train_postnet import train as train_postnet
from choreo_training.config import Config
from choreo_training.windows import Drawer

SMALL = Sizes(components=40, books=4, entries=32, width=32, layers=1, heads=2, feed_forward=64, post_layers=2, post_feed_forward=64)


@pytest.fixture(scope="module")
def windows(corpus):
    return Drawer(corpus, Config(), 1).draw(48, vary=False)


def test_put_back_is_the_inverse(windows):
    at = windows.points[:, 7]
    assert torch.allclose(put_back(seen_from(windows.points, at), at), windows.points, atol=1e-5)


def test_a_closed_loop_stays_near(windows):
    coder = fit(windows.points, SMALL.components, SMALL.books, SMALL.entries)
    codes, decoded = coder.encode(windows.points, windows.context)
    assert codes.shape == (48, 28, SMALL.books)
    assert torch.equal(decoded[:, :20], windows.context)
    assert (decoded - windows.points)[:, 20:, :3].norm(dim=-1).mean() < 0.1


def test_the_network_looks_back_only():
    coder, network, _ = tiny(torch.Generator().manual_seed(1))
    x = torch.randn(2, 6, BEFORE * 139)
    other = x.clone()
    other[:, 4:] = 0
    assert torch.allclose(network.trunk(x)[:, :4], network.trunk(other)[:, :4], atol=1e-6)


def test_one_by_one_is_the_same_as_together():
    coder, network, _ = tiny(torch.Generator().manual_seed(1))
    x = torch.randn(2, 6, BEFORE * 139)
    memory = [[] for _ in network.blocks]
    steps = [network.trunk(x[:, :3], memory)] + [network.trunk(x[:, i : i + 1], memory, i) for i in range(3, 6)]
    assert torch.allclose(torch.cat(steps, 1), network.trunk(x), atol=1e-4)


def test_only_likely_entries_are_drawn():
    logits = torch.tensor([[0.0, 5.0, 4.0, -3.0]]).repeat(1000, 1)
    codes = nucleus(logits, torch.rand(1000), 1.0, 0.9)
    assert set(codes.tolist()) == {1, 2}
    assert 0.68 < (codes == 1).float().mean() < 0.79  # σ(1) = 0.73
    assert set(nucleus(logits, torch.rand(1000), 1.0, 0.5).tolist()) == {1}


def test_golden_numbers_are_repeatable():
    first, second = golden(), golden()
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_run_trains_and_draws(corpus, windows, tmp_path):
    options = argparse.Namespace(
        seed=1, minutes=0.02, dropout=0.1, decay=0.02, lr=1e-3, batch=4, noise=0.02, input_noise=0.05, windows=48,
        save_every=1000, features=None, run=tmp_path,
    )
    train(corpus, SMALL, options)
    coder, network, unit, sizes, saved = file.load(tmp_path / "best.pt")
    assert sizes == SMALL and saved["step"] > 1
    points = extend(coder, network, unit, windows.context[:3], sizes, lambda logits: logits.argmax(-1))
    assert points.shape == (3, 60, 139) and frames(points, sizes).shape == (3, 180, 139)
    train_postnet(
        corpus, argparse.Namespace(seed=1, minutes=0.02, lr=1e-3, batch=4, noise=0.02, save_every=1000, features=None,
                                   run=tmp_path, state="best.pt"))
    postnet, post = file.load_postnet(tmp_path / "postnet.pt", sizes)
    assert post["step"] > 1
    digest = file.write(tmp_path / "codes.safetensors", file.tensors(coder, network, postnet, unit), sizes, corpus={})
    assert len(digest) == 64 and TINY != sizes
    again = file.read(tmp_path / "codes.safetensors")
    assert again[3] == sizes
    redrawn = extend(again[0], again[1], 1.0, windows.context[:3], sizes, lambda logits: logits.argmax(-1))
    assert torch.allclose(redrawn, points, atol=1e-4)
    assert torch.allclose(corrected(again[0], again[2], points, 20), corrected(coder, postnet, points, 20), atol=1e-4)


def test_a_post_net_leaves_the_context_and_reaches_no_further_than_it_says():
    coder, _, postnet = tiny(torch.Generator().manual_seed(1))
    torch.manual_seed(1)
    points = torch.randn(2, 30, 139)
    whole = corrected(coder, postnet, points, 8)
    assert torch.equal(whole[:, :8], points[:, :8]) and not torch.equal(whole[:, 8:], points[:, 8:])
    other = points.clone()
    other[:, 24:] += 1
    reach = 2 * TINY.post_layers + 2  # a patch sees the patch before itself too
    assert torch.allclose(corrected(coder, postnet, other, 8)[:, : 24 - reach], whole[:, : 24 - reach], atol=1e-5)


def test_a_weakened_post_net_corrects_less_but_height_and_contacts():
    coder, _, postnet = tiny(torch.Generator().manual_seed(1))
    x = torch.randn(2, 6, BEFORE * 139)
    whole, half = (net(x).view(2, 6, 2, 139) for net in (postnet, weakened(postnet, 0.5)))
    kept = [1, 135, 136, 137, 138]
    assert torch.allclose(half[..., kept], whole[..., kept], atol=1e-6)
    assert torch.allclose(half[..., 2:135], whole[..., 2:135] / 2, atol=1e-6)


def test_an_untrained_post_net_changes_nothing():
    coder, _, _ = tiny(torch.Generator().manual_seed(1))
    points = torch.randn(2, 30, 139)
    assert torch.allclose(corrected(coder, Postnet(TINY), points, 8), points, atol=1e-4)
