"""Golden numbers of training: a tiny network, two windows, the loss, and the gradient of every parameter.

    python -m choreo_training.golden_loss -o ../Tests/TrainingTests/Fixtures/loss.safetensors

``golden.gradient.NAME`` is the gradient of parameter NAME. As in :mod:`golden`, other names that start
with ``golden.`` are inputs and outputs, and the rest is a checkpoint.
"""

import torch
from torch import Tensor

from . import checkpoint
from .config import Config
from .golden import tiny_model, write
from .kinematics import Kinematics
from .losses import Objective, Weights, predict

#: The context has more than the seven knots before the seam that the loss looks at.
TINY = Config(
    components=10, width=16, layers=1, heads=2, feed_forward=24, time_features=16, tokens=12, points=24,
    frames=72, context=24, style=4, steps=4,
)

WEIGHTS = Weights(1.0, 0.2, 2.0, 1.0, 0.5)


def golden(seed: int = 11) -> dict[str, Tensor]:
    """All tensors of the golden file."""
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model = tiny_model(generator, TINY)
    c, B = TINY, 2
    # Smooth frames stand for a motion: a few slow waves per feature, in metres and rotation columns.
    time = torch.arange(c.frames) / c.frame_rate
    waves = torch.randn(B, 3, c.features, generator=generator)
    phases = torch.stack([(1 + i) * 2.5 * time + i for i in range(3)]).sin()
    frames = model.unstandardise(torch.einsum("wf,bwk->bfk", phases, waves))
    points, context = model.fit @ frames, model.context_fit @ frames[:, : c.context]

    known = torch.zeros(B, c.tokens)
    known[:, : c.context_tokens] = 1
    known[1, :2] = 0  # only the last part of the context is known, and an end
    known[1, -2:] = 1
    at_end = torch.zeros(B, c.tokens)
    at_end[1, -2:] = 1
    parts = torch.zeros(B, c.tokens, 22)
    parts[0, :, [0, 9, 10]] = 1
    parts[1, 6:9, 14:18] = 1
    window = Objective(model, Kinematics(), WEIGHTS).prepare(points, context, known, at_end, parts)
    flags = torch.tensor([[1.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
    conditions = model.condition_input(window.conditions, flags)
    error = 0.25 * torch.randn(B, c.style, generator=generator)
    told = torch.cat([window.style + error, torch.ones(B, 1)], dim=-1)
    told[1] = 0
    level = torch.tensor([0.7, 0.25])
    white = torch.randn(B, c.tokens, c.components, generator=generator)
    guess = predict(model.network, window, level, model.noise(white), conditions, told)
    guess.retain_grad()
    loss, terms = Objective(model, Kinematics(), WEIGHTS)(window, guess, level)
    loss.backward()
    result = {
        "points": points, "context": context, "known": known, "atEnd": at_end, "parts": parts,
        "conditions.flags": flags, "conditions.raw": window.conditions, "conditions.input": conditions,
        "style.error": error, "style.told": told, "levels": level, "noise.white": white,
        "hints": window.hints, "guess": guess, "guess.gradient": guess.grad, "loss": loss[None],
        "terms": torch.stack([terms[k] for k in "xpvace"]),
    }
    for name, parameter in model.network.named_parameters():
        result["gradient." + name] = parameter.grad
    result = {"golden." + name: value.detach().float().contiguous() for name, value in result.items()}
    return checkpoint.tensors(model) | result


if __name__ == "__main__":
    write(golden, 11, TINY, "Write golden numbers of training.")
