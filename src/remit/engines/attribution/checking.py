"""What stands against reckoning a situation, all at once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from remit.engines.attribution.situation import Situation
from remit.engines.findings import Finding, error, warning
from remit.engines.formulas import AllOf, AnyOf, Formula, Not, Quorum, named

MOST_PERSONS = 16
MOST_WIDTH = 20
MOST_FACTORS = 2_000
SOURCE = "docs/explanation/attribution.md"


def check_situation(situation: Situation) -> tuple[Finding, ...]:
    """Every fault in a situation; errors stop the reckoning, warnings do not."""
    names = {factor for factor, _ in _dependencies(situation)}
    if len(names) > MOST_FACTORS:
        return (_endless(situation, len(names)),)
    found = [
        *_doubles(situation),
        *_unknown_names(situation, names),
        *_ownership(situation),
        *_gates(situation),
        *_counts(situation),
        *_outcome(situation),
        *_sizes(situation),
    ]
    if not found:
        found += [*_cycles(situation), *_idle(situation)]
    return tuple(found)


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


def _unknown_names(situation: Situation, names: set[str]) -> Iterator[Finding]:
    for factor, needed in _dependencies(situation):
        for name in dict.fromkeys(needed):
            if name not in names:
                yield _unknown(factor, name)
    if situation.outcome.factor not in names:
        yield _unknown("outcome", situation.outcome.factor)


def _unknown(place: str, name: str) -> Finding:
    return error(
        "attribution.unknown_factor",
        place,
        f"用到了未定义的因素“{name}”。请先定义它，或改正名称。",
        f"The factor “{name}” is used but not defined. Define it, or correct the name.",
        SOURCE,
    )


def _ownership(situation: Situation) -> Iterator[Finding]:
    keys = {owner.key for owner in situation.owners}
    for choice in situation.choices:
        if choice.owner not in keys:
            yield error(
                "attribution.unowned_choice",
                choice.id,
                f"选择“{choice.label.zh}”没有可认定的责任岗位（{choice.owner}）。请补充任职记录。",
                f"Nobody owns the choice “{choice.label.en}” ({choice.owner or 'no owner given'}). "
                "Add who held which post on that day.",
                SOURCE,
            )
    yield from _strangers(situation, keys)


def _strangers(situation: Situation, keys: set[str]) -> Iterator[Finding]:
    named_keys = [("head", situation.head), ("doer", situation.doer)]
    unknown = [(place, key) for place, key in named_keys if key and key not in keys]
    persons = [exemption.person for exemption in situation.exempted]
    unknown += [("exempted", person) for person in persons if person not in situation.persons]
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
                f"同一选择有两个“{kind.value}”条件。请先用一个条件式合并。",
                f"The choice has two gates “{kind.value}”. Join them by an equation first.",
                SOURCE,
            )


def _counts(situation: Situation) -> Iterator[Finding]:
    for equation in situation.equations:
        for part in _parts(equation.formula):
            if isinstance(part, Quorum) and not 1 <= part.count <= len(part.parts):
                yield error(
                    "attribution.impossible_count",
                    equation.id,
                    f"“至少{part.count}项”与所列{len(part.parts)}项不符。请改正数目。",
                    f"At least {part.count} of {len(part.parts)} parts cannot be. "
                    "Correct the number.",
                    SOURCE,
                )


def _parts(formula: Formula) -> Iterator[Formula]:
    yield formula
    inner: Iterable[Formula] = ()
    if isinstance(formula, Not):
        inner = (formula.part,)
    elif isinstance(formula, AllOf | AnyOf | Quorum):
        inner = formula.parts
    for part in inner:
        yield from _parts(part)


def _outcome(situation: Situation) -> Iterator[Finding]:
    if situation.outcome.amount <= 0:
        yield error(
            "attribution.no_amount",
            "outcome",
            "损害数额须大于零。没有可计量的数额时请填1。",
            "The amount of the harm must be above zero. Where nothing can be counted, write 1.",
            SOURCE,
        )


def _sizes(situation: Situation) -> Iterator[Finding]:
    persons = {situation.person_of(c.owner) for c in situation.choices if c.actual != c.baseline}
    own = Counter(situation.person_of(c.owner) for c in situation.choices if c.actual != c.baseline)
    widest = len(persons) - 1 + max(own.values(), default=0)
    if len(persons) <= MOST_PERSONS and widest <= MOST_WIDTH:
        return
    yield error(
        "attribution.too_large",
        situation.id,
        f"偏离职责的有{len(persons)}人、{sum(own.values())}项选择，超出精确计算的范围"
        f"（{MOST_PERSONS}人；一人的选择与其他人合计{MOST_WIDTH}项）。请按事件拆分。",
        f"{len(persons)} persons with {sum(own.values())} departures from duty are more than can "
        f"be reckoned exactly ({MOST_PERSONS} persons; one person's choices and all others "
        f"together {MOST_WIDTH}). Split the situation by event.",
        SOURCE,
    )


def _endless(situation: Situation, count: int) -> Finding:
    return error(
        "attribution.too_large",
        situation.id,
        f"共有{count}个因素，超过{MOST_FACTORS}个。请按事件拆分。",
        f"There are {count} factors, more than {MOST_FACTORS}. Split the situation by event.",
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
    used.add(situation.outcome.factor)
    for choice in situation.choices:
        if choice.id not in used:
            yield warning(
                "attribution.idle_choice",
                choice.id,
                f"选择“{choice.label.zh}”与结果没有联系，不计份额。若有联系请写入条件。",
                f"The choice “{choice.label.en}” leads to nothing and gets no share. "
                "If it matters, write how.",
                SOURCE,
            )
