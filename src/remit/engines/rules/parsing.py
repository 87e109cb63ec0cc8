"""A pack as a lawyer writes it (YAML documents) read into values, every fault told at once."""

import hashlib
import json
from collections.abc import Mapping
from typing import TypeVar

from remit.engines.dates import Period, TimeLimit, Unit
from remit.engines.findings import Refusal
from remit.engines.reading import Mapped, Reading
from remit.engines.rules.names import LONG_AGO, Names, verification
from remit.engines.rules.pack import (
    NO_MEASURE,
    Concurrence,
    DatedLimit,
    Duty,
    FactType,
    Instrument,
    Measure,
    Pack,
    Term,
)
from remit.engines.rules.rule_parsing import read_rules
from remit.engines.words import Words

PACK = "pack.yaml"
T = TypeVar("T")
_TOP = (
    "pack", "version", "title", "about", "instruments", "vocabulary", "ladder", "concurrence",
    "duties", "clocks",
)  # fmt: skip
_INSTRUMENT = ("id", "title", "issuer", "number", "promulgated", "since", "until", "verification")
_TERM = ("fact", "type", "question", "values", "unit", "evidence", "about")
_MEASURE = ("measure", "name", "kind", "months", "cite")
_CLOCK = (
    "clock", "name", "start_event", "starts", "ends", "amount", "unit", "extension", "cap", "roll",
    "expiry", "cite", "since", "until",
)  # fmt: skip


class PackRefused(Refusal):
    """A pack with faults was to be used."""


def parse_pack(documents: Mapping[str, object]) -> Pack:
    """The pack in these documents; raises PackRefused with every fault.

    `documents` maps "pack.yaml" and "rules/<name>.yaml" to text (or to what such a text says);
    "tests/..." and documents that are not YAML are left alone.
    """
    reading = Reading("rules")
    loaded = {
        name: reading.yaml(content, name) if isinstance(content, str) else content
        for name, content in sorted(documents.items())
        if name == PACK or (name.startswith("rules/") and name.endswith(".yaml"))
    }
    if PACK not in loaded:
        reading.missing("documents", PACK)
    if reading.findings:
        raise PackRefused(*reading.findings)
    pack = _pack(reading, loaded)
    if reading.findings:
        raise PackRefused(*reading.findings)
    return pack


def _pack(reading: Reading, documents: Mapping[str, object]) -> Pack:
    source = reading.mapping(documents[PACK], PACK)
    reading.only(source, _TOP, PACK)
    instruments = tuple(
        _instrument(reading, e, at) for at, e in _list(reading, source, "instruments")
    )
    vocabulary = tuple(_term(reading, e, at) for at, e in _list(reading, source, "vocabulary"))
    names = Names(
        reading,
        _by_name(reading, [(i.id, i) for i in instruments]),
        _by_name(reading, [(t.id, t) for t in vocabulary]),
        {},
    )
    ladder = _ladder(names, source)
    names = Names(reading, names.instruments, names.terms, _measures(reading, ladder))
    rules = read_rules(names, {k: v for k, v in documents.items() if k != PACK})
    return Pack(
        reading.text(source, "pack", PACK),
        reading.text(source, "version", PACK),
        reading.words(source, "title", PACK),
        instruments,
        vocabulary,
        ladder,
        rules,
        tuple(_duty(names, e, at) for at, e in _list(reading, source, "duties")),
        tuple(_clock(names, e, at) for at, e in _list(reading, source, "clocks")),
        _concurrence(names, source),
        _digest(documents),
    )


def _list(reading: Reading, source: Mapped, key: str) -> list[tuple[str, Mapped]]:
    return reading.entries(source, key, PACK)


