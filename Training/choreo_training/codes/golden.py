"""Golden numbers: a tiny random coder and network with inputs and outputs, for tests of other implementations.

    python -m choreo_training.codes.golden -o ../Tests/SequenceModelTests/Fixtures/codes.safetensors

Tensor names that start with ``golden.`` are inputs and outputs; all others are those of a file of codes.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from . import file
from .coder import Coder
from .config import BEFORE, PATCH, Sizes
from .network import Network
from .postnet import Postnet, corrected
from .sample import extend, frames, nucleus

#: Small enough for a repository, large enough for two heads, two blocks, three books and a context.
TINY = Sizes(
    components=12, books=3, entries=16, width=32, layers=2, heads=2, feed_forward=64, tokens=8, frames=48, context=24,
    smoothing=0.08, post_layers=2, post_feed_forward=48,
)
UNIT = 1.7


def tiny(g: torch.Generator, s: Sizes = TINY) -> tuple[Coder, Network, Postnet]:
    """A coder, a network and a post-net whose every number is random."""
    network, postnet = Network(s).eval(), Postnet(s).eval()
    with torch.no_grad():
        for name, value in [*network.named_parameters(), *postnet.named_parameters()]:
            fan = value.shape[-1] if value.dim() > 1 and name != "position" else 16
            ones = name.endswith(("n1.weight", "n2.weight"))
            value.copy_(torch.randn(value.shape, generator=g) / fan**0.5 + ones)
        for head in network.out:
            head.weight.mul_(3)
    F, patch = s.features, PATCH * s.features
    # The last point said again, and a little of a few other numbers: mostly zeros, so that the file packs well.
    last = torch.cat([torch.zeros((BEFORE - 1) * F, F), torch.eye(F)])
    some = torch.randint(-4, 5, (BEFORE * F, patch), generator=g) * (torch.rand(BEFORE * F, patch, generator=g) < 0.02)
    prediction = torch.cat([last.repeat(1, PATCH) + some / 256, 0.01 * torch.randn(1, patch, generator=g)])
    return Coder(
        mean=0.5 * torch.randn(F, generator=g) * (torch.arange(F) % 139 != 0),
        scale=0.2 + torch.rand(F, generator=g),
        prediction=prediction,
        axes=torch.zeros(s.components, patch),
        back=0.1 * torch.randn(patch, s.components, generator=g),
        books=0.3 * torch.randn(s.books, s.entries, s.components, generator=g),
    ), network, postnet


@torch.no_grad()
def golden(seed: int = 7, s: Sizes = TINY) -> dict[str, Tensor]:
    """All tensors of the golden file."""
    g = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    coder, network, postnet = tiny(g)
    B, C, K, F = 2, PATCH * s.context_tokens, s.points, s.features
    time = torch.arange(K) / 10
    waves = torch.randn(B, 3, F, generator=g)
    phases = torch.stack([(1 + i) * 2.5 * time + i for i in range(3)]).sin()
    points = torch.einsum("wk,bwf->bkf", phases, waves) * coder.scale / 2 + coder.mean
    points[..., 3:9] += torch.tensor([1.0, 0, 0, 0, 1, 0])
    context = points[:, :C]

    h = network.trunk(coder.inputs(points))
    sofar = 0.3 * torch.randn(B, s.components, generator=g)
    likeliest = extend(coder, network, UNIT, context, s, lambda logits: logits.argmax(-1))
    logits, u = 3 * torch.randn(40, s.entries, generator=g), torch.rand(40, generator=g)
    logits[1, 3] = logits[1, 5]
    result = {
        "points": points,
        "inputs": coder.inputs(points),
        "components": sofar,
        "step": coder.step(points[:, :BEFORE], sofar),
        "trunk": h,
        "logits": torch.stack([network.head(q, h[:, -1], UNIT * sofar) for q in range(s.books)]),
        "likeliest": likeliest,
        "likeliest.short": extend(
            coder, network, UNIT, context[:, -BEFORE:], s, lambda logits: logits.argmax(-1)
        ),
        "corrections": postnet(coder.inputs(points)),
        "corrected": corrected(coder, postnet, likeliest, C),
        "frames": frames(corrected(coder, postnet, likeliest, C), s)[:1],
        "draw.logits": logits,
        "draw.u": u,
        "draw.codes": nucleus(logits, u, s.temperature, s.top_p),
    }
    result = {"golden." + name: value.float().contiguous() for name, value in result.items()}
    return file.tensors(coder, network, postnet, UNIT) | result


def main() -> None:
    parser = argparse.ArgumentParser(description="Write golden numbers for other implementations.")
    parser.add_argument("-o", "--output", type=Path, required=True, help="safetensors file")
    parser.add_argument("--seed", type=int, default=7)
    o = parser.parse_args()
    torch.set_num_threads(1)
    digest = file.write(o.output, golden(o.seed), TINY, corpus={}, training={})
    print(f"{o.output}: {o.output.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
