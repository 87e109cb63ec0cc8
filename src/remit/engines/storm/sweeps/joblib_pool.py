"""Processes of this machine by joblib (loky), which keeps its workers between sweeps; an optional extra."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from remit.engines.storm.sweeps.executors import Chunk, Executor, Pool, Result


class JoblibMissing(Exception):
    """joblib was asked for and is not installed."""

    def __init__(self) -> None:
        super().__init__("joblib is not installed: install remit[lab], or choose pool.")


@cache
def _joblib() -> Any:
    """joblib, or None where the extra "lab" is not installed; loaded when first asked for."""
    try:
        return import_module("joblib")
    except ImportError:
        return None


def available() -> bool:
    """Whether joblib is installed."""
    return _joblib() is not None


@dataclass(frozen=True)
class JoblibPool:
    """joblib's processes. `workers` 0: one for each core. Raises JoblibMissing."""

    workers: int = 0

    def __post_init__(self) -> None:
        if not available():
            raise JoblibMissing

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """The function's value for each chunk, as they are finished."""
        joblib = _joblib()
        parallel = joblib.Parallel(
            n_jobs=self.workers or -1, return_as="generator_unordered", pre_dispatch="3*n_jobs"
        )
        answered: Iterator[Result] = parallel(joblib.delayed(function)(chunk) for chunk in chunks)
        return answered


def local(workers: int = 0) -> Executor:
    """The best executor of this machine: joblib where it is installed, else the standard library's pool."""
    return JoblibPool(workers) if available() else Pool(workers)
