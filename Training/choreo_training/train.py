"""Trains the sequence model on one CPU core, one GPU, or several processes under ``torchrun``.

    python -m choreo_training.train --features data.safetensors --run runs/first --minutes 60
"""

import argparse
import json
import math
import os
import time
from contextlib import nullcontext
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch
import torch.distributed as dist
from torch import Tensor

from . import conditions, corpus, masks, state, style
from .config import Config
from .evaluate import Evaluator, Sampler, table
from .kinematics import Kinematics
from .model import Model
from .losses import Objective, Weights, Window, predict
from .statistics import fit_model
from .windows import Batch, Drawer


#: Learning rate of the weights that styles and known parts enter by, times that of all others: they
#: start at zero and have far to go, and at the common rate were hardly used after an hour.
STEERING_RATE = 8.0
STEERING = ("style.weight", "parts.weight")

#: Share of windows whose known tokens are given inexactly, and the most that they are off.
BLUR_SHARE, BLUR = 0.5, 0.4


@dataclass
class Options:
    """How a run goes; every field is a command-line option of the same name."""

    features: Path
    run: Path
    corpora: str = ""  # names with commas; those that may ship if none are given
    start: Path | None = None  # folder of a run whose averaged weights a new run begins with
    minutes: float = 60.0
    batch: int = 32  # windows per step and process
    lr: float = 1e-3
    weight_decay: float = 0.02
    clip: float = 1.0
    warm_up: int = 150  # steps
    last_lr: float = 0.02  # share of lr at the end of the clock
    ema: float = 0.999
    shift: float = 1.5
    seed: int = 1
    width: int = 256
    layers: int = 6
    heads: int = 4
    feed_forward: int = 1024
    dropout: float = 0.0
    components: int = 192  # of a token
    correlation: float = 1.0  # of the noise from token to token, times that of movement
    places: float = 0.2
    velocities: float = 2.0
    accelerations: float = 1.0
    contacts: float = 0.5
    save_every: float = 5.0  # minutes between checkpoints with an evaluation
    log_every: int = 100  # steps
    threads: int = 1


