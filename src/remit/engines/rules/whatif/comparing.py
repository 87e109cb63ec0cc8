"""What a change of rules would do to past cases.

Idea: both packs, or one pack on two days, judge the same columns. Cases with the same pair of results
change in the same way, so that the way is found once for each pair and counted. Nobody is said to
have been treated wrongly: the comparison says what other rules would allow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from remit.engines.dates import day_words
from remit.engines.rules.batch.cases import Cases
from remit.engines.rules.batch.determination import Batch, determined
from remit.engines.rules.batch.packing import distinct
from remit.engines.rules.batch.regimes import Days
from remit.engines.rules.batch.verdicts import Outcomes
from remit.engines.rules.pack import Pack
from remit.engines.rules.whatif.answer import Affected, ChangedCase, Side, WhatIf
from remit.engines.rules.whatif.directions import Direction, direction, shift
from remit.engines.rules.whatif.flows import flows_of, result_words
from remit.engines.rules.whatif.reasons import Behind, behind, reason_for
from remit.engines.rules.whatif.scale import Scale, scale_of
from remit.engines.rules.whatif.sentences import told
from remit.engines.words import Words

MOST_EXAMPLES = 20
NOTHING: Mapping[str, Sequence[str]] = {}
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """The distinct pairs of results, what each means, and which one every case has.

    `ways` number the directions of the pairs in the order of `Direction`; `shifts` are doubled.
    """

    scale: Scale
    results: tuple[tuple[Outcomes, Outcomes], ...]
    which: Places
    directions: tuple[Direction, ...]
    ways: Places
    shifts: Places

    @property
    def changed(self) -> Places:
        """The numbers of the cases that change."""
        changes = np.array([way is not Direction.UNCHANGED for way in self.directions], np.bool_)
        return np.flatnonzero(changes[self.which])


def what_if(
    before: Pack,
    after: Pack,
    cases: Cases,
    days: Days,
    attributes: Mapping[str, Sequence[str]] = NOTHING,
    *,
    days_after: Days | None = None,
    most: int = MOST_EXAMPLES,
) -> WhatIf:
    """What would change if the cases were judged by `after` instead of `before`.

    `days` count for both unless `days_after` are given: one pack on two days compares the law of then
    with that of now. `attributes` label every case (post, level, unit, region). `most` changed cases
    are listed with their reasons. Raises FactsRefused where a pack tells apart what the cases do not.
    """
    both = (days, days_after or days)
    pairs = _paired(determined(before, cases, both[0]), determined(after, cases, both[1]))
    changed = pairs.changed
    rules = behind(before, after, cases.some(changed), both) if len(changed) else ()
    ways = _counted(pairs, pairs.which)
    answer = WhatIf(
        _side(before, both[0]),
        _side(after, both[1]),
        cases.size,
        len(changed),
        _mean_shift(pairs, pairs.which),
        ways,
        flows_of(
            pairs.scale, pairs.results, np.bincount(pairs.which, minlength=len(pairs.results))
        ),
        {name: _affected(pairs, labels) for name, labels in attributes.items()},
        tuple(one.counted for one in rules),
        tuple(_example(pairs, rules, n, int(case)) for n, case in enumerate(changed[:most])),
        (),
        (),
    )
    return told(answer)


def _paired(before: Batch, after: Batch) -> Pairs:
    sizes = [(before.which, len(before.results)), (after.which, len(after.results))]
    kinds = distinct(len(before.which), sizes)
    results = tuple((before.outcomes(int(n)), after.outcomes(int(n))) for n in kinds.first)
    scale = scale_of(before.pack, after.pack)
    directions = tuple(direction(scale, *pair) for pair in results)
    ways = [list(Direction).index(way) for way in directions]
    shifts = [shift(scale, *pair) for pair in results]
    return Pairs(
        scale, results, kinds.kind, directions, np.array(ways, np.intp), np.array(shifts, np.intp)
    )


def _counted(pairs: Pairs, which: Places) -> Mapping[Direction, int]:
    """How many of these cases go each way; ways that none goes are left out."""
    ways = list(Direction)
    counts = np.bincount(pairs.ways[which], minlength=len(ways)).tolist()
    return {way: cases for way, cases in zip(ways, counts, strict=True) if cases}


def _mean_shift(pairs: Pairs, which: Places) -> Fraction:
    if not len(which):
        return Fraction(0)
    return Fraction(int(pairs.shifts[which].sum()), 2 * len(which))


def _affected(pairs: Pairs, labels: Sequence[str]) -> tuple[Affected, ...]:
    """The labels with the largest part of changed cases first, then those with most cases."""
    if len(labels) != len(pairs.which):
        raise ValueError(f"{len(labels)} labels for {len(pairs.which)} cases")
    places = {label: place for place, label in enumerate(dict.fromkeys(labels))}
    column = np.fromiter(map(places.__getitem__, labels), dtype=np.intp, count=len(labels))
    order = np.argsort(column, kind="stable")
    ends = np.cumsum(np.bincount(column, minlength=len(places)))
    parts = np.split(pairs.which[order], ends)[:-1]
    found = [_group(pairs, label, part) for label, part in zip(places, parts, strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.cases, one.label)))


def _group(pairs: Pairs, label: str, which: Places) -> Affected:
    ways = _counted(pairs, which)
    changed = len(which) - ways.get(Direction.UNCHANGED, 0)
    return Affected(label, len(which), changed, _mean_shift(pairs, which), ways)


def _example(pairs: Pairs, rules: Sequence[Behind], place: int, case: int) -> ChangedCase:
    before, after = pairs.results[pairs.which[case]]
    named, reason = reason_for(rules, place)
    way = pairs.directions[pairs.which[case]]
    return ChangedCase(case, way, result_words(before), result_words(after), named, reason)


def _side(pack: Pack, days: Days) -> Side:
    return Side(pack.id, pack.version, pack.digest, pack.titles, _days_words(days))


def _days_words(days: Days) -> Words:
    if not isinstance(days.act_on, date):
        return Words("", "")
    act = day_words(days.act_on)
    return Words(f"行为日{act.zh}", f"act of {act.en}")
