"""A network compiled module by module into decision diagrams.

Idea: no order of variables is good for every network, and which is good shows early. So orders
race: each may make a few nodes, then those that came farthest go first and may make many more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial, reduce
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

from remit.engines.faulttree.bdd import Diagrams
from remit.engines.faulttree.cudd import CuddDiagrams, CuddMissing, available
from remit.engines.faulttree.diagram import (
    Allowance,
    Budget,
    BudgetSpent,
    Compiled,
    Diagram,
    TooLarge,
)
from remit.engines.faulttree.modules import Module, modular
from remit.engines.faulttree.network import Network, normalised
from remit.engines.faulttree.ordering import Order, orders
from remit.engines.faulttree.simplifying import simplified
from remit.engines.formulas import Formula

Backend = Literal["auto", "python", "cudd"]
NO_RENAMING: Mapping[str, str] = MappingProxyType({})
FIRST_ROUND = 2_000  # nodes for each order
PYTHON_ROUNDS = (FIRST_ROUND, 20_000, 200_000)
CUDD_ROUNDS = (200_000,)


class Algebra(Protocol):
    """What makes diagrams; an edge is whatever the backend calls one."""

    name: str
    true: Any

    def variable(self, level: int) -> Any: ...
    def negation(self, edge: Any) -> Any: ...
    def depth(self, edge: Any) -> int: ...
    def conjunction(self, left: Any, right: Any) -> Any: ...
    def diagram(self, name: str, variables: tuple[str, ...], root: Any) -> Diagram: ...


class Round(NamedTuple):
    """One round of a race: what makes the diagrams, and how many nodes each order may make."""

    make: Callable[[int, Allowance], Algebra]
    nodes: int


class Stopped(Exception):
    """An attempt became too large after so many gates."""

    def __init__(self, gates: int) -> None:
        super().__init__(gates)
        self.gates = gates


def compile_network(
    gates: Mapping[str, Formula],
    top: str,
    *,
    budget: Budget = Budget(),  # noqa: B008 - a tuple cannot be changed
    backend: Backend = "auto",
    rename: Mapping[str, str] = NO_RENAMING,
) -> Compiled:
    """The function of `top` over its leaves: the names that `gates` does not define.

    `rename` ties leaves: those renamed to one name are one variable. In "at least", a part that
    stands there twice counts twice. Raises BudgetSpent, CircularNetwork, and CuddMissing.
    """
    if backend == "cudd" and not available():
        raise CuddMissing
    allowance = Allowance(budget)
    network, literal = simplified(*normalised(gates, top, rename))
    modules = modular(network, literal)
    names = _names(network, modules, top)
    raced = [_raced(network, module, names, backend, allowance) for module in modules]
    diagrams = [diagram for diagram, _ in raced]
    diagrams[-1] = replace(diagrams[-1], name=_free(top, set(names.values())))
    compiled = _pruned(diagrams, max((name for _, name in raced), key=len))
    if compiled.size > budget.nodes:  # CUDD knows bytes, not nodes
        raise BudgetSpent(compiled.size)
    return compiled


def _rounds(backend: Backend, nodes: int) -> Iterator[Round]:
    """What to try in turn; whether CUDD is there is asked when it is needed."""
    if backend == "auto":
        yield Round(Diagrams, min(FIRST_ROUND, nodes))
    if backend == "python" or not available():
        rounds = [Round(Diagrams, limit) for limit in (*PYTHON_ROUNDS, nodes)]
    else:
        rounds = [Round(CuddDiagrams, limit) for limit in (*CUDD_ROUNDS, nodes)]
        rounds.append(Round(partial(CuddDiagrams, sift=True), nodes))
    yield from (Round(make, min(limit, nodes)) for make, limit in rounds)


def _names(network: Network, modules: list[Module], top: str) -> dict[int, str]:
    """The names of leaves and modules by node; a module has its gate's name where it is free."""
    names = {node: name for node, name in network.names.items() if network.is_leaf(abs(node))}
    taken = {*names.values(), top}
    for number, module in enumerate(modules[:-1]):
        name = _free(network.names.get(module.root) or f"{top}/{number}", taken)
        taken.add(name)
        names[abs(module.root)] = name
    return names


