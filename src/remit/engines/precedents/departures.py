"""The register of departures: decisions outside what was admissible, and whether they say why.

A departure is allowed; one without a reason is not. What is counted is how often decisions under a
rule depart, and to which side, so that a rule that nobody follows can be found and discussed.
Source: the yearly report on departures under New York City Administrative Code, section 14-186,
read in excerpts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from remit.engines.figures import percent
from remit.engines.findings import Finding, Refusal, error
from remit.engines.precedents.checking import SOURCE, twice
from remit.engines.words import Words


class DecisionsRefused(Refusal):
    """Decisions that cannot be registered as they are given."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision under a rule: admissible were ranks `low` to `high`, and `decided` was chosen."""

    id: str
    rule: str
    day: date
    low: int
    high: int
    decided: int
    reason: str = ""

    @property
    def departs(self) -> bool:
        """Whether it lies outside what was admissible."""
        return not self.low <= self.decided <= self.high

    @property
    def unexplained(self) -> bool:
        """Whether it departs and does not say why."""
        return self.departs and not self.reason.strip()


@dataclass(frozen=True, slots=True)
class Line:
    """One rule in one year: decisions, departures to either side, departures without a reason."""

    rule: str
    year: int
    decisions: int
    milder: int
    heavier: int
    unexplained: tuple[str, ...]
    words: Words

    @property
    def departures(self) -> int:
        """How many lie outside what was admissible."""
        return self.milder + self.heavier

    @property
    def rate(self) -> Fraction:
        """The share of departures."""
        return Fraction(self.departures, self.decisions)


@dataclass(frozen=True, slots=True)
class Register:
    """A line for every rule and year, and a finding for every departure without a reason."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]


def register(decisions: Iterable[Decision]) -> Register:
    """The register, by rule and year; raises DecisionsRefused with every fault."""
    given = sorted(decisions, key=lambda each: (each.rule, each.day.year, each.id))
    if faults := (*twice("decision", (each.id for each in given)), *_reversed(given)):
        raise DecisionsRefused(*faults)
    lines = tuple(
        _line(rule, year, list(own))
        for (rule, year), own in groupby(given, key=lambda each: (each.rule, each.day.year))
    )
    return Register(lines, tuple(_reason_missing(each) for each in given if each.unexplained))


def _reversed(decisions: Iterable[Decision]) -> Iterator[Finding]:
    for each in decisions:
        if each.low > each.high:
            yield error(
                "precedents.range_reversed",
                each.id,
                f"可选范围的下端{each.low}高于上端{each.high}。请对调或改正。",
                f"What was admissible ends at {each.high}, below its beginning at {each.low}. "
                "Swap or correct them.",
                SOURCE,
            )


def _line(rule: str, year: int, own: list[Decision]) -> Line:
    milder = sum(each.decided < each.low for each in own)
    heavier = sum(each.decided > each.high for each in own)
    silent = tuple(each.id for each in own if each.unexplained)
    rate = percent(Fraction(milder + heavier, len(own)))
    rate_zh = rate.replace(" ", "")
    words = Words(
        f"{year}年依“{rule}”作出{len(own)}件决定，其中{milder + heavier}件（{rate_zh}）超出可选范围："
        f"偏轻{milder}件，偏重{heavier}件；未说明理由{len(silent)}件。",
        f"In {year} there were {len(own)} decisions under “{rule}”, {milder + heavier} ({rate}) "
        f"outside what was admissible: {milder} milder, {heavier} heavier; "
        f"{len(silent)} without a reason.",
    )
    return Line(rule, year, len(own), milder, heavier, silent, words)


def _reason_missing(decision: Decision) -> Finding:
    return error(
        "precedents.departure_without_reason",
        decision.id,
        f"该决定超出“{decision.rule}”的可选范围，却未说明理由。请补写理由，或更正决定。",
        f"This decision lies outside what “{decision.rule}” admits and does not say why. "
        "Add the reason, or correct the decision.",
        SOURCE,
    )
