"""What the contests of networks share: the other program, and a stopwatch."""

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
