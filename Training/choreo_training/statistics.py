"""Scales, whitening and condition tables, measured on windows drawn as in training."""

import torch
from torch import Tensor

from .conditions import QUANTILES, knots, measure
from .config import Config
from .features import scales
from .kinematics import Kinematics
from .model import Model
from .network import Network
from .whitening import measure as measure_whitening
from .windows import Drawer


def fit_model(
    drawer: Drawer,
    config: Config,
    count: int = 6144,
    variance: float = 0.995,
    correlation: float = 1.0,
    dropout: float = 0.0,
) -> tuple[Model, float]:
    """A new model for the drawer's data, and the share of variance its components keep.

    ``config.components`` is replaced by what the variance asks for. The noise is as alike from
    token to token as the tokens are, times ``correlation``; 0 makes it white.
    """
    batch = drawer.draw(count)
    mean, scale = scales(batch.points.reshape(-1, config.features))
    size = config.token_size
    tokens = ((batch.points - mean) / scale).reshape(-1, size)
    whitening, share = measure_whitening(tokens, variance)
    config = Config(**{**config.__dict__, "components": whitening.forward.shape[0]})

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
        noise_correlation=correlation * alike.clamp(-0.9, 0.98),
        condition_mean=values.mean(0),
        condition_scale=values.std(0),
        condition_quantiles=torch.quantile(dance, QUANTILES, dim=0).T.contiguous(),
    )
    return model, share


