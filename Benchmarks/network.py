"""The network beside PyTorch and ONNX Runtime: a pass of sampling and a step of training.

    python Benchmarks/network.py BENCHMARK CHECKPOINT [ROUNDS] [THREADS]

BENCHMARK is the program `network-benchmark` (`Benchmarks/network` builds it). Same weights, same inputs, two
threads each, every contestant once a round, in turn. On a machine that does other things ask for one thread and look
at processor time: threads that wait by spinning are charged for it. Needs torch, onnx and onnxruntime; without the
last two the rest still runs.
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "Training"))
sys.path.insert(0, str(Path(__file__).parent))
from choreo_training.config import Config  # noqa: E402
from choreo_training import network as definition  # noqa: E402
from choreo_training.network import Network  # noqa: E402
from contest import Choreo, contest, measure  # noqa: E402

THREADS = int(sys.argv[4]) if len(sys.argv) > 4 else 2
BATCHES = (1, 8, 16)


def read(path: str) -> tuple[dict, dict[str, torch.Tensor]]:
    """Sizes and tensors of a checkpoint."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    sizes = json.loads(header.pop("__metadata__")["config"])
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        numbers = np.frombuffer(data[8 + length + start : 8 + length + end], dtype=np.float32)
        tensors[name] = torch.from_numpy(numbers.copy()).reshape(entry["shape"])
    return sizes, tensors


def load(path: str) -> Network:
    """The checkpoint's network; hints and style, which older files lack, are zero."""
    sizes, tensors = read(path)
    config = Config(
        components=sizes["D"], width=sizes["d"], layers=sizes["L"], heads=sizes["H"], feed_forward=sizes["ff"],
        time_features=sizes["timeDims"], style=sizes.get("E", 0), tokens=sizes["T"], points=sizes["K"],
        frames=sizes["N"], context=sizes["C"],
    )
    network = Network(config)
    state = network.state_dict()
    state |= {name: torch.zeros_like(value) for name, value in state.items() if name.split(".")[0] in ("parts", "style")}
    network.load_state_dict(state | {name: value for name, value in tensors.items() if name in state})
    return network


def sines(shape: tuple[int, ...], phase: float) -> torch.Tensor:
    count = int(np.prod(shape))
    return torch.from_numpy(np.sin(0.7 * np.arange(count) + phase).astype(np.float32)).reshape(shape)


def batch(config: Config, items: int) -> tuple[torch.Tensor, ...]:
    """What the other program makes too."""
    tokens = sines((items, config.tokens, config.components + 1), 0)
    return (
        tokens[..., :-1].contiguous(), tokens[..., -1].contiguous(), torch.full((items,), 0.5),
        sines((items, 2 * config.conditions), 1), torch.zeros(items, config.tokens, config.hints),
        sines((items, config.style + 1), 2),
    )


class Torch:
    def __init__(self, network: Network, half: bool):
        self.network, self.half = network, half
        self.sampler = network
        if half:
            self.sampler = Network(network.config).eval()
            self.sampler.load_state_dict(network.state_dict())
            self.sampler.bfloat16()
        self.optimiser = None

    def sample(self, items: int):
        inputs = batch(self.network.config, items)
        if self.half:
            level = inputs[2]
            inputs = tuple(x.bfloat16() for x in inputs)
            # The noise level's waves are made in float and rounded where they meet the weights.
            inputs = inputs[:2] + (level,) + inputs[3:]
        def run():
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self.half):
                return self.sampler(*inputs)
        return run

    def train(self, items: int):
        inputs = batch(self.network.config, items)
        def run():
            self.network.zero_grad()
            with torch.autocast("cpu", torch.bfloat16, enabled=self.half):
                output = self.network(*inputs)
            output.float().square().mean().backward()
        return run


class Onnx:
    def __init__(self, network: Network, folder: Path):
        import onnxruntime

        path = folder / "network.onnx"
        names = ["y", "known", "t", "conditions", "hints", "style"]
        torch.onnx.export(
            network, batch(network.config, 2), str(path), input_names=names, output_names=["F"], opset_version=17,
            dynamic_axes={name: {0: "items"} for name in names + ["F"]}, dynamo=False,
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.config = network.config

    def sample(self, items: int):
        given = {node.name for node in self.session.get_inputs()}
        names = ["y", "known", "t", "conditions", "hints", "style"]
        inputs = {n: x.numpy() for n, x in zip(names, batch(self.config, items)) if n in given}
        return lambda: self.session.run(None, inputs)[0]


def main() -> None:
    program, checkpoint = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 15
    torch.set_num_threads(THREADS)
    network = load(checkpoint)
    # The exporter to ONNX wants the width as a plain number.
    width = (network.config.width,)
    definition.normalise = lambda h: torch.nn.functional.layer_norm(h, width, eps=1e-5)
    contestants = {
        "Choreo float": Choreo(program, "single", checkpoint), "Choreo bfloat16": Choreo(program, "half", checkpoint),
        "PyTorch float": Torch(network, False), "PyTorch bfloat16": Torch(network, True),
    }
    try:
        contestants["ONNX Runtime float"] = Onnx(network.eval(), Path(program).parent)
    except ImportError:
        print("ONNX Runtime is not installed")

    exact = contestants["PyTorch float"].sample(4)().sum((0, 1)).numpy()
    for name, contestant in contestants.items():
        if isinstance(contestant, Choreo):
            found = np.array(contestant.ask("check", 4))
        else:
            found = contestant.sample(4)()
            found = (found if isinstance(found, np.ndarray) else found.float().numpy()).sum((0, 1))
        error = np.abs(found - exact).max() / np.abs(exact).max()
        print(f"{name}: outputs differ from PyTorch float by {error:.1e} of the largest")

    for what in ("sample", "train"):
        for items in BATCHES:

            def run(who):
                if isinstance(who, Choreo):
                    return who.ask(what, items)
                return measure(getattr(who, what)(items)) if hasattr(who, what) else None

            contest(f"{what}, batch {items}", contestants, rounds, run)


if __name__ == "__main__":
    main()
