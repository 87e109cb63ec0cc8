"""A situation written by hand (YAML, JSON, a mapping) and back again.

Faults are collected: the refusal carries all of them, each with its place in the source.
"""

from collections.abc import Mapping

from remit.engines.attribution.checking import check_situation
from remit.engines.attribution.patterns import (
    Fault,
    Piece,
    blocked,
    handed_over,
    omission,
    superior_did_not_stop,
)
from remit.engines.attribution.situation import (
    Choice,
    Circumstance,
    Equation,
    Exemption,
    GateKind,
    Kind,
    Outcome,
    Owner,
    Situation,
    SituationRefused,
)
from remit.engines.findings import Severity
from remit.engines.formulas import (
    AllOf,
    AnyOf,
    Constant,
    Formula,
    Is,
    Not,
    Quorum,
)
from remit.engines.reading import MOST_DEPTH, Mapped, Reading

_TOP = (
    "situation", "title", "outcome", "owners", "choices", "circumstances", "equations", "patterns",
    "head", "doer", "exempted",
)  # fmt: skip
_FAULT = ("owner", "label", "otherwise", "actual", "on", "citation", "gates")
_PATTERNS = ("omission", "superior_did_not_stop", "handed_over", "blocked")


def parse_situation(source: Mapping[str, object] | str) -> Situation:
    """The situation a mapping or YAML text describes; raises SituationRefused with all faults."""
    reading = Reading("attribution", both=False)
    loaded = reading.yaml(source, "situation") if isinstance(source, str) else source
    root = reading.mapping(loaded, "situation") if not reading.findings else {}
    if reading.findings:
        raise SituationRefused(*reading.findings)
    situation = _situation(reading, root)
    found = reading.findings or list(check_situation(situation))
    if any(finding.severity is Severity.ERROR for finding in found):
        raise SituationRefused(*found)
    return situation


def _situation(reading: Reading, source: Mapped) -> Situation:
    reading.only(source, _TOP, "situation")
    pieces = [_pattern(reading, p, place) for place, p in _list(reading, source, "patterns")]
    choices = [_choice(reading, c, place) for place, c in _list(reading, source, "choices")]
    facts = [_circumstance(reading, c, at) for at, c in _list(reading, source, "circumstances")]
    equations = [_equation(reading, e, at) for at, e in _list(reading, source, "equations")]
    return Situation(
        reading.text(source, "situation", "situation"),
        reading.words(source, "title", "situation"),
        tuple(_owner(reading, o, place) for place, o in _list(reading, source, "owners")),
        (*choices, *(choice for piece in pieces for choice in piece.choices)),
        tuple(facts),
        (*(equation for piece in pieces for equation in piece.equations), *equations),
        _outcome(reading, reading.mapping(source.get("outcome", {}), "outcome")),
        reading.text(source, "head", "situation", needed=False),
        reading.text(source, "doer", "situation", needed=False),
        tuple(_exemption(reading, e, place) for place, e in _list(reading, source, "exempted")),
    )


def _list(reading: Reading, source: Mapped, key: str) -> list[tuple[str, Mapped]]:
    return [
        (place.removeprefix("situation."), e)
        for place, e in reading.entries(source, key, "situation")
    ]


def _owner(reading: Reading, source: Mapped, at: str) -> Owner:
    reading.only(source, ("key", "person", "name", "post"), at)
    return Owner(
        reading.text(source, "key", at),
        reading.text(source, "person", at),
        reading.words(source, "name", at),
        reading.words(source, "post", at, needed=False),
    )


def _choice(reading: Reading, source: Mapped, at: str) -> Choice:
    reading.only(source, ("id", "kind", "baseline", *_FAULT), at)
    fault = _fault_of(reading, source, at)
    return Choice(
        reading.text(source, "id", at),
        fault.owner,
        fault.label,
        fault.otherwise,
        fault.actual,
        reading.flag(source, "baseline", at, default=False),
        reading.one_of(Kind, source, "kind", at, Kind.ACT),
        fault.on,
        fault.citation,
        fault.gates,
    )


def _fault_of(reading: Reading, source: Mapped, at: str) -> Fault:
    gates = reading.mapping(source.get("gates", {}), f"{at}.gates")
    reading.only(gates, [kind.value for kind in GateKind], f"{at}.gates")
    named = {
        kind.value: reading.text(gates, kind.value, f"{at}.gates", needed=False)
        for kind in GateKind
    }
    return Fault(
        reading.text(source, "owner", at),
        reading.words(source, "label", at),
        reading.words(source, "otherwise", at),
        reading.flag(source, "actual", at, default=True),
        reading.day(source, "on", at),
        reading.text(source, "citation", at, needed=False),
        **named,
    )


