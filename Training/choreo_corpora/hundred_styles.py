"""python -m choreo_corpora.hundred_styles: 100STYLE's BVH files and their cuts -> a corpus of BVH files.

    python -m choreo_corpora.hundred_styles 100STYLE -o data/hundred-styles
    choreo features data/hundred-styles/INDEX.tsv -o data.safetensors

Each of the hundred styles has takes named STYLE_KIND.bvh (walks and runs forward, backward, sideways, idling,
transitions); Frame_Cuts.csv says from which row to which a take is walked in earnest. Before and after it stands a T
pose or a walk to the next start.
"""

import argparse
import csv
from pathlib import Path

from choreo_evaluation.bvh import BVHText

from .folder import Corpus, Take

#: What the kinds of the takes are.
KINDS = {"FW": "walk forward", "BW": "walk backward", "SW": "walk sideways", "FR": "run forward", "BR": "run backward",
         "SR": "run sideways", "ID": "idle", "TR1": "transition", "TR2": "transition", "TR3": "transition"}

#: Every tenth style, in the order of their names, is held out whole.
HELD_OUT = 10


def cuts(path: Path) -> dict[str, tuple[int, int]]:
    """First row and the row after the last of each take, by its name: {STYLE_KIND: (first, end)}.

    An empty cell or N/A means that there is no such take.
    """
    found = {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if "STYLE_NAME" not in (rows.fieldnames or ()):
            raise SystemExit(f"{path}: expected a column STYLE_NAME, found {rows.fieldnames}")
        for row in rows:
            for kind in KINDS:
                first, end = ((row.get(f"{kind}_{side}") or "").strip() for side in ("START", "STOP"))
                try:
                    pair = int(float(first)), int(float(end))
                except ValueError:
                    continue
                if not 0 <= pair[0] < pair[1]:
                    raise SystemExit(f"{path}:{rows.line_num}: {kind} goes from {first} to {end}")
                found[f"{row['STYLE_NAME'].strip()}_{kind}"] = pair
    return found


def take(path: Path, style: str, kind: str, cut: tuple[int, int] | None, held_out: bool) -> Take:
    """The part of a file between its cuts, rows as they stand; the whole file without them."""
    text = BVHText(path)
    first, end = cut or (0, len(text.rows))
    text.rows = text.rows[first:end]
    if len(text.rows) < 2:
        raise ValueError(f"{path}: nothing is left between the rows {first} and {end}")
    rate = 1 / text.frame_time
    # The header has six decimals: 0.016667 is 60 a second.
    rate = float(round(rate)) if abs(rate - round(rate)) < 1e-3 * rate else rate
    return Take(
        path=f"{style}/{path.name}", rate=rate, split="validation" if held_out else "train", subject=style,
        genre=KINDS[kind], source=path.name, content=text.text(len(text.rows), rate), frames=len(text.rows))


def main(arguments=None) -> None:
    parser = argparse.ArgumentParser(prog="python -m choreo_corpora.hundred_styles", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the unpacked set: Frame_Cuts.csv and a folder per style")
    parser.add_argument("-o", "--output", type=Path, required=True, help="new folder for the corpus")
    options = parser.parse_args(arguments)

    table = cuts(options.folder / "Frame_Cuts.csv")
    corpus = Corpus(options.output)
    files = sorted(options.folder.rglob("*.bvh"))
    styles = sorted({path.stem.rpartition("_")[0] for path in files})
    for path in files:
        style, _, kind = path.stem.rpartition("_")
        if kind not in KINDS or path.stem not in table:
            print(f"left out: {path}: Frame_Cuts.csv has no row for it")
            continue
        try:
            corpus.add(take(path, style, kind, table[path.stem], styles.index(style) % HELD_OUT == HELD_OUT - 1))
        except (ValueError, SystemExit) as problem:
            print(f"left out: {problem}")
    corpus.finish()
    print(f"{len(corpus.rows)} takes in {options.output}")


if __name__ == "__main__":
    main()
