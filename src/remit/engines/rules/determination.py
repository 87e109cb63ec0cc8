"""What a pack says about a case: outcomes still possible, proof, deciding facts, duties, clocks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from remit.engines.dates import TimeLimit
from remit.engines.findings import Finding
from remit.engines.rules.conditions import Value
from remit.engines.rules.facts import FactStatus
from remit.engines.rules.laws import Law
from remit.engines.rules.outcome import Outcome
from remit.engines.rules.pack import Duty, EffectKind, Measure, Rule, Transition
from remit.engines.words import Words

NO_WORDS = Words("", "")


class RuleStatus(StrEnum):
    """What became of a rule."""

    APPLIED = "applied"
    DEFEATED = "defeated"
    NOT_APPLIED = "not_applied"
    OPEN = "open"
    NOT_IN_FORCE = "not_in_force"
    OTHER_LAW = "other_law"


@dataclass(frozen=True, slots=True)
class FactUse:
    """A fact as a rule used it."""

    fact: str
    question: Words
    answer: Words
    status: FactStatus
    by: str = ""
    evidence: tuple[str, ...] = ()
    provision: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a rule came out as it did: the facts `used`, or those that are `lacking` (false or open)."""

    sentence: Words
    used: tuple[FactUse, ...] = ()
    lacking: tuple[FactUse, ...] = ()


@dataclass(frozen=True)
class RuleProof:
    """What became of one rule; its reasons are put into words when somebody asks for them."""

    rule: Rule
    status: RuleStatus
    reasoned: Callable[[], Reasons] = field(compare=False, repr=False)
    defeated_by: tuple[str, ...] = ()

    @cached_property
    def reasons(self) -> Reasons:
        """Why, in facts and in words."""
        return self.reasoned()

    @property
    def used(self) -> tuple[FactUse, ...]:
        """The facts that made the condition hold."""
        return self.reasons.used

    @property
    def lacking(self) -> tuple[FactUse, ...]:
        """The facts that failed or are open."""
        return self.reasons.lacking

    @property
    def sentence(self) -> Words:
        """The provision and what became of it, for a letter."""
        return self.reasons.sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer to a deciding fact, and the outcomes that it would leave."""

    value: Value
    words: Words
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Deciding:
    """An open fact on which the outcome depends."""

    fact: str
    question: Words
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Determination:
    """What a pack says about a case.

    `outcomes` are all that are still possible, mildest first; it is empty only when a finding of
    severity error says why. `deciding` are the open facts worth asking for, most telling first. `laws`
    are those that are applied: both where open facts decide which one is lighter.
    """

    pack_id: str
    pack_version: str
    pack_digest: str
    pack_titles: Words
    on: date
    act_on: date
    outcomes: tuple[Outcome, ...]
    proof: tuple[RuleProof, ...]
    deciding: tuple[Deciding, ...]
    duties: tuple[Duty, ...]
    clocks: tuple[TimeLimit, ...]
    findings: tuple[Finding, ...]
    inputs: str
    laws: tuple[Law, ...] = (Law.ACT,)
    transition: Transition | None = None

    @property
    def settled(self) -> bool:
        """Whether only one outcome is possible."""
        return len(self.outcomes) == 1

    @property
    def low(self) -> Measure:
        """The mildest measure in any possible outcome."""
        return min((o.low for o in self.outcomes), key=lambda measure: measure.rank)

    @property
    def high(self) -> Measure:
        """The most severe measure in any possible outcome."""
        return max((o.high for o in self.outcomes), key=lambda measure: measure.rank)

    def admits(self, measure: Measure) -> bool:
        """Whether every possible outcome allows the measure: only then is it safe to decide."""
        return bool(self.outcomes) and all(o.admits(measure) for o in self.outcomes)

    @property
    def exemptions(self) -> tuple[RuleProof, ...]:
        """The exempting rules that apply."""
        return self._applied(lambda rule: rule.has(EffectKind.EXEMPT))

    @property
    def mitigations(self) -> tuple[RuleProof, ...]:
        """The rules that apply and make the measure milder without exempting."""
        return self._applied(lambda rule: rule.is_milder and not rule.has(EffectKind.EXEMPT))

    @property
    def aggravations(self) -> tuple[RuleProof, ...]:
        """The rules that apply and make the measure heavier."""
        return self._applied(lambda rule: rule.is_heavier)

    @property
    def notes(self) -> tuple[Words, ...]:
        """The remarks of the rules that apply."""
        noted = self._applied(lambda rule: rule.has(EffectKind.NOTE))
        return tuple(e.note for p in noted for e in p.rule.effects if e.note.pick("en"))

    def _applied(self, wanted: Callable[[Rule], bool]) -> tuple[RuleProof, ...]:
        applied = (proof for proof in self.proof if proof.status is RuleStatus.APPLIED)
        return tuple(proof for proof in applied if wanted(proof.rule))
