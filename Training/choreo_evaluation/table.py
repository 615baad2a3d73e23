"""python -m choreo_evaluation.table: the one table, baselines beside ours, as Markdown and JSON."""

import argparse
import json
import time
from pathlib import Path

from . import baselines, corpus, frechet
from .distances import HORIZONS
from .measures import RealWindows
from .motion import split_features
from .proposals import read_proposals
from .prototype import QUOTED
from .reference import Reference

ROWS = [
    ("seam jump (median)", "seam_median", 2),
    ("seam jump (95th)", "seam_95", 2),
    ("speed ratio", "speed_ratio", 2),
    ("jerk ratio", "jerk_ratio", 2),
    ("frozen share", "frozen", 2),
    ("foot skate cm/s", "skate", 2),
    ("penetration cm", "penetration", 2),
    ("PFC", "pfc", 2),
    ("contact share (any foot)", "contact", 2),
    ("spread", "spread", 2),
    *((f"best-of-6 error m, {s:g} s", ("best_of", s), 2) for s in HORIZONS),
    ("Fréchet kinetic", "frechet_kinetic", 1),
    ("Fréchet kinetic 95 %", "frechet_kinetic_interval", 1),
    ("Fréchet pose", "frechet_pose", 1),
    ("Fréchet pose 95 %", "frechet_pose_interval", 1),
    ("two-sample accuracy", "two_sample", 2),
    ("two-sample 95 %", "two_sample_interval", 2),
    ("nearest training neighbour", "neighbour_ratio", 2),
    ("legacy FID_k", "legacy_fid_k", 1),
    ("legacy Div_k", "legacy_div_k", 2),
    ("legacy FID_g", "legacy_fid_g", 1),
    ("legacy Div_g", "legacy_div_g", 2),
    ("constraint error (context, own rig)", "constraint_error", 3),
    ("seconds per proposal", "seconds_per_proposal", 2),
    ("proposals", "proposals", 0),
]

# Issue "First light": what the product's proposals are held to. Limits that depend on other columns are functions.
TARGETS = [
    ("seam jump (95th)", "at most 1.1", lambda ours, table: ours["seam_95"] <= 1.1),
    ("speed ratio", "0.7 to 1.3", lambda ours, table: 0.7 <= ours["speed_ratio"] <= 1.3),
    ("jerk ratio", "at most 1.5", lambda ours, table: ours["jerk_ratio"] <= 1.5),
    ("frozen share", "at most 0.2", lambda ours, table: ours["frozen"] <= 0.2),
    ("foot skate cm/s", "at most twice real's", lambda ours, table: ours["skate"] <= 2 * table["real"]["skate"]),
    ("spread", "at least 0.5", lambda ours, table: ours["spread"] is not None and ours["spread"] >= 0.5),
    ("best-of-6 error m, 4 s", "below both freeze columns", lambda ours, table: all(
        ours["best_of"][4] < table[name]["best_of"][4] for name in ("freeze", "0.2 s on, freeze"))),
    ("nearest training neighbour", "at least 0.8", lambda ours, table: ours.get("neighbour_ratio", 0) >= 0.8),
    ("Fréchet pose", "at most 25", lambda ours, table: ours["frechet_pose"] <= 25),
]


def value_of(column, key):
    if isinstance(key, tuple):
        return column.get(key[0], {}).get(key[1])
    return column.get(key)


def text_of(value, digits):
    if value is None:
        return "–"
    if isinstance(value, (tuple, list)):
        return " to ".join(f"{v:.{digits}f}" for v in value)
    return f"{value:.{digits}f}"


def markdown(table, counts, quoted=QUOTED):
    """Returns the table with its counts and, where there are proposals, the targets they are held to."""
    columns = {**table, **quoted}
    lines = [
        f"{counts['windows']} windows of {counts['clips']} clips ({counts['what']}); thresholds, standardisation and "
        f"neighbours from {counts['training']['minutes']} min in {counts['training']['clips']} training clips "
        f"({', '.join(counts['training']['corpora'])}). The column *real* has real against real, split by clip, for "
        "Fréchet and two-sample.",
        "",
    ]
    if counts["few"]:
        lines += [
            f"**Too few for the Fréchet distances to be more than a hint**: the metrics page asks for "
            f"{frechet.FEW_WINDOWS} windows and {frechet.FEW_CLIPS} clips.", ""]
    lines += ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for title, key, digits in ROWS:
        cells = [text_of(value_of(column, key), digits) for column in columns.values()]
        if any(cell != "–" for cell in cells):
            lines.append(f"| {title} | " + " | ".join(cells) + " |")
    for name in counts["generators"]:
        lines += ["", f"Held to (`{name}`):", "", "| measure | target | found | met |", "|---|---|---|---|"]
        keys = {title: (key, digits) for title, key, digits in ROWS}
        for title, target, met in TARGETS:
            key, digits = keys[title]
            found = text_of(value_of(table[name], key), digits)
            lines.append(f"| {title} | {target} | {found} | {'yes' if met(table[name], table) else '**no**'} |")
    return "\n".join(lines) + "\n"


