"""Event logs as text tables: one line for each event, a header that says what the columns are.

Nothing is guessed: the separator is the one of four by which the header falls into most columns, the
encoding UTF-8 or, where that is impossible, GB18030 (told as a remark), the columns are known by
their names or named by whoever hands the table in, and the order of day and month follows
`dating`. Faults name their line and are told all at once.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from itertools import islice
from typing import NamedTuple, Protocol

from remit.engines.eventlog.columns import OWN, faulty, recognised
from remit.engines.eventlog.dating import Dates
from remit.engines.eventlog.faults import Faults, UnreadableLog, fault, note, remark
from remit.engines.eventlog.instants import EPOCH, MICROSECOND, microseconds
from remit.engines.eventlog.layouts import Order
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.logged import (
    HOLDERS,
    KINDS,
    Logged,
    from_instant,
    instant,
    place,
    whole,
    writable,
)
from remit.engines.eventlog.unpacking import Readable
from remit.engines.findings import Finding
from remit.engines.words import Words

SEPARATORS = (",", ";", "\t", "|")
MISSING = frozenset({"", "?"})
"""Texts that stand for no value in tables of others."""
NEEDED = {
    "item": Words("是哪个事项", "which item it is"),
    "activity": Words("做了什么", "what was done"),
}
COUNTED = "ts_us"
"""A column of this name holds microseconds since 1970; whole numbers in others are no instants."""
FIGURES = 19
GLANCED = 200
EXAMPLES = 3
FROM_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class _Reader(Protocol):
    """What the standard library reads lines with."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...


