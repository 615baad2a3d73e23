"""The features file: clips of several corpora, end to end in one array."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from . import checkpoint
from .kinematics import Kinematics

#: Corpora whose terms allow weights trained on them to be given away.
SHIPPABLE = ("cmu-dance", "cmu-other", "cmu-more", "aist-dance", "accad")

#: What those terms ask for in return; goes into every checkpoint.
NOTICES = {
    "cmu": "The data used in this project was obtained from mocap.cs.cmu.edu. The database was "
    "created with funding from NSF EIA-0196217. BVH conversions by Bruce Hahne (cgspeed).",
    "accad": "ACCAD / The Ohio State University, Open Motion Project, CC BY 3.0.",
    "aist-dance": "AIST++ (Google LLC; Li, Yang, Ross, Kanazawa, AI Choreographer, ICCV 2021), "
    "CC BY 4.0, and the AIST Dance Video Database.",
}

#: Said beside them in a checkpoint trained on anything else.
RESEARCH_ONLY = {"research": "Trained on movement whose terms may not allow these weights to be given away."}

#: Share of the training windows drawn from each group of clips.
SHARES = {"dance": 0.70, "everyday": 0.08, "accad": 0.10, "more": 0.12}

#: Mean joint acceleration (m/s²) no body reaches: a clip is cut where it happens.
JUMP = 150.0

_DANCE_CORPORA = ("cmu-dance", "aist-dance", "ucy-contemporary")
_DANCE_GENRES = ("dance", "ballet", "gymnast", "genre")


@dataclass(frozen=True)
class Clip:
    """Frames ``start ..< start + count`` of the array, and where they come from."""

    corpus: str
    path: str
    subject: str
    split: str
    genre: str
    start: int
    count: int

    @property
    def group(self) -> str:
        """Which share of the draw the clip belongs to."""
        if self.corpus in _DANCE_CORPORA:
            return "dance"
        if self.corpus == "cmu-more":
            dance = self.subject == "49" or any(g in self.genre.lower() for g in _DANCE_GENRES)
            return "dance" if dance else "more"
        return "accad" if self.corpus == "accad" else "everyday"


@dataclass
class Corpus:
    """All clips of a features file."""

    frames: Tensor  # [total, 139], canonical, in each clip's own room coordinates
    clips: list[Clip]
    digest: str
    wanted: tuple[str, ...] = SHIPPABLE  # corpora to train on

    def select(self, split: str, *corpora: str) -> list[Clip]:
        """Clips of a split; of the given corpora, or of all to train on."""
        wanted = corpora or self.wanted
        return [c for c in self.clips if c.split == split and c.corpus in wanted]

    def describe(self) -> dict[str, object]:
        """What a checkpoint says about the data it was trained on."""
        used = self.select("train")
        return {
            "digest": self.digest,
            "split": "train",
            "corpora": sorted({c.corpus for c in used}),
            "seconds": {
                name: round(sum(c.count for c in used if c.corpus == name) / 30)
                for name in sorted({c.corpus for c in used})
            },
            "shares": SHARES,
            "notices": NOTICES if set(self.wanted) <= set(SHIPPABLE) else NOTICES | RESEARCH_ONLY,
        }


def load(path: Path, wanted: tuple[str, ...] = SHIPPABLE) -> Corpus:
    """Reads ``data.safetensors`` and the ``data.json`` beside it.

    ``wanted`` are the corpora to train on; all of them must be there, but for those that may ship.
    """
    frames = load_file(path)["features"]
    sidecar = json.loads(path.with_suffix(".json").read_text())
    if sidecar["frameRate"] != 30:
        raise ValueError(f"{path}: expected 30 frames per second, found {sidecar['frameRate']}")
    names = Clip.__dataclass_fields__
    clips = [Clip(**{name: entry[name] for name in names}) for entry in sidecar["clips"]]
    if frames.shape[1] != 139 or any(c.start + c.count > len(frames) for c in clips):
        raise ValueError(f"{path}: clips and features do not fit each other")
    missing = set(wanted) - set(SHIPPABLE) - {c.corpus for c in clips}
    if missing:
        raise ValueError(f"{path}: has no corpus {', '.join(sorted(missing))}")
    clips = [part for clip in clips for part in without_jumps(clip, frames)]
    return Corpus(frames, clips, checkpoint.digest(path), wanted)


def named(text: str) -> tuple[str, ...]:
    """Names with commas between them; those that may ship if there are none."""
    return tuple(name.strip() for name in text.split(",") if name.strip()) or SHIPPABLE


def without_jumps(clip: Clip, frames: Tensor) -> list[Clip]:
    """The stretches of a clip between places where the capture jumps (or a rest pose stands)."""
    if clip.count < 3:
        return [clip]
    positions = Kinematics().positions(frames[clip.start : clip.start + clip.count])
    second = positions[..., 2:] - 2 * positions[..., 1:-1] + positions[..., :-2]
    acceleration = second.norm(dim=1).mean(0) * 30.0**2
    # Frame i of the acceleration lies between frames i and i + 2; what is left begins after it.
    cuts = (acceleration > JUMP).nonzero().flatten().tolist()
    parts, begin = [], 0
    for cut in [*cuts, clip.count]:
        end = min(cut + 1, clip.count)
        if end - begin > 1:
            parts.append(replace(clip, start=clip.start + begin, count=end - begin))
        begin = cut + 2 if cut > 0 else 1
    return parts
