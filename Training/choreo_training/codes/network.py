"""A causal transformer that gives each codebook's distribution for the next patch."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import BEFORE, Sizes

#: Keys and values of the tokens so far, ``[B, H, t, d / H]`` each; empty before the first.
Memory = list[Tensor]


class Block(nn.Module):
    """Attention that looks back, and feed-forward, with their residual branches."""

    def __init__(self, sizes: Sizes, dropout: float):
        super().__init__()
        d, self.heads, self.dropout = sizes.width, sizes.heads, dropout
        self.n1, self.n2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.proj = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.up, self.down = nn.Linear(d, sizes.feed_forward), nn.Linear(sizes.feed_forward, d)

    def forward(self, h: Tensor, memory: Memory | None = None) -> Tensor:
        """h ``[B, T, d]``; with a memory of earlier tokens, which grows, T must be 1."""
        B, T, d = h.shape
        q, k, v = self.qkv(self.n1(h)).view(B, T, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        if memory is not None:
            if memory:
                k, v = torch.cat([memory[0], k], 2), torch.cat([memory[1], v], 2)
            memory[:] = [k, v]
        x = F.scaled_dot_product_attention(q, k, v, is_causal=bool(T > 1))
        h = h + F.dropout(self.proj(x.transpose(1, 2).reshape(B, T, d)), self.dropout, self.training)
        x = self.down(F.gelu(self.up(self.n2(h)), approximate="tanh"))
        return h + F.dropout(x, self.dropout, self.training)


class Network(nn.Module):
    """A trunk over patches, and a head a codebook that sees what was drawn of the patch so far."""

    def __init__(self, sizes: Sizes, dropout: float = 0.0):
        super().__init__()
        d, D, Q = sizes.width, sizes.components, sizes.books
        self.dropout = dropout
        self.input = nn.Linear(BEFORE * sizes.features, d)
        self.position = nn.Parameter(0.02 * torch.randn(sizes.tokens, d))
        self.blocks = nn.ModuleList(Block(sizes, dropout) for _ in range(sizes.layers))
        self.norm = nn.LayerNorm(d)
        self.sofar = nn.ModuleList(nn.Linear(D, d, bias=False) for _ in range(Q))
        self.mid = nn.ModuleList(nn.Linear(d, d) for _ in range(Q))
        self.out = nn.ModuleList(nn.Linear(d, sizes.entries) for _ in range(Q))
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        for head in self.out:
            nn.init.normal_(head.weight, std=0.01)

    def trunk(self, x: Tensor, memory: list[Memory] | None = None, at: int = 0) -> Tensor:
        """``[B, T, d]`` for inputs ``[B, T, BEFORE · F]`` whose first stands at position ``at``."""
        h = self.input(x) + self.position[at : at + x.shape[1]]
        h = F.dropout(h, self.dropout, self.training)
        for i, block in enumerate(self.blocks):
            h = block(h, None if memory is None else memory[i])
        return self.norm(h)

    def head(self, book: int, h: Tensor, sofar: Tensor) -> Tensor:
        """Logits ``[..., V]`` of a book; ``sofar [..., D]`` is the sum of the entries drawn before, in units of the
        first book's spread."""
        x = h + self.sofar[book](sofar)
        x = F.dropout(x, self.dropout, self.training)
        return self.out[book](F.gelu(self.mid[book](x), approximate="tanh") + x)
