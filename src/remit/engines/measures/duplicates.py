"""Duplicate inspections, and asking again for what is already held.

An inspection repeats an earlier one where the same subject was inspected on the same topic within
the window, by whatever level; one that found a new verified fault was needed and is exempt. A
request breaks "ask once" where the same datum of the same subject and period is held in a version
that is still valid and may be shared. Both give the pairs, so that each can be looked at. Formulas
of process.md 4.5; shares are exact fractions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from remit.engines.measures.statistics import (
    Measured,
    Reference,
    in_percent,
    measured,
    wilson,
)
from remit.engines.words import Words

WINDOW = 90
LEAST = 10


class Inspection(NamedTuple):
    """One inspection of a subject on a topic by a body of a level; hours it took the inspected."""

    subject: str
    topic: str
    on: date
    level: str
    behind: Reference
    hours: Fraction = Fraction(1)
    new_fault: bool = False


class Held(NamedTuple):
    """A datum in hand: valid from `since` until, not including, `until` (None: still)."""

    subject: str
    element: str
    period: str
    since: date
    behind: Reference
    until: date | None = None
    shareable: bool = True


class Request(NamedTuple):
    """Somebody was asked for a datum."""

    subject: str
    element: str
    period: str
    on: date
    behind: Reference


class Pair(NamedTuple):
    """What was needless, and the earlier record that makes it so."""

    needless: Reference
    earlier: Reference


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The share of inspections that repeat, of hours in them, of rounds by more than one level."""

    share: Measured
    hours: Fraction | None
    across_levels: Measured
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """The share of requests for what was held, with the pairs."""

    share: Measured
    pairs: tuple[Pair, ...]


def duplicates(inspections: Iterable[Inspection], *, window: int = WINDOW) -> Duplicates:
    """1 - distinct rounds / inspections, where a round is what falls within `window` days of its
    first inspection; an inspection with a new verified fault is never a duplicate."""
    every = sorted(inspections, key=lambda each: (each.on, str(each.behind)))
    rounds = _rounds(every, timedelta(window))
    repeated = [(each, whole[0]) for whole in rounds for each in whole[1:] if not each.new_fault]
    pairs = tuple(Pair(each.behind, first.behind) for each, first in repeated)
    figure = wilson(len(repeated), len(every))
    hours = sum((each.hours for each in every), Fraction())
    wasted = sum((each.hours for each, _ in repeated), Fraction())
    share = measured(
        "duplicates.share",
        figure,
        least=LEAST,
        behind=(pair.needless for pair in pairs),
        exact=Fraction(len(repeated), len(every)) if every else None,
        reading=Words(
            f"{window}天内同一对象、同一事项的重复检查占{in_percent(figure)}。",
            f"{in_percent(figure)} of the inspections repeat one of the same subject and topic within"
            f" {window} days.",
        ),
    )
    return Duplicates(share, wasted / hours if hours else None, _across(rounds), pairs)


def _rounds(every: Sequence[Inspection], span: timedelta) -> list[list[Inspection]]:
    """The inspections of one subject and topic, cut where one is `span` or more after the first."""
    rounds: list[list[Inspection]] = []
    latest: dict[tuple[str, str], list[Inspection]] = {}
    for each in every:
        key = (each.subject, each.topic)
        whole = latest.get(key)
        if whole is None or each.on - whole[0].on >= span:
            whole = latest[key] = []
            rounds.append(whole)
        whole.append(each)
    return rounds


def _across(rounds: Sequence[Sequence[Inspection]]) -> Measured:
    several = [whole for whole in rounds if len({each.level for each in whole}) > 1]
    figure = wilson(len(several), len(rounds))
    return measured(
        "duplicates.across_levels",
        figure,
        least=LEAST,
        behind=(each.behind for whole in several for each in whole),
        exact=Fraction(len(several), len(rounds)) if rounds else None,
        reading=Words(
            f"同一事项由两级以上先后检查的占{in_percent(figure)}。",
            f"{in_percent(figure)} of the rounds were inspected by more than one level.",
        ),
    )


def asked_again(requests: Iterable[Request], held: Iterable[Held]) -> AskedAgain:
    """Requests for what was held on that day in a valid, shareable version, over all requests."""
    kept: dict[tuple[str, str, str], list[Held]] = {}
    for datum in held:
        if datum.shareable:
            kept.setdefault((datum.subject, datum.element, datum.period), []).append(datum)
    every = list(requests)
    pairs = tuple(
        Pair(request.behind, earlier)
        for request in every
        if (earlier := _in_hand(request, kept)) is not None
    )
    figure = wilson(len(pairs), len(every))
    share = measured(
        "duplicates.asked_again",
        figure,
        least=LEAST,
        behind=(pair.needless for pair in pairs),
        exact=Fraction(len(pairs), len(every)) if every else None,
        reading=Words(
            f"索取的材料中，{in_percent(figure)}已有有效且可共享的版本，违反“只报一次”。",
            f"{in_percent(figure)} of the requests were for what was already held, valid and"
            " shareable: it was to be asked for once only.",
        ),
    )
    return AskedAgain(share, pairs)


def _in_hand(request: Request, kept: dict[tuple[str, str, str], list[Held]]) -> Reference | None:
    for datum in kept.get((request.subject, request.element, request.period), ()):
        if datum.since < request.on and (datum.until is None or request.on < datum.until):
            return datum.behind
    return None
