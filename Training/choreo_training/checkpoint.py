"""Reading and writing the checkpoint file that `choreo` uses."""

import hashlib
import json
import os
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor

from .config import FORMAT, Config
from .model import Model

#: A checkpoint travels with the program; this keeps it so (bytes).
LIMIT = 40 * 1024 * 1024


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tensors(model: Model) -> dict[str, Tensor]:
    """Weights and statistics under the names of the file, float32 and contiguous."""
    everything = dict(model.network.state_dict()) | model.statistics()
    return {name: value.detach().cpu().float().contiguous() for name, value in everything.items()}


def write(path: Path, values: dict[str, Tensor], config: Config, **metadata: object) -> str:
    """Writes safetensors beside the goal and renames it there; returns the digest."""
    strings = {"choreo.format": FORMAT, "config": config.to_json()}
    strings |= {key: json.dumps(value, sort_keys=True) for key, value in metadata.items()}
    content = in_fixed_order(save(values, metadata=strings))
    if len(content) > LIMIT:
        raise ValueError(f"{path}: checkpoint would be larger than {LIMIT} bytes; use fewer layers")
    partial = path.with_name(path.name + ".partial")
    with open(partial, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
    return digest(path)


def in_fixed_order(content: bytes) -> bytes:
    """The same safetensors file with its header's keys sorted.

    The library writes metadata in an order that changes from run to run; a digest must not.
    """
    size = int.from_bytes(content[:8], "little")
    header = json.dumps(json.loads(content[8 : 8 + size]), sort_keys=True, separators=(",", ":"))
    padded = header.encode() + b" " * (-len(header.encode()) % 8)
    return len(padded).to_bytes(8, "little") + padded + content[8 + size :]


def read(path: Path) -> tuple[Model, dict[str, str]]:
    """The model in a checkpoint file, and the file's metadata."""
    with safe_open(path, framework="pt") as file:
        metadata = file.metadata() or {}
        if metadata.get("choreo.format") != FORMAT:
            found = metadata.get("choreo.format")
            raise ValueError(f"{path}: expected checkpoint format {FORMAT}, found {found}")
        values = {name: file.get_tensor(name) for name in file.keys()}
    return Model.from_tensors(Config.from_json(metadata["config"]), values), metadata
