"""The form of an answer: who, how much, why, how sure, and what would have helped."""

from dataclasses import dataclass
from fractions import Fraction

from remit.engines.attribution.causes import Part
from remit.engines.attribution.situation import Degree, Exemption, Kind, Versions
from remit.engines.findings import Finding
from remit.engines.games import Method
from remit.engines.words import Words

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Witness:
    """A smallest change that averts the harm: own choices, and the others needed.

    `held` names what has to be taken as it in fact was (W of the modified definition).
    """

    own: tuple[str, ...]
    others: tuple[str, ...]
    held: tuple[str, ...] = ()

    @property
    def degree(self) -> Fraction:
        """1/(k+1) for k others (Chockler and Halpern, JAIR 22, 2004)."""
        return Fraction(1, len(self.others) + 1)


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where a share may lie while facts are disputed, in parts of the harm.

    `expected` is there when every disputed fact has a probability; `deciding` is the fact that
    moves the share most, by `swing`. Consequences rest on `low`.
    """

    low: Fraction
    high: Fraction
    expected: Fraction | None
    deciding: str
    swing: Fraction


@dataclass(frozen=True, slots=True)
class PersonShare:
    """One person's part. `share` is of the harm, `amount` in the outcome's unit, both after
    exemption; `by_kind` and `by_choice` split the share before it (`unexempted_share`).

    `plain_share` is what the share would be if all degrees weighed the same. `blame` expects the
    degree over what the person held possible at the time; None if nobody wrote that down.
    """

    person: str
    name: Words
    posts: tuple[Words, ...]
    unit: Words
    part: Part
    share: Fraction
    amount: Fraction
    by_kind: tuple[tuple[Kind, Fraction], ...]
    by_choice: tuple[tuple[str, Fraction], ...]
    degree: Fraction
    witness: Witness | None
    exempted: Exemption | None
    unexempted_share: Fraction
    weighed: Degree | None
    plain_share: Fraction
    blame: Fraction | None
    interval: Interval | None
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SystemAccount:
    """What nobody answers for: `remainder` nobody owed to prevent, `exempted` was released."""

    share: Fraction
    amount: Fraction
    remainder: Fraction
    exempted: Fraction
    interval: Interval | None
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """How a coarse rule would have shared the same harm."""

    code: str
    name: Words
    shares: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """One level of the harm: what it adds, and whether it came about."""

    label: Words
    amount: Fraction
    happened: bool


@dataclass(frozen=True, slots=True)
class UnitShare:
    """A unit's share when units share first and the people in each share what is theirs."""

    unit: Words
    share: Fraction
    persons: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class CutSets:
    """Smallest sets of departures that were enough for the harm: how many, and the first of them."""

    count: int
    sets: tuple[tuple[str, ...], ...]
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """What keeping one duty (or changing one circumstance) for certain would have been worth.

    `averted` is the part of the expected harm that would have been saved, over all levels, and
    `birnbaum` what it would be if the departure were certain; the others are importance measures of
    the least grave level it matters to: critical, diagnostic, risk achievement, risk reduction
    (None where they have no finite value).
    """

    factor: str
    label: Words
    likelihood: Fraction
    averted: float
    birnbaum: float
    critical: float | None
    diagnostic: float | None
    achievement: float | None
    reduction: float | None


@dataclass(frozen=True, slots=True)
class Prevention:
    """Which control would have paid most: the best first.

    `structural` is true where no likelihood was given, so that every departure counts as even odds.
    """

    probability: float
    structural: bool
    controls: tuple[Control, ...]
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why the answer may be trusted: the sum, the method and its agreement, the size, the inputs.

    `total` is the sum of all shares with the system account and equals `harm`; `exact` says that it
    does and that nothing was drawn by lot. `agreement` is the
    largest difference between Q and 2Q quadrature nodes (0 for exact fractions); `radius` is the
    half-width of the interval in which all shares lie with probability `confidence` when the method
    is bounded, else 0. `complete` is false when the search for overtaken causes was cut short.
    """

    total: Fraction
    harm: Fraction
    exact: bool
    method: Method
    agreement: float
    radius: float
    confidence: float
    persons: int
    nodes: int
    points: int
    samples: int
    complete: bool
    inputs: str
    model: str
    evidence: str
    baseline: str
    versions: Versions
    engine: str


@dataclass(frozen=True, slots=True)
class Report:
    """The answer to one situation; persons in the order of its owners."""

    situation_id: str
    title: Words
    harm: bool
    amount: Fraction
    unit: str
    outcome: Words
    levels: tuple[Reached, ...]
    persons: tuple[PersonShare, ...]
    system: SystemAccount
    units: tuple[UnitShare, ...]
    contrasts: tuple[Contrast, ...]
    cut_sets: CutSets
    prevention: Prevention
    findings: tuple[Finding, ...]
    certificate: Certificate

    def share_of(self, person: str) -> Fraction:
        """The share of one person; zero for somebody who is not in the report."""
        return next((p.share for p in self.persons if p.person == person), NOTHING)
