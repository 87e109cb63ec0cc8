"""A model and the facts of a case in; the decision out, with what became of every row.

What nobody has stated is unknown. It is never taken for null, zero or no; a result that depends on it
is unknown too and says on which facts it waits.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import NamedTuple

from remit.engines.findings import Finding, Refusal, error
from remit.engines.tables.applying import Step, apply_table
from remit.engines.tables.celltests import LIBRARIES
from remit.engines.tables.checking_model import ModelRefused, check_model
from remit.engines.tables.compiled import compile_table
from remit.engines.tables.facts import stated, unknown_name
from remit.engines.tables.flowing import flowed, gathered, merged
from remit.engines.tables.hits import at_paths
from remit.engines.tables.model import Decision, DecisionTable, Entries, Flow, Knowledge, Model
from remit.engines.tables.reckoning import Code, Compiler, Defined, Scope
from remit.engines.tables.values import Unknown, Value, is_too_large, waiting_for

Logic = Callable[[Scope, str], Step]


class NoSuchDecision(Refusal):
    """A decision was asked for that the model does not hold."""


class Decided(NamedTuple):
    """What was decided, how, and what was found on the way.

    `value` is unknown, or holds something unknown, where the facts do not settle it. `steps` are all
    decisions reckoned, the one asked for last.
    """

    value: Value
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def waiting(self) -> frozenset[str]:
        """The facts that the value waits for."""
        open_ = waiting_for(self.value)
        return open_.facts if open_ else frozenset()


class _Node(NamedTuple):
    """One decision made ready."""

    decision: Decision
    logic: Logic
    reads: Code | None


class _Ready(NamedTuple):
    """A model made ready."""

    nodes: Mapping[str, _Node]


def decide(
    model: Model, decision: str, facts: Mapping[str, object], *, whole: bool = False
) -> Decided:
    """The decision of that name on these facts.

    `whole` says that the facts are all there is: what is not among them is then null, not unknown.
    Raises ModelRefused, NoSuchDecision and FactsRefused, each with all findings.
    """
    route = _route(model, decision)
    names = stated(model, facts)
    scope = Scope(names, whole=whole)
    steps: list[Step] = []
    value: Value = None
    if route[-1].decision.flow is None:
        for node in route:
            step = node.logic(scope, "")
            names[node.decision.name] = value = _bounded(node, step.value, scope)
            steps.append(step)
        return Decided(value, tuple(steps), tuple(scope.findings))
    return _flow_through(route, scope, steps)


def _flow_through(route: Iterable[_Node], scope: Scope, steps: list[Step]) -> Decided:
    handed: dict[str, Value] = {}
    value: Value = None
    for node in route:
        before = node.decision.requires
        given = gathered(handed[name] for name in before) if before else dict(scope.names)
        value = _bounded(node, _hand_on(node, given, scope, steps), scope)
        handed[node.decision.name] = value
    return Decided(value, tuple(steps), tuple(scope.findings))


def _bounded(node: _Node, value: Value, scope: Scope) -> Value:
    """The value, or, where it has grown too large to walk through, no answer and a finding."""
    if not isinstance(value, tuple | Mapping) or not is_too_large(value):
        return value
    name = node.decision.title or node.decision.name
    scope.findings.append(
        error(
            "tables.too_large",
            name,
            f"“{name}”的结果过大或嵌套过深。请简化。",
            f"What “{name}” comes to is too large or nested too deeply. Simplify.",
        )
    )
    return Unknown(frozenset({name}))


def _hand_on(node: _Node, given: Value, around: Scope, steps: list[Step]) -> Value:
    def scope_of(item: Value) -> Scope:
        names = item if isinstance(item, Mapping) else {}
        return Scope(names, whole=around.whole, run=around.run)

    def work(item: Value, part: str) -> Value:
        if node.decision.logic is None:
            return item
        steps.append(node.logic(scope_of(item), part))
        return steps[-1].value

    flow = node.decision.flow or Flow()
    return flowed(flow, node.reads, given, scope_of(given), work)


@lru_cache(maxsize=256)
def _route(model: Model, decision: str) -> tuple[_Node, ...]:
    """The decisions to reckon, each after those it requires."""
    ready = _ready(model)
    if decision not in ready.nodes:
        known = {node.decision.name: "" for node in ready.nodes.values()}
        raise NoSuchDecision(unknown_name("tables.no_decision", decision, decision, known))
    needed: dict[str, list[str]] = {}
    waiting = [decision]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            required = ready.nodes[name].decision.requires
            needed[name] = [each for each in required if each in ready.nodes]
            waiting += needed[name]
    return tuple(ready.nodes[name] for name in TopologicalSorter(needed).static_order())


@lru_cache(maxsize=64)
def _ready(model: Model) -> _Ready:
    findings = check_model(model)
    if findings:
        raise ModelRefused(*findings)
    defined: dict[str, Defined] = {}
    order = TopologicalSorter({name: each.requires for name, each in model.knowledge.items()})
    for name in order.static_order():
        if name in model.knowledge:
            defined[name] = _defined(model, model.knowledge[name], defined)
    return _Ready({name: _node(model, each, defined) for name, each in model.decisions.items()})


def _defined(model: Model, knowledge: Knowledge, defined: Mapping[str, Defined]) -> Defined:
    if isinstance(knowledge.body, DecisionTable):
        table = compile_table(knowledge.body, knowledge.name, defined)
        return Defined(knowledge.parameters, lambda scope: apply_table(table, scope).value)
    compiler = Compiler(knowledge.name, LIBRARIES[model.dialect], defined)
    return Defined(knowledge.parameters, compiler.code(knowledge.body))


def _node(model: Model, decision: Decision, defined: Mapping[str, Defined]) -> _Node:
    title = decision.title or decision.name
    compiler = Compiler(title, LIBRARIES[model.dialect], defined)
    reads = decision.flow and decision.flow.reads
    return _Node(
        decision, _logic(decision, title, compiler), compiler.code(reads) if reads else None
    )


def _logic(decision: Decision, title: str, compiler: Compiler) -> Logic:
    match decision.logic:
        case None:
            return lambda scope, part: Step(title, scope.missing(title), part=part)
        case DecisionTable() as table:
            ready = compile_table(table, title, compiler.defined)
            return lambda scope, part: apply_table(ready, scope, part)
        case Entries(entries):
            codes = [(name, compiler.code(each)) for name, each in entries]
            return lambda scope, part: Step(title, _entered(codes, scope), part=part)
    code = compiler.code(decision.logic)
    return lambda scope, part: Step(title, code(scope), part=part)


def _entered(entries: list[tuple[str, Code]], scope: Scope) -> Value:
    """Entries reckoned in turn; each sees those before it under the name of the whole (`$`)."""
    found: Value = {}
    for name, code in entries:
        scope.subject = found
        found = merged(found, at_paths([(name, code(scope))]))
    return found
