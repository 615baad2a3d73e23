"""Which tokens a window gives away in training."""

import torch
from torch import Tensor

from .config import Config

#: Shares of: the whole context; nothing (for guidance); only its last part; context and an end.
SHARES = torch.tensor([0.80, 0.10, 0.05, 0.05])


def draw(count: int, config: Config, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """(known ``[count, T]``, at_end ``[count, T]``), both 0 or 1.

    ``at_end`` marks the known tokens that lie beyond the context.
    """
    T, C = config.tokens, config.context_tokens
    kind = torch.multinomial(SHARES, count, replacement=True, generator=generator)[:, None]
    token = torch.arange(T)
    first = torch.randint(C // 2, C - 1, (count, 1), generator=generator)
    last = torch.randint(1, (T - C) // 2, (count, 1), generator=generator)
    context = (token < C) & ((kind != 2) | (token >= first)) & (kind != 1)
    end = (kind == 3) & (token >= T - last)
    return (context | end).float(), end.float()
