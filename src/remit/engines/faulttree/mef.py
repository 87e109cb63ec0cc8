"""Fault trees in the exchange format that other programs read and write.

Idea: a model may be spread over several texts (the tree in one, its probabilities in another). All
definitions are gathered first; then every reference is looked up, in its own component and among
the public names. The top is the one gate that no other gate uses.
Source: Open-PSA Model Exchange Format 2.0.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from graphlib import CycleError, TopologicalSorter

from remit.engines.faulttree.mef_definitions import Definition, Names, gather, wrong
from remit.engines.faulttree.mef_formulas import Formulas
from remit.engines.faulttree.mef_numbers import Numbers, parameters_in
from remit.engines.faulttree.mef_xml import Element, Faults, read_elements
from remit.engines.formulas import Constant, Formula, named

HOURS_OF_A_YEAR = 8760.0
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class FaultTree:
    """A network of gates over leaves with probabilities; a house event is a gate that is constant.

    Names that no gate defines are leaves. Private names of a component follow its path
    ("tree-component-name"). Labels and attributes are by the name of the gate or leaf.
    """

    name: str
    top: str
    gates: Mapping[str, Formula]
    probabilities: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def parse_mef(*texts: str, top: str = "", mission_time: float = HOURS_OF_A_YEAR) -> FaultTree:
    """The fault tree that one or several texts of the exchange format describe together.

    `top` chooses where several gates are used by none; laws of failure in time are evaluated at
    `mission_time`. Raises UnreadableFaultTree with every fault.
    """
    faults = Faults()
    roots = read_elements(texts, faults)
    faults.refuse_if_any()
    events, parameters = Names(faults), Names(faults)
    name = gather(roots, events, parameters, faults)
    gates = _gates(events, faults)
    probabilities = _probabilities(events, parameters, Numbers(faults, mission_time), faults)
    faults.refuse_if_any()
    top = _top(events, gates, top, faults)
    faults.refuse_if_any()
    labels = {name: each.label for name, each in events.all.items() if each.label}
    attributes = {name: each.attributes for name, each in events.all.items() if each.attributes}
    return FaultTree(name, top, gates, probabilities, labels, attributes)


def _gates(events: Names, faults: Faults) -> dict[str, Formula]:
    gates: dict[str, Formula] = {}
    for name, each in events.all.items():
        reader = Formulas(faults, partial(_referred, events, faults, each.scope))
        if each.kind == "gate" and (said := _single(each, faults)):
            gates[name] = reader.formula(said)
        elif each.kind == "house-event":
            gates[name] = Constant(any(map(reader.truth, each.said)))
    return gates


def _single(definition: Definition, faults: Faults) -> Element | None:
    """The formula or expression of a definition, which must have one."""
    if len(definition.said) == 1:
        return definition.said[0]
    wrong(
        faults,
        definition.element,
        f"“{definition.name}”应恰有一个公式或表达式。",
        f"“{definition.name}” must have one formula or expression.",
    )
    return None


def _referred(events: Names, faults: Faults, scope: str, reference: Element) -> str:
    """The name of what a formula refers to; events without a definition are leaves."""
    name, wanted = reference.name, reference.attributes.get("type", reference.tag)
    found = events.find(name, scope)
    if found is None:
        if not name or "." in name or wanted not in ("event", "basic-event"):
            events.refuse_unknown(reference.place, name)
        return name
    if wanted not in ("event", found.kind):
        wrong(
            faults,
            reference,
            f"“{name}”是 {found.kind}，不是 {wanted}。请改正。",
            f"“{name}” is a {found.kind}, not a {wanted}. Correct it.",
        )
    return found.name


def _top(events: Names, gates: Mapping[str, Formula], wanted: str, faults: Faults) -> str:
    """The wanted top, else the one gate that no other uses."""
    uses = {name: dict.fromkeys(named(formula)) for name, formula in gates.items()}
    _in_order({name: [use for use in of if use in gates] for name, of in uses.items()}, events)
    if wanted:
        if wanted not in gates:
            events.refuse_unknown("top", wanted)
        return wanted
    used = {use for of in uses.values() for use in of}
    tops = [n for n, each in events.all.items() if each.kind == "gate" and n not in used]
    if len(tops) != 1:
        names = ", ".join(tops[:MOST_NAMED])
        faults.fault(
            "top",
            "model",
            f"应恰有一个门不被其他门使用，现有 {len(tops)} 个（{names}）。请删去多余的或指定顶事件。",
            f"One gate must be used by no other; there are {len(tops)} ({names}). Remove the"
            " others, or name the top.",
        )
    return tops[0] if tops else ""


def _in_order(uses: Mapping[str, list[str]], names: Names) -> list[str]:
    """The names, each after those it uses; none, with a finding, where they go in a circle."""
    try:
        return list(TopologicalSorter(uses).static_order())
    except CycleError as error:
        names.refuse_loop(error.args[1][::-1])
        return []


def _probabilities(
    events: Names, parameters: Names, numbers: Numbers, faults: Faults
) -> dict[str, float]:
    known = _parameters(parameters, numbers, faults)
    found: dict[str, float] = {}
    for name, each in events.all.items():
        if each.kind != "basic-event" or not each.said or not (said := _single(each, faults)):
            continue
        value = numbers.value(said, {n: known[p] for n, p in _used(said, each, parameters)})
        found[name] = value
        if not 0 <= value <= 1 and not math.isnan(value):
            wrong(
                faults,
                each.element,
                f"“{name}”的概率 {value} 不在 0 与 1 之间。请改正。",
                f"“{name}” has the probability {value}, not between 0 and 1. Correct it.",
            )
    return found


def _parameters(parameters: Names, numbers: Numbers, faults: Faults) -> dict[str, float]:
    """The value of every parameter, by its name; NaN, with a finding, where there is none."""
    said = {name: _single(each, faults) for name, each in parameters.all.items()}
    uses = {
        name: list(_used(expression, parameters.all[name], parameters))
        for name, expression in said.items()
        if expression
    }
    known = dict.fromkeys(parameters.all, math.nan)
    for name in _in_order({n: [p for _, p in used] for n, used in uses.items()}, parameters):
        if expression := said[name]:
            known[name] = numbers.value(expression, {n: known[p] for n, p in uses[name]})
    return known


def _used(
    expression: Element, definition: Definition, parameters: Names
) -> Iterator[tuple[str, str]]:
    """Every parameter in an expression: the name as written, and the name it has."""
    for reference in parameters_in(expression):
        if found := parameters.find(reference.name, definition.scope):
            yield reference.name, found.name
        else:
            parameters.refuse_unknown(reference.place, reference.name)
