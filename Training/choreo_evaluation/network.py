"""python -m choreo_evaluation.network: proposals straight from a checkpoint, in PyTorch, for a column "network alone".

No post-processing but the join to the context (a cubic over 0.3 s): what the product adds shows in the difference to
the column of `choreo_evaluation.propose`. Conditions are left free. Needs PyTorch.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file

from choreo_training import checkpoint
from choreo_training.sampling import sample

from . import corpus
from .baselines import PROPOSALS, joined
from .motion import align, join_features, split_features
from .proposals import write_proposals
from .skeleton import CONTEXT


@torch.no_grad()
def decoded_windows(model, context, count, seed, steps, guidance, batch=32):
    """Decoded windows, [N, count, 180, 139], of aligned contexts [N, 60, 139]; not yet joined to them."""
    config, network = model.config, model.network.eval()
    generator = torch.Generator().manual_seed(seed)
    own = model.context_fit @ model.standardise(torch.from_numpy(context).float())
    own = own.repeat_interleave(count, 0)
    result = []
    for points in own.split(batch):
        shape = len(points), config.tokens, config.components
        known, y = torch.zeros(shape[:2]), torch.zeros(shape)
        known[:, :config.context_tokens] = 1
        y[:, :config.context_tokens] = model.tokens(points)
        free = torch.zeros(len(points), config.conditions)
        tokens = sample(
            network, y, known, model.condition_input(free, free),
            model.start(torch.randn(shape, generator=generator)), steps, guidance)
        result.append(model.decode(points, tokens).numpy())
    return np.concatenate(result).reshape(len(context), count, config.frames, -1)


def propose(model, features, count=PROPOSALS, seed=1, steps=8, guidance=1.0):
    """Proposals [N, count, 180, 139] for windows [N, 180, 139], of which only the context is looked at."""
    root, rotations = align(*split_features(features[:, :CONTEXT]))
    decoded = decoded_windows(model, join_features(root, rotations), count, seed, steps, guidance)
    place, pose = split_features(decoded[:, :, CONTEXT - 1:])
    rows = [
        [join_features(*joined(r, p, *one)) for one in zip(places, poses)]
        for r, p, places, poses in zip(root, rotations, place, pose)]
    return np.array(rows)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m choreo_evaluation.network", description=__doc__)
    parser.add_argument("features", type=Path, help="features file of all corpora, from `choreo features`")
    parser.add_argument("checkpoint", type=Path, help="checkpoint from choreo_training.export")
    parser.add_argument("-o", "--output", type=Path, required=True, help="proposals file to write")
    parser.add_argument("--corpus", default="cmu-dance", help="corpus to evaluate on (default: %(default)s)")
    parser.add_argument("--split", default="validation", help="its split (default: %(default)s)")
    parser.add_argument("--count", type=int, default=PROPOSALS, help="proposals per window (default: %(default)s)")
    parser.add_argument("--steps", type=int, default=8, help="sampling steps (default: %(default)s)")
    parser.add_argument("--guidance", type=float, default=1.0, help="guidance w (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)

    model, _ = checkpoint.read(options.checkpoint)
    # The file's basis may smooth; the model makes the plain one.
    model.basis = torch.from_numpy(load_file(options.checkpoint)["spline.basis"])
    clips = [c for c in corpus.read_clips(options.features)
             if c.corpus == options.corpus and c.split == options.split]
    ids, features = corpus.windows(clips)
    found = propose(model, features, options.count, options.seed, options.steps, options.guidance)
    write_proposals(options.output, [window.key for window in ids], found,
                    {"checkpoint": checkpoint.digest(options.checkpoint), "seed": options.seed})


if __name__ == "__main__":
    main()
