"""Which law judges which case, where cases have days of their own.

Idea: what is in force changes only on the days on which a rule begins or ends or a transition takes
effect. Between those days all cases are alike, so that a few regimes judge any number of days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from remit.engines.rules.batch.compiling import CompiledPack, RuleSet, compile_laws
from remit.engines.rules.batch.packing import distinct
from remit.engines.rules.laws import laws
from remit.engines.rules.pack import Pack

Dates = NDArray[np.datetime64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The day of the decision and of the act: one for all cases, or an array with one for each.

    `concluded_on` is the day of the first decision where a case is reviewed; in an array NaT stands
    for a case that was never decided before.
    """

    on: date | Dates
    act_on: date | Dates
    concluded_on: date | Dates | None = None


def regimes(pack: Pack, days: Days, size: int) -> Iterator[tuple[tuple[RuleSet, ...], Places]]:
    """The laws that come into question, with the cases they judge."""
    if isinstance(days.on, date) and isinstance(days.act_on, date):
        then = days.concluded_on
        if then is None or isinstance(then, date):
            yield laws_on(pack, days.act_on, days.on, then), np.arange(size)
            return
    breaks = _breaks(pack)
    given = [_each(days.on, size), _each(days.act_on, size), _each(days.concluded_on, size)]
    stretches = [np.searchsorted(breaks, each, side="right") for each in given]
    kinds = distinct(size, [(stretch, len(breaks) + 1) for stretch in stretches])
    found: dict[tuple[tuple[str, ...], ...], tuple[tuple[RuleSet, ...], list[int]]] = {}
    for kind, first in enumerate(kinds.first):
        law = _laws(pack, *(_day(each[first]) for each in given))
        named = tuple(tuple(rule.id for rule in rules) for rules in law)
        found.setdefault(named, (law, []))[1].append(kind)
    for law, members in found.values():
        if len(found) == 1:
            yield law, np.arange(size)
        else:
            yield law, np.flatnonzero(np.isin(kinds.kind, members))


def compile_pack(pack: Pack, day: date) -> CompiledPack:
    """The rules in force on a day made ready, for acts that are judged on the day they are done."""
    return compile_laws(pack, laws_on(pack, day, day))


def laws_on(
    pack: Pack, act_on: date, on: date, concluded_on: date | None = None
) -> tuple[RuleSet, ...]:
    """The rules of each law that comes into question."""
    return tuple(
        tuple(rule for rule in pack.rules if day in rule.valid)
        for day in laws(pack, on, act_on, concluded_on).days
    )


def _laws(
    pack: Pack, on: date | None, act_on: date | None, concluded_on: date | None
) -> tuple[RuleSet, ...]:
    if on is None or act_on is None:
        raise ValueError("a case has no day of the act or of the decision")
    return laws_on(pack, act_on, on, concluded_on)


def _breaks(pack: Pack) -> Dates:
    """The days from which on something else is in force."""
    changes: list[date] = [transition.since for transition in pack.transitions]
    for rule in pack.rules:
        changes += [rule.valid.since, *([rule.valid.until] if rule.valid.until else [])]
    return np.array(sorted(set(changes)), dtype="datetime64[D]")


def _each(days: date | Dates | None, size: int) -> Dates:
    if isinstance(days, date) or days is None:
        day = np.datetime64("NaT", "D") if days is None else np.datetime64(days, "D")
        return np.broadcast_to(day, (size,))
    if len(days) != size:
        raise ValueError(f"{len(days)} days for {size} cases")
    return days.astype("datetime64[D]")


def _day(day: np.datetime64) -> date | None:
    return None if np.isnat(day) else date.fromisoformat(str(day))
