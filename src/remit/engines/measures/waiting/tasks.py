"""Tasks: what was done from when until when, by whom, and when it could have begun."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from remit.engines.measures.spans import Span
from remit.engines.measures.table import EventTable, Kind


class Task(NamedTuple):
    """An activity of an item from its start to its end, in microseconds since 1970 (UTC).

    `enabled` is when it could have begun, None where nothing says so. `seq` names the event.
    """

    seq: int
    item: str
    activity: str
    holder: str
    start: int
    end: int
    enabled: int | None = None
    before: int | None = None
    """The event of the task that enabled it."""
    campaign: bool = False


def enabled(tasks: Iterable[Task]) -> list[Task]:
    """The same tasks, each enabled by the task of its item that ended last before it started.

    Tasks of one item that overlap run beside each other: neither waits for the other.
    """
    by_item: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_item[task.item].append(task)
    return [each for own in by_item.values() for each in _in_item(own)]


def _in_item(tasks: list[Task]) -> Iterator[Task]:
    ended = sorted(tasks, key=lambda task: (task.end, task.start, task.seq))
    ends = [task.end for task in ended]
    for task in sorted(tasks, key=lambda task: (task.start, task.end, task.seq)):
        place = bisect_right(ends, task.start) - 1
        while place >= 0 and not _precedes(ended[place], task):
            place -= 1
        if place < 0:
            yield task
        else:
            yield task._replace(enabled=ended[place].end, before=ended[place].seq)


def _precedes(one: Task, other: Task) -> bool:
    return (one.start, one.end, one.seq) < (other.start, other.end, other.seq)


def tasks_of(
    table: EventTable,
    *,
    holder: str = "person",
    begins: Kind = Kind.OTHER,
    campaign: frozenset[int] = frozenset(),
) -> list[Task]:
    """The tasks of a table: what an event of kind `begins` opens, the next WORK event of it ends.

    Work without an opening event takes no time: waiting for others then cannot be told from other
    causes. `holder` names the column of who does it, `campaign` the events of campaign tasks.
    """
    found: list[Task] = []
    for places in table.items():
        begun: dict[int, int] = {}
        for place in range(places.start, places.stop):
            kind, activity = int(table.kind[place]), int(table.activity[place])
            at = int(table.ts_us[place])
            if kind == begins:
                begun.setdefault(activity, at)
            elif kind in (Kind.WORK, Kind.PAPER):
                task = _task(table, place, holder, begun.pop(activity, at))
                found.append(task._replace(campaign=task.seq in campaign))
    return found


def _task(table: EventTable, place: int, holder: str, start: int) -> Task:
    who = table.label(holder, int(table.column(holder)[place]))
    item = table.label("item", int(table.item[place]))
    activity = table.label("activity", int(table.activity[place]))
    return Task(int(table.seq[place]), item, activity, who, start, int(table.ts_us[place]))


def suspensions(table: EventTable) -> dict[str, list[Span]]:
    """By item when the clock stood still: from an event that stops it until the item's next one."""
    found: dict[str, list[Span]] = {}
    for places in table.items():
        at, kinds = table.ts_us[places].tolist(), table.kind[places].tolist()
        stops = [place for place, kind in enumerate(kinds[:-1]) if kind == Kind.WAIT]
        spans = [Span(at[place], at[place + 1]) for place in stops if at[place] < at[place + 1]]
        if spans:
            found[table.label("item", int(table.item[places.start]))] = spans
    return found
