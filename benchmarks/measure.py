"""Processor time and peak memory of one function call, each in a fresh process.

Processor time is measured around the call alone, imports left out; memory is the whole process's.
Rounds of all competitors are interleaved, and the least of each counts: a busy machine only adds.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call took, and what it answered (so that competitors can be compared)."""

    cpu_s: float
    wall_s: float
    peak_mib: float
    answer: object


def cost(function: Callable[..., object], *arguments: str) -> Cost:
    """Calls the module-level `function` with texts in a fresh process."""
    name = f"{function.__module__}:{function.__name__}"
    command = [sys.executable, "-m", "benchmarks.measure", name, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} failed:\n{done.stderr}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def costs(
    *functions: Callable[..., object], arguments: tuple[str, ...] = (), rounds: int = 3
) -> list[Cost]:
    """The least cost of each function over interleaved rounds.

    Raises RuntimeError where they answer differently; a function that answers None has no say.
    """
    met = [[cost(function, *arguments) for function in functions] for _ in range(rounds)]
    answers = {repr(each.answer) for turn in met for each in turn if each.answer is not None}
    if len(answers) > 1:
        raise RuntimeError(f"The competitors disagree: {', '.join(sorted(answers))}")
    return [min(turns, key=lambda each: each.cpu_s) for turns in zip(*met, strict=True)]


def _peak_mib() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measure(name: str, *arguments: str) -> None:
    module, _, function = name.partition(":")
    call = getattr(import_module(module), function)
    cpu, wall = time.process_time(), time.perf_counter()
    answer = call(*arguments)
    spent = Cost(time.process_time() - cpu, time.perf_counter() - wall, _peak_mib(), answer)
    print(json.dumps({name: getattr(spent, name) for name in Cost.__slots__}))


if __name__ == "__main__":
    _measure(*sys.argv[1:])
