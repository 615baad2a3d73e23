"""Which tokens a window gives away in training, and which parts of the body."""

import torch
from torch import Tensor

from .config import GROUPS, HINTED, Config
from .rig import NAMES

#: Shares of: the whole context; nothing (for guidance); only its last part; context and an end.
SHARES = torch.tensor([0.65, 0.10, 0.12, 0.13])

#: Share of windows of which parts of the body are known beyond the known tokens.
PARTS_SHARE = 0.12

#: The feature's group: the joint it turns; the place of the hips goes with the hips.
GROUP_OF_FEATURE = torch.tensor([0, 0, 0, *(j for j in range(GROUPS) for _ in range(6))])


def draw(count: int, config: Config, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """(known ``[count, T]``, at_end ``[count, T]``), both 0 or 1.

    ``at_end`` marks the known tokens that lie beyond the context.
    """
    T, C = config.tokens, config.context_tokens
    kind = torch.multinomial(SHARES, count, replacement=True, generator=generator)[:, None]
    token = torch.arange(T)
    first = torch.randint(C // 4, C - 1, (count, 1), generator=generator)
    last = torch.randint(1, T - C - 1, (count, 1), generator=generator)
    context = (token < C) & ((kind != 2) | (token >= first)) & (kind != 1)
    end = (kind == 3) & (token >= T - last)
    return (context | end).float(), end.float()


def _part(*words: str) -> Tensor:
    """Flags of the joints whose names hold one of the words."""
    return torch.tensor([any(w in n for w in words) for n in NAMES])


_ARMS = [("LeftShoulder", "LeftArm", "LeftForeArm", "LeftHand"), ("RightShoulder", "RightArm", "RightForeArm", "RightHand")]
_LEGS = [("LeftUpLeg", "LeftLeg", "LeftFoot", "LeftToe"), ("RightUpLeg", "RightLeg", "RightFoot", "RightToe")]

#: Parts that people lock: hips, legs, spine, head, arms.
PARTS = torch.stack(
    [_part("Hips"), *(_part(*leg) for leg in _LEGS), _part("Spine"), _part("Neck", "Head"), *(_part(*arm) for arm in _ARMS)]
)


def draw_parts(count: int, config: Config, generator: torch.Generator) -> Tensor:
    """Which joints are known all along the window, ``[count, T, 22]``; of most windows none.

    Each part is known or not by a coin, so that every combination comes up; in half of the windows
    only over a stretch.
    """
    T = config.tokens
    chosen = torch.rand(count, 1, generator=generator) < PARTS_SHARE
    parts = (torch.rand(count, len(PARTS), generator=generator) < 0.5) & chosen
    joints = (parts.float() @ PARTS.float()) > 0
    token = torch.arange(T)
    first = torch.randint(0, T, (count, 1), generator=generator)
    length = torch.randint(2, T + 1, (count, 1), generator=generator)
    everywhere = torch.rand(count, 1, generator=generator) < 0.5
    inside = everywhere | ((token >= first) & (token < first + length))
    return (inside[:, :, None] & joints[:, None]).float()


def hints(points: Tensor, parts: Tensor, known: Tensor) -> Tensor:
    """What the network is told of known parts.

    Args:
        points: standardised ``[B, K, 139]``.
        parts: ``[B, T, 22]``; 1 where a joint is known for a whole token.
        known: ``[B, T]``; 1 where the whole token is known anyway: no hint there.
    Returns:
        ``[B, T, 2 · 135 + 22]``: the known features of both points, 0 where unknown, then the flags.
    """
    B, T, _ = parts.shape
    flags = parts * (1 - known[..., None])
    mask = flags[:, :, None, GROUP_OF_FEATURE.to(parts.device)]
    told = points[..., :HINTED].reshape(B, T, -1, HINTED) * mask
    return torch.cat([told.flatten(2), flags], dim=-1)
