"""The queue of writers: a turnstile of two advisory locks on files beside the database.

Who wants to write locks the gate, waits there for the pen, takes it and opens the gate again. The
kernel queues those at the gate in the order in which they came, and whoever puts the pen down must
go to the gate like everybody else: nobody passes by. Idea: flock(2); turnstiles as in Downey, The
Little Book of Semaphores, section 5.5. The system frees the locks of a process that dies.

The queue is about fairness, never about correctness: SQLite's own lock still guards the file. So
where the files of the queue cannot be made, writing goes on without it.
"""

import fcntl
import os
import threading
from io import FileIO
from pathlib import Path

from django.db import OperationalError

from remit.project.sqlite.faults import WAITED, spoken

SUFFIXES = ("-gate", "-pen")


class Turn:
    """The place of one connection in the queue: a turn is taken once and given back once."""

    def __init__(self, database: Path | None, seconds: float) -> None:
        """The queue of the file `database`, or none; `seconds` is how long a turn is waited for."""
        self._database = database
        self._seconds = seconds
        self._pen: FileIO | None = None

    @property
    def held(self) -> bool:
        """Whether it is this connection's turn."""
        return self._pen is not None

    def take(self) -> None:
        """Waits until it is this connection's turn; OperationalError when that takes too long."""
        if self._database is None or self.held:
            return
        try:
            place = _Place(self._database)
        except OSError:
            return
        self._pen = place.pen if place.free() else place.queued(self._seconds)
        if self._pen is None:
            raise OperationalError(spoken(WAITED).format(seconds=self._seconds))

    def give_back(self) -> None:
        """Lets the next one write; nothing happens when no turn was taken."""
        pen, self._pen = self._pen, None
        if pen is not None:
            _unlock(pen)


class _Place:
    """One attempt to get the pen, with open files of its own: such locks belong to open files."""

    def __init__(self, database: Path) -> None:
        self._gate, self.pen = (_opened(f"{database}{suffix}") for suffix in SUFFIXES)
        self._mutex = threading.Lock()
        self._arrived = threading.Event()
        self._given_up = False

    def free(self) -> bool:
        """Takes the pen when nobody holds or awaits it."""
        try:
            fcntl.flock(self._gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(self.pen, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        _unlock(self._gate)
        return True

    def queued(self, seconds: float) -> FileIO | None:
        """The pen, or None when it did not come in time.

        The kernel knows no queue with a time limit, so a thread waits and can be left behind.
        """
        threading.Thread(target=self._wait, daemon=True).start()
        try:
            self._arrived.wait(seconds)
        finally:
            with self._mutex:
                self._given_up = not self._arrived.is_set()
        return None if self._given_up else self.pen

    def _wait(self) -> None:
        try:
            fcntl.flock(self._gate, fcntl.LOCK_EX)
            fcntl.flock(self.pen, fcntl.LOCK_EX)
        finally:
            _unlock(self._gate)
        with self._mutex:
            if self._given_up:
                _unlock(self.pen)
            else:
                self._arrived.set()


def _opened(path: str) -> FileIO:
    return FileIO(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666))


def _unlock(file: FileIO) -> None:
    # Unlocked before it is closed: a forked child may share the open file and hold the lock alive.
    fcntl.flock(file, fcntl.LOCK_UN)
    file.close()
