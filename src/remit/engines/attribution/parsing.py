"""A situation written by hand (YAML, JSON, a mapping) and back again.

Faults are collected: the refusal carries all of them, each with its place and line in the source.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from remit.engines.attribution.checking import check_situation
from remit.engines.attribution.patterns import (
    Fault,
    Piece,
    blocked,
    handed_over,
    omission,
    superior_did_not_stop,
    wrong_order,
)
from remit.engines.attribution.situation import (
    Belief,
    Choice,
    Circumstance,
    Degree,
    Equation,
    Evidence,
    Exemption,
    GateKind,
    Kind,
    Level,
    Outcome,
    Owner,
    Situation,
    SituationRefused,
    State,
    Versions,
)
from remit.engines.findings import Finding, Severity
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
    "head", "doer", "exempted", "degrees", "beliefs", "versions",
)  # fmt: skip
_FACT = ("label", "actual", "on", "citation", "evidence", "probability", "likelihood")
_FAULT = ("owner", "otherwise", "gates", *_FACT)
_OPERATORS = ("all", "any", "not", "at_least")
_LISTS = ("patterns", "choices", "circumstances", "equations")


def parse_situation(source: Mapping[str, object] | str) -> Situation:
    """The situation a mapping or YAML text describes; raises SituationRefused with all faults."""
    reading = Reading("attribution", both=False)
    loaded = reading.yaml(source, "situation") if isinstance(source, str) else source
    root = reading.mapping(loaded, "situation") if not reading.findings else {}
    if reading.findings:
        raise SituationRefused(*reading.findings)
    situation = _situation(reading, root)
    found = reading.findings or list(_located(reading, root, check_situation(situation)))
    if any(finding.severity is Severity.ERROR for finding in found):
        raise SituationRefused(*found)
    return situation


def _located(reading: Reading, root: Mapped, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """The findings, each with the line on which its factor is defined."""
    places = {
        str(entry.get("id", entry.get("key", ""))): place
        for key in ("owners", *_LISTS)
        for place, entry in _list(reading, root, key)
    }
    for finding in findings:
        parts = finding.subject.split(".")
        heads = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
        place = next((places[head] for head in heads if head in places), finding.subject)
        yield replace(finding, line=reading.line(place))


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
        tuple(_degree(reading, d, place) for place, d in _list(reading, source, "degrees")),
        tuple(_belief(reading, b, place) for place, b in _list(reading, source, "beliefs")),
        _versions(reading, reading.mapping(source.get("versions", {}), "versions")),
    )


def _list(reading: Reading, source: Mapped, key: str) -> list[tuple[str, Mapped]]:
    return [
        (place.removeprefix("situation."), e)
        for place, e in reading.entries(source, key, "situation")
    ]


def _owner(reading: Reading, source: Mapped, at: str) -> Owner:
    reading.only(source, ("key", "person", "name", "post", "seat", "since", "until", "unit"), at)
    return Owner(
        reading.text(source, "key", at),
        reading.text(source, "person", at),
        reading.words(source, "name", at),
        reading.words(source, "post", at, needed=False),
        reading.text(source, "seat", at, needed=False),
        reading.day(source, "since", at),
        reading.day(source, "until", at),
        reading.words(source, "unit", at, needed=False),
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
        reading.flag(source, "baseline", at),
        reading.one_of(Kind, source, "kind", at, Kind.ACT),
        fault.on,
        fault.citation,
        fault.gates,
        fault.evidence,
        fault.likelihood,
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
        evidence=_evidence(reading, source, at),
        likelihood=_figure(reading, source, "likelihood", at),
    )


def _evidence(reading: Reading, source: Mapped, at: str) -> Evidence:
    state = reading.one_of(State, source, "evidence", at, State.PROVEN)
    return Evidence(state, _figure(reading, source, "probability", at))


def _figure(reading: Reading, source: Mapped, key: str, at: str) -> Fraction | None:
    return reading.number(source, key, at) if key in source else None


def _fault(reading: Reading, source: Mapped, key: str, at: str) -> Fault:
    part = reading.mapping(source.get(key, {}), f"{at}.{key}")
    reading.only(part, _FAULT, f"{at}.{key}")
    return _fault_of(reading, part, f"{at}.{key}")


def _circumstance(reading: Reading, source: Mapped, at: str) -> Circumstance:
    reading.only(source, ("id", *_FACT), at)
    return Circumstance(
        reading.text(source, "id", at),
        reading.words(source, "label", at),
        reading.flag(source, "actual", at),
        reading.day(source, "on", at),
        reading.text(source, "citation", at, needed=False),
        _evidence(reading, source, at),
        _figure(reading, source, "likelihood", at),
    )


def _outcome(reading: Reading, source: Mapped) -> Outcome:
    reading.only(source, ("factor", "amount", "unit", "label", "worse"), "outcome")
    return Outcome(
        reading.text(source, "factor", "outcome"),
        reading.number(source, "amount", "outcome"),
        reading.text(source, "unit", "outcome", needed=False),
        reading.words(source, "label", "outcome"),
        tuple(_level(reading, w, at) for at, w in reading.entries(source, "worse", "outcome")),
    )


def _level(reading: Reading, source: Mapped, at: str) -> Level:
    reading.only(source, ("factor", "amount", "label"), at)
    return Level(
        reading.text(source, "factor", at),
        reading.number(source, "amount", at),
        reading.words(source, "label", at),
    )


def _degree(reading: Reading, source: Mapped, at: str) -> Degree:
    reading.only(source, ("person", "weight", "name", "citation"), at)
    return Degree(
        reading.text(source, "person", at),
        reading.number(source, "weight", at),
        reading.words(source, "name", at),
        reading.text(source, "citation", at, needed=False),
    )


def _belief(reading: Reading, source: Mapped, at: str) -> Belief:
    reading.only(source, ("person", "probability", "facts"), at)
    facts = reading.mapping(source.get("facts", {}), f"{at}.facts")
    held = tuple((name, reading.flag(facts, name, f"{at}.facts")) for name in facts)
    person = reading.text(source, "person", at)
    return Belief(person, reading.number(source, "probability", at), held)


def _versions(reading: Reading, source: Mapped) -> Versions:
    reading.only(source, ("model", "evidence", "baseline"), "versions")
    names = ("model", "evidence", "baseline")
    return Versions(*(reading.text(source, name, "versions", needed=False) for name in names))


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
    reading.only(parts, (*_OPERATORS, "of"), at)
    if sum(key in parts for key in _OPERATORS) > 1:
        reading.fault(
            "two_conditions",
            at,
            "同一层只能有 all、any、not、at_least 中的一个。请用其中一个包住另一个。",
            "Only one of all, any, not, at_least can stand here. Put one inside the other.",
        )
    if "not" in parts:
        return Not(_formula(reading, parts["not"], f"{at}.not", depth + 1))
    for key, build in (("all", AllOf), ("any", AnyOf)):
        if key in parts:
            return build(_formulas(reading, parts, key, at, depth))
    if "at_least" in parts:
        count = reading.whole(parts, "at_least", at)
        return Quorum(count, _formulas(reading, parts, "of", at, depth))
    reading.missing(at, " / ".join(_OPERATORS))
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
    if build := _PATTERNS.get(name):
        return build(reading, source, at, own)
    if name:
        reading.unknown(at, name, _PATTERNS)
    return Piece()


def _omission(reading: Reading, source: Mapped, at: str, id: str) -> Piece:
    reading.only(source, ("pattern", "id", *_FAULT), at)
    return omission(id, _fault_of(reading, source, at))


def _superior(reading: Reading, source: Mapped, at: str, id: str) -> Piece:
    """One superior written in the pattern itself, or several under `superiors`."""
    path = reading.text(source, "path", at)
    if "superiors" not in source:
        reading.only(source, ("pattern", "id", "path", *_FAULT), at)
        return superior_did_not_stop(id, path, _fault_of(reading, source, at))
    reading.only(source, ("pattern", "id", "path", "superiors", "only_together"), at)
    faults = _faults(reading, source, "superiors", at) or [_fault_of(reading, {}, at)]
    together = reading.flag(source, "only_together", at, default=False)
    return superior_did_not_stop(id, path, *faults, only_together=together)


def _wrong_order(reading: Reading, source: Mapped, at: str, id: str) -> Piece:
    reading.only(source, ("pattern", "id", "ordered", "carried_out", "objected", "unlawful"), at)
    return wrong_order(
        id,
        ordered=_fault(reading, source, "ordered", at),
        carried_out=_fault(reading, source, "carried_out", at),
        objected=reading.text(source, "objected", at),
        unlawful=reading.text(source, "unlawful", at, needed=False),
    )


def _handed_over(reading: Reading, source: Mapped, at: str, id: str) -> Piece:
    reading.only(
        source,
        ("pattern", "id", "created", "concealed", "left", "missed", "listed", "grace_until"),
        at,
    )
    created = source.get("created")
    left = _fault(reading, source, "left", at)
    if "grace_until" in source and left.on is None:
        reading.missing(f"{at}.left", "on")
    return handed_over(
        id,
        created=created if isinstance(created, str) else _fault(reading, source, "created", at),
        concealed=_fault(reading, source, "concealed", at) if "concealed" in source else None,
        left=left,
        missed=_fault(reading, source, "missed", at) if "missed" in source else None,
        listed=reading.text(source, "listed", at, needed=False),
        grace_until=reading.day(source, "grace_until", at),
    )


def _blocked(reading: Reading, source: Mapped, at: str, id: str) -> Piece:
    reading.only(source, ("pattern", "id", "lead", "members"), at)
    members = _faults(reading, source, "members", at)
    return blocked(id, lead=_fault(reading, source, "lead", at), members=members)


def _faults(reading: Reading, source: Mapped, key: str, at: str) -> list[Fault]:
    found = []
    for place, fault in reading.entries(source, key, at):
        reading.only(fault, _FAULT, place)
        found.append(_fault_of(reading, fault, place))
    return found


_PATTERNS: Mapping[str, Callable[[Reading, Mapped, str, str], Piece]] = {
    "omission": _omission,
    "superior_did_not_stop": _superior,
    "wrong_order": _wrong_order,
    "handed_over": _handed_over,
    "blocked": _blocked,
}