class Line(NamedTuple):
    """A line of the table: where it ends in the file, and its fields."""

    number: int
    fields: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever hands in a table says of it: names of columns by their meaning, order of dates.

    Times that name no zone are read in `zone`.
    """

    columns: Mapping[str, str]
    dates: Order | None = None
    zone: tzinfo = UTC


def from_table(
    stream: Readable, asked: Asked, limits: Limits = SANE
) -> tuple[list[Logged], tuple[Finding, ...]]:
    """The events of a table, and remarks on how it was understood. Raises UnreadableLog."""
    reading = _Table(asked, limits)
    rows = reading.read(reading.lines(whole(stream, limits)))
    reading.faults.refuse_if_any()
    return rows, (*reading.told, *reading.faults.remarks)


def from_lines(
    lines: Iterable[Sequence[str]], asked: Asked, limits: Limits = SANE
) -> tuple[list[Logged], tuple[Finding, ...]]:
    """The same for a table that is no text: its header, then its events, each as a row of texts."""
    reading = _Table(asked, limits)
    rows = reading.read(Line(number, list(fields)) for number, fields in enumerate(lines, 1))
    reading.faults.refuse_if_any()
    return rows, (*reading.told, *reading.faults.remarks)


@dataclass(frozen=True, slots=True)
class Glance:
    """What the columns of a table are called, and some values of each, the first ones that differ."""

    columns: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]


def glance(stream: Readable, limits: Limits = SANE) -> Glance:
    """The columns of a text table. Raises UnreadableLog with the faults of its first lines."""
    reading = _Table(Asked({}), limits)
    lines = islice(reading.lines(whole(stream, limits)), GLANCED)
    found = lines_at_a_glance(line.fields for line in lines)
    reading.faults.refuse_if_any()
    return found


def lines_at_a_glance(lines: Iterable[Sequence[str]]) -> Glance:
    """The same for a table that is no text. Raises UnreadableLog where there is no header."""
    rows = list(islice(lines, GLANCED))
    if not rows:
        raise UnreadableLog(fault("table.empty", "header", line=1))
    values = [
        tuple(islice(dict.fromkeys(filter(None, map(_value, column))), EXAMPLES))
        for column in zip(*rows[1:], strict=True)
    ]
    columns = tuple(name.strip() for name in rows[0])
    return Glance(columns, tuple(values) or ((),) * len(columns))


class _Table:
    """One table being read."""

    def __init__(self, asked: Asked, limits: Limits) -> None:
        self.faults = Faults(limits, "table")
        self.told: list[Finding] = []
        self._asked, self._limits = asked, limits
        self._dates = Dates(self.faults, asked.dates)
        self._known: dict[str, tuple[int, bool] | None] = {}
        self._counted = False

    def lines(self, content: bytes) -> Iterator[Line]:
        text = self._text(content)
        source = io.StringIO(text, newline="")
        return self._lines(csv.reader(source, delimiter=_separator(text), strict=True))

    def read(self, lines: Iterator[Line]) -> list[Logged]:
        header = next(lines, None)
        if header is None:
            self.faults.stop("table.empty", "header", line=1)
        if tuple(header.fields) == OWN and not self._asked.columns:
            return list(self._own(lines))
        places = self._places([name.strip() for name in header.fields])
        used = list(dict.fromkeys(places.values()))
        # Of a wide table nothing is held but the columns that mean something.
        kept = [Line(line.number, [line.fields[at] for at in used]) for line in lines]
        return self._foreign(kept, {meaning: used.index(at) for meaning, at in places.items()})

    def _text(self, content: bytes) -> str:
        """The text of the file, in the encoding that it can be in."""
        if content.startswith(FROM_UTF_16):
            return self._decoded(content, "utf-16")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.told.append(remark("table.gb18030", "encoding"))
            return self._decoded(content, "gb18030")

    def _decoded(self, content: bytes, encoding: str) -> str:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as garbled:
            found = fault("table.encoding", "encoding", byte=garbled.start)
            raise UnreadableLog(found) from garbled

    def _lines(self, reader: "_Reader") -> Iterator[Line]:
        """The lines that say anything; what stands after a fault of form cannot be told apart."""
        expected = 0
        try:
            for fields in reader:
                if not any(fields):
                    continue
                line = reader.line_num
                expected = expected or len(fields)
                if len(fields) != expected:
                    facts = {"count": len(fields), "expected": expected, "line": line}
                    self.faults.add("table.fields", "row", **facts)
                    continue
                if line > self._limits.entries:
                    limit = self._limits.entries
                    self.faults.stop("table.entries", "row", limit=limit, line=line)
                yield Line(line, fields)
        except csv.Error as broken:
            self.faults.stop("table.malformed", "row", reason=broken, line=reader.line_num)

    def _places(self, there: list[str]) -> dict[str, int]:
        """The place of each column by its meaning."""
        found = recognised(there, self._asked.columns)
        if wrong := faulty(there, found):
            columns = ", ".join(there)[:1000]
            raise UnreadableLog(
                *(
                    fault("table.column_unknown", meaning, meaning=meaning, columns=columns, line=1)
                    for meaning in wrong
                )
            )
        self._counted = found["at"] == COUNTED
        used = {meaning: name for meaning, name in found.items() if name}
        for name in dict.fromkeys(used.values()):
            if there.count(name) > 1:
                self.faults.add("table.column_twice", name, name=name, line=1)
        understood = ", ".join(f"{meaning}={name}" for meaning, name in used.items())
        self.told.append(note("table.columns", "header", columns=understood, line=1))
        return {meaning: there.index(name) for meaning, name in used.items()}

    def _own(self, lines: Iterator[Line]) -> Iterator[Logged]:
        """The events of a table that was written here, text for text."""
        for line in lines:
            at, seq, *texts = line.fields
            try:
                event = Logged(from_instant(at)[0], place(seq), *texts)
                if event.kind not in KINDS:
                    raise ValueError(event.kind)
                yield event
            except (ValueError, OverflowError):
                self.faults.add("table.unreadable_date", "row", text=at[:40], line=line.number)

    def _foreign(self, lines: list[Line], places: Mapping[str, int]) -> list[Logged]:
        """The events of a table of another system."""
        at = places["at"]
        self._dates.settle((line.number, line.fields[at].strip()) for line in lines)
        self.told.extend(self._dates.told)
        rows = (self._row(place, line, places) for place, line in enumerate(lines))
        return [row for row in rows if row is not None]

    def _row(self, place: int, line: Line, places: Mapping[str, int]) -> Logged | None:
        said = {meaning: _value(line.fields[at]) for meaning, at in places.items()}
        for meaning, what in NEEDED.items():
            if not said[meaning]:
                self.faults.add(
                    "table.nothing_there", meaning, name=meaning, what=what, line=line.number
                )
        ts_us = self._instant(said["at"], line.number)
        seq = self._place(said["seq"], line.number) if "seq" in said else place
        if ts_us is None:
            return None
        post, person, unit = (said.get(role, "") for role in HOLDERS)
        kind = said.get("transition", "").lower()
        return Logged(ts_us, seq, said["item"], said["activity"], post, person, unit, kind)

    def _instant(self, text: str, line: int) -> int | None:
        if text not in self._known:
            self._known[text] = self._moment(text, line)
        known = self._known[text]
        if known is None:
            self.faults.count("table.event_without_date", f"line {line}")
            return None
        ts_us, zoned = known
        if not zoned:
            self.faults.count("table.date_without_zone", f"line {line}", zone=self._asked.zone)
        return ts_us

    def _moment(self, text: str, line: int) -> tuple[int, bool] | None:
        if not text:
            return None
        if self._counted and text.removeprefix("-").isdecimal() and len(text) < FIGURES:
            return int(text), True
        found = self._dates.moment(text, line)
        return found if found is None or found[1] else (self._placed(found[0]), False)

    def _placed(self, ts_us: int) -> int:
        """An instant that was read as if in UTC, in the zone of the table."""
        if self._asked.zone is UTC:
            return ts_us
        return microseconds((EPOCH + ts_us * MICROSECOND).replace(tzinfo=self._asked.zone))

    def _place(self, text: str, line: int) -> int:
        if text.removeprefix("-").isdecimal() and len(text) < FIGURES:
            return int(text)
        self.faults.add("table.not_a_place", "seq", text=text[:40], line=line)
        return 0


def _value(field: str) -> str:
    text = field.strip()
    return "" if text in MISSING else text


def _separator(text: str) -> str:
    """The separator by which the first line falls into most columns."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def csv_pieces(events: Iterable[Logged]) -> Iterator[str]:
    """The events as a table in CSV, line by line. Raises UnwritableLog.

    It begins with a byte order mark: without it, Excel takes the text for something else than UTF-8.
    """
    yield "\ufeff" + _line(OWN)
    for event in writable(events, "CSV"):
        yield _line((instant(event), *event[1:]))


def _line(fields: Iterable[object]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(fields)
    return written.getvalue()
