"""What the classes say of a thing on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remit.engines.retention.classes import Class, Event, Kind, Mode
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Thing:
    """Something kept: a reference, in which country it is kept, and the days of its events so far."""

    kind: Kind
    ref: str
    country: str
    events: Mapping[Event, date]


class State(StrEnum):
    """How a thing stands to its period."""

    DUE = "due"
    RUNNING = "running"
    NOT_STARTED = "not_started"
    KEPT = "kept"
    NO_CLASS = "no_class"

    @property
    def words(self) -> Words:
        """The state as a reader sees it."""
        return _STATES[self]


_STATES: Mapping[State, Words] = {
    State.DUE: Words("期限届满", "period over"),
    State.RUNNING: Words("留存期内", "within its period"),
    State.NOT_STARTED: Words("尚未起算", "period not begun"),
    State.KEPT: Words("依法不得删除", "kept by law"),
    State.NO_CLASS: Words("无留存类别，继续保存", "no class, so it is kept"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing with the class that governs it and the first day after its period.

    `mode` is what follows then: people confirm as soon as one class in force asks for them.
    """

    thing: Thing
    state: State
    governing: Class | None = None
    started: date | None = None
    over: date | None = None
    mode: Mode = Mode.KEEP


def stand(classes: Iterable[Class], thing: Thing, *, on: date) -> Standing:
    """How a thing stands on the day: the class that asks to keep it longest governs.

    A class that forbids erasing beats all, then one whose period has not begun.
    """
    found = [c for c in classes if c.holds_for(thing.kind, thing.country, on=on)]
    if not found:
        return Standing(thing, State.NO_CLASS)
    if keeping := next((c for c in found if c.mode is Mode.KEEP), None):
        return Standing(thing, State.KEPT, keeping)
    mode = Mode.PROPOSE if any(c.mode is Mode.PROPOSE for c in found) else Mode.AUTOMATIC
    if waiting := next((c for c in found if c.starts not in thing.events), None):
        return Standing(thing, State.NOT_STARTED, waiting, mode=mode)
    ends = ((c.over(thing.events[c.starts]), c) for c in found)
    over, governing = max(ends, key=lambda pair: (pair[0], pair[1].id))
    state = State.DUE if on >= over else State.RUNNING
    return Standing(thing, state, governing, thing.events[governing.starts], over, mode)


def due(classes: Sequence[Class], things: Iterable[Thing], *, on: date) -> tuple[Standing, ...]:
    """The things whose period is over on the day, the longest over first."""
    stood = (stand(classes, thing, on=on) for thing in things)
    found = [standing for standing in stood if standing.state is State.DUE]
    return tuple(sorted(found, key=lambda s: (s.over or date.max, s.thing.ref)))
