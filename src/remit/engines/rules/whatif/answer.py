"""What a change of rules does to past cases, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from remit.engines.findings import Finding
from remit.engines.rules.outcome import OutcomeStatus
from remit.engines.rules.whatif.directions import Direction
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sets of rules that are compared; `days` is empty where cases have their own."""

    pack: str
    version: str
    digest: str
    titles: Words
    days: Words


@dataclass(frozen=True, slots=True)
class Label:
    """A result as the matrix names it: `status` is empty while more than one outcome is possible.

    `low` and `high` are rungs of the common ladder.
    """

    status: OutcomeStatus | None
    low: int
    high: int
    words: Words


@dataclass(frozen=True, slots=True)
class Flow:
    """How many cases go from one result to another."""

    before: Label
    after: Label
    cases: int


@dataclass(frozen=True, slots=True)
class Affected:
    """The cases that share a label: how many change, and by how many rungs all of them on average."""

    label: str
    cases: int
    changed: int
    mean_shift: Fraction
    directions: Mapping[Direction, int]

    @property
    def share(self) -> Fraction:
        """The part of these cases that changes."""
        return Fraction(self.changed, self.cases)


@dataclass(frozen=True, slots=True)
class RuleBehind:
    """A rule that differs in changed cases.

    `gained` and `lost` count changed cases in which it stands more firmly or less firmly than
    before; `altered` those in which it stands as before but says something else.
    """

    id: str
    title: Words
    gained: int
    lost: int
    altered: int

    @property
    def cases(self) -> int:
        """In how many changed cases the rule differs."""
        return self.gained + self.lost + self.altered


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """One case by its number, with what it comes to under both and why."""

    case: int
    direction: Direction
    before: Words
    after: Words
    rules: tuple[str, ...]
    reason: Words


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes when cases are judged by `after` instead of `before`.

    `mean_shift` is how many rungs the middle of the range moves on average over all cases; negative
    is milder. `sentences` say the finding, the first one as a title.
    """

    before: Side
    after: Side
    cases: int
    changed: int
    mean_shift: Fraction
    directions: Mapping[Direction, int]
    flows: tuple[Flow, ...]
    attributes: Mapping[str, tuple[Affected, ...]]
    rules: tuple[RuleBehind, ...]
    examples: tuple[ChangedCase, ...]
    sentences: tuple[Words, ...]
    findings: tuple[Finding, ...]

    @property
    def title(self) -> Words:
        """The finding in words."""
        return self.sentences[0]

    @property
    def share(self) -> Fraction:
        """The part of all cases that changes."""
        return Fraction(self.changed, self.cases) if self.cases else Fraction(0)
