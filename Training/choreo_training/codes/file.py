"""Reading runs, and writing the file that `choreo` reads."""

import json
import os
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor

from .. import checkpoint
from .coder import Coder
from .config import FORMAT, PATCH, Sizes
from .network import Network
from .postnet import Postnet


def load(path: Path) -> tuple[Coder, Network, float, Sizes, dict]:
    """What a run has saved: coder, averaged network, unit of what was drawn so far, sizes, everything."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    sizes = Sizes(**saved["shape"])
    network = Network(sizes).eval()
    network.load_state_dict(saved["net"])
    return Coder(**saved["coder"]), network, saved["unit"], sizes, saved


def load_postnet(path: Path, sizes: Sizes) -> tuple[Postnet, dict]:
    """What :mod:`.train_postnet` has saved: the averaged net, and everything."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    postnet = Postnet(sizes).eval()
    postnet.load_state_dict(saved["postnet"])
    return postnet, saved


def read(path: Path) -> tuple[Coder, Network, Postnet, Sizes]:
    """What a file of codes draws with; the unit of what was drawn so far is 1, and nothing can be encoded."""
    with safe_open(path, framework="pt") as opened:
        metadata = opened.metadata() or {}
        if metadata.get("choreo.format") != FORMAT:
            raise ValueError(f"{path}: expected {FORMAT}, found {metadata.get('choreo.format')}")
        values = {name: opened.get_tensor(name).float() for name in opened.keys()}
    sizes = Sizes.from_json(metadata["config"])
    coder = Coder(
        mean=values.pop("features.mean"),
        scale=values.pop("features.scale"),
        prediction=torch.cat([values.pop("prediction.weight").T, values.pop("prediction.bias")[None]]),
        axes=torch.zeros(sizes.components, PATCH * sizes.features),
        back=values.pop("components.weight"),
        books=values.pop("books"),
    )
    network, postnet = Network(sizes).eval(), Postnet(sizes).eval()
    of_postnet = {name: values.pop(name) for name in list(values) if name.startswith("post.")}
    postnet.load_state_dict({name.removeprefix("post."): value for name, value in of_postnet.items()})
    network.load_state_dict({name: value for name, value in values.items() if not name.startswith("golden.")})
    return coder, network, postnet, sizes


def tensors(coder: Coder, network: Network, postnet: Postnet, unit: float, half: bool = False) -> dict[str, Tensor]:
    """What drawing needs, under the names of the file, float32 and contiguous.

    The unit of what was drawn so far goes into the weights that see it. ``half`` keeps only the first halves of the
    weights that are multiplied so anyway.
    """
    values = dict(network.state_dict())
    values |= {name: unit * value for name, value in values.items() if name.startswith("sofar.")}
    values |= {f"post.{name}": value for name, value in postnet.state_dict().items()}
    values |= {
        "features.mean": coder.mean,
        "features.scale": coder.scale,
        "prediction.weight": coder.prediction[:-1].T,
        "prediction.bias": coder.prediction[-1],
        "components.weight": coder.back,
        "books": coder.books,
    }
    halved = ("blocks.", "sofar.", "mid.", "out.", "post.")

    def kept(name: str, value: Tensor) -> Tensor:
        is_half = half and value.dim() > 1 and name.startswith(halved)
        return value.detach().to(torch.bfloat16 if is_half else torch.float32).contiguous()

    return {name: kept(name, value) for name, value in values.items()}


def write(path: Path, values: dict[str, Tensor], sizes: Sizes, **metadata: object) -> str:
    """Writes safetensors beside the goal and renames it there; returns the digest."""
    strings = {"choreo.format": FORMAT, "config": sizes.to_json()}
    strings |= {key: json.dumps(value, sort_keys=True) for key, value in metadata.items()}
    partial = path.with_name(path.name + ".partial")
    with open(partial, "wb") as file:
        file.write(checkpoint.in_fixed_order(save(values, metadata=strings)))
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
    return checkpoint.digest(path)
