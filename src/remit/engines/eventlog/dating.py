"""The instants of a table's column: day and month in one order for all of it, or a refusal.

Which comes first is told by any date of the column that can only be read one way, else by whoever
hands in the table; where neither tells, nothing is guessed (`layouts`).
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from remit.engines.eventlog.faults import Faults, note
from remit.engines.eventlog.instants import EPOCH
from remit.engines.eventlog.layouts import Order, moment_of, orders
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.findings import Finding

SHOWN = 40


class Dated(NamedTuple):
    """Microseconds since 1970 by written date, None for a day that stands for none, and remarks."""

    moments: dict[str, int | None]
    remarks: tuple[Finding, ...]


def dated(
    texts: Iterable[tuple[int, str]], asked: Order | None = None, limits: Limits = SANE
) -> Dated:
    """The instants of a column's dates, each given once with its line. Raises UnreadableLog.

    >>> dated([(2, "03/04/2026"), (3, "13/04/2026")]).moments["03/04/2026"]
    1775174400000000
    """
    every = list(texts)
    faults = Faults(limits, "table")
    dates = Dates(faults, asked)
    dates.settle(every)
    read = {text: dates.moment(text, line) for line, text in every}
    faults.refuse_if_any()
    moments = {text: moment and moment[0] for text, moment in read.items()}
    return Dated(moments, tuple(dates.told))


class Dates:
    """A column of dates being read: first its order is settled, then each date is read in it."""

    def __init__(self, faults: Faults, asked: Order | None) -> None:
        self.told: list[Finding] = []
        self._faults, self._asked = faults, asked
        self._order = asked

    def settle(self, texts: Iterable[tuple[int, str]]) -> None:
        """Which comes first, day or month, where the year comes last; a fault where none can tell."""
        found = orders(texts)
        if found.day and found.month:
            self._refuse_mixed(found.day, found.month)
        if known := found.day or found.month:
            self._order = Order.DAY if found.day else Order.MONTH
            if self._asked is None:
                facts = {"text": known[1][:SHOWN], "order": self._order.words}
                self.told.append(note("table.dates_by_column", "at", **facts))
            elif self._asked is not self._order:
                self._unreadable(known[1], known[0])
        elif found.open and self._asked is None:
            self._refuse_ambiguous(*found.open)
            self._order = Order.DAY

    def moment(self, text: str, line: int) -> tuple[int, bool] | None:
        """Microseconds since 1970 and whether a zone is named; None, and a fault, where unreadable."""
        try:
            return moment_of(text, self._order)
        except (ValueError, OverflowError):
            self._unreadable(text, line)
            return None

    def _unreadable(self, text: str, line: int) -> None:
        self._faults.add("table.unreadable_date", "at", text=text[:SHOWN], line=line)

    def _refuse_mixed(self, day: tuple[int, str], month: tuple[int, str]) -> None:
        both = sorted([(*day, Order.DAY.words), (*month, Order.MONTH.words)])
        (first, _, before), (line, text, order) = both
        facts = {"text": text[:SHOWN], "before": before, "order": order}
        self._faults.stop("table.mixed_dates", "at", first=first, line=line, **facts)

    def _refuse_ambiguous(self, line: int, text: str) -> None:
        facts = {
            f"{order.name.lower()}_first": _day(moment_of(text, order))
            for order in (Order.DAY, Order.MONTH)
        }
        self._faults.add("table.ambiguous_date", "at", text=text[:SHOWN], line=line, **facts)


def _day(moment: tuple[int, bool] | None) -> str:
    return (EPOCH + timedelta(microseconds=moment[0])).date().isoformat() if moment else "-"
