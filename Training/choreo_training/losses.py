"""What the network is trained on: features, and through forward kinematics places and movement.

The kinematic terms are small and fade with the noise, (1 − t): at high noise they would reward
standing still. Units are chosen so that each term is near 1 for a guess that knows nothing.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from . import masks, style
from .conditions import knots, measure
from .features import CONTACTS
from .kinematics import Kinematics
from .model import Model
from .network import clean
from .rig import CONTACT_JOINTS, NAMES

#: m, m/s and m/s² that count as one.
PLACE_UNIT, SPEED_UNIT, ACCELERATION_UNIT = 0.2, 1.0, 10.0

#: Weight of ankles and toes in the kinematic terms beside the other joints': what stands on the floor
#: must be right to the millimetre, and of 22 joints they are only four.
FEET_WEIGHT = 3.0

#: Most that the weight q/t² grows to: of the feature term, and of the kinematic ones. At low noise
#: the guess is mostly what it is given, so that without it nothing there is learnt and noise stays.
FEATURE_CAP, KINEMATIC_CAP = 10.0, 6.0

#: Knots before the seam that the kinematic terms look at.
BEFORE_SEAM = 7


@dataclass(frozen=True)
class Weights:
    """Weights of the terms."""

    features: float = 1.0
    places: float = 0.2
    velocities: float = 1.0
    accelerations: float = 0.5
    contacts: float = 0.2


@dataclass
class Window:
    """A batch ready for the loss; everything standardised or whitened as the model has it."""

    points: Tensor  # [B, K, 139] standardised, the target; known points as they are given
    components: Tensor  # [B, T, D], the target
    given: Tensor  # [B, T, D], components of known tokens as the network sees them
    known: Tensor  # [B, T]
    truth: Tensor  # [22, 3, B, knots] positions of the target from BEFORE_SEAM on
    contacts: Tensor  # [4, B, knots − 1] how far a foot is down, 0 … 1, between knots
    conditions: Tensor  # [B, 4] raw
    hints: Tensor  # [B, T, hints], see :func:`masks.hints`
    style: Tensor  # [B, E], of the whole window


class Objective:
    """Losses of a model on one device."""

    def __init__(self, model: Model, kinematics: Kinematics, weights: Weights):
        self.model, self.kinematics, self.weights = model, kinematics, weights
        self.first = model.config.context_points - BEFORE_SEAM
        weights = torch.ones(len(NAMES))
        weights[CONTACT_JOINTS] = FEET_WEIGHT
        #: ``[22, 1, 1, 1]``, of mean 1.
        self.joints = (weights / weights.mean())[:, None, None, None].to(model.basis.device)

    def prepare(
        self, points: Tensor, context: Tensor, known: Tensor, at_end: Tensor, parts: Tensor | None = None
    ) -> Window:
        """Builds targets from control points in metres, ``[B, K, 139]`` and the context's own.

        ``parts [B, T, 22]`` are the joints known beyond the known tokens, none if not given.
        """
        model, config = self.model, self.model.config
        C = config.context_points
        target, own = model.standardise(points), model.standardise(context)
        components = model.tokens(target)
        given = components.clone()
        given[:, : config.context_tokens] = model.tokens(own)
        # Where the context is known it is decoded from its own fit, not from the whole window's.
        from_context = (known * (1 - at_end)).repeat_interleave(config.points_per_token, 1)
        from_context = from_context[:, :C, None]
        shown = target.clone()
        shown[:, :C] = from_context * own + (1 - from_context) * target[:, :C]
        features = knots(points)
        truth = self.kinematics.positions(features[:, self.first :])
        contacts = features[:, self.first :, CONTACTS].permute(2, 0, 1).clamp(0, 1)
        new = BEFORE_SEAM
        values = measure(truth[..., new:], features[:, C:], config.point_rate)
        contacts = torch.minimum(contacts[..., 1:], contacts[..., :-1])
        if parts is None:
            parts = known.new_zeros(*known.shape, masks.GROUPS)
        hints = masks.hints(shown, parts, known)
        frames = model.basis @ points
        manner = style.statistics(frames, config.frame_rate, self.kinematics)
        embedding = model.style.embed(manner)
        return Window(shown, components, given, known, truth, contacts, values, hints, embedding)

    def __call__(
        self, window: Window, guess: Tensor, t: Tensor
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Loss of ẑ₀ ``[B, T, D]`` at noise levels ``[B]``, and its terms for the log."""
        model, w, config = self.model, self.weights, self.model.config
        per = config.points_per_token
        known = window.known.repeat_interleave(per, 1)[..., None]
        points = model.points(guess)
        points = known * window.points + (1 - known) * points
        q = (1 - t) ** 2 + t**2
        importance = (q / t**2).clamp_max(FEATURE_CAP)
        error = (points - window.points).square().mean(-1)
        unknown = (1 - known).sum((1, 2))
        error = error.sum(1) / unknown
        terms = {"x": (importance * error).mean()}

        fade = ((1 - t) * (q / t**2).clamp_max(KINEMATIC_CAP))[:, None]
        features = knots(model.unstandardise(points[:, self.first - 1 :]))[:, 1:]
        p = self.kinematics.positions(features)
        rate = config.point_rate
        difference = p - window.truth  # [22, 3, B, knots]
        terms["p"] = (fade * (self.joints * (difference / PLACE_UNIT).square()).mean((0, 1))).mean()
        change = difference.diff(dim=-1) * rate
        terms["v"] = (fade * (self.joints * (change / SPEED_UNIT).square()).mean((0, 1))).mean()
        second = change.diff(dim=-1) * rate
        terms["a"] = (fade * (self.joints * (second / ACCELERATION_UNIT).square()).mean((0, 1))).mean()
        feet = (p[CONTACT_JOINTS].diff(dim=-1) * rate)[:, [0, 2]].square().sum(1)
        terms["c"] = (fade * (window.contacts * feet).mean(0)).mean()
        loss = (
            w.features * terms["x"]
            + w.places * terms["p"]
            + w.velocities * terms["v"]
            + w.accelerations * terms["a"]
            + w.contacts * terms["c"]
        )
        return loss, {name: term.detach() for name, term in terms.items()} | {
            "e": error.mean().detach()
        }


def predict(
    network: nn.Module, window: Window, t: Tensor, noise: Tensor, conditions: Tensor, told: Tensor
) -> Tensor:
    """ẑ₀ ``[B, T, D]`` at noise levels ``[B]`` for noise ``[B, T, D]``.

    ``conditions [B, 8]`` and the style ``told [B, E + 1]`` are as the network takes them.
    """
    level = t[:, None, None]
    z = (1 - level) * window.components + level * noise
    known = window.known[..., None]
    entry = known * window.given + (1 - known) * z
    return clean(z, t, network(entry, window.known, t, conditions, window.hints, told).float())
