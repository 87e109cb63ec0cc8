"""A base of decided cases: what they are compared in, how outcomes are ordered, what they got."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from remit.engines.findings import Refusal
from remit.engines.precedents.aspects import Aspect, Side
from remit.engines.precedents.cases import Precedent, Rung
from remit.engines.precedents.checking import check_aspects, check_ladder, check_precedents
from remit.engines.precedents.grid import Grid, grid_of
from remit.engines.words import Words

BY_GRAVITY = (Words("从轻", "a milder outcome"), Words("从重", "a heavier outcome"))


class CaseBaseRefused(Refusal):
    """A base of decided cases that contradicts its own form."""


@dataclass(frozen=True, slots=True)
class CaseBase:
    """Decided cases in the order of their names. Made by `case_base`.

    `ladder` goes from the mildest outcome to the heaviest. `sides` names its two ends, such as the
    parties of a dispute with two outcomes.
    """

    aspects: tuple[Aspect, ...]
    ladder: tuple[Rung, ...]
    precedents: tuple[Precedent, ...]
    sides: tuple[Words, Words]
    grid: Grid = field(repr=False, compare=False)

    @property
    def top(self) -> int:
        """The rank of the heaviest outcome; the mildest has 0."""
        return len(self.ladder) - 1

    def outcome(self, precedent: Precedent) -> Words:
        """What was decided, in words."""
        return next(rung.name for rung in self.ladder if rung.code == precedent.outcome)

    def side(self, side: Side) -> Words:
        """The name of an end of the ladder."""
        return self.sides[side is Side.HEAVIER]


def case_base(
    aspects: Iterable[Aspect],
    ladder: Iterable[Rung],
    precedents: Iterable[Precedent],
    sides: tuple[Words, Words] = BY_GRAVITY,
) -> CaseBase:
    """The base, laid out once for many questions; raises CaseBaseRefused with every fault."""
    known, rungs = tuple(aspects), tuple(ladder)
    decided = tuple(sorted(precedents, key=lambda precedent: precedent.id))
    ranks = {rung.code: rank for rank, rung in enumerate(rungs)}
    findings = (
        *check_aspects(known),
        *check_ladder([rung.code for rung in rungs]),
        *check_precedents(known, ranks, decided),
    )
    if findings:
        raise CaseBaseRefused(*findings)
    grid = grid_of(known, [(each.values, ranks[each.outcome]) for each in decided])
    return CaseBase(known, rungs, decided, sides, grid)
