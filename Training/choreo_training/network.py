"""The transformer that turns a noisy window into its guess of the clean one.

Letters: B windows, T tokens, D components of a token, d width, H heads, L blocks.
Names of parameters are those of the checkpoint file.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .config import Config


def sinusoid(t: Tensor, size: int) -> Tensor:
    """Noise level ``[B]`` in (0, 1] -> ``[B, size]``: cosines, then sines, of 1000 t."""
    half = size // 2
    index = torch.arange(half, device=t.device, dtype=torch.float32)
    frequency = torch.exp(-math.log(10000.0) * index / half)
    argument = 1000.0 * t.float()[:, None] * frequency
    return torch.cat([argument.cos(), argument.sin()], dim=-1)


class Block(nn.Module):
    """Pre-norm attention and feed-forward, both modulated by the noise level and conditions."""

    def __init__(self, config: Config, dropout: float):
        super().__init__()
        d = config.width
        self.heads = config.heads
        self.qkv = nn.Linear(d, 3 * d)
        self.proj = nn.Linear(d, d)
        self.up = nn.Linear(d, config.feed_forward)
        self.down = nn.Linear(config.feed_forward, d)
        self.table = nn.Parameter(torch.zeros(6 * d))
        self.dropout = dropout

    def attend(self, x: Tensor) -> Tensor:
        """``[B, T, d]`` -> ``[B, T, d]``; every token attends to every token."""
        B, T, d = x.shape
        q, k, v = self.qkv(x).view(B, T, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        x = F.scaled_dot_product_attention(q, k, v)
        return self.proj(x.transpose(1, 2).reshape(B, T, d))

    def forward(self, h: Tensor, modulation: Tensor) -> Tensor:
        """h ``[B, T, d]``, modulation ``[B, 6d]`` -> ``[B, T, d]``."""
        parts = (modulation + self.table)[:, None].chunk(6, dim=-1)
        shift1, scale1, gate1, shift2, scale2, gate2 = parts
        x = normalise(h) * (1 + scale1) + shift1
        h = h + gate1 * self._drop(self.attend(x))
        x = normalise(h) * (1 + scale2) + shift2
        x = self.down(F.gelu(self.up(x), approximate="tanh"))
        return h + gate2 * self._drop(x)

    def _drop(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout) if self.training and self.dropout > 0 else x


def normalise(h: Tensor) -> Tensor:
    """LayerNorm over the last axis, eps 1e-5, without affine parameters."""
    return F.layer_norm(h, h.shape[-1:], eps=1e-5)


class Network(nn.Module):
    """F(z_t, t): the correction to the best linear guess (see :func:`clean`)."""

    def __init__(self, config: Config, dropout: float = 0.0):
        super().__init__()
        d = config.width
        self.config = config
        self.input = nn.Linear(config.components + 1, d)
        self.position = nn.Parameter(0.02 * torch.randn(config.tokens, d))
        self.time = nn.ModuleDict({"0": nn.Linear(config.time_features, d), "2": nn.Linear(d, d)})
        self.condition = nn.Linear(2 * config.conditions, d)
        # Known parts of the body and style: no bias, so that nothing known or told adds nothing.
        self.parts = nn.Linear(config.hints, d, bias=False)
        self.style = nn.Linear(config.style + 1, d, bias=False)
        self.modulation = nn.Linear(d, 6 * d)
        self.blocks = nn.ModuleList(Block(config, dropout) for _ in range(config.layers))
        self.finalModulation = nn.Linear(d, 2 * d)
        self.output = nn.Linear(d, config.components)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        # Gates, and with them every block, start closed; so does the output.
        for layer in (self.parts, self.style, self.modulation, self.finalModulation, self.output):
            nn.init.zeros_(layer.weight)

    def forward(
        self, y: Tensor, known: Tensor, t: Tensor, conditions: Tensor, hints: Tensor, style: Tensor
    ) -> Tensor:
        """One pass.

        Args:
            y: ``[B, T, D]``; clean components where known, noisy ones elsewhere.
            known: ``[B, T]``; 1 where a token is given, else 0.
            t: ``[B]``; noise level in (0, 1].
            conditions: ``[B, 8]``; standardised values times flags, then flags.
            hints: ``[B, T, hints]``; known parts of tokens that are not known whole
                (:func:`masks.hints`), 0 elsewhere.
            style: ``[B, E + 1]``; numbers of a style times a flag, then the flag.
        Returns:
            F ``[B, T, D]``.
        """
        h = self.input(torch.cat([y, known[..., None]], dim=-1)) + self.parts(hints) + self.position
        c = self.time["0"](sinusoid(t, self.config.time_features)) + self.condition(conditions)
        c = c + self.style(style)
        a = F.silu(self.time["2"](F.silu(c)))
        modulation = self.modulation(a)
        for block in self.blocks:
            h = block(h, modulation)
        shift, scale = self.finalModulation(a)[:, None].chunk(2, dim=-1)
        return self.output(normalise(h) * (1 + scale) + shift)


def clean(z: Tensor, t: Tensor, F_: Tensor) -> Tensor:
    """The skip path: ẑ₀ = (1 − t)/q · z_t + t/√q · F with q = (1 − t)² + t².

    For whitened data the first term is the best linear guess, so that what is given passes
    through and F only corrects it (preconditioning as in Karras et al., 2022).
    """
    t = t[:, None, None]
    q = (1 - t) ** 2 + t**2
    return (1 - t) / q * z + t / q.sqrt() * F_
