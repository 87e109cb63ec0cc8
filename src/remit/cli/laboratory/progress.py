"""How far many runs have come, on the error stream; Ctrl-C stops between chunks, so nothing is lost."""

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Generic, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from remit.cli.answers import errors, language
from remit.engines.storm.sweeps.executors import Executor
from remit.engines.words import Words

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")
INTERRUPTED = 130
"""The exit status of a command that was stopped by Ctrl-C, as shells have it."""


@dataclass
class Watch:
    """Counts runs for a person who may stop them."""

    tell: Callable[[int, int], None]
    stopped: list[int] = field(default_factory=list)

    def cancel(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return bool(self.stopped)


@contextmanager
def watched(what: Words) -> Iterator[Watch]:
    """A bar for what goes on; a second Ctrl-C ends the command at once, as usual."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(what.pick(language()), total=None)
        watch = Watch(lambda done, total: bar.update(task, completed=done, total=total))
        usual = signal.getsignal(signal.SIGINT)

        def stop(number: int, frame: FrameType | None) -> None:
            del frame
            watch.stopped.append(number)
            signal.signal(signal.SIGINT, usual)

        signal.signal(signal.SIGINT, stop)
        try:
            yield watch
        finally:
            signal.signal(signal.SIGINT, usual)


@dataclass(frozen=True)
class Uninterrupted:
    """An executor whose other processes leave Ctrl-C to this one, which then stops between chunks."""

    executor: Executor

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """The function's value for each chunk."""
        return self.executor.map(Deaf(function), chunks)


@dataclass(frozen=True)
class Deaf(Generic[Chunk, Result]):
    """A function that makes its process deaf to Ctrl-C before it answers."""

    function: Callable[[Chunk], Result]

    def __call__(self, chunk: Chunk) -> Result:
        """The function's value."""
        # A thread of a cluster's worker may not say so, and no terminal reaches it.
        with suppress(ValueError):
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        return self.function(chunk)
