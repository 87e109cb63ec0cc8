"""Precedents that contradict one another: decided heavier, though no graver in any aspect.

Source: the inconsistent case base of J. Horty, "Rules and reasons in the theory of precedent",
Legal Theory 17 (2011). A new case can only be in conflict where its base holds such a pair.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from remit.engines.findings import Finding, Severity
from remit.engines.precedents.aspects import Side
from remit.engines.precedents.casebase import CaseBase
from remit.engines.precedents.cases import Precedent
from remit.engines.precedents.checking import SOURCE
from remit.engines.precedents.differences import Difference, differences, listed
from remit.engines.precedents.grid import throughout
from remit.engines.precedents.sentences import decided
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`heavier` was decided more heavily than `milder`, which is at least as grave in everything.

    The differences are those of `milder` (here) from `heavier` (there).
    """

    heavier: Precedent
    milder: Precedent
    differences: tuple[Difference, ...]
    words: Words

    @property
    def finding(self) -> Finding:
        """The contradiction as a warning to whoever keeps the base."""
        subject = f"{self.heavier.id}, {self.milder.id}"
        return Finding("precedents.contradiction", Severity.WARNING, subject, self.words, SOURCE)


def contradictions(base: CaseBase) -> Iterator[Contradiction]:
    """Every pair that contradicts itself whatever is unknown, in the order of names.

    There may be as many as there are pairs, so they are told one after another.
    """
    grid = base.grid
    for precedent, rank, gravest in zip(base.precedents, grid.ranks, grid.high, strict=True):
        milder = (grid.ranks < rank) & throughout(grid.low >= gravest)
        for number in np.flatnonzero(milder):
            yield _contradiction(base, precedent, base.precedents[number])


def _contradiction(base: CaseBase, heavier: Precedent, milder: Precedent) -> Contradiction:
    apart = differences(base.aspects, heavier.values, milder.values)
    first, second, side = decided(base, heavier), decided(base, milder), base.side(Side.HEAVIER)
    told = listed(apart) if apart else Words("没有记录的差别", "nothing recorded differs")
    words = Words(
        f"{first.zh}，而{second.zh}，尽管后者所记录的各点至少同样支持{side.zh}"
        f"（先列前者，后列后者）：{told.zh}。",
        f"{first.en}, yet {second.en}, although all that is recorded of the latter speaks at least "
        f"as much for {side.en} (former there, latter here): {told.en}.",
    )
    return Contradiction(heavier, milder, apart, words)
