"""Scales, whitening and condition tables, measured on windows drawn as in training."""

import torch
from torch import Tensor

from . import spline, style
from .conditions import QUANTILES, knots, measure
from .config import Config
from .features import CONTACTS, ROOT, ROTATIONS, scales
from .kinematics import Kinematics
from .model import Model
from .network import Network
from .response import LEVELS
from .rig import PARENTS
from .whitening import measure as measure_whitening
from .windows import Batch, Drawer


#: Influence of a contact label: no movement follows from it, but post-processing reads it.
CONTACT_INFLUENCE = 0.1


#: Windows that styles are measured on, and those of them in the bank.
STYLED, BANK = 3072, 1024


def measure_style(batch: Batch, config: Config) -> style.Style:
    """The style space of a batch of windows."""

    def statistics(points: Tensor, frames: int) -> Tensor:
        basis = torch.from_numpy(spline.basis(frames, points.shape[1])).float()
        parts = points.split(256)
        return torch.cat([style.statistics(basis @ p, config.frame_rate, Kinematics()) for p in parts])

    whole = statistics(batch.points, config.frames)
    return style.measure(whole, statistics(batch.context, config.context), config.style, BANK)


def fit_model(
    drawer: Drawer,
    config: Config,
    count: int = 6144,
    correlation: float = 1.0,
    dropout: float = 0.0,
) -> tuple[Model, float]:
    """A new model for the drawer's data, and the share of the weighted variance its components keep.

    The noise is as alike from
    token to token as the tokens are, times ``correlation``; 0 makes it white.
    """
    batch = drawer.draw(count)
    mean, scale = scales(batch.points.reshape(-1, config.features))
    tokens = ((batch.points - mean) / scale).reshape(-1, config.token_size)
    weights = influence(scale).repeat(config.points_per_token)
    whitening, share = measure_whitening(tokens, config.components, weights)

    y = whitening.whiten(tokens).view(count, config.tokens, -1)
    alike = (y[:, 1:] * y[:, :-1]).mean((0, 1)) / y.square().mean((0, 1))

    def conditions(points: Tensor) -> Tensor:
        features = knots(points)[:, config.context_points :]
        positions = Kinematics().positions(features)
        return measure(positions, features, config.point_rate)

    values = torch.cat([conditions(part) for part in batch.points.split(512)])
    dance = torch.cat([conditions(drawer.draw(512, vary=False, group=0).points) for _ in range(8)])
    model = Model(
        config=config,
        network=Network(config, dropout),
        feature_mean=mean,
        feature_scale=scale,
        whitening=whitening,
        style=measure_style(drawer.draw(STYLED, vary=False), config),
        response=torch.ones(len(LEVELS), config.components),
        noise_correlation=correlation * alike.clamp(-0.9, 0.98),
        condition_mean=values.mean(0),
        condition_scale=values.std(0),
        condition_quantiles=torch.quantile(dance, QUANTILES, dim=0).T.contiguous(),
    )
    return model, share




def influence(scale: Tensor) -> Tensor:
    """How much a standardised feature ``[139]`` moves the body, for ranking components.

    A centimetre of the root moves every joint by a centimetre; a turn moves the joints below by
    their lever, here 0.4 m. Ranked without it, the kept components lose enough of the root to
    double the jerk and the foot skate of a window that is merely encoded and decoded.
    """
    below = [1] * len(PARENTS)
    for joint in reversed(range(1, len(PARENTS))):
        below[PARENTS[joint]] += below[joint]
    weights = torch.empty_like(scale)
    # A leaf moves nothing but what a drawing adds to it: a third of a joint.
    turns = torch.tensor(below).sub(0.7).sqrt().repeat_interleave(6)
    weights[ROTATIONS] = 0.4 * turns * scale[ROTATIONS]
    weights[ROOT] = len(PARENTS) ** 0.5 * scale[ROOT]
    weights[CONTACTS] = CONTACT_INFLUENCE
    return weights
