"""Reads the features file that `choreo features` writes, and cuts it into evaluation windows."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from .motion import FEATURES
from .skeleton import FRAME_RATE, WINDOW

SHIPPED = ("cmu-dance", "cmu-other", "cmu-more", "accad", "aist-dance")
"""Corpora whose licences let weights trained on them ship; training windows come from their `train` splits."""

WINDOW_STEP = 2 * FRAME_RATE
"""Evaluation windows start every 2 s of a clip."""


@dataclass(frozen=True)
class Clip:
    """One recording in canonical world coordinates at 30 frames per second."""

    corpus: str
    path: str
    split: str
    subject: str
    features: np.ndarray  # [F, 139]
    skipped: int = 0
    """Rows of the recording's file before the first frame (an inserted rest pose)."""

    @property
    def name(self):
        return f"{self.corpus}/{self.path}"

    @property
    def window_starts(self):
        return range(0, len(self.features) - WINDOW + 1, WINDOW_STEP)


@dataclass(frozen=True)
class WindowId:
    """One evaluation window: which clip, and its first frame there."""

    clip: str
    start: int

    @property
    def key(self):
        return f"{self.clip}@{self.start}"


def read_clips(path):
    """Reads all clips of a features file (`data.safetensors` with `data.json` beside it), as the file has them."""
    path = Path(path)
    sidecar = path.with_suffix(".json")
    table = json.loads(sidecar.read_text())
    if table.get("frameRate") != FRAME_RATE:
        raise SystemExit(f"{sidecar}: frame rate is {table.get('frameRate')}, expected {FRAME_RATE}")
    features = load_file(path)["features"]
    if features.ndim != 2 or features.shape[1] != FEATURES:
        raise SystemExit(f"{path}: features have shape {features.shape}, expected [frames, {FEATURES}]")
    clips = []
    for entry in table["clips"]:
        start, count = entry["start"], entry["count"]
        if start < 0 or count < 1 or start + count > len(features):
            raise SystemExit(f"{sidecar}: clip {entry.get('path')} lies outside the {len(features)} frames")
        clips.append(Clip(
            entry.get("corpus", ""), entry["path"], entry.get("split", ""), entry.get("subject", ""),
            features[start:start + count], entry.get("skipped", 0),
        ))
    return clips


def training_clips(clips, corpora=SHIPPED):
    """The clips that thresholds, standardisation, neighbours and baselines are taken from."""
    return [clip for clip in clips if clip.corpus in corpora and clip.split == "train"]


def windows(clips):
    """Returns ids and features [N, 180, 139] of all evaluation windows of `clips`."""
    ids = [WindowId(clip.name, start) for clip in clips for start in clip.window_starts]
    cut = [clip.features[start:start + WINDOW] for clip in clips for start in clip.window_starts]
    return ids, np.array(cut).reshape(-1, WINDOW, FEATURES)
