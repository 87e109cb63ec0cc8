"""Bad input: every fault at once, with its line, saying what, why and what to do, in both languages."""

import json
import re
from copy import deepcopy
from typing import NamedTuple

import pytest
from hypothesis import example as tried
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.attribution import (
    SituationRefused,
    attribute,
    parse_situation,
    situation_mapping,
)
from remit.engines.findings import Finding
from tests.engines.attribution.cast import EXAMPLES

FLOOD = (EXAMPLES / "flood.yaml").read_text(encoding="utf-8")


class Told(NamedTuple):
    """What is expected of one finding: its id, the text of its line, and a word from each message."""

    id: str
    line: str
    zh: str
    en: str


def refused(source: str) -> list[tuple[str, str, str, str]]:
    """The findings as (id, text of the line, zh, en)."""
    with pytest.raises(SituationRefused) as caught:
        parse_situation(source)
    lines = ["", *source.splitlines()]
    return [(f.id, lines[f.line].strip(), *f.message) for f in caught.value.findings]


def without(line: str) -> str:
    """The flood without one line."""
    assert FLOOD.count(line) == 1
    return FLOOD.replace(line, "")


def changed(before: str, after: str) -> str:
    """The flood with one thing changed."""
    assert FLOOD.count(before) == 1, before
    return FLOOD.replace(before, after)


