"""What a leading group or joint meeting leaves in the records, as the indicators need it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from remit.engines.measures.statistics import Reference

NONE: frozenset[str] = frozenset()


class Rule(StrEnum):
    """The ten things a group settles before it starts."""

    MANDATE = "mandate"
    CONVENER = "convener"
    MEMBERS = "members"
    OFFICE = "office"
    LIAISONS = "liaisons"
    DECISIONS = "decisions"
    MINUTES = "minutes"
    CLOSING = "closing"
    APPEAL = "appeal"
    END_DATE = "end_date"


class Origin(StrEnum):
    """Who raised a matter."""

    SUPERIOR = "superior"
    MEMBER = "member"
    CITIZEN = "citizen"


class Item(NamedTuple):
    """One joint item: who leads and assists, what was set, what became of it.

    `verified` is the day on which somebody outside the executing units found it done; a closing
    without that is none. `first_pass` says whether the first check was passed, `milestone` the day
    of its first verified milestone, `waits_for` the units whose items it needs, `promised` and
    `delivered` the resources, `planned` and `achieved` the verified amount, `leads` the lead posts.
    """

    behind: Reference
    unit: str
    assigned: date
    due: date | None = None
    leads: int = 1
    tested: bool = True
    """Whether an acceptance test was set."""
    assisting: frozenset[str] = NONE
    weight: Fraction = Fraction(1)
    waits_for: frozenset[str] = NONE
    milestone: date | None = None
    verified: date | None = None
    first_pass: bool = False
    reopened: date | None = None
    returned: bool = False
    disputed: bool = False
    promised: Fraction = Fraction(0)
    delivered: Fraction = Fraction(0)
    planned: Fraction = Fraction(1)
    achieved: Fraction = Fraction(0)
    origin: Origin = Origin.SUPERIOR
    rounds: int = 1
    """How often it went through the stages."""

    @property
    def in_time(self) -> bool:
        """Whether it was verified by its due day."""
        return self.verified is not None and self.due is not None and self.verified <= self.due


class Meeting(NamedTuple):
    """One meeting: who was asked and came in person, who led it, what was on the agenda, minutes."""

    behind: Reference
    on: date
    invited: int
    present: int
    led_in_person: bool
    agenda: tuple[str, ...] = ()
    """The unit each point concerned."""
    minutes: date | None = None
    minutes_in_time: bool = False
    """Whether the minutes were out within five working days."""


class Escalation(NamedTuple):
    """A matter taken to the leader, and when he decided."""

    behind: Reference
    raised: date
    decided: date | None


class Group(NamedTuple):
    """One leading group or joint meeting."""

    behind: Reference
    settled: frozenset[Rule]
    touched: frozenset[str]
    """Units that the matter touches, from the list of duties."""
    represented: frozenset[str]
    meetings_planned: int
    last_event: date
    end: date | None = None


class Means(NamedTuple):
    """What a unit has: decision rights, budget, staff."""

    rights: Fraction
    budget: Fraction
    staff: Fraction


class Promise(NamedTuple):
    """What one unit promised another, and whether it was kept in time."""

    behind: Reference
    kept: bool


class Pulse(NamedTuple):
    """One member's own answers on one item: who leads, when due, what counts as done."""

    item: Reference
    member: str
    answers: tuple[str, str, str]


class Lesson(NamedTuple):
    """A finding of an evaluation, and when a plan or rule was changed by it."""

    behind: Reference
    found: date
    changed: date | None


class Passage(NamedTuple):
    """An item in one of the five stages."""

    behind: Reference
    stage: str
    days: Fraction
    returned: bool


@dataclass(frozen=True, slots=True)
class Records:
    """All records of the groups looked at, as known on a day."""

    on: date
    items: tuple[Item, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    groups: tuple[Group, ...] = ()
    means: Mapping[str, Means] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    pulses: tuple[Pulse, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    passages: tuple[Passage, ...] = ()
    leader_weeks: tuple[int, ...] = ()
    """The leader's deeds in each week since the group began."""
    satisfaction: tuple[tuple[Reference, int], ...] = ()
    """Answers from 1 (very dissatisfied) to 5."""
    burden_hours: Fraction = Fraction(0)
    """Hours of meetings and forms."""
