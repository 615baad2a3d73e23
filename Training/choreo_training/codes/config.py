"""Sizes of the code generator, as they stand in its file's metadata."""

from dataclasses import dataclass

from ..keyed import Keyed

#: Version of the file's layout; a reader refuses any other.
FORMAT = "codes 1"

#: Control points of a patch, and points before it that its prediction and the network look at.
PATCH, BEFORE = 2, 4


@dataclass(frozen=True)
class Sizes(Keyed):
    """Every size the coder, the network and the drawing depend on."""

    KEYS = {
        "features": "dims",
        "components": "D",
        "books": "Q",
        "entries": "V",
        "width": "d",
        "layers": "L",
        "heads": "H",
        "feed_forward": "ff",
        "tokens": "T",
        "frames": "N",
        "context": "C",
        "frame_rate": "fps",
        "temperature": "temperature",
        "top_p": "topP",
        "smoothing": "smoothing",
        "post_layers": "postL",
        "post_feed_forward": "postFF",
    }

    features: int = 139
    components: int = 128
    books: int = 8
    entries: int = 512
    width: int = 256
    layers: int = 5
    heads: int = 4
    feed_forward: int = 1024
    #: Patches of a window.
    tokens: int = 30
    frames: int = 180
    context: int = 60
    frame_rate: int = 30
    #: Logits are divided by it.
    temperature: float = 0.9
    #: Share of the likeliest entries that are drawn from.
    top_p: float = 0.9
    #: Low-pass of decoded points, 0 to 0.25.
    smoothing: float = 0.0
    #: Convolutions of the post-net, and their inner width.
    post_layers: int = 4
    post_feed_forward: int = 512

    @property
    def points(self) -> int:
        return PATCH * self.tokens

    @property
    def context_tokens(self) -> int:
        return self.context * self.tokens // self.frames
