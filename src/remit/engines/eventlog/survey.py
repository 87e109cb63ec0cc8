"""What a log holds at a glance, and how much each holder had: the figures shown after reading."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from remit.engines.eventlog.holding import Matter, Role


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts over a log; `first` and `last` are the instants of its earliest and latest event."""

    cases: int
    events: int
    steps: int
    planned_steps: int
    due_steps: int
    open_cases: int
    activities: frozenset[str]
    people: dict[Role, frozenset[str]]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Load:
    """What one holder had in one role: matters, runs in them, time held, and what was late.

    Late are the steps done by a doer (or watched by a watcher), and the matters answered for.
    """

    role: Role
    holder: str
    matters: int
    runs: int
    held: timedelta
    late: int


def survey(matters: Iterable[Matter]) -> Survey:
    """The counts over these matters."""
    known = list(matters)
    steps = [step for matter in known for step in matter.steps]
    return Survey(
        cases=len(known),
        events=sum(matter.events for matter in known),
        steps=len(steps),
        planned_steps=sum(step.planned is not None for step in steps),
        due_steps=sum(step.due is not None for step in steps),
        open_cases=sum(matter.ended is None for matter in known),
        activities=frozenset(step.activity for step in steps),
        people={role: _people(known, role) for role in Role},
        first=min((matter.first for matter in known if matter.first), default=None),
        last=max((matter.last for matter in known if matter.last), default=None),
    )


def _people(matters: Iterable[Matter], role: Role) -> frozenset[str]:
    return frozenset(
        holding.holder for matter in matters for holding in matter.holdings if holding.role is role
    )


def loads(matters: Iterable[Matter], on: datetime) -> tuple[Load, ...]:
    """What each holder had in each role as known at `on`, per role the longest held first."""
    runs: dict[tuple[Role, str], list[timedelta]] = {}
    cases: Counter[tuple[Role, str]] = Counter()
    late: Counter[tuple[Role, str]] = Counter()
    for matter in matters:
        late.update(_late(matter, on))
        cases.update({(holding.role, holding.holder) for holding in matter.holdings})
        for holding in matter.holdings:
            runs.setdefault((holding.role, holding.holder), []).append(holding.held(on))
    every = (
        Load(*key, cases[key], len(held), sum(held, timedelta()), late[key])
        for key, held in runs.items()
    )
    return tuple(sorted(every, key=lambda load: (load.role, -load.held, load.holder)))


def _late(matter: Matter, on: datetime) -> Iterator[tuple[Role, str]]:
    for step in matter.steps:
        if step.is_late(on):
            yield Role.DOER, step.doer
            yield Role.WATCHER, step.watcher
    if matter.is_late(on):
        yield Role.ANSWERS, matter.answers
