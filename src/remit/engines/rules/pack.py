"""A rule pack: dated, cited rules that a lawyer wrote, as frozen values.

A pack has instruments (what is cited), a vocabulary of typed facts without defaults, a ladder of
measures from mild to severe, rules, duties of procedure and clocks. Validity is kept per provision,
because laws are renumbered: the appeal article was 49 and became 56.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from remit.engines.dates import Period, TimeLimit, add_months
from remit.engines.figures import chinese
from remit.engines.rules.conditions import Condition, Value
from remit.engines.words import Words

NO_WORDS = Words("", "")
NO_MEASURE = "none"


class Verification(StrEnum):
    """How far the wording of a provision was checked."""

    READ = "read"
    EXCERPT = "excerpt"
    BELIEVED = "believed"


class Modality(StrEnum):
    """Whether a provision allows or commands."""

    MAY = "may"
    SHALL = "shall"

    @property
    def words(self) -> Words:
        """The modality as a reader sees it."""
        return Words("可以", "may") if self is Modality.MAY else Words("应当", "shall")


class FactType(StrEnum):
    """What values a fact can have."""

    BOOL = "bool"
    ENUM = "enum"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation or internal rule."""

    id: str
    title: Words
    issuer: Words
    number: str
    promulgated: date | None
    valid: Period
    verification: Verification


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument; paragraph and item are 0 where they are not needed.

    >>> law = Instrument("law", Words("某法", "A Law"), NO_WORDS, "", None,
    ...                  Period(date(2020, 7, 1)), Verification.READ)
    >>> Citation(law, 39, 1, 2).words
    Words(zh='《某法》第三十九条第一款第二项', en='A Law, art. 39, para. 1, item 2')
    """

    instrument: Instrument
    article: int
    paragraph: int = 0
    item: int = 0

    @property
    def words(self) -> Words:
        """The citation as a letter writes it."""
        name, mark, edition = self.instrument.title.zh.partition("（")
        zh = [f"《{name}》{mark}{edition}第{chinese(self.article)}条"]
        en = [f"{self.instrument.title.en}, art. {self.article}"]
        if self.paragraph:
            zh.append(f"第{chinese(self.paragraph)}款")
            en.append(f", para. {self.paragraph}")
        if self.item:
            zh.append(f"第{chinese(self.item)}项")
            en.append(f", item {self.item}")
        return Words("".join(zh), "".join(en))

    @property
    def reference(self) -> str:
        """A stable reference: instrument/article/paragraph/item."""
        return f"{self.instrument.id}/{self.article}/{self.paragraph}/{self.item}"


@dataclass(frozen=True, slots=True)
class Term:
    """A fact somebody can be asked for. There is no default: what was not said is unknown."""

    id: str
    type: FactType
    question: Words
    values: tuple[tuple[str, Words], ...] = ()
    unit: Words = NO_WORDS
    evidence: tuple[Words, ...] = ()

    def says(self, value: Value) -> Words:
        """A value of this fact in words."""
        if isinstance(value, bool):
            return Words("是", "yes") if value else Words("否", "no")
        if isinstance(value, Fraction):
            number = f"{float(value):g}" if value.denominator > 1 else str(value.numerator)
            return Words(f"{number}{self.unit.zh}", f"{number} {self.unit.en}".strip())
        return next((words for code, words in self.values if code == value), Words(value, value))


@dataclass(frozen=True, slots=True)
class Measure:
    """One rung of the ladder. Shifts move among rungs of the same `kind`; rank 0 is no measure."""

    code: str
    name: Words
    kind: str
    rank: int
    period_months: int | None = None
    citation: Citation | None = None

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
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect.

    Band: `low` to `high` are ranks. Shift: `steps` rungs, negative is milder. Lean: "lighter" or
    "heavier" inside the band. Cap: nothing above rank `high`. Note: a duty or remark in words.
    """

    kind: EffectKind
    modality: Modality
    low: int = 0
    high: int = 0
    steps: int = 0
    lean: str = ""
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `overrides` names labels of rules that it defeats when it fires."""

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


@dataclass(frozen=True, slots=True)
class DatedLimit:
    """A clock with the days on which its provision is in force."""

    limit: TimeLimit
    citation: Citation
    valid: Period


@dataclass(frozen=True, slots=True)
class Concurrence:
    """Several bands at once: the heaviest is executed, where a provision says so."""

    citation: Citation


@dataclass(frozen=True, slots=True)
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

    def term(self, id: str) -> Term:
        """The fact of that name; raises KeyError."""
        for term in self.vocabulary:
            if term.id == id:
                return term
        raise KeyError(id)

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

    def stepped(self, rank: int, steps: int) -> int:
        """The rank some rungs away among measures of the same kind.

        Below the mildest of its kind comes no measure; above the most severe nothing.
        """
        kind = self.ladder[rank].kind
        rungs = [measure.rank for measure in self.ladder if measure.kind == kind]
        place = rungs.index(rank) + steps
        return 0 if place < 0 else rungs[min(place, len(rungs) - 1)]