PEOPLE = """
degrees:
  - {person: he.chi, weight: 0, name: {en: main}}
  - {person: nobody, weight: 2, name: {en: main}}
  - {person: he.chi, weight: 2, name: {en: main}}
beliefs:
  - {person: lu.ping, probability: 1/2, facts: {rain: false}}
  - {person: gu.shan, probability: 3/2, facts: {rains: false}}
  - {person: stranger, probability: 1}
exempted:
  - {person: ghost, reason: {en: released}}
"""
MANY = "".join(
    f"  - {{id: open{n}, label: {{en: fact {n}}}, actual: true, evidence: unknown}}\n"
    for n in range(11)
)
FAULTS = {
    "a loop": (
        changed("when: {all: [rain, dyke_open]}", "when: {all: [rain, dyke_open, houses_flooded]}"),
        [Told("attribution.cycle", "- id: fields_flooded",
              "fields_flooded → houses_flooded → fields_flooded", "split one of them")],
    ),
    "a loop beside a choice that nobody owns": (
        changed("when: {all: [rain, dyke_open]}", "when: {all: [rain, dyke_open, houses_flooded]}")
        .replace("owner: head\n", "owner: hand\n"),
        [Told("attribution.unowned_choice", "- pattern: omission", "请补充任职记录", "Add who held"),
         Told("attribution.cycle", "- id: fields_flooded", "循环依赖", "in a loop")],
    ),
    "no baseline": (
        without("    baseline: false\n"),
        [Told("attribution.missing", "- id: no_warning", "缺少“baseline”", "“baseline” is missing")],
    ),
    "a seat with nobody in it that day": (
        changed("on: 2026-04-30", "on: 2020-04-30"),
        [Told("attribution.no_tenure", "- pattern: omission", "请补充任职记录或日期", "Add the tenure")],
    ),
    "a seat without a day": (
        without("    on: 2026-04-30\n"),
        [Told("attribution.no_tenure", "- pattern: omission", "未注明的日期", "a day not given")],
    ),
    "a day outside the tenure": (
        changed("on: 2026-04-30", "on: 2020-04-30").replace("owner: head\n", "owner: head/2023\n"),
        [Told("attribution.outside_tenure", "- pattern: omission", "请改正日期", "Correct the day")],
    ),
    "two in one seat": (
        changed("    seat: head\n", "    seat: deputy\n"),
        [Told("attribution.two_in_office", "- pattern: superior_did_not_stop", "请改正任期",
              "name the one who is meant"),
         Told("attribution.unowned_choice", "- pattern: omission", "head", "head")],
    ),
    "a tenure that ends before it begins": (
        changed("since: 2023-01-15", "since: 2023-01-15\n    until: 2022-01-15"),
        [Told("attribution.no_tenure", "- pattern: omission", "无人任职", "Nobody held"),
         Told("attribution.no_day_in_office", "- key: head/2023", "请改正日期", "Correct the days")],
    ),
    "probabilities that cannot be": (
        changed("probability: 0.8", "probability: 1.8\n    likelihood: -0.1"),
        [Told("attribution.beyond_one", "- id: deputy_warned", "不在0到1之间", "9/5"),
         Told("attribution.beyond_one", "- id: deputy_warned", "-1/10", "not between 0 and 1")],
    ),
    "a probability of what is proven": (
        changed("evidence: disputed", "evidence: proven"),
        [Told("attribution.needless_probability", "- id: deputy_warned", "disputed", "Write disputed")],
    ),
    "people who are not there, weights and beliefs that cannot be": (
        FLOOD + PEOPLE,
        [
            Told("attribution.unknown_factor", "- {person: gu.shan, probability: 3/2, facts: {rains:"
                 " false}}", "rains", "rains"),
            Told("attribution.unknown_owner", "- {person: ghost, reason: {en: released}}", "ghost",
                 "Add it there"),
            Told("attribution.unknown_owner", "- {person: nobody, weight: 2, name: {en: main}}",
                 "请先列入名单", "nobody"),
            Told("attribution.unknown_owner", "- {person: stranger, probability: 1}", "stranger",
                 "stranger"),
            Told("attribution.no_weight", "- {person: he.chi, weight: 0, name: {en: main}}",
                 "无责任者请用免责", "is exempted"),
            Told("attribution.degree_twice", "- {person: he.chi, weight: 2, name: {en: main}}",
                 "请只保留一个", "Keep one"),
            Told("attribution.beyond_one", "- {person: gu.shan, probability: 3/2, facts: {rains: "
                 "false}}", "3/2", "3/2"),
            Told("attribution.beliefs_do_not_add_up",
                 "- {person: lu.ping, probability: 1/2, facts: {rain: false}}", "合计为1/2",
                 "adds up to 1/2"),
            Told("attribution.beliefs_do_not_add_up",
                 "- {person: gu.shan, probability: 3/2, facts: {rains: false}}", "合计为3/2",
                 "adds up to 3/2"),
        ],
    ),
    "more disputed facts than can be compared": (
        changed("circumstances:\n", "circumstances:\n" + MANY),
        [Told("attribution.too_many_disputed", "- {id: open10, label: {en: fact 10}, actual: true, "
              "evidence: unknown}", "请先查清其中几项", "Settle some of them")],
    ),
    "at least three of two": (
        changed("when: {all: [rain, dyke_open]}", "when: {at_least: 3, of: [rain, dyke_open]}"),
        [Told("attribution.impossible_count", "- id: fields_flooded", "请改正数目", "Correct the number")],
    ),
    "two conditions in one place, of which one would be lost": (
        changed("when: {all: [rain, dyke_open]}", "when: {all: [rain], any: [dyke_open]}"),
        [Told("attribution.two_conditions", "when: {all: [rain], any: [dyke_open]}", "包住",
              "Put one inside the other")],
    ),
    "doubled names": (
        changed("- id: warden_warned", "- id: rain").replace("key: head/2023", "key: deputy/2024")
        .replace("head: head/2023", "head: deputy/2024").replace("told: warden_warned", "told: rain"),
        [Told("attribution.defined_twice", "- id: rain", "请改名或合并", "Rename or merge"),
         Told("attribution.defined_twice", "- key: deputy/2024", "定义了2次", "defined 2 times")],
    ),
    "a period of grace without the day on which the problem was left": (
        changed("patterns:\n", "patterns:\n  - pattern: handed_over\n    id: debt\n    created: rain\n"
                "    left: {owner: gauge/2022, label: {en: a}, otherwise: {en: b}}\n"
                "    grace_until: 2026-01-01\n"),
        [Told("attribution.missing", "left: {owner: gauge/2022, label: {en: a}, otherwise: {en: b}}",
              "缺少“on”", "“on” is missing")],
    ),
    "an amount beyond all counting": (
        changed("amount: 60000", f"amount: 1{'0' * 40}"),
        [Told("attribution.amount_too_large", "factor: fields_flooded", "更大的单位", "larger unit")],
    ),
    "a head and a last doer who are nobody": (
        changed("head: head/2023", "head: mayor").replace("doer: warden/2025", "doer: cat"),
        [Told("attribution.unknown_owner", "head: mayor", "mayor", "mayor"),
         Told("attribution.unknown_owner", "doer: cat", "cat", "cat")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_told_at_once_with_line_reason_and_way_out(fault: str) -> None:
    source, expected = FAULTS[fault]
    found = refused(source)
    assert [row[:2] for row in found] == [(e.id, e.line) for e in expected]
    for (_, _, zh, en), told in zip(found, expected, strict=True):
        assert told.zh in zh
        assert told.en in en
        assert re.search(r"[\u4e00-\u9fff].*。$", zh)
        assert re.search(r"[a-z].*\.$", en)


def test_a_version_without_a_name_is_not_called_none() -> None:
    assert parse_situation(FLOOD + "\nversions: {model: null}\n").versions.model == ""


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(st.text(max_size=6) | st.integers(), part, max_size=3)
    ),
    max_leaves=12,
)
LOADED = json.loads(json.dumps(situation_mapping(parse_situation(FLOOD))))
ODD = JUNK | st.sampled_from(["1/0", "--1", "9" * 70, "rain", "head", 10**400, {"not": {}}])


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, object]:
    """A good situation with up to three places replaced by junk, doubled or left out."""
    whole: dict[str, object] = deepcopy(LOADED)
    for _ in range(draw(st.integers(1, 3))):
        part: object = whole
        while True:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))  # type: ignore[arg-type]
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            inner = part[key]  # type: ignore[index]
            if isinstance(inner, dict | list) and draw(st.integers(0, 4)):
                part = inner
                continue
            part[key] = deepcopy(draw(ODD))  # type: ignore[index]
            break
    return whole


