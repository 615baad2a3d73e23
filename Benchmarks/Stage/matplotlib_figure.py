"""A stick figure of 31 joints in Matplotlib's 3D axes, every picture drawn and read back.

    python matplotlib_figure.py WIDTH HEIGHT FRAMES [FILM.mp4]

With FILM.mp4, as `FuncAnimation.save` makes one instead. One line of JSON, in milliseconds: to the first picture, wall
and processor a picture.
"""

import json
import sys
import time

begun = time.monotonic()

import matplotlib  # noqa: E402

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.animation import FuncAnimation  # noqa: E402

WIDTH, HEIGHT, FRAMES = (int(word) for word in sys.argv[1:4])
BONES = 30


def places(frame: int) -> np.ndarray:
    """Ends of the bones, shape [BONES, 2, 3]: five limbs of six bones that swing."""
    ends = np.zeros((BONES, 2, 3))
    for limb in range(5):
        place = np.array([0.0, 0.0, 1.0])
        for bone in range(6):
            angle = limb * 1.26 + 0.3 * np.sin(frame / 9 + bone)
            ends[limb * 6 + bone, 0] = place
            place = place + 0.16 * np.array([np.sin(angle), 0.2 * np.sin(frame / 7 + limb), np.cos(angle)])
            ends[limb * 6 + bone, 1] = place
    return ends


figure = plt.figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
axes = figure.add_subplot(projection="3d")
axes.set(xlim=(-1, 1), ylim=(-1, 1), zlim=(0, 2))
lines = [axes.plot([], [], [], linewidth=4)[0] for _ in range(BONES)]


def pose(frame: int) -> list:
    for line, ends in zip(lines, places(frame)):
        line.set_data_3d(*ends.T)
    return lines


def draw(frame: int) -> np.ndarray:
    pose(frame)
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba()).copy()


def film(path: str) -> None:
    animation = FuncAnimation(figure, pose, frames=FRAMES, blit=False)
    animation.save(path, fps=30, writer="ffmpeg")


draw(0)
first = time.monotonic()
for warm in range(2):
    draw(warm)
wall, processor = time.monotonic(), time.process_time()
if len(sys.argv) > 4:
    film(sys.argv[4])
else:
    for index in range(FRAMES):
        draw(index)
print(
    json.dumps(
        {
            "first": round((first - begun) * 1e3, 2),
            "wall": round((time.monotonic() - wall) * 1e3 / FRAMES, 2),
            "processor": round((time.process_time() - processor) * 1e3 / FRAMES, 2),
        }
    )
)
