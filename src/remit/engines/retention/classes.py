"""Retention classes as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remit.engines.dates import Period, add_months
from remit.engines.figures import chinese
from remit.engines.rules import Instrument, Verification
from remit.engines.words import Words


class Kind(StrEnum):
    """What can be kept and erased as a whole."""

    REPORT_UNFOUNDED = "report_unfounded"
    REPORT_INSUFFICIENT = "report_insufficient"
    CASE_WITHOUT_MEASURE = "case_without_measure"
    CASE_WITH_MEASURE = "case_with_measure"
    PERSON_LEFT = "person_left"
    LETTER = "letter"

    @property
    def words(self) -> Words:
        """The kind as a reader sees it."""
        return _KINDS[self]


_KINDS: Mapping[Kind, Words] = {
    Kind.REPORT_UNFOUNDED: Words("不属实的反映", "report found to be unfounded"),
    Kind.REPORT_INSUFFICIENT: Words("依据不足的反映", "report without enough to go on"),
    Kind.CASE_WITHOUT_MEASURE: Words("未作处理的已结案件", "closed case without a measure"),
    Kind.CASE_WITH_MEASURE: Words("作出处理的已结案件", "closed case with a measure"),
    Kind.PERSON_LEFT: Words("已离任人员", "person who has left every post"),
    Kind.LETTER: Words("一年内送达的文书", "letters delivered in one year"),
}


class Event(StrEnum):
    """With what a period starts."""

    VERIFIED = "verified"
    CLOSED = "closed"
    EFFECT_ENDED = "effect_ended"
    LAST_APPOINTMENT_ENDED = "last_appointment_ended"
    DELIVERED = "delivered"

    @property
    def words(self) -> Words:
        """The event as a reader sees it."""
        return _EVENTS[self]


_EVENTS: Mapping[Event, Words] = {
    Event.VERIFIED: Words("核实结束", "verification concluded"),
    Event.CLOSED: Words("结案", "case closed"),
    Event.EFFECT_ENDED: Words("结案且影响期届满", "case closed and effect ended"),
    Event.LAST_APPOINTMENT_ENDED: Words("最后一项任职终止", "last appointment ended"),
    Event.DELIVERED: Words("当年最后一份送达", "last letter of the year delivered"),
}

EVENTS: Mapping[Kind, frozenset[Event]] = {
    Kind.REPORT_UNFOUNDED: frozenset({Event.VERIFIED}),
    Kind.REPORT_INSUFFICIENT: frozenset({Event.VERIFIED}),
    Kind.CASE_WITHOUT_MEASURE: frozenset({Event.CLOSED}),
    Kind.CASE_WITH_MEASURE: frozenset({Event.CLOSED, Event.EFFECT_ENDED}),
    Kind.PERSON_LEFT: frozenset({Event.LAST_APPOINTMENT_ENDED}),
    Kind.LETTER: frozenset({Event.DELIVERED}),
}
"""Which events a kind of record has."""


class Mode(StrEnum):
    """What follows when a period is over."""

    AUTOMATIC = "automatic"
    PROPOSE = "propose"
    KEEP = "keep"

    @property
    def words(self) -> Words:
        """The mode as a reader sees it."""
        return _MODES[self]


_MODES: Mapping[Mode, Words] = {
    Mode.AUTOMATIC: Words("届满自动删除", "erased by the clock"),
    Mode.PROPOSE: Words("届满提请，两人确认", "proposed, confirmed by two people"),
    Mode.KEEP: Words("不得删除", "never erased"),
}


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an instrument; without an article the whole of it. `point` is a letter or number.

    >>> law = Instrument("gdpr", Words("某条例", "A Regulation"), Words("", ""), "", None,
    ...                  Period(date(2018, 5, 25)), Verification.BELIEVED)
    >>> Provision(law, 5, 1, "e").words
    Words(zh='《某条例》第五条第一款（e）项', en='A Regulation, art. 5(1)(e)')
    """

    instrument: Instrument
    article: int = 0
    paragraph: int = 0
    point: str = ""

    @property
    def words(self) -> Words:
        """The citation as a letter writes it."""
        name, mark, edition = self.instrument.title.zh.partition("（")
        zh = f"《{name}》{mark}{edition}"
        en = self.instrument.title.en
        if self.article:
            zh, en = f"{zh}第{chinese(self.article)}条", f"{en}, art. {self.article}"
        if self.paragraph:
            zh, en = f"{zh}第{chinese(self.paragraph)}款", f"{en}({self.paragraph})"
        if self.point:
            zh, en = f"{zh}（{self.point}）项", f"{en}({self.point})"
        return Words(zh, en)


@dataclass(frozen=True, slots=True)
class Class:
    """How long one kind of record is kept, in which countries (all, if none is named), and why.

    `valid` are the days on which the class is in force; a class of mode `keep` has no period.
    """

    id: str
    name: Words
    kind: Kind
    mode: Mode
    starts: Event
    months: int
    basis: tuple[Provision, ...]
    why: Words
    valid: Period
    verification: Verification
    countries: frozenset[str] = frozenset()

    def holds_for(self, kind: Kind, country: str, *, on: date) -> bool:
        """Whether the class speaks of such a record in the country on the day."""
        there = not self.countries or country in self.countries
        return self.kind is kind and there and on in self.valid

    def over(self, started: date) -> date:
        """The first day after the period; the last day there is where it never ends."""
        return date.max if self.mode is Mode.KEEP else add_months(started, self.months)

    @property
    def citation(self) -> Words:
        """All the provisions it rests on."""
        cited = [provision.words for provision in self.basis]
        return Words("；".join(c.zh for c in cited), "; ".join(c.en for c in cited))

    @property
    def basis_words(self) -> Words:
        """The provisions with what they ask, as a proposal cites them."""
        cited = self.citation
        return Words(f"{cited.zh}：{self.why.zh}", f"{cited.en}: {self.why.en}")

    @property
    def period(self) -> Words:
        """How long it is kept, in words."""
        if self.mode is Mode.KEEP:
            return Words("永久", "for ever")
        years, rest = divmod(self.months, 12)
        if rest:
            return Words(f"{self.months}个月", f"{self.months} months")
        return Words(f"{years}年", f"{years} year" if years == 1 else f"{years} years")
