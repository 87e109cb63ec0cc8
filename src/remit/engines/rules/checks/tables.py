"""Gaps and overlaps in rules that are written as a table.

A number may be any number, below zero too: a table whose first row begins with `at_least: 0` has a gap.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from remit.engines.findings import Severity
from remit.engines.rules.checks.diagrams import FALSE, TRUE, Diagrams, Node, TooLarge
from remit.engines.rules.checks.flaws import (
    FlawKind,
    PackFlaw,
    Unchecked,
    named,
    names_of,
    says,
    told,
)
from remit.engines.rules.checks.space import Space, path_of
from remit.engines.rules.checks.standing import Day
from remit.engines.rules.conditions import facts_of
from remit.engines.rules.pack import Hit, Pack, Rule, RuleTable
from remit.engines.tables.covering import Box, Hole, TooHard, holes
from remit.engines.words import Words

MOST_GAPS = 5


def table_flaws(pack: Pack, space: Space, day: Day) -> Iterator[PackFlaw | Unchecked]:
    """Overlaps where rows must not overlap, and gaps where no case may fall between the rows."""
    for table in pack.tables:
        rows = [rule for rule in day.rules if rule.id in table.rows]
        if table.hit in (Hit.UNIQUE, Hit.ANY):
            yield from _overlaps(pack, space, day, table, rows)
        if table.complete and rows:
            yield from _gaps(pack, space, day, table, rows)


def _overlaps(
    pack: Pack, space: Space, day: Day, table: RuleTable, rows: Sequence[Rule]
) -> Iterator[PackFlaw | Unchecked]:
    hulls = [space.hull(row.condition) for row in rows]
    for (one, first), (other, second) in combinations(zip(rows, hulls, strict=True), 2):
        same = frozenset(one.effects) == frozenset(other.effects)
        if all(map(int.__and__, first, second)) and not (table.hit is Hit.ANY and same):
            yield from _overlap(pack, space, day, one, other)


def _overlap(
    pack: Pack, space: Space, day: Day, one: Rule, other: Rule
) -> Iterator[PackFlaw | Unchecked]:
    diagrams = space.diagrams
    diagrams.ask()
    try:
        where = diagrams.both(space.holds(one.condition), space.holds(other.condition))
    except TooLarge:
        yield Unchecked((one.id, other.id), Words("是否重叠", "whether they overlap"))
        return
    if where != FALSE:
        yield _overlapping(pack, space, day, (one, other), where)


def _overlapping(
    pack: Pack, space: Space, day: Day, pair: tuple[Rule, Rule], where: Node
) -> PackFlaw:
    example = space.values(space.diagrams.path(where))
    first, second, case = named(pair[0]), named(pair[1]), told(pack, example)
    return PackFlaw(
        FlawKind.OVERLAP,
        Severity.ERROR,
        names_of(pair),
        Words(
            f"{first.zh}与{second.zh}同时成立，例如{case.zh}，而该表只允许一行成立或者结果相同。"
            "请修改其中一行，或者改用其他命中方式（hit）。",
            f"{first.en} and {second.en} both hold, for example with {case.en}, but the table allows"
            " only one row, or rows with one result. Change one of them, or choose another `hit`.",
        ),
        example,
        day=day.on,
        says=says(pair, pack),
    )


def _gaps(
    pack: Pack, space: Space, day: Day, table: RuleTable, rows: Sequence[Rule]
) -> Iterator[PackFlaw | Unchecked]:
    """At most five gaps; a row's hull is the row wherever the table's common condition holds."""
    space.diagrams.ask()
    hulls = [space.hull(row.condition) for row in rows]
    try:
        for count, point in enumerate(_uncovered(space, table, hulls), 1):
            yield _gap(pack, space, day, table, point)
            if count == MOST_GAPS:
                return
    except (TooLarge, TooHard):
        yield Unchecked((table.id,), Words("表是否有遗漏", "whether the table has gaps"))


def _uncovered(space: Space, table: RuleTable, hulls: Sequence[Box]) -> Iterator[Hole]:
    for part in _parts(space.diagrams, space.holds(table.condition), space.whole):
        yield from holes(hulls, part)


def _parts(diagrams: Diagrams, node: Node, box: Box) -> Iterator[Box]:
    """The boxes that share nothing and together are where a function is true."""
    if node == TRUE:
        yield box
    elif node != FALSE:
        diagrams.step()
        level, kids = diagrams.level[node], diagrams.kids[node]
        for kid in dict.fromkeys(kids):
            cells = sum(1 << n for n, other in enumerate(kids) if other == kid)
            yield from _parts(diagrams, kid, (*box[:level], cells, *box[level + 1 :]))


def _gap(pack: Pack, space: Space, day: Day, table: RuleTable, point: Hole) -> PackFlaw:
    facts = (*facts_of(table.condition), *table.columns)
    example = space.values(path_of(point, [space.levels[fact] for fact in dict.fromkeys(facts)]))
    cited, case = table.citation.words, told(pack, example)
    return PackFlaw(
        FlawKind.GAP,
        Severity.ERROR,
        (table.id,),
        Words(
            f"{cited.zh}（{table.title.zh}，{table.id}）声明覆盖所有情形，但没有一行适用于{case.zh}。"
            "请补充一行，或者删去 complete。",
            f"{cited.en} ({table.title.en}, {table.id}) says that it covers every case, but no row"
            f" holds with {case.en}. Add a row, or remove `complete`.",
        ),
        example,
        day=day.on,
    )
