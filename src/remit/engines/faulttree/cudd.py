"""Decision diagrams by CUDD, the package of F. Somenzi, through `dd`; an optional extra."""

from functools import cache
from importlib import import_module
from typing import Any

from remit.engines.faulttree.diagram import Allowance, Diagram, TooLarge, laid_out

BYTES_OF_NODE = 100  # a node with its share of the unique table and of the cache
BYTES_AT_START = 28_000_000


class CuddMissing(Exception):
    """CUDD was asked for and is not installed."""

    def __init__(self) -> None:
        super().__init__("CUDD is not installed: install remit[fast], or choose python or auto.")


@cache
def _cudd() -> Any:
    """CUDD, or None where the extra "fast" is not installed; loaded when first asked for."""
    try:
        return import_module("dd.cudd")
    except ImportError:
        return None


def available() -> bool:
    """Whether CUDD is installed."""
    return _cudd() is not None


class CuddDiagrams:
    """All diagrams over the variables of one module; an edge is a CUDD function."""

    def __init__(self, variables: int, allowance: Allowance, *, sift: bool = False) -> None:
        if not available():
            raise CuddMissing
        self.name = f"cudd {import_module('dd').__version__}"
        self._allowance = allowance
        self._manager = _cudd().BDD(memory_estimate=2**30)
        self._manager.configure(
            reordering=sift,
            max_memory=BYTES_AT_START + BYTES_OF_NODE * allowance.nodes,
            max_cache_hard=max(2**16, allowance.nodes),
        )
        self._names = [f"v{number}" for number in range(variables)]
        self._manager.declare(*self._names)
        self.true: Any = self._manager.true

    def variable(self, level: int) -> Any:
        """The diagram of one variable."""
        return self._manager.var(self._names[level])

    def negation(self, edge: Any) -> Any:
        """The negated diagram."""
        return ~edge

    def depth(self, edge: Any) -> int:
        """The level of the topmost node."""
        return int(edge.level)

    def conjunction(self, left: Any, right: Any) -> Any:
        """Both diagrams at once. Raises what the allowance raises."""
        try:
            both = left & right
        except ValueError as spent:  # CUDD was refused more memory
            raise TooLarge from spent
        self._allowance.check(0)
        return both

    def diagram(self, name: str, variables: tuple[str, ...], root: Any) -> Diagram:
        """The diagram of an edge by itself, without negated edges."""
        level, low, high = [len(variables)] * 2, [0, 1], [0, 1]
        numbers = {int(self.true): 1, int(~self.true): -1}
        level_at = [
            variables[int(self._manager.var_at_level(n)[1:])] for n in range(len(variables))
        ]
        found = _collected(root)
        found.sort(reverse=True)
        for its_level, address, low_address, high_address in found:
            level.append(its_level)
            low.append(numbers[low_address])
            high.append(numbers[high_address])
            numbers[address] = len(level) - 1
            numbers[address ^ 1] = 1 - len(level)
        return laid_out(name, tuple(level_at), (level, low, high), numbers[int(root)])


def _collected(root: Any) -> list[tuple[int, int, int, int]]:
    """Level, address, and addresses of both children of every node below, in any order.

    An odd address is a negated edge; only addresses that are even are listed.
    """
    seen = {int(root) & ~1}
    agenda = [root]
    found: list[tuple[int, int, int, int]] = []
    while agenda:
        edge = agenda.pop()
        low, high = edge.low, edge.high
        if low is None:
            continue
        low_address, high_address = int(low), int(high)
        found.append((edge.level, int(edge) & ~1, low_address, high_address))
        for child, address in ((low, low_address & ~1), (high, high_address)):
            if address not in seen:
                seen.add(address)
                agenda.append(child)
    return found