def _fault(reading: Reading, source: Mapped, key: str, at: str) -> Fault:
    part = reading.mapping(source.get(key, {}), f"{at}.{key}")
    reading.only(part, _FAULT, f"{at}.{key}")
    return _fault_of(reading, part, f"{at}.{key}")


def _circumstance(reading: Reading, source: Mapped, at: str) -> Circumstance:
    reading.only(source, ("id", "label", "actual", "on", "citation"), at)
    return Circumstance(
        reading.text(source, "id", at),
        reading.words(source, "label", at),
        reading.flag(source, "actual", at),
        reading.day(source, "on", at),
        reading.text(source, "citation", at, needed=False),
    )


def _outcome(reading: Reading, source: Mapped) -> Outcome:
    reading.only(source, ("factor", "amount", "unit", "label"), "outcome")
    return Outcome(
        reading.text(source, "factor", "outcome"),
        reading.number(source, "amount", "outcome"),
        reading.text(source, "unit", "outcome", needed=False),
        reading.words(source, "label", "outcome"),
    )


def _exemption(reading: Reading, source: Mapped, at: str) -> Exemption:
    reading.only(source, ("person", "reason", "citation"), at)
    return Exemption(
        reading.text(source, "person", at),
        reading.words(source, "reason", at),
        reading.text(source, "citation", at, needed=False),
    )


def _equation(reading: Reading, source: Mapped, at: str) -> Equation:
    reading.only(source, ("id", "when", "label"), at)
    formula = _formula(reading, source.get("when"), f"{at}.when")
    label = reading.words(source, "label", at, needed=False)
    return Equation(reading.text(source, "id", at), formula, label)


def _formula(reading: Reading, source: object, at: str, depth: int = 0) -> Formula:
    if depth > MOST_DEPTH:
        reading.fault(
            "too_deep",
            at[:80],
            "条件嵌套过深。请拆成几个条件式。",
            "The condition is nested too deeply. Split it into several equations.",
        )
        return Constant(value=False)
    if isinstance(source, bool):
        return Constant(source)
    if isinstance(source, str) and source:
        return Is(source)
    parts = reading.mapping(source, at)
    reading.only(parts, ("all", "any", "not", "at_least", "of"), at)
    if "not" in parts:
        return Not(_formula(reading, parts["not"], f"{at}.not", depth + 1))
    for key, build in (("all", AllOf), ("any", AnyOf)):
        if key in parts:
            return build(_formulas(reading, parts, key, at, depth))
    if "at_least" in parts:
        count = reading.whole(parts, "at_least", at)
        return Quorum(count, _formulas(reading, parts, "of", at, depth))
    reading.missing(at, "all / any / not / at_least")
    return Constant(value=False)


def _formulas(
    reading: Reading, source: Mapped, key: str, at: str, depth: int
) -> tuple[Formula, ...]:
    listed = reading.listed(source, key, at)
    if not listed:
        reading.missing(at, key)
    parts = ((part, f"{at}.{key}[{number}]") for number, part in enumerate(listed))
    return tuple(_formula(reading, part, place, depth + 1) for part, place in parts)


def _pattern(reading: Reading, source: Mapped, at: str) -> Piece:
    name, own = reading.text(source, "pattern", at), reading.text(source, "id", at)
    if name == "omission":
        reading.only(source, ("pattern", "id", *_FAULT), at)
        return omission(own, _fault_of(reading, source, at))
    if name == "superior_did_not_stop":
        reading.only(source, ("pattern", "id", "path", *_FAULT), at)
        path = reading.text(source, "path", at)
        return superior_did_not_stop(own, path, _fault_of(reading, source, at))
    if name == "handed_over":
        return _handed_over(reading, source, at, own)
    if name == "blocked":
        return _blocked(reading, source, at, own)
    reading.unknown(at, name, _PATTERNS)
    return Piece()


def _handed_over(reading: Reading, source: Mapped, at: str, id: str) -> Piece:
    reading.only(source, ("pattern", "id", "created", "concealed", "left", "missed"), at)
    missed = _fault(reading, source, "missed", at) if "missed" in source else None
    return handed_over(
        id,
        created=_fault(reading, source, "created", at),
        concealed=_fault(reading, source, "concealed", at),
        left=_fault(reading, source, "left", at),
        missed=missed,
    )


def _blocked(reading: Reading, source: Mapped, at: str, id: str) -> Piece:
    reading.only(source, ("pattern", "id", "lead", "members"), at)
    members = []
    for place, member in reading.entries(source, "members", at):
        reading.only(member, _FAULT, place)
        members.append(_fault_of(reading, member, place))
    return blocked(id, lead=_fault(reading, source, "lead", at), members=members)
