"""A small moving figure, so that tests need no files."""

import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parents[1]))

from choreo_training.corpus import Clip, Corpus  # noqa: E402


def figure(frames: int, seed: int) -> Tensor:
    """Features ``[frames, 139]`` of a figure that walks a curve and swings its joints."""
    generator = torch.Generator().manual_seed(seed)
    time = torch.arange(frames) / 30
    waves = torch.randn(22, 3, generator=generator)
    vectors = 0.3 * torch.sin(time[:, None, None] * 2 + 3 * waves)
    vectors[:, 0, 1] = 0.8 * time + float(waves[0, 0])
    angle = vectors.norm(dim=-1)[..., None, None]
    x, y, z = vectors.unbind(-1)
    zero = torch.zeros_like(x)
    cross = torch.stack([zero, -z, y, z, zero, -x, -y, x, zero], -1).view(frames, 22, 3, 3)
    unit = cross / angle
    turn = torch.eye(3) + angle.sin() * unit + (1 - angle.cos()) * unit @ unit
    root = torch.stack([time.sin() + 2, 0.9 + 0.02 * (3 * time).cos(), 0.7 * time], -1)
    contacts = (torch.sin(time[:, None] * 4 + torch.arange(4)) > 0).float()
    columns = turn.transpose(-1, -2)[:, :, :2].reshape(frames, 132)
    return torch.cat([root, columns, contacts], -1)


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    """Three training clips and a held-out one."""
    parts = [figure(400, seed) for seed in range(4)]
    kinds = [("cmu-dance", "train"), ("accad", "train"), ("cmu-other", "train"), ("cmu-dance", "validation")]
    clips = [
        Clip(name, f"{i}.bvh", "a", split, "dance", 400 * i, 400)
        for i, (name, split) in enumerate(kinds)
    ]
    return Corpus(torch.cat(parts), clips, "none")
