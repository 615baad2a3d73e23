"""Golden numbers: a tiny random network with inputs and outputs, for tests of other implementations.

Tensor names that start with ``golden.`` are inputs and outputs; all others are those of a
checkpoint. Everything is float32 and seeded.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from . import checkpoint
from .config import Config
from .model import Model
from .network import Network, clean, sinusoid
from .response import LEVELS
from .sampling import levels, sample
from .style import COUNT, Style, statistics
from .kinematics import Kinematics
from . import masks
from .whitening import measure

#: Small enough for a repository, large enough for two heads, two blocks and a context.
TINY = Config(
    components=12,
    width=32,
    layers=2,
    heads=2,
    feed_forward=64,
    tokens=6,
    points=12,
    frames=36,
    context=12,
    style=5,
    steps=4,
    guidance=1.5,
)


def tiny_model(generator: torch.Generator, c: Config = TINY) -> Model:
    """A model whose every parameter is random, so that none can be left out unnoticed."""
    network = Network(c).eval()
    with torch.no_grad():
        for name, value in network.named_parameters():
            fan = value.shape[-1] if value.dim() > 1 and name != "position" else 16
            value.copy_(torch.randn(value.shape, generator=generator) / fan**0.5)
    # Scaled so that the components of the motion below come out near one.
    tokens = 0.1 * torch.randn(400, 20, generator=generator)
    tokens = tokens @ torch.randn(20, c.token_size, generator=generator)
    whitening, _ = measure(tokens, c.components)
    spread = torch.rand(c.features, generator=generator)
    return Model(
        config=c,
        network=network,
        feature_mean=torch.randn(c.features, generator=generator) * 0.5,
        feature_scale=0.08 + spread,
        whitening=whitening,
        style=Style(
            torch.randn(COUNT, generator=generator),
            torch.randn(c.style, COUNT, generator=generator) / COUNT**0.5,
            torch.randn(7, 2 * c.style, generator=generator),
        ),
        response=0.8 + 0.4 * torch.rand(len(LEVELS), c.components, generator=generator),
        noise_correlation=torch.rand(c.components, generator=generator) - 0.1,
        condition_mean=torch.randn(c.conditions, generator=generator),
        condition_scale=0.5 + torch.rand(c.conditions, generator=generator),
        condition_quantiles=torch.randn(c.conditions, 21, generator=generator).sort(dim=1).values,
    )


@torch.no_grad()
def golden(seed: int = 7) -> dict[str, Tensor]:
    """All tensors of the golden file."""
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model = tiny_model(generator)
    c = model.config
    B, T, D = 2, c.tokens, c.components
    # Smooth frames stand for a motion: a few slow waves per feature.
    time = torch.arange(c.frames) / c.frame_rate
    waves = torch.randn(B, 3, c.features, generator=generator)
    phases = torch.stack([(1 + i) * 2.5 * time + i for i in range(3)]).sin()
    frames = model.unstandardise(torch.einsum("wf,bwk->bfk", phases, waves))
    window = model.standardise(frames)
    points = model.fit @ window
    context_points = model.context_fit @ window[:, : c.context]
    tokens, context_tokens = model.tokens(points), model.tokens(context_points)

    y = torch.zeros(B, T, D)
    y[:, : c.context_tokens] = context_tokens
    known = torch.zeros(B, T)
    known[:, : c.context_tokens] = 1
    white = torch.randn(B, T, D, generator=generator)
    noise = model.noise(white)
    values = model.condition_mean + torch.randn(B, c.conditions, generator=generator)
    flags = torch.tensor([[1.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
    conditions = model.condition_input(values, flags)
    parts = masks.draw_parts(B, c, torch.Generator().manual_seed(seed))
    parts[0, 2:, 9:14] = 1
    hints = masks.hints(points, parts, known)
    manner = statistics(frames, c.frame_rate, Kinematics())
    style = torch.cat([model.style.embed(manner), torch.tensor([[1.0], [1.0]])], dim=-1)
    style[1] = 0
    result: dict[str, Tensor] = {
        # The spline is checked on the first window alone: the file stays small.
        "frames": frames[:1],
        "points": points[:1],
        "contextPoints": context_points[:1],
        "splineFrames": model.unstandardise(model.basis @ points)[:1],
        "tokens": tokens,
        "tokens.unwhitened": model.points(tokens)[:1],
        "y": y,
        "known": known,
        "noise.white": white,
        "noise": noise,
        "conditions.values": values,
        "conditions.flags": flags,
        "conditions.input": conditions,
        "parts": parts,
        "hints": hints,
        "style.statistics": manner,
        "style.embedding": model.style.embed(manner),
        "style.input": style,
        "levels.8": torch.tensor(levels(8, 1.5)),
    }
    mask = known[..., None]
    for t in (0.85, 0.2):
        level = torch.full((B,), t)
        z = (1 - t) * tokens + t * noise
        for name, on in (("context", 1), ("free", 0)):
            k = on * known
            entry = y * k[..., None] + z * (1 - k[..., None])
            out = model.network(entry, k, level, on * conditions, on * hints, on * style)
            result |= {
                f"forward.{name}.{t}.input": entry,
                f"forward.{name}.{t}.output": out,
                f"forward.{name}.{t}.clean": clean(z, level, out),
            }
        result[f"sinusoid.{t}"] = sinusoid(level, c.time_features)
    for name, guidance in (("plain", 1.0), ("guided", c.guidance)):
        steps: list[Tensor] = []
        out = sample(
            model.network, y, known, conditions, noise, c.steps, guidance, c.shift,
            hints, style, model.response, trajectory=steps,
        )
        result[f"sample.{name}.trajectory"] = torch.stack(steps)
        result[f"sample.{name}.result"] = out
    result["sample.guided.frames"] = model.decode(context_points, out)[:1]
    result = {"golden." + name: value.contiguous() for name, value in result.items()}
    return checkpoint.tensors(model) | {name: value.float() for name, value in result.items()}


def write(make: Callable[[int], dict[str, Tensor]], seed: int, config: Config, description: str) -> None:
    """The command line of a module that makes golden numbers from a seed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("-o", "--output", type=Path, required=True, help="safetensors file")
    parser.add_argument("--seed", type=int, default=seed)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    digest = checkpoint.write(
        arguments.output, make(arguments.seed), config, corpus={}, training={}, metrics={}
    )
    print(f"{arguments.output}: {arguments.output.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    write(golden, 7, TINY, "Write golden numbers for other implementations.")
