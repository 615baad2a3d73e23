"""The network of codes beside PyTorch and ONNX Runtime: whole proposals of 4 s.

    python Benchmarks/codes.py BENCHMARK FLOW CODES [ROUNDS] [THREADS]

BENCHMARK is the program `network-benchmark` (`Benchmarks/network` builds it). Same weights and sizes, two threads
each, every contestant once a round, in turn. Everyone looks at 2 s of context, draws 20 patches of 8 codes one after
the other, lets the post-net correct them and makes frames of them; only Choreo also turns these into rotations.
"""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "Training"))
sys.path.insert(0, str(Path(__file__).parent))
from choreo_training.codes import file  # noqa: E402
from choreo_training.codes.coder import BEFORE  # noqa: E402
from choreo_training.codes.config import PATCH  # noqa: E402
from choreo_training.codes.postnet import corrected  # noqa: E402
from choreo_training.codes.sample import frames, nucleus  # noqa: E402
from contest import Choreo, contest, measure  # noqa: E402

BATCHES = (1, 8, 18)


class Torch:
    """Draws with PyTorch; subclasses have other ways to run the networks."""

    def __init__(self, path: str, half: bool = False):
        self.coder, self.network, self.postnet, self.sizes = file.read(Path(path))
        self.half = half
        points = torch.arange(PATCH * self.sizes.context_tokens)[:, None] * 0.7 + torch.arange(self.sizes.features)
        self.context = self.coder.mean + 0.3 * self.coder.scale * points.sin()
        if half:
            # What is multiplied keeps its first halves in memory too, as Choreo's does.
            self.network.bfloat16()
            self.postnet.bfloat16()

    def begin(self, items: int) -> None:
        self.memory = [[] for _ in self.network.blocks]

    def trunk(self, x: torch.Tensor, at: int) -> torch.Tensor:
        return self.network.trunk(x, self.memory, at)[:, -1]

    def head(self, book: int, h: torch.Tensor, sofar: torch.Tensor) -> torch.Tensor:
        return self.network.head(book, h, sofar).float()

    def draw(self, items: int):
        def choose(logits: torch.Tensor) -> torch.Tensor:
            return nucleus(logits, torch.rand(len(logits)), self.sizes.temperature, self.sizes.top_p)

        def run():
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self.half):
                points = self.context.expand(items, -1, -1)
                self.begin(items)
                x, at = self.coder.inputs(points), 0
                while True:
                    h = self.trunk(x, at)
                    at += x.shape[1]
                    sofar = torch.zeros(items, self.sizes.components)
                    for book, entries in enumerate(self.coder.books):
                        sofar = sofar + entries[choose(self.head(book, h, sofar))]
                    points = torch.cat([points, self.coder.step(points[:, -BEFORE:], sofar)], 1)
                    if points.shape[1] == self.sizes.points:
                        break
                    x = self.coder.inputs(points[:, -BEFORE:])
                return frames(corrected(self.coder, self.postnet, points, self.context.shape[0]).float(), self.sizes)

        return run


class Step(torch.nn.Module):
    """A row of the trunk as a graph: memory goes in and comes out."""

    def __init__(self, network: torch.nn.Module):
        super().__init__()
        self.network = network

    def forward(self, x, position, *memory):
        h = self.network.input(x) + position
        grown = []
        for index, block in enumerate(self.network.blocks):
            own = [memory[2 * index], memory[2 * index + 1]]
            h = block(h, own)
            grown += own
        return (self.network.norm(h)[:, -1], *grown)


class Onnx(Torch):
    """The same loop, with rows of the trunk and heads run by ONNX Runtime; the context goes through row by row."""

    def __init__(self, path: str, folder: Path, threads: int):
        import onnxruntime

        super().__init__(path)
        self.threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        blocks, width = len(self.network.blocks), self.sizes.width
        empty = [torch.zeros(2, self.sizes.heads, 1, width // self.sizes.heads)] * (2 * blocks)
        names = [f"m{i}" for i in range(2 * blocks)]
        axes = {name: {0: "items", 2: "seen"} for name in names} | {"x": {0: "items"}}

        def session(module, inputs, name, **options_of_export):
            target = str(folder / f"{name}.onnx")
            torch.onnx.export(module, inputs, target, opset_version=17, dynamo=False, **options_of_export)
            return onnxruntime.InferenceSession(target, options, providers=["CPUExecutionProvider"])

        x = torch.zeros(2, 1, BEFORE * self.sizes.features)
        self.step = session(
            Step(self.network), (x, torch.zeros(width), *empty), "step", input_names=["x", "position", *names],
            output_names=["h", *(f"n{i}" for i in range(2 * blocks))],
            dynamic_axes=axes | {f"n{i}": {0: "items", 2: "seen"} for i in range(2 * blocks)},
        )

        class Head(torch.nn.Module):
            def __init__(self, network, book):
                super().__init__()
                self.sofar, self.mid, self.out = network.sofar[book], network.mid[book], network.out[book]

            def forward(self, h, sofar):
                x = h + self.sofar(sofar)
                return self.out(torch.nn.functional.gelu(self.mid(x), approximate="tanh") + x)

        self.heads = [
            session(
                Head(self.network, book), (torch.zeros(2, width), torch.zeros(2, self.sizes.components)), f"head{book}",
                input_names=["h", "sofar"], output_names=["logits"],
                dynamic_axes={"h": {0: "items"}, "sofar": {0: "items"}},
            )
            for book in range(self.sizes.books)
        ]
        self.shape = (self.sizes.heads, 0, width // self.sizes.heads)

    def draw(self, items: int):
        run = super().draw(items)

        def alone():
            # PyTorch's waiting threads would take the processor from ONNX Runtime's.
            torch.set_num_threads(1)
            try:
                return run()
            finally:
                torch.set_num_threads(self.threads)

        return alone

    def begin(self, items: int) -> None:
        self.memory = [torch.zeros(items, *self.shape).numpy()] * (2 * len(self.network.blocks))

    def trunk(self, x: torch.Tensor, at: int) -> torch.Tensor:
        for row in range(x.shape[1]):
            given = {"x": x[:, row : row + 1].numpy(), "position": self.network.position[at + row].detach().numpy()}
            h, *self.memory = self.step.run(None, given | {f"m{i}": m for i, m in enumerate(self.memory)})
        return torch.from_numpy(h)

    def head(self, book: int, h: torch.Tensor, sofar: torch.Tensor) -> torch.Tensor:
        return torch.from_numpy(self.heads[book].run(None, {"h": h.numpy(), "sofar": sofar.numpy()})[0])


def main() -> None:
    program, flow, codes = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 15
    threads = int(sys.argv[5]) if len(sys.argv) > 5 else 2
    torch.set_num_threads(threads)
    contestants = {
        "Choreo float": Choreo(program, "single", flow, codes), "Choreo bfloat16": Choreo(program, "half", flow, codes),
        "PyTorch float": Torch(codes), "PyTorch bfloat16": Torch(codes, half=True),
    }
    try:
        contestants["ONNX Runtime float"] = Onnx(codes, Path(program).parent, threads)
    except ImportError:
        print("ONNX Runtime is not installed")
    for items in BATCHES:
        contest(
            f"draw, {items} proposals", contestants, rounds,
            lambda who: who.ask("draw", items) if isinstance(who, Choreo) else measure(who.draw(items)),
        )


if __name__ == "__main__":
    main()
