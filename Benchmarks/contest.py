"""What the contests of networks share: the other program, a stopwatch and the table."""

import statistics
import subprocess
import time


class Choreo:
    """Talks to the other program, which times itself."""

    def __init__(self, program: str, precision: str, *files: str):
        self.precision = precision
        self.process = subprocess.Popen([program, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, what: str, items: int) -> list[float]:
        self.process.stdin.write(f"{what} {items} {self.precision}\n")
        self.process.stdin.flush()
        return [float(x) for x in self.process.stdout.readline().split()]


def measure(run) -> tuple[float, float]:
    """Wall and processor seconds of the second of two runs."""
    run()
    wall, processor = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - processor


def contest(title: str, contestants: dict, rounds: int, run) -> None:
    """Lets everyone run once a round, in turn, and prints the times.

    ``run(contestant)`` gives wall and processor seconds, or None for who does not take part.
    """
    times: dict[str, list[tuple[float, float]]] = {}
    for turn in range(rounds):
        order = list(contestants)
        order = order[turn % len(order) :] + order[: turn % len(order)]
        for name in order:
            found = run(contestants[name])
            if found:
                times.setdefault(name, []).append(tuple(found))
    print(f"\n{title}: wall ms median (best), processor ms median (best)")
    for name, values in times.items():
        walls, processors = zip(*values)
        print(
            f"  {name:20} {1e3 * statistics.median(walls):8.1f} ({1e3 * min(walls):.1f})"
            f" {1e3 * statistics.median(processors):8.1f} ({1e3 * min(processors):.1f})"
        )
