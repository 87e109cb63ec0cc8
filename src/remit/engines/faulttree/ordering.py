"""Orders of a module's variables in which its diagram is likely to be small.

Idea: variables that are used together stand together. A depth-first walk that enters small
arguments first does that for most fault trees (M. Bouissou, F. Bruyere, A. Rauzy, "BDD based
fault-tree processing: a comparison of variable ordering heuristics", ESREL 1997).
"""

from remit.engines.faulttree.modules import Module
from remit.engines.faulttree.network import Network


def depth_first(network: Network, module: Module) -> list[int]:
    """The variables in the order of a walk that enters smaller arguments first."""
    weight = {abs(variable): 1.0 for variable in module.variables}
    for gate in module.gates:
        weight[gate] = sum(weight[abs(part)] for part in network.parts[gate])
    order: dict[int, None] = {}
    seen: set[int] = set()
    agenda = [abs(module.root)]
    literals = {abs(variable): variable for variable in module.variables}
    while agenda:
        node = agenda.pop()
        if node in literals:
            order[literals[node]] = None
        elif node not in seen:
            seen.add(node)
            parts = sorted({abs(part) for part in network.parts[node]}, key=lambda p: (weight[p], p))
            agenda.extend(reversed(parts))
    return list(order)
