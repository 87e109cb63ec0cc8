"""What is due, what was proposed, what was carried out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from remit.apps.ledger.models import Position
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import Range, day, reach, within
from remit.apps.retention.models import Erasure
from remit.apps.retention.queries.classes import classes
from remit.apps.retention.queries.things import Kept, things
from remit.engines.dates import add_months
from remit.engines.retention import Standing, State, stand

PROPOSE, CONFIRM = "records.propose_erasure", "records.confirm_erasure"
# What was refused is not proposed again by the clock for so many months.
LET_BE = 12
CLOCK = "retention"


@dataclass(frozen=True, slots=True)
class Stood:
    """A thing kept, and how it stands to its period."""

    kept: Kept
    standing: Standing


def standings(ranges: list[Range] | None = None, *, on: date) -> list[Stood]:
    """How everything in the units stands to its period, what is over longest first."""
    known = classes()
    found = [Stood(kept, stand(known, kept.thing, on=on)) for kept in things(ranges, on=on)]
    return sorted(found, key=lambda one: (one.standing.over or date.max, one.kept.thing.ref))


def standing(kept: Kept, *, on: date) -> Standing:
    """How one thing stands to its period."""
    return stand(classes(), kept.thing, on=on)


def due(ranges: list[Range] | None = None, *, on: date) -> list[Stood]:
    """What is over its period and not proposed yet, the longest over first."""
    proposed = set(_open().values_list("what", flat=True))
    return [
        one
        for one in standings(ranges, on=on)
        if one.standing.state is State.DUE and one.kept.thing.ref not in proposed
    ]


def to_propose(*, on: date) -> list[Stood]:
    """What the clock proposes on the day: what is due and was not refused within a year."""
    since = add_months(on, -LET_BE)
    refused = Erasure.objects.filter(state=Erasure.State.REFUSED)
    let_be = {row.what for row in refused if row.refused_at and day(row.refused_at) > since}
    return [one for one in due(on=on) if one.kept.thing.ref not in let_be]


def to_carry_out() -> list[Erasure]:
    """What the clock proposed and may carry out by itself, and has not yet."""
    return list(_open().filter(automatic=True, state=Erasure.State.PROPOSED).order_by("id"))


def looked_on() -> date | None:
    """The day on which the clock last looked for what is due."""
    position = Position.objects.filter(reader=CLOCK).first()
    return date.fromordinal(position.seq) if position else None


def ranges_of(by: Appointment | None, *, on: date) -> list[Range]:
    """The units over which the acting person may propose or confirm erasures."""
    return sorted({*reach(by, PROPOSE, on=on), *reach(by, CONFIRM, on=on)})


def erasures_in(ranges: Iterable[Range]) -> QuerySet[Erasure]:
    """The erasures in the units, with who proposed, confirmed and refused them."""
    people = [f"{name}__{part}" for name in ("proposed_by", "confirmed_by", "refused_by")
              for part in ("person", "post")]  # fmt: skip
    rows = Erasure.objects.filter(within(ranges)).select_related(*people)
    return rows.prefetch_related("confirmations__by__person", "confirmations__by__post")


def needed(erasure: Erasure) -> int:
    """How many people must still confirm: two in all, the proposer counted."""
    if erasure.state != Erasure.State.PROPOSED:
        return 0
    proposers = 0 if erasure.proposed_by_id is None else 1
    return max(0, 2 - proposers - len(erasure.confirmations.all()))


def _open() -> QuerySet[Erasure]:
    return Erasure.objects.exclude(state=Erasure.State.REFUSED)
