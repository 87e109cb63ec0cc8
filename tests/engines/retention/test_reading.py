"""Retention classes in YAML: what a lawyer writes, and every fault told at once."""

from datetime import date
from pathlib import Path

import pytest

from remit.engines.retention import Class, ClassesRefused, Kind, Mode, parse_classes

FOLDER = Path(__file__).parents[3] / "rulepacks" / "retention"
HEAD = """
retention: trial
version: "1"
title: {zh: 试行, en: Trial}
countries: [CN]
instruments:
  - {id: law, title: {zh: 某法（2020）, en: A Law (2020)}, issuer: {zh: 某机关, en: A body},
     since: 2020-01-01, verification: read}
classes:
"""
GOOD = """
  - {class: one, name: {zh: 案件, en: cases}, kind: case_without_measure, starts: closed, years: 10,
     mode: propose, basis: [{in: law, article: 5, paragraph: 1, point: e}, {in: law}],
     why: {zh: 期满删除, en: erased after its term}, since: 2020-01-01, verification: read}
"""


def refused(text: str) -> set[str]:
    """The ids of the faults that are told."""
    with pytest.raises(ClassesRefused) as told:
        parse_classes({"a.yaml": text})
    return {finding.id for finding in told.value.findings}


def shipped() -> tuple[Class, ...]:
    """The classes that come with Remit."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yaml")}
    return parse_classes(texts)


def test_a_class_says_how_long_why_and_where_that_is_written() -> None:
    (found,) = parse_classes({"a.yaml": HEAD + GOOD})
    assert (found.kind, found.months, found.countries) == (
        Kind.CASE_WITHOUT_MEASURE,
        120,
        frozenset({"CN"}),
    )
    assert found.citation.zh == "《某法》（2020）第五条第一款（e）项；《某法》（2020）"
    assert found.basis_words.en == (
        "A Law (2020), art. 5(1)(e); A Law (2020): erased after its term"
    )
    assert (found.period.zh, found.period.en) == ("10年", "10 years")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("years: 10", "years: 10, months: 3", "retention.period"),
        ("years: 10", "years: 0", "retention.period"),
        ("years: 10,", "", "retention.period"),
        ("mode: propose", "mode: keep", "retention.period_of_kept"),
        ("mode: propose", "mode: automatic", "retention.automatic"),
        ("starts: closed", "starts: verified", "retention.event"),
        ("starts: closed", "starts: opened", "retention.unknown_name"),
        ("[{in: law, article: 5, paragraph: 1, point: e}, {in: law}]", "[]", "retention.no_basis"),
        ("{in: law}]", "{in: lore}]", "retention.unknown_name"),
        ("kind: case_without_measure,", "", "retention.missing"),
        ("mode: propose,", "", "retention.missing"),
        ("why: {zh: 期满删除, en: erased after its term},", "", "retention.missing"),
        ("since: 2020-01-01, verification: read}\n", "since: 2020-01-01, until: 2019-01-01, verification: read}\n", "retention.runs_backward"),
        ("countries: [CN]", "countries: [China]", "retention.country"),
        ("class: one", "klass: one", "retention.unknown_name"),
    ],
)  # fmt: skip
def test_a_fault_is_told(before: str, after: str, fault: str) -> None:
    text = HEAD + GOOD
    assert before in text
    assert fault in refused(text.replace(before, after))


def test_all_faults_of_all_files_are_told_at_once() -> None:
    bad = (HEAD + GOOD).replace("years: 10", "years: ten")
    with pytest.raises(ClassesRefused) as told:
        parse_classes({"a.yaml": bad, "b.yaml": HEAD + GOOD + GOOD, "c.yaml": "["})
    ids = [finding.id for finding in told.value.findings]
    assert {"retention.wrong_kind", "retention.twice", "retention.unreadable"} <= set(ids)
    assert any(finding.line for finding in told.value.findings)


def test_the_shipped_classes_can_be_read_and_cite_what_they_rest_on() -> None:
    found = shipped()
    assert {c.kind for c in found} == set(Kind)
    assert all(c.basis and all(c.citation) and all(c.why) for c in found)


def test_the_shipped_classes_erase_nothing_by_themselves_but_unfounded_reports() -> None:
    automatic = {c.kind for c in shipped() if c.mode is Mode.AUTOMATIC}
    assert automatic == {Kind.REPORT_UNFOUNDED}


def test_archives_law_keeps_cases_with_a_measure_in_china() -> None:
    (found,) = (
        c for c in shipped() if c.holds_for(Kind.CASE_WITH_MEASURE, "CN", on=date(2026, 1, 1))
    )
    assert (found.mode, found.period.en) == (Mode.KEEP, "for ever")


@pytest.mark.parametrize("country", ["CN", "DE", "FR", "NO"])
def test_every_kind_has_one_class_in_every_country_shipped(country: str) -> None:
    for kind in Kind:
        assert sum(c.holds_for(kind, country, on=date(2026, 1, 1)) for c in shipped()) == 1
