"""The proposals file: what some generator proposed for each evaluation window, canonical, contexts included.

A safetensors file with `features` float32 [N, K, 180, 139] and metadata `windows` (JSON list of window keys,
`CORPUS/PATH@FIRST FRAME`, in row order) and `facts` (JSON object: anything worth stating beside the measures, such
as `seconds_per_proposal`). `choreo_evaluation.propose` writes it from the command's BVH; a training loop may write
one straight from its network.
"""

import json
from dataclasses import dataclass

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from .motion import FEATURES
from .skeleton import WINDOW


@dataclass(frozen=True)
class Proposals:
    features: np.ndarray  # [N, K, 180, 139]
    facts: dict


def write_proposals(path, keys, features, facts):
    """Writes a proposals file. keys: [N] window keys; features: [N, K, 180, 139]."""
    features = np.ascontiguousarray(features, np.float32)
    if features.shape[0] != len(keys) or features.shape[2:] != (WINDOW, FEATURES):
        raise ValueError(f"features {features.shape} do not fit {len(keys)} windows of [{WINDOW}, {FEATURES}]")
    save_file({"features": features}, path, {"windows": json.dumps(list(keys)), "facts": json.dumps(facts)})


def read_proposals(path, ids):
    """Reads the proposals of the windows `ids` (corpus.WindowId), in their order; all must be there."""
    with safe_open(path, "numpy") as file:
        metadata, features = file.metadata() or {}, file.get_tensor("features")
    row = {key: i for i, key in enumerate(json.loads(metadata.get("windows", "[]")))}
    missing = [window.key for window in ids if window.key not in row]
    if missing:
        raise SystemExit(f"{path}: no proposals for {len(missing)} of {len(ids)} windows, the first is {missing[0]}")
    return Proposals(features[[row[window.key] for window in ids]], json.loads(metadata.get("facts", "{}")))
