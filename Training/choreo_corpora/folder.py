"""A corpus on disk: movement files and the table INDEX.tsv that names them."""

import os
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("path", "true_fps", "split", "subject", "genre", "frames", "source")


@dataclass(frozen=True)
class Take:
    """One movement of a corpus."""

    path: str  # within the corpus, with /
    rate: float  # frames per second
    split: str  # train or validation
    subject: str
    genre: str
    source: str  # the file it was made from
    content: bytes  # BVH
    frames: int


class Corpus:
    """A folder that takes are added to; its table is written last, so that a table means a whole corpus."""

    def __init__(self, folder: Path):
        """Refuses a folder that holds anything: nothing is overwritten."""
        if folder.exists() and any(folder.iterdir()):
            raise SystemExit(f"{folder}: is not empty; give a new folder")
        self.folder = folder
        self.rows: list[tuple[str, ...]] = []

    def add(self, take: Take) -> None:
        """Writes a take's file and keeps its row."""
        row = (take.path, f"{take.rate:g}", take.split, take.subject, take.genre, str(take.frames), take.source)
        if any(character in cell for cell in row for character in "\t\r\n"):
            raise SystemExit(f"{take.source}: its name has a tab or a line break, which the table cannot hold")
        write(self.folder / take.path, take.content)
        self.rows.append(row)

    def finish(self) -> None:
        """Writes the table."""
        if not self.rows:
            raise SystemExit(f"{self.folder}: nothing was found to put there")
        lines = ["\t".join(row) for row in (COLUMNS, *self.rows)]
        write(self.folder / "INDEX.tsv", ("\n".join(lines) + "\n").encode())


def write(path: Path, content: bytes) -> None:
    """Writes beside the goal, then renames it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    os.replace(partial, path)
