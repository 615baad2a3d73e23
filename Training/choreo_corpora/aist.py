"""python -m choreo_corpora.aist: AIST++ motion files (SMPL rotations, pickled) -> a corpus of BVH files.

    python -m choreo_corpora.aist aist_plusplus_final/motions -o data/aist-dance --leave-out ignore_list.txt
    choreo features data/aist-dance/INDEX.tsv -o data.safetensors

A file holds rotation vectors [N, 72] of 24 joints at 60 frames a second, the body's place [N, 3] in the units of its
video's calibration, and how many of these units the body's metre has.
"""

import argparse
import re
from pathlib import Path

import numpy as np

from . import pickles, smpl
from .folder import Corpus, Take

RATE = 60.0

#: Dancers 1 to 30; those whose number this divides are held out.
HELD_OUT = 5

#: What the code after "g" in a file's name stands for.
GENRES = {"BR": "break", "PO": "pop", "LO": "lock", "MH": "middle hip-hop", "LH": "LA style hip-hop", "HO": "house",
          "WA": "waack", "KR": "krump", "JS": "street jazz", "JB": "ballet jazz"}

_NAME = re.compile(r"g(?P<genre>[A-Z]{2})_s[A-Z]{2}_c[0-9A-Za-z]+_d(?P<dancer>\d+)_.+")


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Rotation vectors [N, 24, 3] and places of the pelvis [N, 3] in metres.

    The place at rest of the pelvis within the body is left out: it moves a whole clip by a constant, and clips are set
    on their floor and turned over the origin anyway.
    """
    found = pickles.read(path)
    if not isinstance(found, dict):
        raise pickles.Refused(f"{path}: holds no table of arrays")
    parts = {}
    for name, columns in (("smpl_poses", 72), ("smpl_trans", 3), ("smpl_scaling", None)):
        if name not in found:
            raise pickles.Refused(f"{path}: has no {name}")
        value = np.asarray(found[name])
        if value.dtype.kind not in "fiu" or not np.isfinite(value).all():
            raise pickles.Refused(f"{path}: {name} is not all finite numbers")
        value = value.astype(float)
        if columns is None and value.size == 1 and value.item() > 0:
            parts[name] = value.item()
        elif columns is not None and value.size and value.shape[1:] in ((columns,), (columns // 3, 3)):
            parts[name] = value.reshape(len(value), columns)
        else:
            raise pickles.Refused(f"{path}: {name} has shape {value.shape}, expected [N, {columns or 1}]")
    rotations, places = parts["smpl_poses"], parts["smpl_trans"]
    if len(rotations) != len(places):
        raise pickles.Refused(f"{path}: {len(rotations)} poses, but {len(places)} places")
    return rotations.reshape(-1, 24, 3), places / parts["smpl_scaling"] + [0, smpl.STANDING, 0]


def take(path: Path) -> Take:
    """A motion file as a take of the corpus, in a folder of its dancer."""
    name = _NAME.fullmatch(path.stem)
    dancer = int(name["dancer"]) if name else 0
    subject = f"d{dancer:02d}" if name else "unknown"
    rotations, places = read(path)
    return Take(
        path=f"{subject}/{path.stem}.bvh", rate=RATE, subject=subject,
        split="validation" if name and dancer % HELD_OUT == 0 else "train",
        genre=(GENRES.get(name["genre"], "") + " dance").strip() if name else "dance",
        source=path.name, content=smpl.bvh(rotations, places, RATE), frames=len(rotations))


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(prog="python -m choreo_corpora.aist", description=__doc__.splitlines()[0])
    parser.add_argument("motions", type=Path, help="folder of AIST++ motion files (*.pkl)")
    parser.add_argument("-o", "--output", type=Path, required=True, help="new folder for the corpus")
    parser.add_argument("--leave-out", type=Path, metavar="FILE",
                        help="names of motions to leave out, one a line (the set's own ignore_list.txt)")
    options = parser.parse_args(arguments)

    left_out = set(options.leave_out.read_text().split()) if options.leave_out else set()
    corpus = Corpus(options.output)
    for path in sorted(options.motions.glob("*.pkl")):
        if path.stem in left_out:
            continue
        try:
            corpus.add(take(path))
        except pickles.Refused as problem:
            print(f"left out: {problem}")
    corpus.finish()
    print(f"{len(corpus.rows)} takes in {options.output}")


if __name__ == "__main__":
    main()
