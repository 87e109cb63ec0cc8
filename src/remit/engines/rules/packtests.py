"""Tests that stand beside a pack's rules, written by the lawyer who wrote them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from remit.engines.findings import Finding, Refusal, error
from remit.engines.reading import Mapped, Reading
from remit.engines.rules.determination import Determination, RuleStatus
from remit.engines.rules.determine import determine
from remit.engines.rules.facts import FactsRefused, parse_facts
from remit.engines.rules.pack import Pack

_DAYS = ("on", "act_on", "concluded_on")
LONG_AGO = date(1, 1, 1)


class PackTestsRefused(Refusal):
    """Tests of a pack that cannot be read."""


@dataclass(frozen=True, slots=True)
class PackTest:
    """One test: facts in, what to expect out. `background` facts of the file are merged in."""

    name: str
    place: str
    on: date
    act_on: date
    facts: Mapping[str, object]
    expect: Mapping[str, object]
    concluded_on: date | None = None


def pack_tests(documents: Mapping[str, object]) -> tuple[PackTest, ...]:
    """The tests in the documents named "tests/..."; raises PackTestsRefused with every fault."""
    reading = Reading("pack_tests")
    tests = [
        test
        for name, content in sorted(documents.items())
        if name.startswith("tests/") and name.endswith(".yaml")
        for test in _file(reading, name, content)
    ]
    if reading.findings:
        raise PackTestsRefused(*reading.findings)
    return tuple(tests)


def check_pack_tests(pack: Pack, documents: Mapping[str, object]) -> tuple[Finding, ...]:
    """What fails, over all tests in the documents; empty when everything is as expected."""
    return tuple(f for test in pack_tests(documents) for f in run_test(pack, test))


def run_test(pack: Pack, test: PackTest) -> tuple[Finding, ...]:
    """What fails in one test."""
    try:
        facts = parse_facts(pack, test.facts)
    except FactsRefused as refused:
        return refused.findings
    return compared(test, determine(pack, facts, test.on, test.act_on, test.concluded_on))


def compared(test: PackTest, determination: Determination) -> tuple[Finding, ...]:
    """Where a determination differs from what a test expects."""
    got = {key: _GOT[key](determination) for key in test.expect}
    return tuple(
        error(
            "pack_tests.differs",
            test.place,
            f"“{test.name}”：{key} 应为 {wanted}，实为 {got[key]}。",
            f"“{test.name}”: {key} should be {wanted} but is {got[key]}.",
        )
        for key, wanted in test.expect.items()
        if not _agrees(key, wanted, got[key])
    )


def _file(reading: Reading, name: str, content: object) -> Iterator[PackTest]:
    loaded = reading.yaml(content, name) if isinstance(content, str) else content
    source = reading.mapping(loaded, name)
    reading.only(source, ("about", "background", *_DAYS, "tests", "tables"), name)
    for place, entry in reading.entries(source, "tests", name):
        yield _test(reading, source, entry, place)
    for place, entry in reading.entries(source, "tables", name):
        yield from _table(reading, source, entry, place)


def _table(reading: Reading, file: Mapped, source: Mapped, at: str) -> Iterator[PackTest]:
    """Many like tests: each row answers the columns and then says what to expect."""
    reading.only(source, ("test", "background", *_DAYS, "columns", "expect", "rows"), at)
    columns, expected = reading.texts(source, "columns", at), reading.texts(source, "expect", at)
    background = {
        **reading.mapping(file.get("background", {}), "background"),
        **reading.mapping(source.get("background", {}), f"{at}.background"),
    }
    head = {key: entry for key, entry in (*file.items(), *source.items()) if key in _DAYS}
    for number, row in enumerate(reading.listed(source, "rows", at)):
        cells = row if isinstance(row, list) else []
        if len(cells) != len(columns) + len(expected):
            reading.fault(
                "cells_and_columns",
                f"{at}.rows[{number}]",
                "此行的格数与列数不符。请补齐或删去。",
                "This row has not as many cells as there are columns. Make them match.",
            )
            continue
        name = ", ".join(str(cell) for cell in cells[: len(columns)])
        entry = {
            "test": f"{source.get('test', '')}: {name}",
            "facts": dict(zip(columns, cells, strict=False)),
            "expect": dict(zip(expected, cells[len(columns) :], strict=True)),
        }
        yield _test(reading, {**head, "background": background}, entry, f"{at}.rows[{number}]")


def _test(reading: Reading, file: Mapped, source: Mapped, at: str) -> PackTest:
    reading.only(source, ("test", *_DAYS, "facts", "expect"), at)
    days = {**{key: file[key] for key in _DAYS if key in file}, **source}
    expect = reading.mapping(source.get("expect", {}), f"{at}.expect")
    reading.only(expect, _GOT, f"{at}.expect")
    if not expect:
        reading.missing(at, "expect")
    background = reading.mapping(file.get("background", {}), "background")
    return PackTest(
        reading.text(source, "test", at),
        at,
        reading.day(days, "on", at, needed=True) or LONG_AGO,
        reading.day(days, "act_on", at, needed=True) or LONG_AGO,
        {**background, **reading.mapping(source.get("facts", {}), f"{at}.facts")},
        expect,
        reading.day(days, "concluded_on", at),
    )


def _named(status: RuleStatus) -> Callable[[Determination], object]:
    return lambda found: [proof.rule.id for proof in found.proof if proof.status is status]


_GOT: Mapping[str, Callable[[Determination], object]] = {
    "range": lambda d: [d.low.code, d.high.code] if d.outcomes else [],
    "status": lambda d: sorted({outcome.status.value for outcome in d.outcomes}),
    "settled": lambda d: d.settled,
    "outcomes": lambda d: len(d.outcomes),
    "applied": _named(RuleStatus.APPLIED),
    "defeated": _named(RuleStatus.DEFEATED),
    "not_applied": _named(RuleStatus.NOT_APPLIED),
    "open": _named(RuleStatus.OPEN),
    "deciding": lambda d: [deciding.fact for deciding in d.deciding],
    "leanings": lambda d: sorted({lean for outcome in d.outcomes for lean in outcome.leanings}),
    "concur": lambda d: sorted({m.code for outcome in d.outcomes for m, _ in outcome.beside}),
    "beside": lambda d: sorted(
        {f"{how.value} {m.code}" for outcome in d.outcomes for m, how in outcome.beside}
    ),
    "law": lambda d: [law.value for law in d.laws],
    "clocks": lambda d: [limit.source for limit in d.clocks],
    "findings": lambda d: [finding.id for finding in d.findings],
}


def _agrees(key: str, wanted: object, got: object) -> bool:
    """Lists of rules that did not apply and of clocks need only contain what is expected."""
    if isinstance(got, list) and key in ("not_applied", "open", "clocks"):
        return isinstance(wanted, list) and set(wanted) <= set(got)
    if key in ("status", "law") and isinstance(wanted, str):
        return got == [wanted]
    if key == "outcomes":  # numbers are read as they were written
        return str(wanted) == str(got)
    return wanted == got
