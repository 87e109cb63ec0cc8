"""A network made smaller by what is known wherever a gate matters.

Idea: a part of a conjunction matters only when the other parts are true. So a gate is read in the
*context* that all its users share, and parts that the context decides go away: a and (a or b) is
a; a or (not a and b) is a or b. What a literal implies is followed through conjunctions in both
directions (unit propagation). Context is handed on in one direction only, from earlier parts of a
conjunction to later ones: two parts that each relied on the other could both be dropped
(compatible don't-cares: H. Savoj and R. Brayton, "The use of observability and external don't
cares for the simplification of multi-level networks", DAC 1990).
"""

from itertools import accumulate
from operator import or_

from remit.engines.faulttree.network import FALSE, TRUE, Network

Parts = list[int] | None  # of a gate; None: false wherever it matters


def simplified(network: Network, top: int) -> tuple[Network, int]:
    """An equal network, as small as repeated passes make it, and the literal of its top."""
    network, top = _rebuilt(network, top, [list(parts) for parts in network.parts])
    while True:
        smaller, its_top = _rebuilt(network, top, _relieved(network, top))
        if _arcs(smaller, its_top) >= _arcs(network, top):
            return network, top
        network, top = smaller, its_top


def _arcs(network: Network, top: int) -> int:
    return sum(_users(list(network.parts), top))


def _users(parts: list[tuple[int, ...]] | list[Parts], top: int) -> list[int]:
    """How many arcs lead to every node from nodes that the top needs; one more for the top."""
    users = [0] * len(parts)
    users[abs(top)] = 1
    for node in range(len(users) - 1, 1, -1):
        if users[node]:
            for part in parts[node] or ():
                users[abs(part)] += 1
    return users


def _rebuilt(network: Network, top: int, parts: list[Parts]) -> tuple[Network, int]:
    """The network with other parts in its gates; a conjunction used once joins its user."""
    users = _users(parts, top)
    fresh = Network()
    now: dict[int, int] = {1: TRUE, -1: FALSE}
    for node, its_parts in enumerate(parts):
        if node < 2 or not users[node]:
            continue
        if network.is_leaf(node):
            now[node] = fresh.leaf(network.names[node])
        elif its_parts is None:
            now[node] = FALSE
        elif network.is_conjunction(node):
            now[node] = fresh.conjunction(_joined(fresh, its_parts, users, now))
        else:
            now[node] = fresh.at_least(network.count[node], [now[part] for part in its_parts])
        now[-node] = -now[node]
    for literal, name in network.names.items():
        if literal in now:
            fresh.names.setdefault(now[literal], name)
    return fresh, now[top]


def _joined(fresh: Network, parts: list[int], users: list[int], now: dict[int, int]) -> list[int]:
    literals: list[int] = []
    for part in parts:
        new = now[part]
        if part > 0 and new > 0 and users[part] == 1 and fresh.is_conjunction(new):
            literals.extend(fresh.parts[new])
        else:
            literals.append(new)
    return literals


class _Facts:
    """What every literal implies, as a set of bits: two for each node that several gates use."""

    def __init__(self, network: Network, users: list[int]) -> None:
        self._own: dict[int, int] = {}
        for number, node in enumerate(node for node, often in enumerate(users) if often > 1):
            self._own[node] = 1 << 2 * number
            self._own[-node] = 2 << 2 * number
        self._even = (1 << len(self._own)) // 3
        self._implied = self._closed(network, users)

    def _closed(self, network: Network, users: list[int]) -> dict[int, int]:
        """A conjunction implies its parts; a part that is false implies that it is false."""
        closed = {1: 0, -1: 0}
        gates = [n for n, often in enumerate(users) if often and network.is_conjunction(n)]
        using: dict[int, list[int]] = {}
        for gate in gates:
            for part in network.parts[gate]:
                using.setdefault(-part, []).append(-gate)
        order = [node for node, often in enumerate(users) if often and node > 1]
        for literal in [*(-node for node in reversed(order)), *order]:
            bits = self._own.get(literal, 0)
            for user in using.get(literal, ()):
                bits |= closed[user]
            if literal > 0 and network.is_conjunction(literal):
                for part in network.parts[literal]:
                    bits |= closed[part]
            closed[literal] = bits
        return closed

    def own(self, literal: int) -> int:
        """The bit of a literal; none for nodes that only one gate uses."""
        return self._own.get(literal, 0)

    def implied(self, literal: int) -> int:
        """The bits of all that a literal implies, itself included."""
        return self._implied[literal]

    def contradictory(self, bits: int) -> bool:
        """Whether a literal and its negation are both among the bits."""
        return bool(bits & (bits >> 1) & self._even)


def _relieved(network: Network, top: int) -> list[Parts]:
    """The parts of every gate that its context does not decide."""
    facts = _Facts(network, _users(list(network.parts), top))
    contexts: dict[int, int] = {abs(top): 0}
    parts: list[Parts] = [[] for _ in network.parts]
    for node in range(len(parts) - 1, 1, -1):
        if node not in contexts or network.is_leaf(node):
            continue
        context = contexts.pop(node)
        if network.is_conjunction(node):
            kept = _undecided(network, network.parts[node], context, facts)
            parts[node] = kept
        else:
            kept = [_decided(part, context, facts) for part in network.parts[node]]
            parts[node] = kept
        for part in kept or ():
            shared = contexts.get(abs(part))
            contexts[abs(part)] = context if shared is None else shared & context
            if network.is_conjunction(node):
                context |= facts.implied(part)
    return parts


def _decided(part: int, context: int, facts: _Facts) -> int:
    if context & facts.own(part):
        return TRUE
    return FALSE if context & facts.own(-part) else part


def _undecided(network: Network, parts: tuple[int, ...], context: int, facts: _Facts) -> Parts:
    """The parts of a conjunction that neither context nor another part implies; leaves first."""
    open_ = [part for part in parts if not context & facts.own(part)]
    open_.sort(key=lambda part: (not network.is_leaf(abs(part)), abs(part)))
    implied = [facts.implied(part) for part in open_]
    before = list(accumulate(implied, or_, initial=0))
    after = list(accumulate(reversed(implied), or_, initial=0))
    if facts.contradictory(context | before[-1]):
        return None
    return [
        part
        for number, part in enumerate(open_)
        if not (before[number] | after[len(open_) - 1 - number]) & facts.own(part)
    ]