def _free(name: str, taken: set[str]) -> str:
    """The name, marked until nothing else has it."""
    while name in taken:
        name += "'"
    return name


def _raced(
    network: Network,
    module: Module,
    names: Mapping[int, str],
    backend: Backend,
    allowance: Allowance,
) -> tuple[Diagram, str]:
    """The module's diagram by the first order that stays within its round, and the backend."""
    field: Iterable[Order] = orders(network, module)
    for make, nodes in _rounds(backend, allowance.nodes):
        reached: list[tuple[int, Order]] = []
        for order in field:
            algebra = make(len(order), allowance.of(nodes))
            try:
                root = _built(network, module, order, algebra)
            except Stopped as stopped:
                reached.append((stopped.gates, order))
            else:
                variables = tuple(names[abs(literal)] for literal in order)
                name = names.get(abs(module.root), "")
                return algebra.diagram(name, variables, root), algebra.name
        reached.sort(key=lambda attempt: attempt[0], reverse=True)
        field = [order for _, order in reached]
    raise BudgetSpent(allowance.nodes)


def _built(network: Network, module: Module, order: Order, algebra: Algebra) -> Any:
    """The edge of the module's root. Raises Stopped."""
    edges: dict[int, Any] = {1: algebra.true, -1: algebra.negation(algebra.true)}
    for level, literal in enumerate(order):
        edges[literal] = algebra.variable(level)
        edges[-literal] = algebra.negation(edges[literal])
    waiting = _users(network, module)
    for number, gate in enumerate(module.gates):
        parts = [edges[part] for part in network.parts[gate]]
        try:
            edges[gate] = _at_least(algebra, network.count[gate], parts)
        except TooLarge:
            raise Stopped(number) from None
        edges[-gate] = algebra.negation(edges[gate])
        for part in network.parts[gate]:
            waiting[abs(part)] -= 1
            if not waiting[abs(part)]:
                del edges[part], edges[-part]
    return edges[module.root]


def _users(network: Network, module: Module) -> dict[int, int]:
    users: dict[int, int] = {}
    for gate in module.gates:
        for part in network.parts[gate]:
            users[abs(part)] = users.get(abs(part), 0) + 1
    return users


def _at_least(algebra: Algebra, count: int, parts: list[Any]) -> Any:
    """At least `count` of these diagrams, from the lowest to the topmost."""
    parts.sort(key=algebra.depth, reverse=True)
    if count == len(parts):
        return reduce(algebra.conjunction, parts)
    false = algebra.negation(algebra.true)
    reached = [algebra.true] + [false] * count
    for part in parts:
        for number in range(count, 0, -1):
            more = algebra.conjunction(part, reached[number - 1])
            reached[number] = _either(algebra, reached[number], more)
    return reached[count]


def _either(algebra: Algebra, left: Any, right: Any) -> Any:
    return algebra.negation(algebra.conjunction(algebra.negation(left), algebra.negation(right)))


def _pruned(diagrams: list[Diagram], backend: str) -> Compiled:
    """Without modules that turned out not to matter."""
    own = {diagram.name for diagram in diagrams[:-1]}
    needed = {*diagrams[-1].variables}
    kept = diagrams[-1:]
    for diagram in reversed(diagrams[:-1]):
        if diagram.name in needed:
            needed.update(diagram.variables)
            kept.append(diagram)
    kept.reverse()
    leaves = dict.fromkeys(name for one in kept for name in one.variables if name not in own)
    return Compiled(tuple(leaves), tuple(kept), sum(len(d.level) - 2 for d in kept), backend)
