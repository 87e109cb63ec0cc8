"""Many machines by Dask (M. Rocklin, SciPy 2015); an optional extra.

The scheduler gives a lost worker's chunks to another one, so a sweep survives a machine that dies.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import islice
from multiprocessing import cpu_count
from typing import Any

from remit.engines.storm.sweeps.executors import AHEAD, Chunk, Result

RETRIES = 3


class DaskMissing(Exception):
    """Dask was asked for and is not installed."""

    def __init__(self) -> None:
        super().__init__("Dask is not installed: install remit[dask], or choose pool or serial.")


@cache
def _distributed() -> Any:
    """dask.distributed, or None where the extra "dask" is not installed; loaded when first asked for."""
    try:
        return import_module("distributed")
    except ImportError:
        return None


def available() -> bool:
    """Whether Dask is installed."""
    return _distributed() is not None


@dataclass(frozen=True)
class Dask:
    """A Dask cluster at `address` (tcp://host:8786), or one of `workers` processes on this machine.

    Workers need the same version of Remit, and processors of one kind where equal numbers to the last bit
    are wanted. Raises DaskMissing.
    """

    address: str = ""
    workers: int = 0

    def __post_init__(self) -> None:
        if not available():
            raise DaskMissing

    def map(self, function: Callable[[Chunk], Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
        """The function's value for each chunk, as they are finished.

        A chunk that dies with its worker goes to another one; one that kills worker after worker is an
        error in itself (KilledWorker).
        """
        with self._client() as client:
            waiting = iter(chunks)
            ahead = AHEAD * max(1, sum(client.nthreads().values()))
            under_way = _distributed().as_completed(
                [_sent(client, function, chunk) for chunk in islice(waiting, ahead)],
                loop=client.loop,
            )
            for done in under_way:
                for chunk in islice(waiting, 1):
                    under_way.add(_sent(client, function, chunk))
                yield done.result()

    @contextmanager
    def _client(self) -> Iterator[Any]:
        distributed = _distributed()
        if self.address:
            with distributed.Client(self.address, set_as_default=False) as client:
                yield client
            return
        with (
            distributed.LocalCluster(
                n_workers=self.workers or cpu_count(), threads_per_worker=1, dashboard_address=None
            ) as cluster,
            distributed.Client(cluster, set_as_default=False) as client,
        ):
            yield client


def _sent(client: Any, function: Callable[[Chunk], Result], chunk: Chunk) -> Any:
    return client.submit(function, chunk, pure=False, retries=RETRIES)
