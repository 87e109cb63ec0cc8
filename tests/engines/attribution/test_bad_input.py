"""Bad input: every fault at once, with its line, saying what, why and what to do, in both languages."""

import re
from typing import NamedTuple

import pytest

from remit.engines.attribution import (
    SituationRefused,
    parse_situation,
)
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
  - {person: gu.shan, weight: 5000, name: {en: heavy}}
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
            Told("attribution.weight_beyond", "- {person: gu.shan, weight: 5000, name: {en: heavy}}",
                 "请改正", "between 1/1000 and 1000"),
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
    "a doubt about one's own deed": (
        FLOOD + "beliefs:\n  - {person: gu.shan, probability: 1, facts: {no_pumps.fault: false}}\n",
        [Told("attribution.belief_in_own_choice",
              "- {person: gu.shan, probability: 1, facts: {no_pumps.fault: false}}", "请删去", "Remove it")],
    ),
    "a name that the engine keeps for itself": (
        changed("- id: warden_warned", "- id: ¬rain").replace("told: warden_warned", "told: ¬rain"),
        [Told("attribution.reserved_name", "- id: ¬rain", "请改名", "Rename it")],
    ),
    "the same level of harm twice": (
        changed("    - factor: houses_flooded", "    - factor: fields_flooded"),
        [Told("attribution.level_twice", "factor: fields_flooded", "或合并", "or merge them")],
    ),
    "more disputed facts than can be compared": (
        changed("circumstances:\n", "circumstances:\n" + MANY),
        [Told("attribution.too_many_disputed", "- {id: open8, label: {en: fact 8}, actual: true, "
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