def evaluate(features_path, proposals, eval_corpus, split, seed, say, neighbours=True, train=corpus.SHIPPED):
    """Computes the whole table. proposals: {column: path}. Returns (table, counts)."""
    clips = corpus.read_clips(features_path)
    training = corpus.training_clips(clips, train)
    evaluated = [clip for clip in clips if clip.corpus == eval_corpus and clip.split == split]
    ids, features = corpus.windows(evaluated)
    if not ids or not training:
        raise SystemExit(f"{features_path}: {len(training)} training clips and {len(ids)} windows of "
                         f"{eval_corpus} {split}; both must be more than none")
    say(f"training: {len(training)} clips; evaluated: {len(ids)} windows of {len(evaluated)} clips")
    reference = Reference.of(training)
    real = RealWindows(ids, features, reference, seed)
    table = {"real": real.measures()}
    say("real measured")

    root, rotations = split_features(features)
    library = baselines.Library(training)
    corpora = [eval_corpus] * len(ids)
    for name, make in {
        "freeze": lambda: baselines.freeze(root, rotations),
        "0.2 s on, freeze": lambda: baselines.freeze(root, rotations, seconds=0.2),
        "repeat": lambda: baselines.repeat(root, rotations),
        "random clip": lambda: library.random_clip(root, rotations, corpora, seed),
        "retrieval": lambda: library.retrieval(root, rotations),
    }.items():
        table[name] = real.compare(*make(), neighbours=neighbours)
        say(f"{name} measured")
    for name, path in proposals.items():
        found = read_proposals(path, ids)
        table[name] = {**real.compare(*split_features(found.features)), **found.facts}
        say(f"{name} measured")
    counts = {
        "windows": len(ids), "clips": len(evaluated), "what": f"{eval_corpus} {split}",
        "few": frechet.few(real.clips), "training": reference.counts, "generators": list(proposals),
        "seed": seed, "thresholds": {"seam": reference.seam, "frozen_speed": reference.frozen_speed},
        "real": {"median_speed": real.speed, "mean_jerk": real.jerk, "neighbour": real.neighbour},
    }
    return table, counts


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m choreo_evaluation.table", description=__doc__)
    parser.add_argument("features", type=Path, help="features file of all corpora, from `choreo features`")
    parser.add_argument("--proposals", action="append", default=[], metavar="NAME=FILE",
                        help="a column and its proposals file, from choreo_evaluation.propose; may be repeated")
    parser.add_argument("--corpus", default="cmu-dance", help="corpus to evaluate on (default: %(default)s)")
    parser.add_argument("--split", default="validation", help="its split (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed of random clips and bootstraps (default: 1)")
    parser.add_argument("--train", nargs="+", default=corpus.SHIPPED, metavar="CORPUS",
                        help="corpora whose train splits give thresholds, standardisation, neighbours and baselines "
                             "(default: %(default)s)")
    parser.add_argument("--no-neighbours", action="store_true",
                        help="leave the nearest training neighbour of the baselines out (the slowest measure)")
    parser.add_argument("-o", "--output", type=Path, default=Path("table.md"), help="Markdown (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="JSON (default: the output with .json)")
    options = parser.parse_args(arguments)

    begin = time.time()
    named = dict(item.split("=", 1) if "=" in item else (Path(item).stem, item) for item in options.proposals)
    table, counts = evaluate(
        options.features, named, options.corpus, options.split, options.seed,
        say=lambda text: print(f"{time.time() - begin:6.0f} s  {text}", flush=True),
        neighbours=not options.no_neighbours, train=tuple(options.train))
    text = markdown(table, counts)
    options.output.write_text(text)
    json_path = options.json or options.output.with_suffix(".json")
    json_path.write_text(json.dumps({"counts": counts, "columns": table}, indent=1, sort_keys=True) + "\n")
    print(text)


if __name__ == "__main__":
    main()
