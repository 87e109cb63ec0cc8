"""The facts a pack asks for: typed, in both languages, without defaults."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from remit.engines.rules.conditions import Value
from remit.engines.rules.sources import NO_WORDS, Citation, Instrument
from remit.engines.words import Words


class FactType(StrEnum):
    """What values a fact can have."""

    BOOL = "bool"
    ENUM = "enum"
    NUMBER = "number"


class Worse(StrEnum):
    """Which answer to a fact weighs heavier on the person; enums are listed from milder to worse."""

    TRUE = "true"
    FALSE = "false"
    LISTED = "listed"
    HIGHER = "higher"
    LOWER = "lower"


class Party(StrEnum):
    """Who may assert a fact."""

    PERSON = "person"
    INVESTIGATOR = "investigator"
    REPORTER = "reporter"
    UNIT = "unit"
    SUPERIOR = "superior"
    COURT = "court"
    ORGAN = "organ"
    EXPERT = "expert"
    ANYONE = "anyone"

    @property
    def words(self) -> Words:
        """The party as a reader sees it."""
        return _PARTIES[self]


_PARTIES = {
    Party.PERSON: Words("本人", "the person concerned"),
    Party.INVESTIGATOR: Words("调查人员", "the investigators"),
    Party.REPORTER: Words("反映人", "the reporter"),
    Party.UNIT: Words("所在单位", "the unit"),
    Party.SUPERIOR: Words("上级", "the superior"),
    Party.COURT: Words("司法机关", "a court or prosecutor"),
    Party.ORGAN: Words("决定机关", "the deciding organ"),
    Party.EXPERT: Words("专业机构", "an expert"),
    Party.ANYONE: Words("任何人", "anyone"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A fact somebody can be asked for. There is no default: what was not said is unknown.

    `cites` gives the provision that names a value. Without `may_assert` anyone may.
    """

    id: str
    type: FactType
    question: Words
    values: tuple[tuple[str, Words], ...] = ()
    unit: Words = NO_WORDS
    evidence: tuple[Words, ...] = ()
    worse: Worse | None = None
    may_assert: tuple[Party, ...] = ()
    cites: tuple[tuple[str, Citation], ...] = ()

    def provision(self, value: Value, places: Collection[tuple[Instrument, int]]) -> Words:
        """The provision that names a value, where it is of one of these articles; else empty."""
        for code, cited in self.cites:
            if code == value and (cited.instrument, cited.article) in places:
                return cited.words
        return NO_WORDS

    def heeds(self, party: Party | None) -> bool:
        """Whether what this party asserts counts; where nobody said who spoke, it does."""
        heard = {*self.may_assert, None}
        return not self.may_assert or Party.ANYONE in heard or party in heard

    def says(self, value: Value) -> Words:
        """A value of this fact in words."""
        if isinstance(value, bool):
            return Words("是", "yes") if value else Words("否", "no")
        if isinstance(value, Fraction):
            number = f"{float(value):g}" if value.denominator > 1 else str(value.numerator)
            return Words(f"{number}{self.unit.zh}", f"{number} {self.unit.en}".strip())
        return next((words for code, words in self.values if code == value), Words(value, value))
