"""Cuts BVH files as text: rows stay byte for byte, so nothing is read, turned or rounded twice."""

from pathlib import Path

import numpy as np


class BVHText:
    """A BVH file as its hierarchy and its rows of motion."""

    def __init__(self, path):
        lines = Path(path).read_bytes().splitlines()
        try:
            motion = next(i for i, line in enumerate(lines) if line.strip().upper() == b"MOTION")
            rate = next(i for i in range(motion, len(lines)) if lines[i].strip().lower().startswith(b"frame time"))
        except StopIteration:
            raise SystemExit(f"{path}: no MOTION section with a frame time") from None
        self.path = path
        self.hierarchy = lines[:motion]
        self.frame_time = float(lines[rate].split(b":", 1)[1])
        self.rows = [line for line in lines[rate + 1:] if line.strip()]

    def text(self, count, rate):
        """Returns a file of the first `count` rows that says `rate` frames per second."""
        head = [b"MOTION", b"Frames: %d" % count, b"Frame Time: %.17g" % (1 / rate)]
        return b"\n".join(self.hierarchy + head + self.rows[:count]) + b"\n"

    def values(self, count):
        """The first `count` rows as numbers, [count, channels]."""
        return np.array([[float(x) for x in row.split()] for row in self.rows[:count]])
