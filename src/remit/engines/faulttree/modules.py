"""Modules: gates below which nothing is shared with the rest of the network.

Source: Y. Dutuit and A. Rauzy, "A linear-time algorithm to find modules of fault trees", IEEE
Transactions on Reliability 45 (1996). Every arc of one depth-first walk has a date; a gate is a
module when all dates of all nodes below lie between its own first two dates. Arguments of a
conjunction that share nothing with its other arguments are made a module of their own as well.
"""

from collections.abc import Iterator
from typing import NamedTuple

from remit.engines.faulttree.network import TRUE, Network


class Module(NamedTuple):
    """One module: its literal, its gates (each after its parts), and its variables.

    Variables are literals of leaves and of other modules' roots; a gate may use them negated.
    """

    root: int
    gates: tuple[int, ...]
    variables: tuple[int, ...]


class Dates(NamedTuple):
    """By node: first and last visit, end of the first visit, span of all visits below and here."""

    first: list[int]
    last: list[int]
    end: list[int]
    begins: list[int]
    ends: list[int]


def modular(network: Network, top: int) -> list[Module]:
    """The modules, each after those it uses; the last is the top. Adds gates to the network."""
    if network.is_leaf(abs(top)):
        return [Module(top, (), () if abs(top) == TRUE else (abs(top),))]
    dates, finished = _dated(network, abs(top))
    roots = {
        node
        for node in finished
        if dates.first[node] == dates.begins[node] and dates.ends[node] <= dates.end[node]
    }
    roots.add(abs(top))
    for node in finished:
        if network.count[node] == len(network.parts[node]):
            roots.update(_split(network, node, dates, roots))
    return _gathered(network, top, roots)


def _dated(network: Network, top: int) -> tuple[Dates, list[int]]:
    """The dates, and all gates, each after its parts."""
    size = len(network.parts)
    dates = Dates([0] * size, [0] * size, [0] * size, [0] * size, [0] * size)
    finished: list[int] = []
    clock = 0
    agenda: list[int] = [top]
    while agenda:
        node = agenda.pop()
        clock += 1
        if node < 0:
            dates.end[-node] = clock
            finished.append(-node)
            continue
        dates.last[node] = clock
        if not dates.first[node]:
            dates.first[node] = clock
            if network.parts[node]:
                agenda.append(-node)
                agenda.extend(abs(part) for part in reversed(network.parts[node]))
    for node in range(size):
        if network.is_leaf(node):
            dates.begins[node], dates.ends[node] = dates.first[node], dates.last[node]
    for node in finished:
        parts = [abs(part) for part in network.parts[node]]
        dates.begins[node] = min(dates.first[node], *(dates.begins[part] for part in parts))
        dates.ends[node] = max(
            dates.end[node], *(max(dates.last[part], dates.ends[part]) for part in parts)
        )
    return dates, finished


def _split(network: Network, node: int, dates: Dates, roots: set[int]) -> Iterator[int]:
    """Makes modules of groups of arguments that share nothing with the others; yields them."""
    free: list[int] = []
    groups: list[list[int]] = []
    until = 0
    for part in sorted(network.parts[node], key=lambda part: dates.begins[abs(part)]):
        inner = abs(part)
        once = dates.first[inner] == dates.last[inner]
        if once and (inner in roots or network.is_leaf(inner)):
            free.append(part)
        elif groups and dates.begins[inner] <= until:
            groups[-1].append(part)
            until = max(until, dates.ends[inner], dates.last[inner])
        else:
            groups.append([part])
            until = max(dates.ends[inner], dates.last[inner])
    if len(groups) + len(free) < 2:
        return
    kept = list(free)
    for group in groups:
        inside = all(_inside(abs(part), node, dates) for part in group)
        if inside and len(group) > 1:
            made = network.conjunction(group)
            yield made
            kept.append(made)
        else:
            kept.extend(group)
    network.parts[node] = tuple(kept)
    network.count[node] = len(kept)


def _inside(part: int, node: int, dates: Dates) -> bool:
    ends = max(dates.ends[part], dates.last[part])
    return dates.begins[part] > dates.first[node] and ends < dates.end[node]


def _gathered(network: Network, top: int, roots: set[int]) -> list[Module]:
    """Every module with what belongs to it, the used before their users."""
    signs = _signs(network, top)
    modules: list[Module] = []
    done: set[int] = set()
    agenda = [abs(top)]
    while agenda:
        root = agenda[-1]
        gates, variables = _content(network, root, roots)
        waiting = [v for v in variables if v in roots and v not in done]
        if waiting and root not in done:
            agenda.extend(waiting)
            continue
        agenda.pop()
        if root not in done:
            done.add(root)
            literals = tuple(v if network.is_leaf(v) else signs[v] * v for v in variables)
            modules.append(Module(signs[root] * root, gates, literals))
    return modules


def _content(
    network: Network, root: int, roots: set[int]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    gates: list[int] = []
    variables: dict[int, None] = {}
    seen: set[int] = set()
    agenda = [(root, False)]
    while agenda:
        node, ready = agenda.pop()
        if ready:
            gates.append(node)
        elif node != root and (node in roots or network.is_leaf(node)):
            variables[node] = None
        elif node not in seen:
            seen.add(node)
            agenda.append((node, True))
            agenda.extend((abs(part), False) for part in reversed(network.parts[node]))
    return tuple(gates), tuple(variables)


def _signs(network: Network, top: int) -> dict[int, int]:
    """By node: 1 when the top needs it as it is, -1 when it needs its negation.

    Negations cancel along the way, so that a module of a network without "not" is never negated.
    """
    signs = {abs(top): 1 if top > 0 else -1}
    agenda = [abs(top)]
    for node in agenda:
        for part in network.parts[node]:
            if abs(part) not in signs:
                signs[abs(part)] = signs[node] * (1 if part > 0 else -1)
                agenda.append(abs(part))
    return signs
