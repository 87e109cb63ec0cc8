"""A network compiled module by module into decision diagrams."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from remit.engines.faulttree.bdd import FALSE, TRUE, Diagrams
from remit.engines.faulttree.diagram import Budget, Compiled, Diagram
from remit.engines.faulttree.modules import Module, modular
from remit.engines.faulttree.network import Network, normalised
from remit.engines.faulttree.ordering import depth_first
from remit.engines.formulas import Formula

Backend = Literal["auto", "python", "cudd"]
NO_RENAMING: Mapping[str, str] = MappingProxyType({})


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
    stands there twice counts twice. Raises BudgetSpent, and CircularNetwork.
    """
    network, literal = normalised(gates, top, rename)
    if abs(literal) == TRUE:
        constant = Diagrams(0, budget).diagram(top, (), literal)
        return Compiled((), (constant,), 0, Diagrams.name)
    modules = modular(network, literal)
    names = _names(network, modules, top)
    diagrams = [_built(network, module, names, budget) for module in modules]
    return _pruned(network, modules, diagrams, Diagrams.name)


def _names(network: Network, modules: list[Module], top: str) -> dict[int, str]:
    """The names of leaves and modules by node; a module has its gate's name where it is free."""
    names = {node: name for node, name in network.names.items() if network.is_leaf(abs(node))}
    taken = set(names.values())
    while top in taken:
        top += "'"
    taken.add(top)
    for number, module in enumerate(modules[:-1]):
        plain = network.names.get(module.root) or f"{top}/{number}"
        while plain in taken:
            plain += "'"
        taken.add(plain)
        names[abs(module.root)] = plain
    names[0] = top
    return names


def _built(network: Network, module: Module, names: dict[int, str], budget: Budget) -> Diagram:
    order = depth_first(network, module)
    diagrams = Diagrams(len(order), budget)
    edges = {1: TRUE}
    for level, literal in enumerate(order):
        variable = diagrams.variable(level)
        edges[abs(literal)] = variable if literal > 0 else -variable
    for gate in module.gates:
        parts = [edges[part] if part > 0 else -edges[-part] for part in network.parts[gate]]
        edges[gate] = _at_least(diagrams, network.count[gate], parts)
    root = edges[module.root] if module.root > 0 else -edges[-module.root]
    # A top that is a single leaf must not share its name.
    alone = network.is_leaf(abs(module.root))
    name = names[0] if alone else names.get(abs(module.root), names[0])
    return diagrams.diagram(name, tuple(names[abs(literal)] for literal in order), root)


def _at_least(diagrams: Diagrams, count: int, parts: list[int]) -> int:
    """At least `count` of these diagrams, from the lowest to the topmost."""
    parts.sort(key=diagrams.depth, reverse=True)
    if count == len(parts):
        result = TRUE
        for part in parts:
            result = diagrams.conjunction(result, part)
        return result
    reached = [TRUE] + [FALSE] * count
    for part in parts:
        for number in range(count, 0, -1):
            more = diagrams.conjunction(part, reached[number - 1])
            reached[number] = -diagrams.conjunction(-reached[number], -more)
    return reached[count]


def _pruned(
    network: Network, modules: list[Module], diagrams: list[Diagram], backend: str
) -> Compiled:
    """Without modules that turned out not to matter."""
    own = {diagram.name for diagram in diagrams[:-1]}
    needed = {diagrams[-1].name}
    kept: list[Diagram] = []
    for diagram in reversed(diagrams):
        if diagram is diagrams[-1] or diagram.name in needed:
            needed.update(diagram.variables)
            kept.append(diagram)
    kept.reverse()
    leaves = dict.fromkeys(v for diagram in kept for v in diagram.variables if v not in own)
    return Compiled(
        tuple(leaves), tuple(kept), sum(len(d.level) - 2 for d in kept), backend
    )
