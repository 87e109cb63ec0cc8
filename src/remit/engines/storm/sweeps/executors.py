"""Where runs are reckoned: here, or in other processes of this machine.

Whatever the executor, a run's numbers depend on its key alone; results come in any order.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import cpu_count, get_context
from typing import Any, Protocol, TypeVar

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
AHEAD = 3
ATTEMPTS = 3


class Executor(Protocol):
    """One method: answers chunks, in whatever order they are finished.

    Closing the iterator gives up what has not begun. A chunk whose worker was lost is tried again.
    """

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """The function's value for each chunk."""
        ...


class Serial:
    """One after another, in this process."""

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """The function's value for each chunk, in order.

        >>> list(Serial().map(abs, [-1, 2]))
        [1, 2]
        """
        return map(function, chunks)


@dataclass(frozen=True)
class Pool:
    """Processes of this machine, by the standard library: nothing to install.

    Processes are started afresh (spawn), never forked: forking a process with threads can hang.
    `workers` 0: one for each core. A pool whose worker was lost is replaced; three lost one after another
    without any answer between are an error.
    """

    workers: int = 0

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """The function's value for each chunk, as they are finished.

        Raises BrokenProcessPool when nothing gets done any more.
        """
        waiting, lost, idle = iter(chunks), list[Chunk](), 0
        while True:
            try:
                for found in self._answered(function, waiting, lost):
                    idle = 0
                    yield found
            except BrokenProcessPool:
                idle += 1
                if idle == ATTEMPTS:
                    raise
                waiting, lost = _both(lost, waiting), []
            else:
                return

    def _answered(
        self, function: Callable[[Chunk], Result], chunks: Iterator[Chunk], lost: list[Chunk]
    ) -> Iterator[Result]:
        """Results of one pool; `lost` has the chunks it was given and did not answer when it breaks."""
        workers = self.workers or cpu_count()
        begun: dict[Future[Result], Chunk] = {}
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            try:
                while _filled(pool, function, chunks, begun, AHEAD * workers):
                    for done in wait(begun, return_when=FIRST_COMPLETED).done:
                        found = done.result()
                        del begun[done]
                        yield found
            except BrokenProcessPool:
                lost += begun.values()
                raise
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _filled(
    pool: ProcessPoolExecutor,
    function: Callable[[Chunk], Result],
    chunks: Iterator[Chunk],
    begun: dict[Future[Result], Chunk],
    most: int,
) -> bool:
    """Whether anything is under way, after handing out chunks until `most` are."""
    for chunk in islice(chunks, most - len(begun)):
        begun[_submitted(pool, function, chunk, begun)] = chunk
    return bool(begun)


def _submitted(
    pool: ProcessPoolExecutor,
    function: Callable[[Chunk], Result],
    chunk: Chunk,
    begun: dict[Future[Result], Chunk],
) -> Future[Result]:
    """The chunk handed out; one that a broken pool refuses counts as begun, so that it is not lost."""
    try:
        return pool.submit(function, chunk)
    except BrokenProcessPool:
        begun[Future()] = chunk
        raise


def _both(first: Iterable[Chunk], second: Iterator[Chunk]) -> Iterator[Any]:
    yield from first
    yield from second
