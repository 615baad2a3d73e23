"""Styles, known parts and the strength of the answer."""

import torch

from choreo_training import masks, response, style
from choreo_training.config import Config
from choreo_training.features import mirror_map
from choreo_training.kinematics import Kinematics
from choreo_training.rig import INDEX
from choreo_training.windows import ARMS, Drawer

SMALL = Config(components=200, width=32, layers=1, heads=2, feed_forward=64)


def test_a_style_does_not_know_the_order_of_frames(corpus):
    frames = corpus.frames[:180][None]
    forward = style.statistics(frames, 30, Kinematics())
    backward = style.statistics(frames.flip(1), 30, Kinematics())
    assert torch.allclose(forward, backward, atol=1e-4)


def test_embeddings_have_unit_variance_over_what_they_were_measured_on():
    whole = torch.randn(600, style.COUNT) @ torch.randn(style.COUNT, style.COUNT)
    space = style.measure(whole, whole, 8, 100)
    e = space.embed(whole)
    assert torch.allclose(e.std(0), torch.ones(8), atol=0.02)
    assert space.bank.shape == (100, 16)


def test_a_narrow_draw_takes_the_nearest():
    space = style.Style(torch.zeros(style.COUNT), torch.zeros(4, style.COUNT), torch.randn(50, 8))
    drawn = style.draw(space, space.bank[:10, :4], 0.01, torch.Generator().manual_seed(0))
    assert torch.equal(drawn, space.bank[:10, 4:])


def test_hints_tell_known_joints_and_nothing_else():
    points = torch.randn(1, 60, 139)
    known, parts = torch.zeros(1, 30), torch.zeros(1, 30, 22)
    known[0, :10] = 1
    parts[0, :, INDEX["LeftArm"]] = 1
    told = masks.hints(points, parts, known)
    assert torch.equal(told[0, :10], torch.zeros(10, 292))  # known whole: no hint
    at = 3 + 6 * INDEX["LeftArm"]
    assert torch.equal(told[0, 12, at : at + 6], points[0, 24, at : at + 6])
    assert torch.equal(told[0, 12, 135 + at : 135 + at + 6], points[0, 25, at : at + 6])
    assert int((told[0, 12] != 0).sum()) == 13  # two points of six numbers, one flag


def test_every_part_is_known_now_and_then():
    parts = masks.draw_parts(4000, Config(), torch.Generator().manual_seed(0))
    some = parts.amax(1)
    assert 0.08 < float((some.sum(1) > 0).float().mean()) < 0.13
    assert bool((some.sum(0) > 100).all())


def test_mixed_windows_keep_their_legs(corpus):
    drawer = Drawer(corpus, SMALL, seed=1)
    both = drawer.draw(64, vary=False).points
    mixed = drawer._mix(both)
    legs = [j for j in range(9)]
    rotations = slice(3, 3 + 6 * len(legs))
    assert torch.equal(mixed[..., :3], both[..., :3]) and torch.equal(mixed[..., rotations], both[..., rotations])
    arm = slice(3 + 6 * ARMS[-1], 9 + 6 * ARMS[-1])
    changed = (mixed[..., arm] != both[..., arm]).flatten(1).any(1).float().mean()
    assert 0.1 < float(changed) < 0.4


def test_a_guess_that_answers_half_as_strongly_gets_twice_the_factor():
    clean = torch.randn(400, 6, 12)
    noises = [torch.randn(400, 6, 12)]

    def gain(level):  # of the least-squares answer to unit Gaussian data
        return (1 - level) / ((1 - level) ** 2 + level**2)

    table = response.measure(lambda z, t: 0.5 * gain(t) * z if t < 1 else 0 * z, clean, noises, slice(0, 6))
    assert torch.allclose(table[6:], torch.full((7, 12), 2.0), atol=0.15)
    assert torch.equal(response.factors(table, 1.0), table[0])
    assert torch.allclose(response.factors(table, 0.65), (table[5] + table[6]) / 2)


def test_mirrored_windows_have_mirrored_styles_of_equal_speed(corpus):
    order, sign = mirror_map()
    frames = corpus.frames[:90][None]
    plain = style.statistics(frames, 30, Kinematics())
    mirrored = style.statistics(frames[..., order] * sign, 30, Kinematics())
    left, right = 254 + INDEX["LeftHand"], 254 + INDEX["RightHand"]
    assert torch.allclose(plain[0, left], mirrored[0, right], atol=1e-4)
