"""Who may do what, and the entry of what was done."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.db.models import Model

from remit.apps.ledger.actions import Json, record
from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day, may
from remit.engines.findings import Refusal, error

MAINTAIN = "organisation.maintain"
DELEGATE = "organisation.delegate"
NOWHERE = "-"

# The path of the unit over which the deeds that are running have been found to be allowed.
_asked: ContextVar[str] = ContextVar("asked", default=NOWHERE)


class PowerNotHeld(Refusal):
    """Only who holds a power may use or lend it."""


class RunsBackward(Refusal):
    """What holds from one day until another must end after it began."""


def actor(by: Appointment | None) -> str:
    """The actor of an entry: the person in the post, or the clock."""
    return by.ref if by else "clock"


def require(by: Appointment | None, code: str, unit: Unit, *, on: date) -> None:
    """Raises PowerNotHeld unless the acting post has the power over the unit that day."""
    if not may(by, code, unit, on=on):
        zh = f"此事需要“{code}”这项权力，当日您所任的岗位没有。请由持有该权力的岗位办理，或请其授权。"
        en = (
            f"This takes the power '{code}', which the post you act for does not hold on that day. "
            "Ask the post that holds it to do it or to delegate it."
        )
        raise PowerNotHeld(error("organisation.power_not_held", unit.ref, zh, en))


def require_maintenance(by: Appointment | None, unit: Unit, *, at: datetime) -> None:
    """Raises PowerNotHeld when a person without the power changes a unit's posts and lists.

    Without a person it is the installation itself: a foundation, an import from the command line.
    """
    if by is not None and not unit.path.startswith(_asked.get()):
        require(by, MAINTAIN, unit, on=day(at))


@contextmanager
def asked_once(by: Appointment | None, unit: Unit, *, at: datetime) -> Iterator[None]:
    """Asks for the power over a unit once for all deeds within: an import does thousands."""
    require_maintenance(by, unit, at=at)
    before = _asked.set(unit.path)
    try:
        yield
    finally:
        _asked.reset(before)


def require_forward(since: date, until: date | None) -> None:
    """Raises RunsBackward unless [since, until) holds at least one day."""
    if until is not None and until <= since:
        zh = f"自 {since} 起，却在 {until} 前终止：至少要有一天。请核对两个日期。"
        en = f"It would begin on {since} and end before {until}: not one day. Check both dates."
        raise RunsBackward(error("organisation.runs_backward", "until", zh, en))


def enter(
    verb: str,
    subject: str,
    path: str,
    by: Appointment | None,
    at: datetime,
    body: Mapping[str, Json],
    *,
    rows: Iterable[Model] = (),
    matter: str = "",
) -> None:
    """Writes the entry of a deed done to the organisation, which left these rows."""
    record(
        verb,
        at=at,
        actor=actor(by),
        subject=subject,
        path=path,
        body=body,
        rows=rows,
        matter=matter,
    )
