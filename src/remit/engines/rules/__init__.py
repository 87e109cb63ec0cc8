"""Facts and a rule pack in; the admissible range, the deciding facts and the proof out.

>>> from datetime import date
>>> pack = parse_pack({"pack.yaml": '''
... pack: tiny
... version: "1"
... title: {zh: 示例, en: Example}
... instruments:
...   - {id: r, title: {zh: 内部规定, en: Internal Rule}, issuer: {zh: 公司, en: The company},
...      since: 2020-01-01, verification: read}
... vocabulary:
...   - {fact: missed, type: bool, question: {zh: 计划是否未完成？, en: "Was the plan missed?"}}
...   - {fact: means, type: bool, question: {zh: 条件是否到位？, en: "Were the means there?"}}
... ladder:
...   - {measure: talk, name: {zh: 提醒谈话, en: reminder talk}, kind: internal,
...      cite: {in: r, article: 1}}
... ''', "rules/all.yaml": '''
... rules:
...   - {rule: missed, title: {zh: 未完成, en: Missed plan}, cite: {in: r, article: 2},
...      verification: read, when: {missed: true}, modality: shall, then: {band: [talk, talk]}}
...   - {rule: no-means, title: {zh: 条件未到位, en: No means}, cite: {in: r, article: 3},
...      verification: read, when: {means: false}, modality: shall, then: {exempt: true}}
... '''})
>>> open_case = determine(pack, {"missed": Fact(True)}, date(2026, 5, 1), date(2026, 4, 1))
>>> [outcome.words.en for outcome in open_case.outcomes], [d.fact for d in open_case.deciding]
(['exempt: no measure', 'reminder talk'], ['means'])
"""

from remit.engines.rules.casefiles import CaseFile, CaseRefused, parse_case, parse_cases
from remit.engines.rules.concurrence import Concurred, NoConcurrence, concur
from remit.engines.rules.determination import (
    Answer,
    Deciding,
    Determination,
    FactUse,
    RuleProof,
    RuleStatus,
)
from remit.engines.rules.determine import determine
from remit.engines.rules.facts import Fact, FactsRefused, FactStatus, parse_facts
from remit.engines.rules.laws import Law
from remit.engines.rules.outcome import Outcome, OutcomeStatus
from remit.engines.rules.pack import (
    Choice,
    Duty,
    Effect,
    EffectKind,
    Hit,
    Measure,
    Modality,
    Pack,
    Rule,
    RuleTable,
    Transition,
)
from remit.engines.rules.packtests import (
    PackTest,
    PackTestsRefused,
    check_pack_tests,
    compared,
    pack_tests,
    run_test,
)
from remit.engines.rules.parsing import PackRefused, parse_pack
from remit.engines.rules.proving import render_proof
from remit.engines.rules.skeleton import Section, letter_skeleton
from remit.engines.rules.sources import Citation, Instrument, Verification
from remit.engines.rules.vocabulary import FactType, Party, Term, Worse
from remit.engines.rules.wording import condition_words, effect_words, rule_words

__all__ = [
    "Answer",
    "CaseFile",
    "CaseRefused",
    "Choice",
    "Citation",
    "Concurred",
    "Deciding",
    "Determination",
    "Duty",
    "Effect",
    "EffectKind",
    "Fact",
    "FactStatus",
    "FactType",
    "FactUse",
    "FactsRefused",
    "Hit",
    "Instrument",
    "Law",
    "Measure",
    "Modality",
    "NoConcurrence",
    "Outcome",
    "OutcomeStatus",
    "Pack",
    "PackRefused",
    "PackTest",
    "PackTestsRefused",
    "Party",
    "Rule",
    "RuleProof",
    "RuleStatus",
    "RuleTable",
    "Section",
    "Term",
    "Transition",
    "Verification",
    "Worse",
    "check_pack_tests",
    "compared",
    "concur",
    "condition_words",
    "determine",
    "effect_words",
    "letter_skeleton",
    "pack_tests",
    "parse_case",
    "parse_cases",
    "parse_facts",
    "parse_pack",
    "render_proof",
    "rule_words",
    "run_test",
]
