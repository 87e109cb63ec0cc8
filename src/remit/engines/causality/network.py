"""Equations laid out as one flat network of thresholds.

A node holds when at least `need` of its literals do: one of them is "or", all of them is "and". A
literal is twice the node's number, plus one where it is denied. Every node comes after those it
reads, so that a single pass from the left evaluates all, whatever the depth.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum

TRUE = 0
"""The literal of node 0, which always holds; TRUE + 1 never does."""


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by number: the constant, the exogenous factors, then gates and variables."""

    need: list[int]
    literals: list[tuple[int, ...]]
    consumers: list[tuple[int, ...]]
    number: Mapping[str, int]
    """The node of every name."""
    variables: Mapping[int, str]
    """The name of every node that has an equation."""

    def evaluated(self, given: Mapping[str, bool]) -> bytes:
        """The truth of every literal, given the exogenous factors."""
        truth = bytearray(2 * len(self.need))
        truth[TRUE] = 1
        for name, value in given.items():
            node = self.number[name]
            truth[2 * node], truth[2 * node + 1] = value, not value
        return bytes(self.continued(truth, 1 + len(given)))

    def continued(self, truth: bytearray, first: int) -> bytearray:
        """The truth of every literal, given those of the nodes before `first`."""
        truth.extend(bytes(2 * len(self.need) - len(truth)))
        look = truth.__getitem__
        for node in range(first, len(self.need)):
            holds = sum(map(look, self.literals[node])) >= self.need[node]
            truth[2 * node + (not holds)] = 1
        return truth

    def below(self, node: int) -> set[int]:
        """The node and all it depends on."""
        found, waiting = {node}, [node]
        while waiting:
            for literal in self.literals[waiting.pop()]:
                if literal >> 1 not in found:
                    found.add(literal >> 1)
                    waiting.append(literal >> 1)
        return found

    def with_effect(self, effect: Formula) -> tuple["Network", int]:
        """The network with nodes for the effect at its end, and the effect's literal."""
        need, literals, consumers = self.need[:], self.literals[:], self.consumers[:]
        root = _add(need, literals, effect, self.number)
        consumers += [()] * (len(need) - len(consumers))
        for node in range(len(self.need), len(need)):
            for child in {literal >> 1 for literal in literals[node]}:
                consumers[child] += (node,)
        return Network(need, literals, consumers, self.number, self.variables), root


def compiled(equations: Mapping[str, Formula], exogenous: Iterable[str]) -> Network:
    """The network of acyclic equations; raises CycleError on a loop."""
    number = {name: node for node, name in enumerate(exogenous, start=1)}
    need = [0] * (1 + len(number))
    literals: list[tuple[int, ...]] = [()] * len(need)
    variables = {}
    for name in in_order(equations):
        number[name] = _add_variable(need, literals, equations[name], number)
        variables[number[name]] = name
    readers: list[dict[int, None]] = [{} for _ in need]
    for node, read in enumerate(literals):
        for literal in read:
            readers[literal >> 1][node] = None
    return Network(need, literals, [tuple(each) for each in readers], number, variables)


def in_order(equations: Mapping[str, Formula]) -> Iterator[str]:
    """The names with an equation, each after those it reads; raises CycleError on a loop."""
    graph = {
        name: {read for read in names(formula) if read in equations}
        for name, formula in equations.items()
    }
    return iter(TopologicalSorter(graph).static_order())


def names(formula: Formula) -> list[str]:
    """The names in a formula however deep, with repetitions."""
    return [part.factor for part in _parts_first(formula) if isinstance(part, Is)]


def _parts_first(formula: Formula) -> list[Formula]:
    waiting, found = [formula], []
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting += _parts(part)
    found.reverse()
    return found


def _parts(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case Not(part):
            return (part,)
        case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
            return parts
        case _:
            return ()


def _add(
    need: list[int],
    literals: list[tuple[int, ...]],
    formula: Formula,
    number: Mapping[str, int],
) -> int:
    done: list[int] = []
    for part in _parts_first(formula):
        match part:
            case Is(factor):
                done.append(2 * number[factor])
            case Constant(value):
                done.append(TRUE if value else TRUE + 1)
            case Not():
                done[-1] ^= 1
            case AllOf(parts) | AnyOf(parts) | Quorum(_, parts):
                first = len(done) - len(parts)
                literals.append(tuple(done[first:]))
                need.append(_needed(part))
                done[first:] = [2 * (len(need) - 1)]
    return done[0]


def _needed(formula: AllOf | AnyOf | Quorum) -> int:
    match formula:
        case AllOf(parts):
            return len(parts)
        case AnyOf():
            return 1
        case Quorum(count):
            return count


def _add_variable(
    need: list[int],
    literals: list[tuple[int, ...]],
    formula: Formula,
    number: Mapping[str, int],
) -> int:
    before = len(need)
    root = _add(need, literals, formula, number)
    if len(need) == before:
        need.append(1)
        literals.append((root,))
    elif root & 1:
        # Denied, "at least n of m hold" reads "at least m - n + 1 do not".
        need[-1] = len(literals[-1]) - need[-1] + 1
        literals[-1] = tuple(literal ^ 1 for literal in literals[-1])
    return len(need) - 1
