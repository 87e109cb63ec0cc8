"""What stands against reckoning a situation, all at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from remit.engines.attribution.quantities import check_quantities
from remit.engines.attribution.situation import Choice, Situation
from remit.engines.findings import Finding, error, warning
from remit.engines.formulas import Quorum, depth, named, parts_of

MOST_FACTORS = 50_000
MOST_DEPTH = 200
MOST_DISPUTED = 8
SOURCE = "docs/explanation/attribution.md"


def check_situation(situation: Situation) -> tuple[Finding, ...]:
    """Every fault in a situation; errors stop the reckoning, warnings do not."""
    names = {factor for factor, _ in _dependencies(situation)}
    found = [
        *_sizes(situation, names),
        *_doubles(situation),
        *_reserved(situation),
        *_unknown_names(situation, names),
        *_ownership(situation),
        *_gates(situation),
        *_counts(situation),
        *check_quantities(situation),
    ]
    if len(names) <= MOST_FACTORS:
        found += _cycles(situation)
    return tuple(found or _idle(situation))


def ordered(situation: Situation) -> tuple[str, ...]:
    """The factors, each after all that it depends on; raises CycleError on a loop."""
    graph = {factor: set(needed) for factor, needed in _dependencies(situation)}
    return tuple(TopologicalSorter(graph).static_order())


def _dependencies(situation: Situation) -> Iterator[tuple[str, tuple[str, ...]]]:
    for circumstance in situation.circumstances:
        yield circumstance.id, ()
    for choice in situation.choices:
        yield choice.id, tuple(gate.factor for gate in choice.gates)
    for equation in situation.equations:
        yield equation.id, tuple(named(equation.formula))


def _sizes(situation: Situation, names: set[str]) -> Iterator[Finding]:
    if len(names) > MOST_FACTORS:
        yield error(
            "attribution.too_large",
            situation.id,
            f"共有{len(names)}个因素，超过{MOST_FACTORS}个。请按事件拆分。",
            f"There are {len(names)} factors, more than {MOST_FACTORS}. Split the situation by "
            "event.",
            SOURCE,
        )
    for equation in situation.equations:
        if depth(equation.formula) > MOST_DEPTH:
            yield error(
                "attribution.too_deep",
                equation.id,
                "条件嵌套过深。请拆成几个条件式。",
                "The condition is nested too deeply. Split it into several equations.",
                SOURCE,
            )
    disputed = [fact.id for fact in situation.facts if fact.evidence.state != "proven"]
    if len(disputed) > MOST_DISPUTED:
        yield error(
            "attribution.too_many_disputed",
            disputed[MOST_DISPUTED],
            f"有争议或不明的事实共{len(disputed)}项，超过{MOST_DISPUTED}项，无法逐一比较各种情形。"
            "请先查清其中几项，或按事件拆分。",
            f"{len(disputed)} facts are disputed or unknown, more than {MOST_DISPUTED}: their "
            "combinations cannot all be compared. Settle some of them, or split by event.",
            SOURCE,
        )


def _doubles(situation: Situation) -> Iterator[Finding]:
    factors = Counter(factor for factor, _ in _dependencies(situation))
    keys = Counter(owner.key for owner in situation.owners)
    for name, count in (*factors.items(), *keys.items()):
        if count > 1:
            yield error(
                "attribution.defined_twice",
                name,
                f"“{name}”定义了{count}次。请改名或合并。",
                f"“{name}” is defined {count} times. Rename or merge.",
                SOURCE,
            )


def _reserved(situation: Situation) -> Iterator[Finding]:
    for factor, _ in _dependencies(situation):
        if factor.startswith("¬") or factor.endswith(" in fact"):
            yield error(
                "attribution.reserved_name",
                factor,
                f"名称“{factor}”由系统保留（以“¬”开头或以“ in fact”结尾）。请改名。",
                f"The name “{factor}” is kept for the engine (it begins with “¬” or ends in "
                "“ in fact”). Rename it.",
                SOURCE,
            )


def _unknown_names(situation: Situation, names: set[str]) -> Iterator[Finding]:
    for factor, needed in _dependencies(situation):
        for name in dict.fromkeys(needed):
            if name not in names:
                yield _unknown(factor, name)
    for level in situation.outcome.levels:
        if level.factor not in names:
            yield _unknown("outcome", level.factor)
    known = {fact.id for fact in situation.facts}
    for number, belief in enumerate(situation.beliefs):
        for name, _ in belief.facts:
            if name not in known:
                yield _unknown(f"beliefs[{number}]", name)


def _unknown(place: str, name: str) -> Finding:
    return error(
        "attribution.unknown_factor",
        place,
        f"用到了未定义的因素“{name}”。请先定义它，或改正名称。",
        f"The factor “{name}” is used but not defined. Define it, or correct the name.",
        SOURCE,
    )


def _ownership(situation: Situation) -> Iterator[Finding]:
    owners = situation.owner_of
    seats = {owner.seat for owner in situation.owners if owner.seat}
    for choice in situation.choices:
        owner = owners[choice.id]
        if owner is None:
            yield _vacant(choice) if choice.owner in seats else _unowned(choice)
        elif owner.key != choice.owner and len(holders := _holders(situation, choice)) > 1:
            yield _two_in_office(choice, holders)
        elif choice.on is not None and not owner.held_on(choice.on):
            yield error(
                "attribution.outside_tenure",
                choice.id,
                f"{choice.on}不在“{owner.key}”的任期内。请改正日期，或改为当日在任者。",
                f"{choice.on} is outside the tenure of “{owner.key}”. Correct the day, or name "
                "who held the post then.",
                SOURCE,
            )
    for owner in situation.owners:
        if owner.since and owner.until and owner.until <= owner.since:
            yield error(
                "attribution.no_day_in_office",
                owner.key,
                f"任期在{owner.since}开始，却不晚于{owner.since}结束（{owner.until}）。请改正日期。",
                f"The tenure begins on {owner.since} and ends no later ({owner.until}). Correct "
                "the days.",
                SOURCE,
            )
    yield from _strangers(situation)


def _holders(situation: Situation, choice: Choice) -> dict[str, str]:
    """The keys of those who held the seat of a choice on its day, by person."""
    seated = (o for o in situation.owners if o.seat == choice.owner)
    return {o.person: o.key for o in seated if choice.on and o.held_on(choice.on)}


def _two_in_office(choice: Choice, holders: Mapping[str, str]) -> Finding:
    zh, en = "、".join(holders.values()), ", ".join(holders.values())
    return error(
        "attribution.two_in_office",
        choice.id,
        f"“{choice.owner}”在{choice.on}有不止一人任职（{zh}）。请改正任期，或直接写明是哪一任。",
        f"More than one person held “{choice.owner}” on {choice.on} ({en}). Correct the tenures, "
        "or name the one who is meant.",
        SOURCE,
    )


def _unowned(choice: Choice) -> Finding:
    return error(
        "attribution.unowned_choice",
        choice.id,
        f"行为“{choice.label.pick('zh')}”没有可认定的责任岗位（{choice.owner}）。请补充任职记录。",
        f"Nobody owns the choice “{choice.label.pick('en')}” ({choice.owner or 'no owner given'}). "
        "Add who held which post on that day.",
        SOURCE,
    )


def _vacant(choice: Choice) -> Finding:
    day_zh, day_en = (str(choice.on),) * 2 if choice.on else ("未注明的日期", "a day not given")
    return error(
        "attribution.no_tenure",
        choice.id,
        f"“{choice.owner}”在{day_zh}无人任职。请补充任职记录或日期；如确属空缺，请写成客观情况。",
        f"Nobody held “{choice.owner}” on {day_en}. Add the tenure or the day; if the post was "
        "vacant, write that as a circumstance.",
        SOURCE,
    )


def _strangers(situation: Situation) -> Iterator[Finding]:
    keys, persons = {owner.key for owner in situation.owners}, set(situation.persons)
    heads = [("head", situation.head), ("doer", situation.doer)]
    unknown = [(place, key) for place, key in heads if key and key not in keys]
    people = [(f"exempted[{n}]", e.person) for n, e in enumerate(situation.exempted)]
    people += [(f"degrees[{n}]", degree.person) for n, degree in enumerate(situation.degrees)]
    people += [(f"beliefs[{n}]", belief.person) for n, belief in enumerate(situation.beliefs)]
    unknown += [(place, person) for place, person in people if person not in persons]
    for place, key in unknown:
        yield error(
            "attribution.unknown_owner",
            place,
            f"“{key}”不在责任岗位名单中。请先列入名单，或改正名称。",
            f"“{key}” is not among the owners. Add it there, or correct the name.",
            SOURCE,
        )


def _gates(situation: Situation) -> Iterator[Finding]:
    for choice in situation.choices:
        kinds = Counter(gate.kind for gate in choice.gates)
        for kind in (kind for kind, count in kinds.items() if count > 1):
            yield error(
                "attribution.gate_twice",
                choice.id,
                f"同一行为有两个“{kind.value}”条件。请先用一个条件式合并。",
                f"The choice has two gates “{kind.value}”. Join them by an equation first.",
                SOURCE,
            )


def _counts(situation: Situation) -> Iterator[Finding]:
    for equation in situation.equations:
        for part in parts_of(equation.formula):
            if isinstance(part, Quorum) and not 1 <= part.count <= len(part.parts):
                yield error(
                    "attribution.impossible_count",
                    equation.id,
                    f"“至少{part.count}项”与所列{len(part.parts)}项不符。请改正数目。",
                    f"At least {part.count} of {len(part.parts)} parts cannot be. "
                    "Correct the number.",
                    SOURCE,
                )


def _cycles(situation: Situation) -> Iterator[Finding]:
    try:
        ordered(situation)
    except CycleError as fault:
        loop = " → ".join(reversed(fault.args[1]))
        yield error(
            "attribution.cycle",
            fault.args[1][0],
            f"因素之间循环依赖：{loop}。原因须先于结果，请拆成先后两个因素。",
            f"The factors depend on each other in a loop: {loop}. A cause comes before its "
            "effect: split one of them into an earlier and a later factor.",
            SOURCE,
        )


def _idle(situation: Situation) -> Iterator[Finding]:
    used = {name for _, needed in _dependencies(situation) for name in needed}
    used.update(level.factor for level in situation.outcome.levels)
    for choice in situation.choices:
        if choice.id not in used:
            yield warning(
                "attribution.idle_choice",
                choice.id,
                f"行为“{choice.label.pick('zh')}”与结果没有联系，不计份额。若有联系请写入条件。",
                f"The choice “{choice.label.pick('en')}” leads to nothing and gets no share. "
                "If it matters, write how.",
                SOURCE,
            )
