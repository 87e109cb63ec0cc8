"""The sets of effects that settled and open cases come to.

Idea: a case that Kleene's logic left open is looked at exactly, once for each distinct way of being
open: which effects are sure, which units may still stand, and what the facts they wait for are. Units
that can neither add an effect nor keep one from standing are left out, so that cases which differ
only in them are the same.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from remit.engines.rules.batch.cases import OPEN
from remit.engines.rules.batch.compiling import Unit
from remit.engines.rules.batch.kleene import MAYBE, TRUE
from remit.engines.rules.batch.packing import Distinct, Places, distinct
from remit.engines.rules.batch.reckoning import Flags, Reckoning
from remit.engines.rules.batch.search import Masks, Search
from remit.engines.rules.cells import TooManyUnknowns
from remit.engines.rules.conditions import Atom, Test, facts_of
from remit.engines.rules.remainders import Left


def sure(reckoning: Reckoning, rows: Places) -> Iterator[tuple[Places, Masks]]:
    """The effects of rows in which all are sure, for all that agree at once."""
    flags = [effect[rows] == TRUE for effect in reckoning.effects]
    kinds = distinct(len(rows), [(flag.astype(np.intp), 2) for flag in flags])
    masks = _masks([flag[kinds.first] for flag in flags], len(kinds.first))
    for members, mask in zip(_members(kinds, rows), masks, strict=True):
        yield members, frozenset({mask})


def searched(reckoning: Reckoning, rows: Places) -> Iterator[tuple[Places, Masks]]:
    """The sets of effects that open rows can come to; none where the bound was passed."""
    search, live = Search(reckoning.compiled), _live(reckoning, rows)
    kinds = distinct(len(rows), _telling(reckoning, rows, live))
    first = rows[kinds.first]
    masks = _masks([effect[first] == TRUE for effect in reckoning.effects], len(first))
    lefts = _lefts(search, reckoning, first, [alive[kinds.first] for alive in live])
    for members, mask, left in zip(_members(kinds, rows), masks, lefts, strict=True):
        yield members, _possible(search, mask, left)


def _possible(search: Search, mask: int, left: Left) -> Masks:
    try:
        return frozenset(mask | more for more in search.possible(left))
    except TooManyUnknowns:
        return frozenset()


def _members(kinds: Distinct, rows: Places) -> list[Places]:
    """The rows of each kind."""
    order = np.argsort(kinds.kind, kind="stable")
    ends = np.cumsum(np.bincount(kinds.kind, minlength=len(kinds.first)))
    return np.split(rows[order], ends)[:-1]


def _masks(flags: Sequence[Flags], size: int) -> list[int]:
    """For every row the flags as bits of one number."""
    if not flags:
        return [0] * size
    packed = np.packbits(np.stack(flags, axis=1), axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _live(reckoning: Reckoning, rows: Places) -> list[Flags]:
    """The units that may stand and then matter: by an open effect, or by beating a live unit."""
    units = reckoning.compiled.units
    maybe = [effect[rows] == MAYBE for effect in reckoning.effects]
    matters = [np.zeros(len(rows), dtype=np.bool_) for _ in units]
    for number in reversed(range(len(units))):
        for place in units[number].effects:
            matters[number] |= maybe[place]
        matters[number] &= reckoning.stands[number][rows] == MAYBE
        for winner in units[number].beaten_by:
            matters[winner] |= matters[number]
    return matters


def _telling(
    reckoning: Reckoning, rows: Places, live: Sequence[Flags]
) -> Iterator[tuple[Places, int]]:
    """What open rows have to agree in to come to the same."""
    asked: dict[str, Flags] = {}
    for unit, alive, firing in zip(reckoning.compiled.units, live, reckoning.firing, strict=True):
        if alive.any():
            holds = firing[rows]
            yield alive.astype(np.intp) * holds, TRUE + 1
            waiting = alive & (holds == MAYBE)
            _note_asked(reckoning, unit, rows, waiting, asked)
    for effect in reckoning.effects:
        yield (effect[rows] == TRUE).astype(np.intp), 2
    for fact, wanted in asked.items():
        if fact in reckoning.columns:
            place = reckoning.columns[fact][rows].astype(np.intp) - OPEN + 1
            yield wanted.astype(np.intp) * place, len(reckoning.cells[fact]) + 2


def _note_asked(
    reckoning: Reckoning, unit: Unit, rows: Places, waiting: Flags, asked: dict[str, Flags]
) -> None:
    """Notes where a fact is needed to say whether a waiting unit fires."""
    for rule in () if unit.coin else unit.rules:
        still_open = waiting & (reckoning.asking.truths(rule.condition)[rows] == MAYBE)
        for fact in facts_of(rule.condition):
            asked[fact] = asked.get(fact, still_open) | still_open


def _lefts(search: Search, reckoning: Reckoning, rows: Places, live: Sequence[Flags]) -> list[Left]:
    """For every row the live units with what is left of their conditions."""
    lefts: list[list[tuple[int, int]]] = [[] for _ in rows]
    for number, alive in enumerate(live):
        places = np.flatnonzero(alive)
        remaining = _remaining(search, reckoning, number, rows[places])
        for place, condition in zip(places.tolist(), remaining, strict=True):
            lefts[place].append((number, condition))
    return [tuple(left) for left in lefts]


def _remaining(search: Search, reckoning: Reckoning, number: int, rows: Places) -> list[int]:
    """What is left of a unit's condition; a coin waits for its toss."""
    unit, rests = reckoning.compiled.units[number], search.remainders
    if unit.coin:
        toss, fallen = rests.number(Atom(unit.coin, Test.IN, (True,))), rests.always
        return list(np.where(reckoning.firing[number][rows] == TRUE, fallen, toss).tolist())
    known = {
        fact: reckoning.columns[fact][rows] for fact in unit.facts if fact in reckoning.columns
    }
    packed = [(code - OPEN, len(reckoning.cells[fact]) + 1) for fact, code in known.items()]
    kinds = distinct(len(rows), packed)
    whole, numbers = rests.number(unit.condition), np.zeros(len(kinds.first), dtype=np.intp)
    for kind, row in enumerate(kinds.first):
        codes = {fact: int(code[row]) for fact, code in known.items() if code[row] != OPEN}
        values = {fact: reckoning.cells[fact][code] for fact, code in codes.items()}
        numbers[kind] = rests.given_all(whole, values)
    return list(numbers[kinds.kind].tolist())
