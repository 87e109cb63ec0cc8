"""Many cases at once under a rule pack, with unknown facts, each as exactly as one alone.

>>> from datetime import date
>>> from remit.engines.rules.parsing import parse_pack
>>> pack = parse_pack({"pack.yaml": '''
... pack: tiny
... version: "1"
... title: {zh: 示例, en: Example}
... instruments:
...   - {id: r, title: {zh: 内部规定, en: Internal Rule}, issuer: {zh: 公司, en: The company},
...      since: 2020-01-01, verification: read}
... vocabulary:
...   - {fact: missed, type: bool, question: {zh: 计划是否未完成？, en: "Was the plan missed?"}}
... ladder:
...   - {measure: talk, name: {zh: 提醒谈话, en: reminder talk}, kind: internal,
...      cite: {in: r, article: 1}}
... ''', "rules/all.yaml": '''
... rules:
...   - {rule: missed, title: {zh: 未完成, en: Missed plan}, cite: {in: r, article: 2},
...      verification: read, when: {missed: true}, modality: shall, then: {band: [talk, talk]}}
... '''})
>>> cases = cases_of(pack, [{"missed": True}, {"missed": False}, {}])
>>> batch = determine_all(pack, cases, on=date(2026, 5, 1), act_on=date(2026, 4, 1))
>>> batch.low.tolist(), batch.high.tolist(), batch.settled.tolist()
([1, 0, 0], [1, 0, 1], [True, True, False])
"""

from remit.engines.rules.batch.cases import OPEN, Cases, cases_of, cells_of, number_column
from remit.engines.rules.batch.compiling import CompiledPack, compile_laws
from remit.engines.rules.batch.determination import (
    NO_RANK,
    Batch,
    determine_all,
    determine_compiled,
    determined,
)
from remit.engines.rules.batch.regimes import Days, compile_pack, laws_on

__all__ = [
    "NO_RANK",
    "OPEN",
    "Batch",
    "Cases",
    "CompiledPack",
    "Days",
    "cases_of",
    "cells_of",
    "compile_laws",
    "compile_pack",
    "determine_all",
    "determine_compiled",
    "determined",
    "laws_on",
    "number_column",
]
