"""Records of made-up leading groups, for the synergy indicators."""

from datetime import date, timedelta
from fractions import Fraction

from remit.engines.measures.synergy import (
    Escalation,
    Group,
    Item,
    Lesson,
    Means,
    Meeting,
    Origin,
    Passage,
    Promise,
    Pulse,
    Records,
    Rule,
)

ON = date(2026, 6, 1)
START = date(2025, 6, 1)
UNITS = ("police", "school", "works")


def item(number: int, **more: object) -> Item:
    """One clear item of the unit whose turn it is, verified in time."""
    due = START + timedelta(60)
    known = Item(
        behind=number,
        unit=UNITS[number % 3],
        assigned=START,
        due=due,
        assisting=frozenset({UNITS[(number + 1) % 3]}),
        milestone=START + timedelta(15),
        verified=due,
        first_pass=True,
        promised=Fraction(2),
        delivered=Fraction(2),
        achieved=Fraction(1),
    )
    return known._replace(**more)  # type: ignore[arg-type]


def meeting(number: int, **more: object) -> Meeting:
    """One meeting that all attended and the leader led."""
    on = START + timedelta(30 * number)
    known = Meeting(f"m{number}", on, 3, 3, led_in_person=True, agenda=UNITS, minutes_in_time=True)
    return known._replace(**more)  # type: ignore[arg-type]


def group(number: int, **more: object) -> Group:
    """One group that settled everything."""
    every = frozenset(Rule)
    known = Group(f"g{number}", every, frozenset(UNITS), frozenset(UNITS), 2, ON - timedelta(9))
    return known._replace(**more)  # type: ignore[arg-type]


def whole(items: int = 12) -> Records:
    """Records in which everything went as it should."""
    return Records(
        on=ON,
        items=tuple(item(number) for number in range(items)),
        meetings=tuple(meeting(number) for number in range(12)),
        escalations=tuple(
            Escalation(f"e{n}", START, START + timedelta(3 + n % 3)) for n in range(9)
        ),
        groups=tuple(group(number) for number in range(6)),
        means=dict.fromkeys(UNITS, Means(Fraction(1), Fraction(1), Fraction(1))),
        promises=tuple(Promise(f"p{n}", kept=n != 0) for n in range(10)),
        pulses=tuple(
            Pulse(n, member, (UNITS[n % 3], "June", "works")) for n in range(6) for member in "abc"
        ),
        lessons=tuple(Lesson(f"l{n}", START, START + timedelta(40)) for n in range(6)),
        passages=tuple(
            Passage(n, stage, Fraction(days), returned=n == 0)
            for stage, days in (("start", 4), ("close", 9))
            for n in range(6)
        ),
        leader_weeks=(16, 13, 11, 8, 7, 6, 5, 4, 3, 3),
        satisfaction=tuple((f"s{n}", 5 if n % 2 else 3) for n in range(10)),
        burden_hours=Fraction(48),
    )


def open_items(records: Records, count: int) -> tuple[Item, ...]:
    """The items of the records, with `count` more that are still open."""
    more = [
        item(100 + n, verified=None, due=ON + timedelta(30), origin=Origin.CITIZEN)
        for n in range(count)
    ]
    return (*records.items, *more)
