"""Answers that weigh heavier on the person and yet lead to a milder measure.

The range of measures is one function of all facts (see `ranges`). For every fact whose worse answer is said, two answers are followed through it side by side, all other facts
being equal, until the worse one comes out milder: neither end of its range higher, and one lower.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import cast

from remit.engines.findings import Severity
from remit.engines.rules.checks.diagrams import TRUE, Diagrams, Node, Path, TooLarge
from remit.engines.rules.checks.flaws import FlawKind, PackFlaw, Unchecked, listed, says, told
from remit.engines.rules.checks.ranges import Ranges, tells
from remit.engines.rules.checks.space import Space
from remit.engines.rules.checks.standing import Day
from remit.engines.rules.conditions import Value
from remit.engines.rules.outcome import Outcome, outcome_of
from remit.engines.rules.pack import Pack, Rule
from remit.engines.rules.vocabulary import Term, Worse
from remit.engines.words import Words

Answers = tuple[int, int]
"""The cell of an answer and the cell of a worse one."""


def inversions(
    pack: Pack, space: Space, ranges: Ranges, day: Day
) -> Iterator[PackFlaw | Unchecked]:
    """For each fact the nearest pairs of answers whose measures are the wrong way round."""
    ordered = [term for term in space.terms if term.worse is not None]
    if not ordered:
        return
    space.diagrams.ask()
    try:
        results = ranges.on(day)
    except TooLarge:
        yield from map(_unchecked, ordered)
        return
    for term in ordered:
        yield from _of_term(pack, space, day, term, results)


def _of_term(
    pack: Pack, space: Space, day: Day, term: Term, results: Node
) -> Iterator[PackFlaw | Unchecked]:
    """Pairs that hold no other such pair between them."""
    level, told_of = space.levels[term.id], list[tuple[int, int]]()
    order = worsening(term, len(space.axes[level]))
    pairs = sorted(combinations(range(len(order)), 2), key=lambda pair: pair[1] - pair[0])
    space.diagrams.ask()
    try:
        for n, m in pairs:
            if any(n <= first and last <= m for first, last in told_of):
                continue
            path = _inverted(space.diagrams, results, level, (order[n], order[m]))
            if path is not None:
                told_of.append((n, m))
                yield _flaw(pack, space, day, (order[n], order[m]), level, path)
    except TooLarge:
        yield _unchecked(term)


def worsening(term: Term, cells: int) -> list[int]:
    """The cells of a fact from the mildest answer to the worst; true is the first of two."""
    numbers = list(range(cells))
    return numbers[::-1] if term.worse in (Worse.TRUE, Worse.LOWER) else numbers


def _inverted(diagrams: Diagrams, results: Node, level: int, answers: Answers) -> Path | None:
    """Cells of the other facts under which the worse answer comes out milder."""
    start = tuple(diagrams.given(results, level, cell) for cell in answers)
    waiting: list[tuple[Node, Node, Path]] = [(start[0], start[1], ())]
    met: set[tuple[Node, Node]] = set()
    while waiting:
        one, other, path = waiting.pop()
        if one == other or (one, other) in met:
            continue
        met.add((one, other))
        diagrams.step()
        top = min(diagrams.level[one], diagrams.level[other])
        if top == diagrams.bottom:
            if _milder(diagrams.values[one], diagrams.values[other]):
                return path
            continue
        pairs = zip(diagrams.below(one, top), diagrams.below(other, top), strict=True)
        waiting += [(a, b, (*path, (top, cell))) for cell, (a, b) in enumerate(pairs)]
    return None


def _milder(usual: object, worse: object) -> bool:
    """Whether the second range is milder: neither end higher and one lower."""
    if usual is None or worse is None or usual == worse:
        return False
    pairs = zip(cast("Answers", usual), cast("Answers", worse), strict=True)
    return all(ours >= theirs for ours, theirs in pairs)


def _flaw(pack: Pack, space: Space, day: Day, answers: Answers, level: int, path: Path) -> PackFlaw:
    paths = [tuple(sorted((*path, (level, cell)))) for cell in answers]
    one, other = (_standing(space, day, each) for each in paths)
    involved = tuple(r for r in day.rules if (r in one) != (r in other))
    example, worse = (space.values(each) for each in paths)
    results = [outcome_of(pack, [e for r in rules for e in r.effects]) for rules in (one, other)]
    return PackFlaw(
        FlawKind.INVERSION,
        Severity.WARNING,
        tuple(rule.id for rule in involved),
        _words(pack, space, (level, answers), example, involved, results),
        example,
        worse,
        day.on,
        says(involved, pack),
    )


def _standing(space: Space, day: Day, path: Path) -> tuple[Rule, ...]:
    """The rules with a say in the range that stand; facts not on the path lie in their last cell."""
    cells = dict(path)
    return tuple(
        rule
        for rule in day.rules
        if tells(rule) and space.diagrams.at(day.stands(rule), cells) == TRUE
    )


def _words(
    pack: Pack,
    space: Space,
    change: tuple[int, Answers],
    example: dict[str, Value],
    involved: Sequence[Rule],
    results: Sequence[Outcome],
) -> Words:
    level, answers = change
    term, names = space.terms[level], listed(involved)
    usual, worse = (term.says(space.axes[level][cell].value) for cell in answers)
    case = told(pack, {fact: value for fact, value in example.items() if fact != term.id})
    mild, heavy = results[1].words, results[0].words
    return Words(
        f"“{term.question.zh}”由“{usual.zh}”变为更重的“{worse.zh}”，其他不变（{case.zh}），结果反而"
        f"更轻：由“{heavy.zh}”变为“{mild.zh}”。涉及：{names.zh}。如非有意，请修改其条件或者幅度。",
        f"When “{term.question.en}” goes from “{usual.en}” to the worse “{worse.en}”, all else being"
        f" equal ({case.en}), the result becomes milder: from “{heavy.en}” to “{mild.en}”. Concerned:"
        f" {names.en}. If that is not meant, change their conditions or bands.",
    )


def _unchecked(term: Term) -> Unchecked:
    what = Words("更重的答案是否反而更轻", "whether a worse answer is treated milder")
    return Unchecked((term.id,), what)
