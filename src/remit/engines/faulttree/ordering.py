"""Orders of a module's variables in which its diagram may be small; which one is, shows in trying.

Idea: variables that are used together stand together. Sources: M. Bouissou, F. Bruyère, A. Rauzy,
"BDD based fault-tree processing: a comparison of variable ordering heuristics", ESREL 1997
(depth-first walks); S. Minato, N. Ishiura, S. Yajima, "Shared binary decision diagram with
attributed edges", DAC 1990 (weights); F. Aloul, I. Markov, K. Sakallah, "FORCE: a fast and
easy-to-implement variable-ordering heuristic", GLSVLSI 2003.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from remit.engines.faulttree.modules import Module
from remit.engines.faulttree.network import Network

Order = list[int]  # the variables' literals, topmost first
SWEEPS = 60  # of FORCE; its spans stop shrinking long before
LARGEST_WEIGHING = 3_000_000  # arcs times variables


def orders(network: Network, module: Module) -> Iterator[Order]:
    """Orders worth trying, the cheapest to find first."""
    narrow = _narrow_first(network, module)
    yield narrow
    if len(module.variables) < 3:
        return
    yield _shared_first(network, module)
    arcs = sum(len(network.parts[gate]) for gate in module.gates)
    if arcs * len(module.variables) <= LARGEST_WEIGHING:
        yield _by_weight(network, module)
    yield _drawn_together(network, module, narrow)
    yield _large_first(network, module)


def _narrow_first(network: Network, module: Module) -> Order:
    """Depth first, into arguments with few different variables first."""
    below: dict[int, set[int]] = {abs(variable): {abs(variable)} for variable in module.variables}
    for gate in module.gates:
        below[gate] = set().union(*(below[abs(part)] for part in network.parts[gate]))
    return _walked(network, module, lambda node: (len(below[node]), node))


def _shared_first(network: Network, module: Module) -> Order:
    """Depth first, into gates before variables, and much used gates first."""
    users = dict.fromkeys((*(abs(variable) for variable in module.variables), *module.gates), 0)
    for gate in module.gates:
        for part in network.parts[gate]:
            users[abs(part)] += 1
    gates = set(module.gates)
    return _walked(network, module, lambda node: (node not in gates, -users[node], node))


def _large_first(network: Network, module: Module) -> Order:
    """Depth first, into large arguments first."""
    weight = {abs(variable): 1.0 for variable in module.variables}
    for gate in module.gates:
        weight[gate] = sum(weight[abs(part)] for part in network.parts[gate])
    return _walked(network, module, lambda node: (-weight[node], node))


def _walked(network: Network, module: Module, key: Callable[[int], tuple[float, ...]]) -> Order:
    literals = {abs(variable): variable for variable in module.variables}
    order: dict[int, None] = {}
    seen: set[int] = set()
    agenda = [abs(module.root)]
    while agenda:
        node = agenda.pop()
        if node in literals:
            order[literals[node]] = None
        elif node not in seen:
            seen.add(node)
            parts = sorted({abs(part) for part in network.parts[node]}, key=key)
            agenda.extend(reversed(parts))
    return list(order)


def _by_weight(network: Network, module: Module) -> Order:
    """Each time the variable to which most weight flows from the root, then without it."""
    parts = {gate: [abs(part) for part in network.parts[gate]] for gate in module.gates}
    literals = {abs(variable): variable for variable in module.variables}
    order: Order = []
    while literals:
        weight = dict.fromkeys(parts, 0.0) | dict.fromkeys(literals, 0.0)
        weight[abs(module.root)] = 1.0
        for gate in reversed(parts):
            share = weight[gate] / len(parts[gate])
            for part in parts[gate]:
                weight[part] += share
        first = max(literals, key=weight.__getitem__)
        order.append(literals.pop(first))
        gone = {first}
        for gate in list(parts):
            parts[gate] = [part for part in parts[gate] if part not in gone]
            if not parts[gate]:
                del parts[gate]
                gone.add(gate)
    return order


def _drawn_together(network: Network, module: Module, start: Order) -> Order:
    """FORCE: gates pull their parts to their middle until the spans no longer shrink."""
    groups = [[gate, *(abs(part) for part in network.parts[gate])] for gate in module.gates]
    place = {abs(variable): float(number) for number, variable in enumerate(start)}
    for gate, *parts in groups:
        place[gate] = sum(place[part] for part in parts) / len(parts)
    best = min(islice(_sweeps(groups, place), SWEEPS), key=lambda found: found[0])[1]
    return sorted(module.variables, key=lambda variable: best[abs(variable)])


def _sweeps(
    groups: list[list[int]], place: dict[int, float]
) -> Iterator[tuple[float, dict[int, float]]]:
    """Better and better places, each with the sum of the groups' spans."""
    while True:
        ranked = sorted(place, key=place.__getitem__)
        place = {node: float(number) for number, node in enumerate(ranked)}
        pulls: dict[int, list[float]] = {node: [] for node in place}
        spans = 0.0
        for group in groups:
            places = [place[node] for node in group]
            spans += max(places) - min(places)
            middle = sum(places) / len(places)
            for node in group:
                pulls[node].append(middle)
        yield spans, place
        place = {node: sum(pull) / len(pull) for node, pull in pulls.items()}
