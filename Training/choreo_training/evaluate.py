"""A quick look at samples while training: trends, not the measurement of record.

Definitions follow the project's own measures (`choreo evaluate`) without post-processing; the pose
distance uses a shorter feature vector, so compare it only with itself and with ``real``.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from scipy.linalg import sqrtm
from scipy.signal import butter, filtfilt
from torch import Tensor

from . import style
from .conditions import knots, measure
from .corpus import Corpus
from .features import align, heading
from .kinematics import Kinematics
from .model import Model
from .rig import CONTACT_JOINTS, INDEX
from .sampling import sample
from .windows import starts

RATE = 30.0
REST_HEIGHT = np.array([0.07, 0.0, 0.07, 0.0])  # ankle and toe, as in CONTACT_JOINTS


@dataclass
class Sampler:
    """Settings of one row of the evaluation."""

    name: str
    told: tuple[int, ...] = ()  # conditions set to the context's own values
    steps: int = 8
    guidance: float = 1.0
    shift: float = 1.5
    #: Width of the draw of a style from the bank; None tells none.
    style: float | None = None


def raw_windows(corpus: Corpus, clips: list, frames: int, context: int, step: int) -> Tensor:
    """Aligned frames ``[W, frames, 139]`` of every ``step`` frames of the clips."""
    begin = starts(clips, frames, step)
    windows = corpus.frames[begin[:, None] + torch.arange(frames)]
    seam = windows[:, context - 1]
    return align(windows, seam[:, [0, 2]], heading(seam))


def filtered(positions: np.ndarray, cutoff: float) -> np.ndarray:
    """Zero-phase second-order Butterworth along frames, ``[W, F, …]``."""
    b, a = butter(2, cutoff / (RATE / 2))
    return filtfilt(b, a, positions, axis=1, padtype="odd")


def derivative(values: np.ndarray, order: int) -> np.ndarray:
    for _ in range(order):
        values = np.gradient(values, 1 / RATE, axis=1)
    return values


def speeds(positions: np.ndarray) -> np.ndarray:
    """Joint speeds ``[W, F, 22]`` in m/s of positions ``[W, F, 22, 3]``."""
    return np.linalg.norm(derivative(filtered(positions, 6), 1), axis=-1)


def jerks(positions: np.ndarray) -> np.ndarray:
    return np.linalg.norm(derivative(filtered(positions, 8), 3), axis=-1)


def skate(positions: np.ndarray) -> float:
    """Foot skate in cm/s over ankles and toes."""
    feet = positions[:, :, CONTACT_JOINTS]
    pace = np.linalg.norm(derivative(filtered(feet, 6), 1)[..., [0, 2]], axis=-1)
    height = np.maximum(feet[..., 1] - REST_HEIGHT, 0)
    return float(100 * (pace * np.clip(2 - 2 ** (height / 0.025), 0, 1)).mean())


def pose_statistics(positions: np.ndarray) -> np.ndarray:
    """Mean and deviation over time of a few heights, distances and angles, ``[W, 36]``."""
    at = {name: positions[:, :, i] for name, i in INDEX.items()}
    columns = [at[n][..., 1] for n in ("LeftHand", "RightHand", "LeftFoot", "RightFoot", "Head", "Hips")]
    for a, b in (
        ("LeftHand", "RightHand"),
        ("LeftHand", "Hips"),
        ("RightHand", "Hips"),
        ("LeftFoot", "RightFoot"),
        ("LeftHand", "Head"),
        ("RightHand", "Head"),
    ):
        columns.append(np.linalg.norm(at[a] - at[b], axis=-1))
    for a, b, c in (
        ("UpLeg", "Leg", "Foot"),
        ("Arm", "ForeArm", "Hand"),
    ):
        for side in ("Left", "Right"):
            u, v = at[side + a] - at[side + b], at[side + c] - at[side + b]
            cosine = (u * v).sum(-1) / np.linalg.norm(u, axis=-1) / np.linalg.norm(v, axis=-1)
            columns.append(np.arccos(np.clip(cosine, -1, 1)))
    spine = at["Neck"] - at["Hips"]
    columns.append(np.arccos(np.clip(spine[..., 1] / np.linalg.norm(spine, axis=-1), -1, 1)))
    columns.append(at["LeftHand"][..., 1] - at["LeftArm"][..., 1])
    values = np.stack(columns, axis=-1)
    return np.concatenate([values.mean(1), values.std(1)], axis=-1)


def movement_statistics(positions: np.ndarray) -> np.ndarray:
    """Root mean square of horizontal and vertical speed and mean acceleration, ``[W, 66]``."""
    velocity = derivative(filtered(positions, 6), 1)
    across = np.sqrt((velocity[..., [0, 2]] ** 2).sum(-1).mean(1))
    up = np.sqrt((velocity[..., 1] ** 2).mean(1))
    acceleration = np.linalg.norm(derivative(filtered(positions, 8), 2), axis=-1).mean(1)
    return np.concatenate([across, up, acceleration], axis=-1)


class Space:
    """Standardised by training windows, on their first 16 principal components."""

    def __init__(self, training: np.ndarray):
        self.mean, self.scale = training.mean(0), training.std(0) + 1e-9
        self.axes = np.linalg.svd(self._unit(training), full_matrices=False)[2][:16]

    def _unit(self, values: np.ndarray) -> np.ndarray:
        return (values - self.mean) / self.scale

    def frechet(self, a: np.ndarray, b: np.ndarray) -> float:
        """Fréchet distance of two sets of statistics."""
        a, b = self._unit(a) @ self.axes.T, self._unit(b) @ self.axes.T
        ca, cb = np.cov(a.T), np.cov(b.T)
        mixed = np.real(sqrtm(ca @ cb))
        return float(((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(ca + cb - 2 * mixed))


class Evaluator:
    """Samples continuations of held-out windows and compares them with the real ones."""

    def __init__(self, corpus: Corpus, model: Model, count: int = 4, limit: int = 52):
        c = model.config
        self.config, self.count, self.kinematics = c, count, Kinematics()
        looked_at = ("cmu-dance",) if "cmu-dance" in corpus.wanted else ()
        windows = raw_windows(corpus, corpus.select("validation", *looked_at), c.frames, c.context, 60)
        if len(windows) > limit:
            windows = windows[torch.linspace(0, len(windows) - 1, limit).long()]
        self.windows = windows
        training = raw_windows(
            corpus, [k for k in corpus.select("train") if k.group == "dance"], c.frames, c.context, 60
        )
        real = self.positions(training)
        self.pose = Space(pose_statistics(real[:, c.context :]))
        self.movement = Space(movement_statistics(real)[:, :])
        seconds = speeds(real)[:, c.context :].mean(-1).reshape(-1, c.frame_rate).mean(-1)
        self.still = float(np.percentile(seconds, 5))
        self.real = self.positions(windows)
        self.real_between = self._between(self.real[:, c.context :])
        self.references = {"real": self._compare(self.real[:, None]), "spline": self._spline(model)}

    def positions(self, features: Tensor) -> np.ndarray:
        """``[W, F, 139]`` -> ``[W, F, 22, 3]``."""
        return self.kinematics.positions(features).permute(2, 3, 0, 1).double().numpy()

    def _spline(self, model: Model) -> dict[str, float]:
        """The real continuation through fit, whitening and back: the best that can be decoded."""
        standard = model.standardise(self.windows)
        points = model.tokens(model.fit @ standard)
        decoded = model.decode(model.context_fit @ standard[:, : self.config.context], points)
        return self._compare(self._joined(decoded)[:, None])

    def _joined(self, decoded: Tensor) -> np.ndarray:
        """Decoded windows joined to the true context, as the product joins them.

        The step in value and velocity at the seam fades over 0.3 s (inertialisation by a cubic).
        """
        C, fade = self.config.context, 9
        true = self.windows[:, :C].repeat_interleave(len(decoded) // len(self.windows), 0)
        step = true[:, -1] - decoded[:, C - 1]
        slope = (true[:, -1] - true[:, -2]) - (decoded[:, C - 1] - decoded[:, C - 2])
        s = (torch.arange(1, fade + 1) / fade)[None, :, None]
        rest = step[:, None] * (1 + 2 * s) * (1 - s) ** 2 + slope[:, None] * fade * s * (1 - s) ** 2
        whole = torch.cat([true, decoded[:, C:]], dim=1)
        whole[:, C : C + fade, :135] += rest[..., :135]
        return self.positions(whole)

    def _between(self, new: np.ndarray) -> float:
        """Mean distance of continuations of different contexts."""
        shifted = [np.roll(new, s, axis=0) for s in (1, len(new) // 3, len(new) // 2)]
        return float(np.mean([np.linalg.norm(new - s, axis=-1).mean() for s in shifted]))

    def _compare(self, positions: np.ndarray) -> dict[str, float]:
        """Figures of proposals ``[W, K, F, 22, 3]`` of whole windows."""
        W, K, F = positions.shape[:3]
        C = self.config.context
        flat = positions.reshape(W * K, F, 22, 3)
        mine, theirs = speeds(flat)[:, C:], speeds(self.real)[:, C:]
        shake, calm = jerks(flat)[:, C:], jerks(self.real)[:, C:]
        new = positions[:, :, C:]
        pairs = [(i, j) for i in range(K) for j in range(i)]
        distance = [np.linalg.norm(new[:, i] - new[:, j], axis=-1).mean() for i, j in pairs]
        seconds = mine.mean(-1).reshape(-1, self.config.frame_rate).mean(-1)
        error = np.linalg.norm(new - self.real[:, None, C:], axis=-1).mean(-1)  # [W, K, F − C]
        poses = [pose_statistics(new[:, k]) for k in range(K)]
        moves = [movement_statistics(positions[:, k]) for k in range(K)]
        real_pose, real_move = pose_statistics(self.real[:, C:]), movement_statistics(self.real)
        return {
            "speed": float(np.median(mine) / np.median(theirs)),
            "speedMean": float(mine.mean() / theirs.mean()),
            "jerk": float(shake.mean() / calm.mean()),
            "frozen": float((seconds < self.still).mean()),
            "skate": skate(flat[:, C:]),
            "spread": float(np.mean(distance) / self.real_between) if pairs else math.nan,
            "best1s": float(error[..., :30].mean(-1).min(1).mean()),
            "best4s": float(error.mean(-1).min(1).mean()),
            "pose": float(np.mean([self.pose.frechet(p, real_pose) for p in poses])),
            "movement": float(np.mean([self.movement.frechet(m, real_move) for m in moves])),
        }

    @torch.no_grad()
    def propose(self, model: Model, settings: Sampler, seed: int = 1) -> Tensor:
        """Decoded windows ``[W · K, F, 139]``."""
        c, K = self.config, self.count
        standard = model.standardise(self.windows[:, : c.context])
        own = model.context_fit @ standard
        y = torch.zeros(len(own), c.tokens, c.components)
        y[:, : c.context_tokens] = model.tokens(own)
        known = torch.zeros(len(own), c.tokens)
        known[:, : c.context_tokens] = 1
        features = knots(model.unstandardise(own))
        values = measure(self.kinematics.positions(features), features, c.point_rate)
        flags = torch.zeros(len(own), c.conditions)
        flags[:, list(settings.told)] = 1
        conditions = model.condition_input(values, flags)
        generator = torch.Generator().manual_seed(seed)
        white = torch.randn(len(own) * K, c.tokens, c.components, generator=generator)
        noise = model.start(white)
        repeat = [x.repeat_interleave(K, 0) for x in (y, known, conditions, own)]
        manner = self.manner(model, K, settings, generator)
        out = []
        for *part, start, eps, told in zip(*(x.split(64) for x in (*repeat, noise, manner))):
            result = sample(
                model.network, *part, eps, settings.steps, settings.guidance, settings.shift,
                style=told, response=model.response,
            )
            out.append(model.decode(start, result))
        return torch.cat(out)

    def manner(self, model: Model, K: int, settings: Sampler, generator: torch.Generator) -> Tensor:
        """Styles ``[W · K, E + 1]`` as the network takes them: drawn from the bank, or none."""
        context = self.windows[:, : self.config.context]
        values = style.statistics(context, self.config.frame_rate, self.kinematics)
        own = model.style.embed(values).repeat_interleave(K, 0)
        if settings.style is None:
            return own.new_zeros(len(own), own.shape[1] + 1)
        drawn = style.draw(model.style, own, settings.style, generator)
        return torch.cat([drawn, torch.ones(len(own), 1)], dim=-1)

    def evaluate(self, model: Model, settings: Sampler, seed: int = 1) -> dict[str, float]:
        """Figures of ``count`` proposals for each held-out window."""
        positions = self._joined(self.propose(model, settings, seed))
        shape = (len(self.windows), self.count, *positions.shape[1:])
        return self._compare(positions.reshape(shape))


def table(rows: dict[str, dict[str, float]]) -> str:
    """Rows of figures as aligned text."""
    names = list(next(iter(rows.values())))
    lines = [" " * 18 + " ".join(f"{n:>9}" for n in names)]
    for row, figures in rows.items():
        lines.append(f"{row:18}" + " ".join(f"{figures[n]:9.3f}" for n in names))
    return "\n".join(lines)