def _by_name(reading: Reading, pairs: list[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, thing in pairs:
        if name in found:
            reading.fault(
                "defined_twice",
                name,
                "名称重复定义。请改名。",
                "This name is defined twice. Rename one.",
            )
        found[name] = thing
    return found


def _measures(reading: Reading, ladder: tuple[Measure, ...]) -> dict[str, Measure]:
    if len(ladder) < 2:
        reading.missing(PACK, "ladder")
    return _by_name(reading, [(measure.code, measure) for measure in ladder])


def _instrument(reading: Reading, source: Mapped, at: str) -> Instrument:
    reading.only(source, _INSTRUMENT, at)
    return Instrument(
        reading.text(source, "id", at),
        reading.words(source, "title", at),
        reading.words(source, "issuer", at),
        reading.text(source, "number", at, needed=False),
        reading.day(source, "promulgated", at),
        _in_force(reading, source, at),
        verification(reading, source, at),
    )


def _in_force(reading: Reading, source: Mapped, at: str) -> Period:
    since = reading.day(source, "since", at, needed=True) or LONG_AGO
    until = reading.day(source, "until", at)
    if until is not None and until < since:
        reading.fault(
            "dates_reversed", at, "失效日期早于施行日期。", "It ends before it comes into force."
        )
        until = None
    return Period(since, until)


def _term(reading: Reading, source: Mapped, at: str) -> Term:
    if "default" in source:
        reading.fault(
            "default_given",
            at,
            "事实不得有默认值：未说明即为未查明。请删去 default。",
            "A fact has no default: what was not said is unknown. Remove `default`.",
        )
    reading.only(source, (*_TERM, "default"), at)
    if "type" not in source:
        reading.missing(at, "type")
    kind = reading.one_of(FactType, source, "type", at, FactType.BOOL)
    return Term(
        reading.text(source, "fact", at),
        kind,
        reading.words(source, "question", at),
        _values(reading, source, at) if kind is FactType.ENUM else (),
        reading.words(source, "unit", at, needed=False),
        tuple(
            reading.words({"evidence": e}, "evidence", f"{at}.evidence")
            for e in reading.listed(source, "evidence", at)
        ),
    )


def _values(reading: Reading, source: Mapped, at: str) -> tuple[tuple[str, Words], ...]:
    place = f"{at}.values"
    values = reading.mapping(source.get("values", {}), place)
    if len(values) < 2:
        reading.missing(at, "values")
    return tuple((code, reading.words(values, code, place)) for code in values)


def _ladder(names: Names, source: Mapped) -> tuple[Measure, ...]:
    none = Measure(NO_MEASURE, Words("不予处理", "no measure"), NO_MEASURE, 0)
    entries = enumerate(_list(names.reading, source, "ladder"), start=1)
    return (none, *(_measure(names, entry, at, rank) for rank, (at, entry) in entries))


def _measure(names: Names, source: Mapped, at: str, rank: int) -> Measure:
    reading = names.reading
    reading.only(source, _MEASURE, at)
    months = reading.whole(source, "months", at, needed=False)
    return Measure(
        reading.text(source, "measure", at),
        reading.words(source, "name", at),
        reading.text(source, "kind", at),
        rank,
        months or None,
        names.citations(source, at)[0],
    )


def _concurrence(names: Names, source: Mapped) -> Concurrence | None:
    if "concurrence" not in source:
        return None
    at = f"{PACK}.concurrence"
    entry = names.reading.mapping(source["concurrence"], at)
    names.reading.only(entry, ("rule", "cite"), at)
    if entry.get("rule") != "heaviest":
        names.reading.unknown(at, str(entry.get("rule")), ("heaviest",))
    return Concurrence(names.citations(entry, at)[0])


def _duty(names: Names, source: Mapped, at: str) -> Duty:
    names.reading.only(source, ("duty", "text", "cite", "since", "until"), at)
    citation = names.citations(source, at)[0]
    return Duty(
        names.reading.text(source, "duty", at),
        names.reading.words(source, "text", at),
        citation,
        names.validity(source, at, citation),
    )


def _clock(names: Names, source: Mapped, at: str) -> DatedLimit:
    reading = names.reading
    reading.only(source, _CLOCK, at)
    citation = names.citations(source, at)[0]
    limit = TimeLimit(
        reading.text(source, "clock", at),
        reading.words(source, "name", at),
        reading.text(source, "starts", at),
        reading.text(source, "ends", at),
        reading.whole(source, "amount", at),
        reading.one_of(Unit, source, "unit", at, Unit.CALENDAR_DAY),
        citation.reference,
        reading.whole(source, "extension", at, needed=False),
        reading.whole(source, "cap", at, needed=False) or None,
        reading.flag(source, "roll", at, default=False),
        reading.words(source, "expiry", at, needed=False),
        citation.words,
        reading.words(source, "start_event", at),
    )
    return DatedLimit(limit, citation, names.validity(source, at, citation))


def _digest(documents: Mapping[str, object]) -> str:
    text = json.dumps(documents, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
