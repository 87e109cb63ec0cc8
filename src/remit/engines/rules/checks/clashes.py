"""Two bands that stand in one case although the pack does not say how they concur.

What is a conflict: two rules of one day whose bands differ, in a case in which both stand and nothing
commands exemption, in a pack without a provision on concurrence. With such a provision the heaviest
counts, and there is none. Nor is there one between other effects, because the engine gives each its
place: exemption goes before the band, a cap before its upper end, shifts move it, a concurrent measure
stands beside it, and leanings both ways are for people to weigh.
"""

from collections.abc import Iterator
from functools import reduce
from itertools import combinations

from remit.engines.findings import Severity
from remit.engines.rules.checks.diagrams import FALSE, Node, TooLarge
from remit.engines.rules.checks.flaws import (
    FlawKind,
    PackFlaw,
    Unchecked,
    named,
    names_of,
    says,
    told,
)
from remit.engines.rules.checks.space import Space
from remit.engines.rules.checks.standing import Day
from remit.engines.rules.pack import Effect, EffectKind, Hit, Modality, Pack, Rule
from remit.engines.tables.covering import Box
from remit.engines.words import Words


def conflicts(pack: Pack, space: Space, day: Day) -> Iterator[PackFlaw | Unchecked]:
    """Pairs of rules whose bands conflict on that day."""
    if pack.concurrence is not None:
        return
    single = {table.id for table in pack.tables if table.hit is not Hit.COLLECT}
    with_bands = [rule for rule in day.rules if _bands(rule)]
    hulls = {rule.id: space.hull(rule.condition) for rule in with_bands}
    for one, other in combinations(with_bands, 2):
        in_one_table = one.table == other.table and one.table in single
        if _bands(one) != _bands(other) and not in_one_table:
            yield from _conflict(pack, space, day, one, other, hulls)


def _bands(rule: Rule) -> frozenset[tuple[int, int]]:
    return frozenset((e.low, e.high) for e in rule.effects if e.kind is EffectKind.BAND)


def _exempt(day: Day) -> Iterator[Node]:
    """Where exemption is commanded."""
    command = Effect(EffectKind.EXEMPT, Modality.SHALL)
    return (day.stands(rule) for rule in day.rules if command in rule.effects)


def _conflict(
    pack: Pack, space: Space, day: Day, one: Rule, other: Rule, hulls: dict[str, Box]
) -> Iterator[PackFlaw | Unchecked]:
    if not all(map(int.__and__, hulls[one.id], hulls[other.id])):
        return
    diagrams = space.diagrams
    diagrams.ask()
    try:
        where = diagrams.both(day.stands(one), day.stands(other))
        where = reduce(diagrams.without, _exempt(day), where)
    except TooLarge:
        yield Unchecked((one.id, other.id), Words("幅度是否冲突", "whether their bands conflict"))
        return
    if where != FALSE:
        yield _flaw(pack, space, day, (one, other), where)


def _flaw(pack: Pack, space: Space, day: Day, pair: tuple[Rule, Rule], where: Node) -> PackFlaw:
    example = space.values(space.diagrams.path(where))
    first, second, case = named(pair[0]), named(pair[1]), told(pack, example)
    return PackFlaw(
        FlawKind.CONFLICT,
        Severity.ERROR,
        names_of(pair),
        Words(
            f"{first.zh}与{second.zh}在同一情形下给出不同幅度，而规则包未规定如何并合，例如{case.zh}。"
            "请引用并合规定（concurrence），或者写明哪一条优先（overrides）。",
            f"{first.en} and {second.en} give different bands in one case and the pack does not say"
            f" how they concur, for example with {case.en}. Cite a provision on concurrence, or say"
            " which one goes first (overrides).",
        ),
        example,
        day=day.on,
        says=says(pair, pack),
    )
