"""What the tests of the rule pages share: small packs, a house with its bench, signed-in readers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.builders import House, house
from tests.case_builders import PACK, RULES, Bench, bench

YARD = """
pack: yard
version: "3"
title: {zh: 场站规定, en: Yard Rules}
jurisdiction: {zh: 本场站, en: this yard}
instruments:
  - {id: old, title: {zh: 旧规定, en: Old Rule}, issuer: {zh: 场站, en: The yard},
     since: 2010-01-01, until: 2020-01-01, verification: believed}
  - {id: new, title: {zh: 新规定, en: New Rule}, issuer: {zh: 场站, en: The yard},
     since: 2020-01-01, verification: read, supersedes: old}
vocabulary:
  - {fact: harm, type: number, unit: {zh: 元, en: yuan}, worse: higher,
     question: {zh: 损失多少？, en: "How large is the loss?"},
     evidence: [{zh: 账目, en: the books}], may_assert: [expert]}
  - {fact: kind, type: enum, question: {zh: 哪一类？, en: "Which kind was it?"},
     values: {slip: {zh: 疏忽, en: a slip}, breach: {zh: 违规, en: a breach}}}
  - {fact: sick, type: bool, question: {zh: 是否患病？, en: "Was the person ill?"}}
ladder:
  - {measure: talk, name: {zh: 谈话, en: a talk}, kind: internal, cite: {in: new, article: 1},
     decides: {zh: 站长, en: the station head}}
  - {measure: fine, name: {zh: 扣奖金, en: loss of bonus}, kind: internal, months: 6,
     cite: {in: new, article: 1}, side_effects: [{zh: 不得评优, en: no award that year}]}
concurrence: {rule: heaviest, cite: {in: new, article: 7}}
transition:
  - {since: 2020-01-01, rule: lighter_law, concluded: law_then, cite: {in: new, article: 9}}
duties:
  - {duty: hear, text: {zh: 应当听取陈述, en: The person is heard}, cite: {in: new, article: 5}}
clocks:
  - {clock: object, name: {zh: 提出异议, en: Objection}, start_event: {zh: 送达, en: service},
     starts: served, ends: appealed, amount: 5, unit: working_day, extension: 5,
     cite: {in: new, article: 6}}
"""
YARD_RULES = """
rules:
  - {rule: old-loss, label: loss, title: {zh: 造成损失（旧）, en: loss caused (old)},
     cite: {in: old, article: 2}, verification: believed, when: {harm: {at_least: 50}},
     modality: shall, then: {band: [fine, fine]}}
  - {rule: ill, title: {zh: 患病, en: illness}, cite: {in: new, article: 3}, verification: read,
     when: {sick: true}, modality: shall, then: {exempt: true}, overrides: [loss]}
  - {rule: never, title: {zh: 永不适用, en: dead letter}, cite: {in: new, article: 4},
     verification: excerpt, when: {sick: true, not: {sick: true}}, modality: may,
     then: {cap: talk}}
tables:
  - table: loss
    title: {zh: 按损失处理, en: measures by loss}
    cite: {in: new, article: 2}
    verification: read
    modality: shall
    hit: unique
    columns: [harm, kind]
    then: band
    rows:
      - {row: small, title: {zh: 损失小, en: small loss}, cells: [{below: 100}, any], then: [talk, talk]}
      - {row: slip, title: {zh: 大额疏忽, en: large slip}, cells: [{at_least: 100}, slip], then: [talk, fine]}
      - {row: breach, title: {zh: 大额违规, en: large breach}, cells: [{at_least: 100}, breach], then: [fine, fine]}
"""
YARD_TESTS = """
about: losses
on: 2026-05-01
act_on: 2026-04-01
background: {sick: false}
tests:
  - {test: the last yuan below, facts: {harm: 99, kind: slip},
     expect: {range: [talk, talk], applied: [small]}}
tables:
  - test: large
    columns: [harm, kind]
    expect: [range, applied, not_applied]
    rows:
      - [100, breach, [fine, fine], [breach], [small]]
"""
DRAFT = (
    PACK.replace("pack: trial", "pack: trial-draft")
    .replace(
        'version: "1"',
        'version: "2"\ndraft: {of: trial, comments: {since: 2020-01-01, until: 2100-01-01}}',
    )
    .replace("Trial Rules", "Draft of the Trial Rules")
)
DRAFT_RULES = RULES.replace("band: [talk, warning]", "band: [warning, demerit]")


def folder_of(at: Path, **packs: tuple[str, str, str]) -> Path:
    """A folder of packs, each from its head, its rules and its tests."""
    for name, texts in packs.items():
        for place, text in zip(
            ("pack.yaml", "rules/all.yaml", "tests/all.yaml"), texts, strict=True
        ):
            path = at / name / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return at


@pytest.fixture(scope="session")
def small_packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three packs: the trial rules, a draft of them, and a yard with an old and a new law."""
    none = "tests: []\n"
    return folder_of(
        tmp_path_factory.mktemp("small"),
        trial=(PACK, RULES, none),
        draft=(DRAFT, DRAFT_RULES, none),
        yard=(YARD, YARD_RULES, YARD_TESTS),
    )


@pytest.fixture(autouse=True)
def _small_packs(small_packs: Path) -> Iterator[None]:
    """The small packs as those installed."""
    with override_settings(RULEPACKS=small_packs):
        yield


@pytest.fixture
def home(db: None) -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def who(home: House) -> Bench:
    """Who handles its cases."""
    return bench(home)
