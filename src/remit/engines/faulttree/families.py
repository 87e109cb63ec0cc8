"""Families of sets as zero-suppressed diagrams, and the minimal solutions of a diagram.

Idea: a node of level x stands for the sets of its low family, and those of its high family with x
added; family 0 is empty, family 1 holds the empty set alone. The minimal solutions of "if x then f
else g" are those of g, and x with those of f that contain none of g.
Source: A. Rauzy, "New algorithms for fault trees analysis", Reliability Engineering & System Safety
40 (1993); S. Minato, "Zero-suppressed BDDs", DAC 1993.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from remit.engines.faulttree.diagram import Allowance, Diagram

NOTHING, NOTHING_NEEDED = 0, 1
ANSWERS_PER_NODE = 5
WIDTH = 32
LOWER_HALF = (1 << WIDTH) - 1


@dataclass(frozen=True, slots=True)
class Family:
    """The minimal ways in which one module departs from rest.

    Nodes are numbered like those of a diagram: 0 and 1 are the constants, children come first.
    """

    name: str
    variables: tuple[str, ...]
    level: list[int]
    low: list[int]
    high: list[int]
    root: int

    def nodes(self) -> Iterator[tuple[int, int, int]]:
        """Level, low and high of every node after the constants."""
        return zip(self.level[2:], self.low[2:], self.high[2:], strict=True)


class _Families:
    """All families over the variables of one module; no set of a family contains another."""

    def __init__(self, variables: int, allowance: Allowance) -> None:
        self._allowance = allowance
        self.level = [variables, variables]
        self.low = [0, 1]
        self.high = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._known: dict[int, int] = {}

    def node(self, level: int, low: int, high: int) -> int:
        """The sets of `low`, and those of `high` with one more member."""
        if high == NOTHING:
            return low
        key = (level, low, high)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self.level)
            self.level.append(level)
            self.low.append(low)
            self.high.append(high)
        return found

    def without(self, sets: int, gone: int) -> int:
        """The sets of one family that contain no set of the other. Raises what the allowance does."""
        self._allowance.check(max(len(self.level), len(self._known) // ANSWERS_PER_NODE))
        answer = self._ask(sets, gone)
        agenda = [answer] if answer < 0 else []
        while agenda:
            key = ~agenda[-1]
            answer = self._step(key >> WIDTH, key & LOWER_HALF)
            if answer < 0:
                agenda.append(answer)
            else:
                self._known[key] = answer
                agenda.pop()
        return answer

    def _ask(self, sets: int, gone: int) -> int:
        """The answer, or the question itself as a negative number where it is still open."""
        if sets == NOTHING:
            return NOTHING
        level = self.level[sets]
        while self.level[gone] < level:
            gone = self.low[gone]
        if gone == NOTHING:
            return sets
        if gone in (NOTHING_NEEDED, sets):
            return NOTHING
        key = sets << WIDTH | gone
        return self._known.get(key, ~key)

    def _step(self, sets: int, gone: int) -> int:
        """The answer to a question, or the next question that must be answered before."""
        level = self.level[sets]
        shared = self.level[gone] == level
        upper, lower = (self.high[gone], self.low[gone]) if shared else (gone, gone)
        with_it = self._ask(self.high[sets], upper)
        if shared and with_it >= 0:
            with_it = self._ask(with_it, lower)
        if with_it < 0:
            return with_it
        without_it = self._ask(self.low[sets], lower)
        return without_it if without_it < 0 else self.node(level, without_it, with_it)


def resting(diagram: Diagram, on: Container[str]) -> bool:
    """The value of a module when all leaves are false and the modules named in `on` are true."""
    inverted = [name in on for name in diagram.variables]
    node = diagram.root
    while node > 1:
        side = diagram.high if inverted[diagram.level[node]] else diagram.low
        node = int(side[node])
    return bool(node)


def minimal(diagram: Diagram, on: Container[str], *, rest: bool, allowance: Allowance) -> Family:
    """The minimal sets of variables whose departure from rest makes a module differ from `rest`.

    The modules named in `on` are true at rest, all other variables false. Raises what the allowance
    does where more nodes are needed, or five times as many answers in between.
    """
    families = _Families(len(diagram.variables), allowance)
    inverted = [name in on for name in diagram.variables]
    solutions = [NOTHING_NEEDED, NOTHING] if rest else [NOTHING, NOTHING_NEEDED]
    columns = (diagram.level[2:].tolist(), diagram.low[2:].tolist(), diagram.high[2:].tolist())
    for level, low, high in zip(*columns, strict=True):
        if inverted[level]:
            low, high = high, low  # noqa: PLW2901 - the variable is read the other way round
        without, with_it = solutions[low], solutions[high]
        solutions.append(families.node(level, without, families.without(with_it, without)))
    return _kept(diagram, families, solutions[diagram.root])


def _kept(diagram: Diagram, families: _Families, root: int) -> Family:
    """What is left when all nodes that the root does not need are thrown away."""
    needed = bytearray(root + 1)
    needed[root] = True
    for node in range(root, 1, -1):
        if needed[node]:
            needed[families.low[node]] = needed[families.high[node]] = True
    nodes = [0, 1, *(node for node in range(2, root + 1) if needed[node])]
    place = {node: number for number, node in enumerate(nodes)}
    return Family(
        diagram.name,
        diagram.variables,
        [families.level[node] for node in nodes],
        [place[families.low[node]] for node in nodes],
        [place[families.high[node]] for node in nodes],
        place[root],
    )
