"""A pack as a lawyer writes it (YAML documents) read into values, every fault told at once."""

import hashlib
import json
from collections.abc import Mapping
from typing import TypeVar

from remit.engines.dates import TimeLimit, Unit
from remit.engines.findings import Refusal
from remit.engines.reading import Mapped, Reading
from remit.engines.rules.ladder_parsing import (
    PACK,
    read_concurrence,
    read_draft,
    read_ladder,
    read_transitions,
)
from remit.engines.rules.names import Names, period, verification
from remit.engines.rules.pack import DatedLimit, Duty, Pack
from remit.engines.rules.rule_parsing import read_rules
from remit.engines.rules.sources import Instrument
from remit.engines.rules.vocabulary_parsing import read_term

T = TypeVar("T")
_TOP = (
    "pack", "version", "title", "about", "instruments", "vocabulary", "ladder", "concurrence",
    "duties", "clocks", "jurisdiction", "draft", "transition",
)  # fmt: skip
_INSTRUMENT = (
    "id", "title", "issuer", "number", "promulgated", "since", "until", "verification", "supersedes",
)  # fmt: skip
_CLOCK = (
    "clock", "name", "start_event", "starts", "ends", "amount", "unit", "extension", "cap", "roll",
    "expiry", "cite", "since", "until", "verification",
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
    names = _names(reading, source)
    rules, tables = read_rules(names, {k: v for k, v in documents.items() if k != PACK})
    return Pack(
        reading.text(source, "pack", PACK),
        reading.text(source, "version", PACK),
        reading.words(source, "title", PACK),
        tuple(names.instruments.values()),
        tuple(names.terms.values()),
        tuple(names.measures.values()),
        rules,
        tuple(_duty(names, e, at) for at, e in _list(reading, source, "duties")),
        tuple(_clock(names, e, at) for at, e in _list(reading, source, "clocks")),
        read_concurrence(names, source),
        _digest(documents),
        reading.text(source, "about", PACK, needed=False),
        reading.words(source, "jurisdiction", PACK, needed=False),
        read_draft(names, source),
        tables,
        read_transitions(names, source),
    )


def _names(reading: Reading, source: Mapped) -> Names:
    """What rules may name: instruments first, for facts and measures cite them."""
    listed = [_instrument(reading, e, at) for at, e in _list(reading, source, "instruments")]
    instruments = _by_name(reading, [(i.id, i) for i in listed])
    names = Names(reading, instruments, {}, {})
    terms = [read_term(names, e, at) for at, e in _list(reading, source, "vocabulary")]
    ladder = read_ladder(names, source)
    if len(ladder) < 2:
        reading.missing(PACK, "ladder")
    return Names(
        reading,
        instruments,
        _by_name(reading, [(term.id, term) for term in terms]),
        _by_name(reading, [(measure.code, measure) for measure in ladder]),
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


def _instrument(reading: Reading, source: Mapped, at: str) -> Instrument:
    reading.only(source, _INSTRUMENT, at)
    return Instrument(
        reading.text(source, "id", at),
        reading.words(source, "title", at),
        reading.words(source, "issuer", at),
        reading.text(source, "number", at, needed=False),
        reading.day(source, "promulgated", at),
        period(reading, source, at),
        verification(reading, source, at),
        reading.text(source, "supersedes", at, needed=False),
    )


def _duty(names: Names, source: Mapped, at: str) -> Duty:
    names.reading.only(source, ("duty", "text", "cite", "since", "until", "verification"), at)
    citation = names.citations(source, at)[0]
    return Duty(
        names.reading.text(source, "duty", at),
        names.reading.words(source, "text", at),
        citation,
        names.validity(source, at, citation),
        verification(names.reading, source, at, citation.instrument.verification),
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
    checked = verification(reading, source, at, citation.instrument.verification)
    return DatedLimit(limit, citation, names.validity(source, at, citation), checked)


def _digest(documents: Mapping[str, object]) -> str:
    text = json.dumps(documents, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
