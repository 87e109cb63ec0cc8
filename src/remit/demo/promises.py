"""The shape in which targets, and how units kept them, are written down; and the reckoning of both.

Everything here is a value; `months` turns it into deeds. What is not told is varied by a checksum of
its name, so that each loading tells the same story without anybody drawing lots.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from zlib import crc32

from remit.engines.words import Words

NO_WORDS = Words("", "")

# How a year's amount falls on its months, January first; "rate" repeats the amount every month.
SHAPES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "even": (1,) * 12,
        "building": (4, 3, 7, 9, 10, 10, 9, 9, 11, 11, 10, 7),
        "rising": (5, 5, 6, 7, 8, 8, 9, 9, 10, 10, 11, 12),
        "summer": (4, 4, 6, 8, 11, 13, 14, 13, 10, 7, 5, 5),
        "quarters": (0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1),
    }
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A target that a place takes on each year, or, with `only`, in certain months.

    `seat` answers for it by its duty of that number; `under` is the key of the organisation's own
    target that it helps to reach. `only` maps months, counted from the last one, to amounts.
    """

    key: str
    kind: str
    title: Words
    indicator: Words
    measure: Words
    seat: str
    annual: int = 0
    duty: str = ""
    shape: str = "even"
    ceiling: bool = False
    under: str = ""
    only: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slip:
    """What came of a promise in one month, in percent of the plan, and why."""

    month: int
    key: str
    percent: int
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Extra:
    """A line that a place adds to its own plan for a month."""

    month: int
    text: Words
    measure: Words
    planned: int


@dataclass(frozen=True, slots=True)
class Release:
    """What a place lets go before it submits, with the reason: a promise, or what is left of it."""

    month: int
    key: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a place kept its months, where that is told; elsewhere it is punctual and mostly done.

    `late` maps months to days after the due date; in `missing` months no plan came, in `silent` ones
    no results.
    """

    late: Mapping[int, int] = field(default_factory=dict)
    missing: tuple[int, ...] = ()
    silent: tuple[int, ...] = ()
    slips: tuple[Slip, ...] = ()
    extras: tuple[Extra, ...] = ()
    releases: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """All that an organisation promised and how its places kept it.

    `sets` sets the year's targets and `publishes` the summaries; `notes` explain small slips;
    `campaign` is the seat that sets the promises of certain months only, and the month in which it
    does. With `early` the office opens next month's plans four days before the end, and these places
    have submitted already. The summaries of `unpublished` months are left for the visitor to publish.
    Who fills the seats of `readers` opens the letters of a month in the next one.
    """

    promises: Mapping[str, tuple[Promise, ...]]
    sets: str
    publishes: str
    notes: tuple[Words, ...]
    conduct: Mapping[str, Conduct] = field(default_factory=dict)
    campaign: tuple[str, int] = ("", 0)
    early: tuple[str, ...] = ()
    unpublished: tuple[int, ...] = ()
    readers: tuple[str, ...] = ()


def spread(annual: int, shape: str) -> list[Decimal]:
    """The year's amount over its months in whole numbers; they add up to it exactly.

    >>> [str(part) for part in spread(100, "quarters")][2::3]
    ['25', '25', '25', '25']
    """
    weights = SHAPES[shape]
    reached = [annual * sum(weights[: n + 1]) // sum(weights) for n in range(12)]
    return [Decimal(now - before) for now, before in zip(reached, [0, *reached], strict=False)]


def chance(out_of: int, *named: object) -> int:
    """A number from 0 up to `out_of`, always the same for the same names."""
    return crc32("/".join(map(str, named)).encode()) % out_of


def usual(planned: Decimal, *named: object) -> Decimal:
    """What came of a line that nothing is told about: mostly the plan and a little over."""
    if chance(8, "slipped", *named) == 0:
        return part(planned, 72 + chance(22, "how far", *named))
    return part(planned, 100 + chance(7, "over", *named))


def part(planned: Decimal, percent: int) -> Decimal:
    """So many percent of the plan, in whole numbers."""
    return (planned * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)


def told(slips: Sequence[Slip], month: int, key: str) -> Slip | None:
    """What is told of a promise in a month."""
    return next((slip for slip in slips if (slip.month, slip.key) == (month, key)), None)
