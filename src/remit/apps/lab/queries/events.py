"""Events as measures read them: from sealed entries, from steps of imported matters, and back as a table."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

import numpy as np
from django.db.models import Avg, Count, F, QuerySet
from numpy.typing import NDArray

from remit.apps.lab.models import Event, Label
from remit.apps.lab.queries.kinds import kind_of
from remit.apps.ledger.models import Entry
from remit.apps.matters.models import Source, Step
from remit.apps.organisation.models import Appointment, Person, Post, Unit
from remit.apps.organisation.queries import Range, within
from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.table import CODED, COLUMNS, NOBODY, EventTable, Kind

APPOINTMENT = "organisation.appointment:"
LOGS = tuple(Event.Log.values)
"""The logs there are."""


class Seen(NamedTuple):
    """One event before its texts have numbers."""

    seq: int
    ts_us: int
    path: str
    item: str
    activity: str
    post: int | None
    person: int | None
    unit: int | None
    kind: Kind


def seen_in_entries(entries: Iterable[Entry]) -> Iterator[Seen]:
    """The events of entries; those of nothing (erased) are none."""
    rows = [entry for entry in entries if entry.subject and entry.seq]
    acting = _acting({entry.actor for entry in rows})
    for entry in rows:
        post, person, unit = acting.get(entry.actor, (None, None, None))
        item = entry.matter or entry.subject
        yield Seen(
            entry.seq or 0, microseconds(entry.at), entry.path, item, entry.verb, post, person, unit,
            kind_of(entry.verb, entry.actor),
        )  # fmt: skip


def _acting(actors: set[str]) -> dict[str, tuple[int, int, int]]:
    """Post, person and unit of those who acted in a post."""
    keys = [int(ref.removeprefix(APPOINTMENT)) for ref in actors if ref.startswith(APPOINTMENT)]
    rows = Appointment.objects.filter(pk__in=keys).values_list(
        "pk", "post_id", "person_id", "post__unit_id"
    )
    return {f"{APPOINTMENT}{pk}": (post, person, unit) for pk, post, person, unit in rows}


def seen_in_steps(source: Source) -> Iterator[Seen]:
    """The events of the matters that were read from a log."""
    rows = Step.objects.filter(matter__source=source).order_by("pk").values_list(
        "pk", "done", "matter__path", "matter_id", "code", "name_en", "doer_id", "doer__unit_id"
    )  # fmt: skip
    for pk, done, path, matter, code, name, post, unit in rows.iterator(chunk_size=5000):
        yield Seen(
            pk, microseconds(done), path, f"matters.matter:{matter}", name or code, post, None, unit,
            Kind.WORK if post else Kind.OTHER,
        )  # fmt: skip


def logs(ranges: list[Range]) -> dict[str, int]:
    """How many events of each log lie in the ranges."""
    rows = _within(ranges).values_list("log").annotate(n=Count("pk")).order_by("log")
    return dict(rows)


def places(ranges: list[Range]) -> dict[tuple[str, str], int]:
    """How many events of each log lie at each unit's path, by log and path."""
    rows = _within(ranges).values_list("log", "path").annotate(n=Count("pk")).order_by()
    return {(log, path): n for log, path, n in rows}


def table(
    log: str, ranges: list[Range], *, since: datetime | None = None, until: datetime | None = None
) -> EventTable:
    """The events of units in the ranges within [since, until), with labels by reference."""
    rows = _within(ranges, since, until).filter(log=log)
    fields = ("ts_us", "seq", "item_id", "activity_id", "post", "person", "unit", "kind")
    found = np.array(
        [[NOBODY if cell is None else cell for cell in row] for row in rows.values_list(*fields)],
        np.int64,
    ).reshape(-1, len(fields))
    texts = (_texts, _texts, _of(Post), _of(Person), _of(Unit))
    coded = [_coded(found[:, 2 + n], texts[n]) for n in range(len(texts))]
    names = ("item", "activity", "post", "person", "unit")
    return EventTable(
        ts_us=found[:, 0],
        seq=found[:, 1],
        kind=found[:, 7].astype(np.int8),
        labels={name: labels for name, (_, labels) in zip(names, coded, strict=True)},
        **{name: codes for name, (codes, _) in zip(names, coded, strict=True)},
    )


def digest(tables: Iterable[EventTable]) -> str:
    """The digest of tables of events: equal digests give equal results."""
    told = hashlib.sha256()
    for each in tables:
        for name in COLUMNS:
            told.update(each.column(name).tobytes())
        for name in CODED:
            told.update("\n".join(each.labels[name]).encode())
    return told.hexdigest()


class Follow(NamedTuple):
    """One thing that directly followed another: how often, and after how long on average (microseconds)."""

    activity: str
    then: str
    n: int
    mean_us: float


def follows(
    log: str, ranges: list[Range], *, since: datetime | None = None, until: datetime | None = None
) -> list[Follow]:
    """What directly followed what, most frequent first; read from what is kept, nothing is sorted."""
    rows = _within(ranges, since, until).filter(log=log, next_activity__isnull=False)
    counted = rows.values_list("activity_id", "next_activity").annotate(
        n=Count("pk"), mean=Avg(F("dt_us"))
    )
    found = list(counted.order_by("-n", "activity_id", "next_activity"))
    named = _labels({pk for row in found for pk in row[:2]})
    return [Follow(named[a], named[b], n, float(mean)) for a, b, n, mean in found]


def _within(
    ranges: list[Range], since: datetime | None = None, until: datetime | None = None
) -> "QuerySet[Event]":
    rows = Event.objects.filter(within(ranges, "path"))
    if since:
        rows = rows.filter(ts_us__gte=microseconds(since))
    return rows.filter(ts_us__lt=microseconds(until)) if until else rows


Texts = Callable[[list[int]], dict[int, str]]


def _coded(keys: NDArray[np.int64], texts: Texts) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Keys as codes of a column, and the texts of these codes in their order."""
    distinct = [int(key) for key in np.unique(keys) if key != NOBODY]
    named = texts(distinct)
    order = sorted(distinct, key=lambda key: named[key])
    place = {key: code for code, key in enumerate(order)}
    codes = np.array([place.get(int(key), NOBODY) for key in keys], np.int32)
    return codes, tuple(named[key] for key in order)


def _texts(keys: list[int]) -> dict[int, str]:
    return _labels(set(keys))


def _of(model: type[Post | Person | Unit]) -> Texts:
    """What names the keys of a model: references, for pages turn them into names where they may."""
    label = model._meta.label_lower
    return lambda keys: {key: f"{label}:{key}" for key in keys}


def _labels(keys: set[int]) -> dict[int, str]:
    wanted = sorted(keys)
    found: dict[int, str] = {}
    for low in range(0, len(wanted), 500):
        found |= dict(
            Label.objects.filter(pk__in=wanted[low : low + 500]).values_list("pk", "text")
        )
    return found