@given(st.dictionaries(st.sampled_from([*LOADED, "patterns", "x"]), JUNK, max_size=10))
def test_junk_in_a_mapping_is_refused_and_never_breaks_the_reader(
    source: dict[str, object],
) -> None:
    only_refused(source)


@given(damaged())
def test_damage_to_a_good_situation_is_read_or_refused(source: dict[str, object]) -> None:
    only_refused(source)


@given(st.text(max_size=200) | st.text("situaon:-[]{}&*#!|>'\"% \n0123.", max_size=80))
@tried("situation: &a [*a]")
@tried("? [a, b]\n: c")
@tried("on: 2026-02-31")
@tried("x: 1\nx: 2")
@tried("<<: {a: 1}")
def test_junk_in_a_text_is_refused_and_never_breaks_the_reader(source: str) -> None:
    only_refused(source)


@given(st.integers(0, len(FLOOD) - 1), st.integers(0, 40), st.text(max_size=5))
def test_a_good_text_with_a_tear_in_it_is_read_or_refused(at: int, gone: int, put: str) -> None:
    only_refused(FLOOD[:at] + put + FLOOD[at + gone :])


def only_refused(source: dict[str, object] | str) -> None:
    """Read and reckoned, or refused with findings in both languages."""
    findings: tuple[Finding, ...] = ()
    try:
        attribute(parse_situation(source))
    except SituationRefused as refusal:
        findings = refusal.findings
    assert all(finding.message.zh and finding.message.en for finding in findings)
