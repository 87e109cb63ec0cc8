"""Rules that can never apply, and rules that say what others say already."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from remit.engines.findings import Severity
from remit.engines.rules.checks.diagrams import FALSE, Node, TooLarge
from remit.engines.rules.checks.flaws import (
    FlawKind,
    PackFlaw,
    Unchecked,
    listed,
    named,
    names_of,
    says,
    told,
)
from remit.engines.rules.checks.space import Space
from remit.engines.rules.checks.standing import Day
from remit.engines.rules.pack import Pack, Rule
from remit.engines.tables.covering import Box, TooHard, holes
from remit.engines.words import Words


def unreachable(pack: Pack, space: Space, on: Sequence[Day]) -> Iterator[PackFlaw | Unchecked]:
    """Rules whose condition never holds, or that are overridden wherever it holds, on all these days."""
    for rule in pack.rules:
        in_force = [day for day in on if rule in day.rules]
        space.diagrams.ask()
        try:
            if not in_force:
                continue
            if space.holds(rule.condition) == FALSE:
                yield _impossible(rule)
            elif all(_beaten(space, day, rule) for day in in_force):
                yield _hidden(pack, space, in_force[0], rule)
        except (TooLarge, TooHard):
            yield Unchecked((rule.id,), Words("是否有可能适用", "whether it can ever apply"))


def _beaten(space: Space, day: Day, rule: Rule) -> bool:
    above = day.over[rule.id]
    if not above:
        return False
    box, boxes = space.box(rule.condition), [space.box(other.condition) for other in above]
    whole = [each for each in boxes if each is not None]
    if box is None or len(whole) < len(boxes) or not day.closed(rule):
        return day.stands(rule) == FALSE
    return next(holes(whole, box), None) is None


def _impossible(rule: Rule) -> PackFlaw:
    name = named(rule)
    return PackFlaw(
        FlawKind.UNREACHABLE,
        Severity.ERROR,
        (rule.id,),
        Words(
            f"{name.zh}的条件互相排斥，永远不会成立。请修改条件，或者删去该规则。",
            f"The condition of {name.en} contradicts itself and never holds. Change it or remove"
            " the rule.",
        ),
    )


def _hidden(pack: Pack, space: Space, day: Day, rule: Rule) -> PackFlaw:
    """The rule, with a case in which it fires and the rules that override it there."""
    fires = space.holds(rule.condition)
    above = [
        o
        for o in day.over[rule.id]
        if space.diagrams.both(fires, space.holds(o.condition)) != FALSE
    ]
    example = space.values(space.diagrams.path(fires))
    name, others = named(rule), listed(above)
    return PackFlaw(
        FlawKind.UNREACHABLE,
        Severity.ERROR,
        (rule.id, *(other.id for other in above)),
        Words(
            f"凡{name.zh}的条件成立之处，总有以下规定优先：{others.zh}。因此它永远不起作用，例如"
            f"{told(pack, example).zh}。请缩小优先规定的范围，或者删去该规则。",
            f"Wherever the condition of {name.en} holds, one of these goes before it: {others.en}."
            f" So it never counts, for example with {told(pack, example).en}. Narrow what goes"
            " before it, or remove the rule.",
        ),
        example,
        day=day.on,
        says=says((rule, *above), pack),
    )


def duplicates(
    pack: Pack, space: Space, day: Day, rules: Sequence[Rule]
) -> Iterator[PackFlaw | Unchecked]:
    """Pairs of these with the same effects of which one holds whenever the other does, on that day.

    The one that is implied must also override as much and be overridden by no more; only then is the
    other one of no consequence.
    """
    alike: dict[object, list[Rule]] = {}
    for rule in rules:
        alike.setdefault(frozenset(rule.effects), []).append(rule)
    hulls = {rule.id: space.hull(rule.condition) for some in alike.values() for rule in some}
    for some in alike.values():
        for one, other in combinations(some, 2):
            yield from _doubled(pack, space, day, (one, other), (hulls[one.id], hulls[other.id]))


def _doubled(
    pack: Pack, space: Space, day: Day, pair: tuple[Rule, Rule], hulls: tuple[Box, Box]
) -> Iterator[PackFlaw | Unchecked]:
    one, other = pair
    if not all(map(int.__and__, *hulls)) or one in day.over[other.id] or other in day.over[one.id]:
        return
    space.diagrams.ask()
    try:
        first, second = space.holds(one.condition), space.holds(other.condition)
        if FALSE in (first, second):
            return
        if first == second and _as_strong(day, one, other) and _as_strong(day, other, one):
            yield _twice(pack, space, day, pair)
        elif _within(space, first, second) and _as_strong(day, other, one):
            yield _implied(pack, space, day, one, other)
        elif _within(space, second, first) and _as_strong(day, one, other):
            yield _implied(pack, space, day, other, one)
    except TooLarge:
        yield Unchecked(names_of(pair), Words("是否重复", "whether they say the same"))


def _within(space: Space, narrow: Node, wide: Node) -> bool:
    return space.diagrams.without(narrow, wide) == FALSE


def _as_strong(day: Day, strong: Rule, weak: Rule) -> bool:
    """Whether the one overrides all that the other does and is overridden by nothing else."""
    return set(weak.overrides) <= set(strong.overrides) and set(day.over[strong.id]) <= set(
        day.over[weak.id]
    )


def _twice(pack: Pack, space: Space, day: Day, pair: tuple[Rule, Rule]) -> PackFlaw:
    names = listed(pair)
    words = Words(
        f"以下两条规则的条件和效果相同：{names.zh}。请只保留一条；如有两处依据，请在一条规则中一并引用。",
        f"These two rules have the same condition and the same effects: {names.en}. Keep one; where"
        " two provisions say so, cite both in it.",
    )
    return _doubling(pack, space, day, Severity.ERROR, pair, words)


def _implied(pack: Pack, space: Space, day: Day, narrow: Rule, wide: Rule) -> PackFlaw:
    one, other = named(narrow), named(wide)
    words = Words(
        f"凡{one.zh}适用之处，{other.zh}已经适用，且效果相同。请核对前者的条件或者效果，或者删去前者。",
        f"Wherever {one.en} applies, {other.en} applies already, with the same effects. Check the"
        " condition or the effects of the first, or remove it.",
    )
    return _doubling(pack, space, day, Severity.WARNING, (narrow, wide), words)


def _doubling(
    pack: Pack, space: Space, day: Day, severity: Severity, pair: tuple[Rule, Rule], words: Words
) -> PackFlaw:
    example = space.values(space.diagrams.path(space.holds(pair[0].condition)))
    return PackFlaw(
        FlawKind.DUPLICATE,
        severity,
        names_of(pair),
        words,
        example,
        day=day.on,
        says=says(pair, pack),
    )
