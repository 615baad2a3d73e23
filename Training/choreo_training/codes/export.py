"""Turns a run into the file that `choreo` reads.

    python -m choreo_training.codes.export --run runs/codes -o codes.safetensors
"""

import argparse
from dataclasses import replace
from pathlib import Path

from . import file
from .postnet import weakened


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--state", default="state.pt", help="which state of it")
    parser.add_argument("-o", "--output", type=Path, required=True, help="safetensors file")
    parser.add_argument("--temperature", type=float, default=0.9, help="logits are divided by it")
    parser.add_argument("--top-p", type=float, default=0.9, help="share of the likeliest entries to draw from")
    parser.add_argument(
        "--strength", type=float, default=0.75, help="of the post-net's corrections, but for height and contacts"
    )
    parser.add_argument("--smoothing", type=float, default=0.0, help="low-pass of decoded points, 0 to 0.25")
    o = parser.parse_args()
    coder, network, unit, sizes, saved = file.load(o.run / o.state)
    postnet, post = file.load_postnet(o.run / "postnet.pt", sizes)
    sizes = replace(sizes, temperature=o.temperature, top_p=o.top_p, smoothing=o.smoothing)
    training = {"steps": saved["step"], "minutes": round(saved["minutes"], 1), "weightsAveraged": True}
    training |= saved["options"]
    training["postnet"] = {"steps": post["step"], "strength": o.strength} | post["options"]
    training["postnet"]["minutes"] = round(post["minutes"], 1)
    values = file.tensors(coder, network, weakened(postnet, o.strength), unit, half=True)
    digest = file.write(o.output, values, sizes, corpus=saved["corpus"], training=training)
    print(f"{o.output}: step {saved['step']}, {o.output.stat().st_size} bytes, sha256 {digest}")


if __name__ == "__main__":
    main()
