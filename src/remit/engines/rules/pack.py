"""A rule pack: dated, cited rules that a lawyer wrote, as frozen values.

A pack has instruments (what is cited), a vocabulary of typed facts without defaults, a ladder of
measures from mild to severe, rules, duties of procedure and clocks. Validity is kept per provision,
because laws are renumbered: the appeal article was 49 and became 56.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from remit.engines.dates import Period, TimeLimit, add_months
from remit.engines.rules.conditions import Condition, Truth, truth
from remit.engines.rules.sources import NO_WORDS, Citation, Instrument, Verification
from remit.engines.rules.vocabulary import Term
from remit.engines.words import Words

NO_MEASURE = "none"


class Modality(StrEnum):
    """Whether a provision allows or commands."""

    MAY = "may"
    SHALL = "shall"

    @property
    def words(self) -> Words:
        """The modality as a reader sees it."""
        return Words("可以", "may") if self is Modality.MAY else Words("应当", "shall")


@dataclass(frozen=True, slots=True)
class Measure:
    """One rung of the ladder. Shifts move among rungs of the same `kind`; rank 0 is no measure."""

    code: str
    name: Words
    kind: str
    rank: int
    period_months: int | None = None
    citation: Citation | None = None
    decides: Words = NO_WORDS
    side_effects: tuple[Words, ...] = ()

    def effect_until(self, decided_on: date) -> date | None:
        """The first day on which the measure no longer has effect, or None where it has no end."""
        return None if self.period_months is None else add_months(decided_on, self.period_months)


class EffectKind(StrEnum):
    """What a rule does when it fires."""

    BAND = "band"
    EXEMPT = "exempt"
    SHIFT = "shift"
    LEAN = "lean"
    CAP = "cap"
    CONCUR = "concur"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect.

    Band: `low` to `high` are ranks. Shift: `steps` rungs, negative is milder. Lean: "lighter" or
    "heavier" inside the band. Cap: nothing above rank `high`. Concur: the measure of rank `high` is
    added beside. Note: a duty or remark in words.
    """

    kind: EffectKind
    modality: Modality
    low: int = 0
    high: int = 0
    steps: int = 0
    lean: str = ""
    note: Words = NO_WORDS


@dataclass(frozen=True)
class Rule:
    """One rule. `overrides` names labels of rules that it defeats when it fires.

    `table` names the table of which the rule is a row.
    """

    id: str
    label: str
    title: Words
    citations: tuple[Citation, ...]
    verification: Verification
    valid: Period
    condition: Condition
    effects: tuple[Effect, ...]
    modality: Modality
    overrides: tuple[str, ...] = ()
    table: str = ""

    @cached_property
    def truth(self) -> Truth:
        """How its condition comes out for some known facts, in strong Kleene logic."""
        return truth(self.condition)

    def has(self, kind: EffectKind) -> bool:
        """Whether one of the effects is of that kind."""
        return any(effect.kind is kind for effect in self.effects)

    @property
    def is_milder(self) -> bool:
        """Whether an effect makes the measure milder."""
        return any(
            effect.steps < 0 or effect.lean == "lighter" or effect.kind is EffectKind.CAP
            for effect in self.effects
        )

    @property
    def is_heavier(self) -> bool:
        """Whether an effect makes the measure heavier."""
        return any(effect.steps > 0 or effect.lean == "heavier" for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of procedure that goes with every decision under the pack."""

    id: str
    text: Words
    citation: Citation
    valid: Period
    verification: Verification


@dataclass(frozen=True, slots=True)
class DatedLimit:
    """A clock with the days on which its provision is in force."""

    limit: TimeLimit
    citation: Citation
    valid: Period
    verification: Verification


class Hit(StrEnum):
    """What a table says of several rows that hold at once."""

    UNIQUE = "unique"
    ANY = "any"
    FIRST = "first"
    COLLECT = "collect"


@dataclass(frozen=True, slots=True)
class RuleTable:
    """Rules written as a table: `rows` are their names; `complete` says that no case falls between."""

    id: str
    title: Words
    citation: Citation
    hit: Hit
    columns: tuple[str, ...]
    condition: Condition
    rows: tuple[str, ...]
    complete: bool = False


@dataclass(frozen=True, slots=True)
class LikeMeasures:
    """Several like measures below rank `below`: one period up to their sum, at most `most_months`."""

    below: int
    most_months: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Concurrence:
    """Several bands at once: the heaviest is executed, where a provision says so."""

    citation: Citation
    like: LikeMeasures | None = None


class Choice(StrEnum):
    """Which law judges an act before a change that is decided after it."""

    LIGHTER = "lighter_law"
    ACT = "law_of_act"
    DECISION = "law_of_decision"


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of law on the day `since`.

    With `concluded_then` a case first decided before that day stays under the rules of then.
    """

    since: date
    choice: Choice
    concluded_then: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack that is not in force but open for comment: the pack it would change, and until when."""

    of: str
    comments: Period


@dataclass(frozen=True)
class Pack:
    """A whole pack; `digest` is SHA-256 over its content without tests."""

    id: str
    version: str
    titles: Words
    instruments: tuple[Instrument, ...]
    vocabulary: tuple[Term, ...]
    ladder: tuple[Measure, ...]
    rules: tuple[Rule, ...]
    duties: tuple[Duty, ...]
    clocks: tuple[DatedLimit, ...]
    concurrence: Concurrence | None
    digest: str
    about: str = ""
    jurisdiction: Words = NO_WORDS
    draft: Draft | None = None
    tables: tuple[RuleTable, ...] = ()
    transitions: tuple[Transition, ...] = ()

    def term(self, id: str) -> Term:
        """The fact of that name; raises KeyError."""
        return self._terms[id]

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {term.id: term for term in self.vocabulary}

    def rule(self, id: str) -> Rule:
        """The rule of that name; raises KeyError."""
        for rule in self.rules:
            if rule.id == id:
                return rule
        raise KeyError(id)

    def measure(self, code: str) -> Measure:
        """The measure of that code; raises KeyError."""
        for measure in self.ladder:
            if measure.code == code:
                return measure
        raise KeyError(code)

    def clocks_on(self, day: date) -> tuple[TimeLimit, ...]:
        """The clocks in force on a day."""
        return tuple(clock.limit for clock in self.clocks if day in clock.valid)

    def duties_on(self, day: date) -> tuple[Duty, ...]:
        """The duties of procedure in force on a day."""
        return tuple(duty for duty in self.duties if day in duty.valid)

    def in_force(self, day: date) -> "Pack":
        """The pack with only what is in force on a day."""
        return replace(
            self,
            instruments=tuple(i for i in self.instruments if day in i.valid),
            rules=tuple(rule for rule in self.rules if day in rule.valid),
            duties=self.duties_on(day),
            clocks=tuple(clock for clock in self.clocks if day in clock.valid),
        )

    def stepped(self, rank: int, steps: int) -> int:
        """The rank some rungs away among measures of the same kind.

        Below the mildest of its kind comes no measure; above the most severe nothing.
        """
        kind = self.ladder[rank].kind
        rungs = [measure.rank for measure in self.ladder if measure.kind == kind]
        place = rungs.index(rank) + steps
        return 0 if place < 0 else rungs[min(place, len(rungs) - 1)]
