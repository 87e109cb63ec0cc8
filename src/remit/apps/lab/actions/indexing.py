"""Keeping events in the order of their items, one at a time. No deed: they are made from what is recorded.

Each new event closes the one before it in its item, so that no page ever has to sort again. One that
arrives out of order (a log read later) puts its item in order anew.
"""

from collections.abc import Iterable
from itertools import pairwise

from django.db import transaction

from remit.apps.lab.models import Event, Label
from remit.apps.lab.queries.events import Seen, seen_in_entries, seen_in_steps
from remit.apps.ledger.models import Entry
from remit.apps.matters.models import Source

BATCH = 2000


@transaction.atomic
def index_entries(entries: Iterable[Entry]) -> int:
    """Takes in the events of sealed entries; returns how many there were."""
    return _append(Event.Log.DEEDS, list(seen_in_entries(entries)))


@transaction.atomic
def index_steps(source: Source) -> int:
    """Takes in the steps of the matters that were read from a log; returns how many there were."""
    return _append(Event.Log.STEPS, list(seen_in_steps(source)))


@transaction.atomic
def drop_events(numbers: Iterable[int]) -> int:
    """Lets go of the events of entries that were erased; returns how many there were."""
    gone, items = list(numbers), set()
    count = 0
    for low in range(0, len(gone), BATCH):
        rows = Event.objects.filter(log=Event.Log.DEEDS, seq__in=gone[low : low + BATCH])
        items |= set(rows.values_list("item_id", flat=True))
        count += rows.delete()[0]
    _put_in_order(Event.Log.DEEDS, items)
    return count


def _append(log: str, seen: list[Seen]) -> int:
    """Adds the events that are not there yet, each closing the one before it in its item."""
    labels = _labels({text for one in seen for text in (one.item, one.activity)})
    there = _there(log, [one.seq for one in seen])
    rows = [_row(log, one, labels) for one in seen if one.seq not in there]
    before = _last_of(log, {row.item_id for row in rows})
    late = {row.item_id for row in rows if _order(row) <= _order(before.get(row.item_id))}
    closed = _follow_on(before, [row for row in rows if row.item_id not in late])
    Event.objects.bulk_create(rows, batch_size=BATCH)
    _save(closed)
    _put_in_order(log, late)
    return len(rows)


def _there(log: str, numbers: list[int]) -> set[int]:
    """Those of the numbers that are there already."""
    found: set[int] = set()
    for low in range(0, len(numbers), BATCH):
        rows = Event.objects.filter(log=log, seq__in=numbers[low : low + BATCH])
        found |= set(rows.values_list("seq", flat=True))
    return found


def _order(row: Event | None) -> tuple[int, int]:
    return (row.ts_us, row.seq) if row else (-(2**63), 0)


def _last_of(log: str, items: set[int]) -> dict[int, Event]:
    """The latest event of each item."""
    wanted = sorted(items)
    found: dict[int, Event] = {}
    for low in range(0, len(wanted), 500):
        rows = Event.objects.filter(log=log, last=True, item__in=wanted[low : low + 500])
        found |= {row.item_id: row for row in rows}
    return found


def _follow_on(before: dict[int, Event], rows: list[Event]) -> list[Event]:
    """Chains new events to the latest of their items; those of the latest that were changed thereby.

    One change for each item, however long it is; the new ones are chained before they are kept.
    """
    items = {row.item_id for row in rows}
    chain = [*(row for item, row in before.items() if item in items), *rows]
    chain.sort(key=lambda row: (row.item_id, row.ts_us, row.seq))
    return [row for row in _closed(chain) if row.pk is not None]


def _row(log: str, one: Seen, labels: dict[str, int]) -> Event:
    return Event(
        log=log, path=one.path, ts_us=one.ts_us, seq=one.seq, item_id=labels[one.item],
        activity_id=labels[one.activity], post=one.post, person=one.person, unit=one.unit,
        kind=one.kind,
    )  # fmt: skip


def _labels(texts: set[str]) -> dict[str, int]:
    """The numbers of texts; those that have none yet get one."""
    wanted = sorted(texts)
    Label.objects.bulk_create(
        [Label(text=text) for text in wanted], ignore_conflicts=True, batch_size=BATCH
    )
    found: dict[str, int] = {}
    for low in range(0, len(wanted), 500):
        rows = Label.objects.filter(text__in=wanted[low : low + 500])
        found |= dict(rows.values_list("text", "pk"))
    return found


def _put_in_order(log: str, items: set[int]) -> None:
    """Fills in what comes next for the items' events from the first that is not yet closed."""
    wanted = sorted(items)
    for low in range(0, len(wanted), 500):
        some = wanted[low : low + 500]
        rows = Event.objects.filter(log=log, item__in=some).order_by("item_id", "ts_us", "seq")
        _save(_closed(list(rows)))


def _save(changed: Iterable[Event]) -> None:
    Event.objects.bulk_update(
        list(changed), ["next_activity", "next_post", "dt_us", "last"], batch_size=500
    )


def _closed(rows: list[Event]) -> Iterable[Event]:
    """The events whose successor is not yet, or no longer, what is written."""
    for here, after in pairwise([*rows, None]):
        if here is None:
            continue
        following = after if after and after.item_id == here.item_id else None
        told = (
            following.activity_id if following else None,
            following.post if following else None,
            following.ts_us - here.ts_us if following else None,
            following is None,
        )
        if (here.next_activity, here.next_post, here.dt_us, here.last) != told:
            here.next_activity, here.next_post, here.dt_us, here.last = told
            yield here
