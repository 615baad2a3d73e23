"""A training run on disk: everything needed to go on where it stopped."""

import copy
import os
import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .config import Config
from .model import Model


class Average:
    """Exponential moving average of a network's weights, quick to forget at the start."""

    def __init__(self, network: nn.Module, decay: float):
        self.network, self.decay, self.count = copy.deepcopy(network).eval(), decay, 0

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        self.count += 1
        decay = min(self.decay, (1 + self.count) / (10 + self.count))
        mine, theirs = list(self.network.parameters()), list(network.parameters())
        torch._foreach_lerp_(mine, theirs, 1 - decay)


def save(path: Path, model: Model, average: Average, optimiser: torch.optim.Optimizer,
         progress: dict[str, object], generators: dict[str, torch.Generator]) -> None:
    """Writes the state beside its goal, then renames it there."""
    state = {
        "config": model.config.to_json(),
        "statistics": {k: v.cpu() for k, v in model.statistics().items()},
        "network": model.network.state_dict(),
        "average": average.network.state_dict(),
        "averageCount": average.count,
        "optimiser": optimiser.state_dict(),
        "progress": progress,
        "random": {
            "python": random.getstate(),
            "numpy": np.random.get_state(),
            "torch": torch.get_rng_state(),
            **{name: g.get_state() for name, g in generators.items()},
        },
    }
    partial = path.with_name(path.name + ".partial")
    torch.save(state, partial)
    os.replace(partial, path)


def load(path: Path) -> dict:
    """The state written by :func:`save`, on the CPU. Only for files of one's own runs."""
    return torch.load(path, map_location="cpu", weights_only=False)


def model_of(state: dict, averaged: bool) -> Model:
    """The model in a state, with averaged or current weights."""
    weights: dict[str, Tensor] = state["average" if averaged else "network"]
    config = Config.from_json(state["config"])
    return Model.from_tensors(config, dict(state["statistics"]) | weights)


def restore_random(state: dict, generators: dict[str, torch.Generator]) -> None:
    """Puts every random generator where it was."""
    saved = state["random"]
    random.setstate(saved["python"])
    np.random.set_state(saved["numpy"])
    torch.set_rng_state(saved["torch"])
    for name, generator in generators.items():
        if name in saved:
            generator.set_state(saved[name])
