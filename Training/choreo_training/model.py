"""A network with everything needed to use it: scales, spline, whitening, conditions."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from . import spline
from .config import Config
from .network import Network
from .style import Style
from .whitening import Whitening


@dataclass
class Model:
    """What a checkpoint file holds besides its metadata."""

    config: Config
    network: Network
    feature_mean: Tensor  # [features]
    feature_scale: Tensor  # [features]
    whitening: Whitening
    style: Style
    noise_correlation: Tensor  # [D]
    condition_mean: Tensor  # [conditions]
    condition_scale: Tensor  # [conditions]
    condition_quantiles: Tensor  # [conditions, 21]
    response: Tensor  # [13, D], see :mod:`response`

    def __post_init__(self):
        c = self.config
        self.basis = torch.from_numpy(spline.basis(c.frames, c.points)).float()
        self.fit = torch.from_numpy(spline.fit(c.frames, c.points)).float()
        self.context_fit = torch.from_numpy(spline.fit(c.context, c.context_points)).float()

    def to(self, device: torch.device | str) -> "Model":
        """The same model with every tensor on ``device``."""
        moved = replace(
            self,
            network=self.network.to(device),
            whitening=self.whitening.to(device),
            style=self.style.to(device),
            **{name: getattr(self, name).to(device) for name in _STATISTICS},
        )
        for name in ("basis", "fit", "context_fit"):
            setattr(moved, name, getattr(self, name).to(device))
        return moved

    def standardise(self, points: Tensor) -> Tensor:
        """Control points or frames ``[..., features]`` in units of their scale."""
        return (points - self.feature_mean) / self.feature_scale

    def unstandardise(self, points: Tensor) -> Tensor:
        return points * self.feature_scale + self.feature_mean

    def tokens(self, points: Tensor) -> Tensor:
        """Standardised points ``[B, K, features]`` -> components ``[B, K / 2, D]``."""
        B, K, _ = points.shape
        per = self.config.points_per_token
        return self.whitening.whiten(points.reshape(B, K // per, self.config.token_size))

    def points(self, components: Tensor) -> Tensor:
        """Components ``[B, T, D]`` -> standardised points ``[B, 2 T, features]``."""
        B, T, _ = components.shape
        per = self.config.points_per_token
        return self.whitening.unwhiten(components).reshape(B, T * per, self.config.features)

    def noise(self, white: Tensor) -> Tensor:
        """Independent normal numbers ``[B, T, D]`` -> ε, as alike from token to token as movement is.

        A first-order autoregression per component: ε[0] = w[0], ε[j] = ρ ε[j−1] + √(1 − ρ²) w[j].
        Its variance stays one. White noise would drown slow movement last and leave an error that
        jumps from token to token; here both have the time scale of what is to be made.
        """
        rho = self.noise_correlation
        fresh = (1 - rho**2).sqrt()
        tokens = [white[:, 0]]
        for j in range(1, white.shape[1]):
            tokens.append(rho * tokens[-1] + fresh * white[:, j])
        return torch.stack(tokens, dim=1)

    def start(self, white: Tensor) -> Tensor:
        """The noise that sampling starts from: :meth:`noise` at the model's temperature."""
        return self.config.temperature * self.noise(white)

    def condition_input(self, values: Tensor, flags: Tensor) -> Tensor:
        """Raw values and 0/1 flags, both ``[B, 4]`` -> ``[B, 8]`` for the network."""
        scaled = (values - self.condition_mean) / self.condition_scale
        return torch.cat([scaled * flags, flags], dim=-1)

    def decode(self, context_points: Tensor, components: Tensor) -> Tensor:
        """Frames of whole windows, contacts and all, in metres and rotation columns.

        Args:
            context_points: standardised ``[B, context points, features]``, from ``context_fit``.
            components: ``[B, T, D]``; those of the context are not used.
        Returns:
            ``[B, frames, features]``; rotation columns are not yet orthonormal.
        """
        new = self.points(components)[:, self.config.context_points :]
        return self.unstandardise(self.basis @ torch.cat([context_points, new], dim=1))

    def statistics(self) -> dict[str, Tensor]:
        """Everything but the network, under the names of the checkpoint file."""
        tensors = {_STATISTICS[name]: getattr(self, name) for name in _STATISTICS}
        return tensors | {
            "whiten.mean": self.whitening.mean,
            "whiten.forward": self.whitening.forward,
            "whiten.inverse": self.whitening.inverse,
            "style.mean": self.style.mean,
            "style.axes": self.style.axes,
            "style.bank": self.style.bank,
            "spline.basis": self.basis,
            "spline.fit": self.fit,
            "spline.contextFit": self.context_fit,
        }

    @staticmethod
    def from_tensors(config: Config, tensors: dict[str, Tensor]) -> "Model":
        """The model whose statistics and weights carry the names of the checkpoint file."""
        network = Network(config)
        network.load_state_dict({name: tensors[name] for name in network.state_dict()})
        whitening = Whitening(*(tensors["whiten." + n] for n in ("mean", "forward", "inverse")))
        style = Style(*(tensors["style." + n] for n in ("mean", "axes", "bank")))
        statistics = {name: tensors[key] for name, key in _STATISTICS.items()}
        return Model(config=config, network=network, whitening=whitening, style=style, **statistics)


#: Field -> tensor name in the file.
_STATISTICS = {
    "feature_mean": "features.mean",
    "feature_scale": "features.scale",
    "noise_correlation": "noise.correlation",
    "condition_mean": "condition.mean",
    "condition_scale": "condition.scale",
    "condition_quantiles": "condition.quantiles",
    "response": "sampling.response",
}