class Trainer:
    """One process of a run."""

    def __init__(self, options: Options):
        self.options = o = options
        torch.set_num_threads(o.threads)
        self.rank, self.world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        cuda = torch.cuda.is_available()
        self.device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
        if self.world > 1:
            if cuda:
                torch.cuda.set_device(self.device)
            dist.init_process_group("nccl" if cuda else "gloo")
        o.run.mkdir(parents=True, exist_ok=True)
        self.path = o.run / "state.pt"
        self.corpus = corpus.load(o.features, corpus.named(o.corpora))
        self.elapsed, self.step = 0.0, 0
        # The same seed everywhere for weights and statistics, one of its own for data and noise.
        torch.manual_seed(o.seed)
        config = Config(
            components=o.components, width=o.width, layers=o.layers, heads=o.heads, feed_forward=o.feed_forward, shift=o.shift
        )
        drawer = Drawer(self.corpus, config, o.seed)
        saved = state.load(self.path) if self.path.exists() else None
        if saved is None and o.start:
            model = state.model_of(state.load(o.start / "state.pt"), averaged=True)
            for block in model.network.blocks:
                block.dropout = o.dropout
            self.say(f"starts from {o.start}")
        elif saved is None:
            model, share = fit_model(drawer, config, correlation=o.correlation, dropout=o.dropout)
            self.say(f"{model.config.components} components keep {share:.4f} of the variance")
            alike = model.noise_correlation
            self.say(f"noise correlation {alike.mean():.3f}, {alike.min():.2f} to {alike.max():.2f}")
        else:
            model = state.model_of(saved, averaged=False)
            for block in model.network.blocks:
                block.dropout = o.dropout
        self.model = model.to(self.device)
        self.drawer = Drawer(self.corpus, self.model.config, o.seed + 1000 * (self.rank + 1))
        self.generator = torch.Generator().manual_seed(o.seed + 500 + self.rank)
        network = self.model.network
        self.average = state.Average(network, o.ema)
        steering = [p for n, p in network.named_parameters() if n in STEERING]
        decayed = [
            p for n, p in network.named_parameters()
            if p.dim() > 1 and n != "position" and n not in STEERING
        ]
        others = [p for n, p in network.named_parameters() if p.dim() <= 1 or n == "position"]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": decayed, "weight_decay": o.weight_decay, "rate": 1.0},
                {"params": others, "weight_decay": 0.0, "rate": 1.0},
                {"params": steering, "weight_decay": o.weight_decay, "rate": STEERING_RATE},
            ],
            lr=o.lr, betas=(0.9, 0.99), fused=True,
        )
        if saved is not None:
            self.average.network.load_state_dict(saved["average"])
            self.average.count = saved["averageCount"]
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.elapsed = saved["progress"]["step"], saved["progress"]["elapsed"]
            if self.rank == 0:
                state.restore_random(saved, self.generators())
            else:
                self.drawer.generator.manual_seed(o.seed + 1000 * self.rank + self.step)
            self.say(f"resumed at step {self.step}, {self.elapsed / 60:.1f} minutes")
        kinematics = Kinematics(self.device)
        weights = Weights(1.0, o.places, o.velocities, o.accelerations, o.contacts)
        self.objective = Objective(self.model, kinematics, weights)
        self.parallel = network
        if self.world > 1:
            self.parallel = torch.nn.parallel.DistributedDataParallel(
                network, device_ids=[self.device.index] if cuda else None
            )
        self.evaluator = Evaluator(self.corpus, self.model_on_cpu()) if self.rank == 0 else None

    def generators(self) -> dict[str, torch.Generator]:
        return {"drawer": self.drawer.generator, "trainer": self.generator}

    def say(self, text: str) -> None:
        if self.rank == 0:
            print(time.strftime("%H:%M:%S"), text, flush=True)

    def lr(self) -> float:
        """Warm-up by steps, then a cosine by the clock."""
        o = self.options
        done = min(self.elapsed / (60 * o.minutes), 1.0)
        cosine = o.last_lr + (1 - o.last_lr) * 0.5 * (1 + math.cos(math.pi * done))
        return o.lr * cosine * min(1.0, (self.step + 1) / o.warm_up)

    def levels(self, count: int) -> Tensor:
        """Noise levels in (0, 1], spread evenly over the batch before the shift."""
        u = (torch.arange(count) + torch.rand(count, generator=self.generator)) / count
        u = 1 - u[torch.randperm(count, generator=self.generator)]
        s = self.options.shift
        return s * u / (1 + (s - 1) * u)

    def loss(self, batch: Batch) -> tuple[Tensor, dict[str, Tensor]]:
        """Draws masks, conditions, levels and noise for a batch, and its loss."""
        g, device = self.generator, self.device
        count = len(batch.points)
        known, at_end = masks.draw(count, self.model.config, g)
        flags, t = conditions.drop(count, g), self.levels(count).clamp_min(1e-3)
        shape = (count, self.model.config.tokens, self.model.config.components)
        white = torch.randn(shape, generator=g).to(device)
        parts = masks.draw_parts(count, self.model.config, g)
        moved = (x.to(device) for x in (batch.points, batch.context, known, at_end, parts))
        with torch.no_grad():
            window = self.objective.prepare(*moved)
            window.given = self.blurred(window)
            manner = style.tell(window.style, g)
            told = self.model.condition_input(window.conditions, flags.to(device))
        t = t.to(device)
        with torch.autocast(device.type, torch.bfloat16):
            guess = predict(self.parallel, window, t, self.model.noise(white), told, manner)
        return self.objective(window, guess, t)

    def blurred(self, window: Window) -> Tensor:
        """The known tokens as the network is given them: in some windows inexact.

        Who has seen each context a hundred times knows by heart what follows it; an inexact one
        makes the network look at the movement instead.
        """
        g, shape = self.generator, window.given.shape
        size = BLUR * torch.rand(shape[0], 1, 1, generator=g) * (torch.rand(shape[0], 1, 1, generator=g) < BLUR_SHARE)
        noise = torch.randn(shape, generator=g).to(self.device)
        return window.given + size.to(self.device) * self.model.noise(noise)

    def advance(self, batch: Batch) -> dict[str, Tensor]:
        """One step of the optimiser."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.lr() * group["rate"]
        loss, terms = self.loss(batch)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.network.parameters(), self.options.clip)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.average.update(self.model.network)
        self.step += 1
        return terms | {"loss": loss.detach(), "norm": norm}

    def model_on_cpu(self) -> Model:
        """The averaged model, for evaluation."""
        values = {k: v.cpu() for k, v in self.average.network.state_dict().items()}
        values |= {k: v.cpu() for k, v in self.model.statistics().items()}
        return type(self.model).from_tensors(self.model.config, values)

    def checkpoint(self) -> None:
        """Saves, samples and logs; on the first process only."""
        if self.rank != 0:
            return
        progress = {"step": self.step, "elapsed": self.elapsed, "options": plain(self.options),
                    "world": self.world, "device": self.device.type}
        state.save(self.path, self.model, self.average, self.optimiser, progress, self.generators())
        model = self.model_on_cpu()
        model.network.eval()
        rows = dict(self.evaluator.references) if self.step <= 1 else {}
        for settings in (Sampler("free"), Sampler("style drawn", style=1.0), Sampler("drawn, guided", style=1.0, guidance=1.5)):
            rows[settings.name] = self.evaluator.evaluate(model, settings)
        self.say(f"step {self.step}, {self.elapsed / 60:.1f} min\n{table(rows)}")
        with open(self.options.run / "evaluations.jsonl", "a") as file:
            file.write(json.dumps({"step": self.step, "minutes": self.elapsed / 60, "rows": rows}) + "\n")

    def run(self) -> None:
        """Trains until the clock runs out."""
        o = self.options
        limit, save_at = 60 * o.minutes, self.elapsed + 60 * o.save_every
        self.say(table(self.evaluator.references) if self.evaluator else "")
        sums: dict[str, float] = {}
        last = time.monotonic()
        stop = torch.tensor(self.elapsed >= limit)
        while not stop:
            terms = self.advance(self.drawer.draw(o.batch))
            now = time.monotonic()
            self.elapsed, last = self.elapsed + now - last, now
            for name, value in terms.items():
                sums[name] = sums.get(name, 0.0) + float(value)
            stop = torch.tensor(self.elapsed >= limit, device=self.device)
            if self.world > 1:
                dist.broadcast(stop, 0)
            if self.step % o.log_every == 0:
                means = "  ".join(f"{k} {v / o.log_every:.4f}" for k, v in sums.items())
                rate = self.step / self.elapsed
                self.say(f"{self.step:6d}  {self.elapsed / 60:6.1f} min  {rate:.2f}/s  lr {self.lr():.1e}  {means}")
                sums.clear()
            if self.elapsed >= save_at or stop:
                self.checkpoint()
                save_at, last = self.elapsed + 60 * o.save_every, time.monotonic()
        if self.world > 1:
            dist.destroy_process_group()


def plain(options: Options) -> dict[str, object]:
    """Options as JSON takes them."""
    return {k: str(v) if isinstance(v, Path) else v for k, v in asdict(options).items()}


def parse() -> Options:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for field in fields(Options):
        name = "--" + field.name.replace("_", "-")
        required = field.name in ("features", "run")
        kind = Path if field.name == "start" else field.type
        parser.add_argument(
            name, type=kind, required=required, default=None if required else field.default
        )
    return Options(**vars(parser.parse_args()))


if __name__ == "__main__":
    Trainer(parse()).run()
