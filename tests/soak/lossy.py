"""A file system in memory that forgets, at a power cut, part of what was never synchronised.

Idea: SQLite's own crash tests (https://www.sqlite.org/testing.html#crash_testing). What a file was
told since its last synchronisation is kept as a list; at the cut each sector of each write is kept,
dropped or torn by chance, so that later writes may survive where earlier ones do not. A write harms
no byte beside it, as SQLite assumes of today's disks (powersafe overwrite).
"""

import random
from dataclasses import dataclass, field

import apsw

SECTOR = 512
READ_WRITE = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE


class PowerCut(apsw.IOError):
    """The machine has no power: nothing is read or written any more."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that were written at a place, or, without bytes, the length a file was cut to."""

    at: int
    told: bytes | None

    def applied(self, content: bytearray) -> None:
        """Changes the content as this write does."""
        if self.told is None:
            del content[self.at :]
            return
        content.extend(bytes(max(0, self.at + len(self.told) - len(content))))
        content[self.at : self.at + len(self.told)] = self.told


@dataclass(slots=True)
class Disk:
    """The files as they are seen, as they are on the disk, and when the power goes.

    `cut_at` counts writes, truncations, synchronisations and deletions; None: never.
    """

    seen: dict[str, bytearray] = field(default_factory=dict)
    safe: dict[str, bytearray] = field(default_factory=dict)
    unsafe: dict[str, list[Write]] = field(default_factory=dict)
    cut_at: int | None = None
    steps: int = 0

    def step(self) -> None:
        """Counts one operation; PowerCut when it is the last, and ever after."""
        self.steps += 1
        if self.cut_at is not None and self.steps >= self.cut_at:
            raise PowerCut

    def made(self, name: str) -> None:
        """The file is there, empty when it is new."""
        for files in (self.seen, self.safe):
            files.setdefault(name, bytearray())
        self.unsafe.setdefault(name, [])

    def changed(self, name: str, write: Write) -> None:
        """A write that is seen at once and safe only after the next synchronisation."""
        self.unsafe[name].append(write)
        self.step()
        write.applied(self.seen[name])

    def synchronised(self, name: str) -> None:
        """All that the file was told is safe."""
        self.step()
        self.safe[name] = bytearray(self.seen[name])
        self.unsafe[name].clear()

    def deleted(self, name: str) -> None:
        """The file is gone."""
        self.step()
        for files in (self.seen, self.safe, self.unsafe):
            files.pop(name, None)

    def after_the_cut(self, chance: random.Random) -> "Disk":
        """A disk with power on again, and whatever chance has left on it."""
        left = {name: bytearray(content) for name, content in self.safe.items()}
        for name, content in left.items():
            for write in self.unsafe[name]:
                for part in _survivors(write, chance):
                    part.applied(content)
        again = {name: bytearray(content) for name, content in left.items()}
        return Disk(seen=left, safe=again, unsafe={name: [] for name in left})


def _survivors(write: Write, chance: random.Random) -> list[Write]:
    """What is left of one write: its sectors, each kept, dropped or torn."""
    if write.told is None:
        return [write] if chance.random() < 0.5 else []
    parts = []
    for start in range(0, len(write.told), SECTOR):
        sector = write.told[start : start + SECTOR]
        fate = chance.choice(("kept", "dropped", "torn"))
        length = {"kept": len(sector), "dropped": 0, "torn": chance.randrange(len(sector))}[fate]
        if length:
            parts.append(Write(write.at + start, sector[:length]))
    return parts


class LossyFiles(apsw.VFS):
    """The disk as SQLite sees it."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, base="")
        self.name, self.disk = name, disk

    def xFullPathname(self, name: str) -> str:  # noqa: N802 - the library's names, here and below
        return name

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return pathname in self.disk.seen

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.disk.deleted(filename)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "LossyFile":  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else name or ":temporary:"
        flags[1] = flags[0]
        self.disk.made(path)
        return LossyFile(path, self.disk)


class LossyFile:
    """One open file. There is no shared memory: the database is opened by one connection alone."""

    def __init__(self, name: str, disk: Disk) -> None:
        self._name, self._disk = name, disk

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self._disk.seen[self._name][offset : offset + amount])

    def xWrite(self, told: bytes, offset: int) -> None:  # noqa: N802
        self._disk.changed(self._name, Write(offset, bytes(told)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.changed(self._name, Write(size, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.synchronised(self._name)

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._disk.seen[self._name])

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xLock(self, level: int) -> None:  # noqa: N802
        """Nobody else is there."""

    def xUnlock(self, level: int) -> None:  # noqa: N802
        """Nobody else is there."""

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:  # noqa: N802
        return False

    def xClose(self) -> None:  # noqa: N802
        """Nothing is held open."""
