"""A case written down by hand: the days that matter, and the facts with their standing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from remit.engines.findings import Refusal
from remit.engines.reading import Mapped, Reading
from remit.engines.rules.names import LONG_AGO

_KEYS = ("case", "about", "pack", "act_on", "on", "concluded_on", "facts", "of")


class CaseRefused(Refusal):
    """A case that cannot be read."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case: its name, the days, the facts as written, and what it belongs to (post, unit, ...)."""

    name: str
    act_on: date
    on: date
    concluded_on: date | None
    facts: Mapping[str, object]
    of: Mapping[str, str]


def parse_case(text: str, usual: Mapping[str, object] | None = None) -> CaseFile:
    """The case a YAML text tells; `usual` days stand where it tells none. Raises CaseRefused.

    >>> case = parse_case("{act_on: 2026-03-01, on: 2026-05-01, facts: {missed: true}}")
    >>> case.on.isoformat(), dict(case.facts)
    ('2026-05-01', {'missed': True})
    """
    reading = Reading("case")
    written = reading.yaml(text, "case")
    case = _case(reading, reading.mapping(written, "case"), "case", usual or {})
    if reading.findings:
        raise CaseRefused(*reading.findings)
    return case


def parse_cases(text: str, usual: Mapping[str, object] | None = None) -> tuple[CaseFile, ...]:
    """The cases under `cases` in a YAML text; raises CaseRefused with every fault."""
    reading = Reading("case")
    source = reading.mapping(reading.yaml(text, "cases"), "cases")
    reading.only(source, ("about", "cases"), "cases")
    found = [_case(reading, e, at, usual or {}) for at, e in reading.entries(source, "cases", "")]
    if not found and not reading.findings:
        reading.missing("cases", "cases")
    if reading.findings:
        raise CaseRefused(*reading.findings)
    return tuple(found)


def _case(reading: Reading, source: Mapped, at: str, usual: Mapped) -> CaseFile:
    reading.only(source, _KEYS, at)
    days = {**source, **{key: day for key, day in usual.items() if day is not None}}
    of = reading.mapping(source.get("of", {}), f"{at}.of")
    return CaseFile(
        reading.text(source, "case", at, needed=False),
        reading.day(days, "act_on", at, needed=True) or LONG_AGO,
        reading.day(days, "on", at, needed=True) or LONG_AGO,
        reading.day(days, "concluded_on", at),
        reading.mapping(source.get("facts", {}), f"{at}.facts"),
        {key: reading.text(of, key, f"{at}.of") for key in of},
    )
