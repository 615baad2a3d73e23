"""Sizes of the sequence model, as they stand in a checkpoint's metadata."""

from dataclasses import dataclass

from .keyed import Keyed

#: Version of the checkpoint layout; a reader refuses any other.
FORMAT = "2"

#: Features of a point that can be known part by part (all but contacts), and the parts: one a joint.
HINTED, GROUPS = 135, 22

@dataclass(frozen=True)
class Config(Keyed):
    """Every size the network and its sampler depend on. Defaults are those of the shipped model."""

    KEYS = {
        "features": "dims",
        "components": "D",
        "width": "d",
        "layers": "L",
        "heads": "H",
        "feed_forward": "ff",
        "time_features": "timeDims",
        "conditions": "conditions",
        "style": "E",
        "tokens": "T",
        "points": "K",
        "frames": "N",
        "context": "C",
        "frame_rate": "fps",
        "steps": "steps",
        "guidance": "guidance",
        "shift": "shift",
        "temperature": "temperature",
    }

    features: int = 139
    components: int = 176
    width: int = 256
    layers: int = 6
    heads: int = 4
    feed_forward: int = 1024
    time_features: int = 256
    conditions: int = 4
    #: Numbers of a style, as :mod:`style` measures them.
    style: int = 32
    tokens: int = 30
    points: int = 60
    frames: int = 180
    context: int = 60
    frame_rate: int = 30
    steps: int = 8
    guidance: float = 1.0
    shift: float = 1.5
    #: Size of the noise that sampling starts from; more than 1 widens the spread of proposals.
    temperature: float = 1.0

    @property
    def spacing(self) -> int:
        """Frames between two control points."""
        return self.frames // self.points

    @property
    def points_per_token(self) -> int:
        return self.points // self.tokens

    @property
    def context_points(self) -> int:
        return self.context // self.spacing

    @property
    def context_tokens(self) -> int:
        return self.context_points // self.points_per_token

    @property
    def token_size(self) -> int:
        """Numbers in a token before whitening."""
        return self.features * self.points_per_token

    @property
    def hints(self) -> int:
        """Numbers that tell of a token which parts of the body are known, and how they move."""
        return HINTED * self.points_per_token + GROUPS

    @property
    def point_rate(self) -> float:
        """Control points per second."""
        return self.frame_rate / self.spacing
