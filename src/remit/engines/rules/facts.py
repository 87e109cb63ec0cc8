"""Facts of a case, with who says so and by what evidence.

A fact that was contested, or that nobody stated, is open: the engine reckons with every value it
could have and never with a default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import cast

from remit.engines.findings import Finding, Refusal
from remit.engines.reading import Mapped, Reading, exact
from remit.engines.rules.conditions import Value
from remit.engines.rules.pack import Pack
from remit.engines.rules.vocabulary import FactType, Party, Term
from remit.engines.words import Words


class FactsRefused(Refusal):
    """Facts were handed in that the pack does not know or that have values they cannot have."""


class FactStatus(StrEnum):
    """How firmly a fact stands."""

    AGREED = "agreed"
    ASSERTED = "asserted"
    CONTESTED = "contested"
    UNKNOWN = "unknown"

    @property
    def words(self) -> Words:
        """The status as a reader sees it."""
        return _STATUS_WORDS[self]


_STATUS_WORDS = {
    FactStatus.AGREED: Words("无争议", "agreed"),
    FactStatus.ASSERTED: Words("一方主张", "asserted"),
    FactStatus.CONTESTED: Words("有争议", "contested"),
    FactStatus.UNKNOWN: Words("未查明", "unknown"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact's value, how firmly it stands, who says so, and the ids of the evidence for it."""

    value: Value | None
    status: FactStatus = FactStatus.AGREED
    by: str = ""
    evidence: tuple[str, ...] = ()
    party: Party | None = None

    @property
    def known(self) -> Value | None:
        """The value to reckon with, or None while the fact is open."""
        return self.value if self.status in (FactStatus.AGREED, FactStatus.ASSERTED) else None


def parse_facts(pack: Pack, source: Mapping[str, object]) -> dict[str, Fact]:
    """The facts a mapping states; raises FactsRefused with every fault at once.

    A value stands alone (`gravity: serious`) or with its proof
    (`{value: serious, status: contested, by: ..., evidence: [E3]}`).
    """
    reading = Reading("facts")
    facts = {name: _fact(reading, name, value) for name, value in source.items()}
    found = (*reading.findings, *check_facts(pack, facts))
    if found:
        raise FactsRefused(*found)
    return facts


def still_asked(packs: Sequence[Pack], source: Mapping[str, object]) -> dict[str, Fact]:
    """The facts of an earlier case that these packs still ask for.

    A fact they know no more is left out, and one whose value they know no more is left open.
    """
    terms = {term.id: term for pack in packs for term in pack.vocabulary}
    facts = {name: _fact(Reading("facts"), name, raw) for name, raw in source.items()}
    return {
        name: fact
        for name, fact in facts.items()
        if name in terms and fact.value is not None and fits(terms[name], fact.value)
    }


def check_facts(pack: Pack, facts: Mapping[str, Fact]) -> tuple[Finding, ...]:
    """Findings for unknown facts and impossible values."""
    reading, terms = Reading("facts"), {term.id: term for term in pack.vocabulary}
    for name, fact in facts.items():
        if name not in terms:
            reading.unknown("facts", name, terms)
        elif fact.value is None and fact.status is not FactStatus.UNKNOWN:
            reading.missing(name, "value")
        elif fact.value is not None and not fits(terms[name], fact.value):
            _misfit(reading, terms[name], fact.value)
    return tuple(reading.findings)


def fits(term: Term, value: Value) -> bool:
    """Whether a fact can have this value."""
    if term.type is FactType.BOOL:
        return isinstance(value, bool)
    if term.type is FactType.NUMBER:
        return isinstance(value, Fraction)
    return isinstance(value, str) and any(value == code for code, _ in term.values)


def as_value(raw: object) -> Value | None:
    """A value as it was written: a truth value, an exact number, or a code."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and exact(raw) is None:
        return raw
    return exact(raw)


def _fact(reading: Reading, id: str, raw: object) -> Fact:
    if raw is None:
        return Fact(None, FactStatus.UNKNOWN)
    if not isinstance(raw, Mapping):
        return Fact(as_value(raw))
    source = cast("Mapped", raw)
    reading.only(source, ("value", "status", "by", "party", "evidence"), id)
    value = as_value(source.get("value"))
    usual = FactStatus.UNKNOWN if value is None else FactStatus.AGREED
    status = reading.one_of(FactStatus, source, "status", id, usual)
    by = reading.text(source, "by", id, needed=False)
    party = reading.one_of(Party, source, "party", id, Party.ANYONE) if "party" in source else None
    return Fact(value, status, by, reading.texts(source, "evidence", id), party)


def _misfit(reading: Reading, term: Term, value: Value) -> None:
    allowed = {
        FactType.BOOL: "true, false",
        FactType.NUMBER: "0, 1, 2.5, ...",
        FactType.ENUM: ", ".join(code for code, _ in term.values),
    }[term.type]
    reading.fault(
        "impossible_value",
        term.id,
        f"“{term.question.zh}”不能是“{value}”。可用的值：{allowed}。",
        f"“{term.question.en}” cannot be “{value}”. Possible: {allowed}.",
    )
