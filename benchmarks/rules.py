"""Many cases at once under rules of sanction: a table of 30 rows and 3 facts, and a draft of a law.

The peer of the table is OpenFisca-Core, which reckons columns as we do but knows neither open facts
nor which outcomes are left; both are handed the same numbers and must come to the same ranges. The
draft changes a shipped pack by program; a twentieth of all facts is open, so that most cases are. Cases
are made up from a seed.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise, product

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from benchmarks.board import ROOT
from benchmarks.measure import cost, costs
from benchmarks.rows import Row, peer_missing, times_less
from remit.engines.rules import Modality, Pack, Rule, parse_pack
from remit.engines.rules.batch import (
    OPEN,
    Cases,
    Days,
    cells_of,
    compile_pack,
    determine_compiled,
    number_column,
)
from remit.engines.rules.whatif import (
    direction_chart,
    direction_picture,
    matrix_chart,
    matrix_picture,
    what_if,
    what_if_mapping,
)

SEED, CASES, REPEATED = 7, 100_000, 20
LIMITS, KINDS, LATE = (0, 10, 50, 100, 500, 1000), ("a", "b", "c"), (True, False)
RUNGS = ("talk", "warning", "demerit", "demotion", "dismissal")
ON, ACT_ON = date(2026, 3, 2), date(2025, 10, 15)
PACK, OPENNESS = "cn-administrative-discipline", 0.05
ATTRIBUTES = {"post": 40, "level": 4, "unit": 25, "region": 31}
PEER = "OpenFisca-Core, two-valued"
JUDGED = f"{CASES:,} cases under 30 rules of 3 facts, {REPEATED} times over: processor time"
PER_SECOND = "Cases under 30 rules of 3 facts a second"
PER_SECOND_OPEN = "The same with a twentieth of all facts open, each case exactly"
DRAFTED = f"What a draft changes in {CASES:,} cases, whole report with charts: processor time"
LEAST_PER_SECOND, MOST_S = 1_000_000, 1


def spans() -> list[tuple[int, int]]:
    """From which loss, and up to but without which."""
    return list(pairwise(LIMITS))


def bands() -> list[tuple[int, int]]:
    """The range of measures of each row, by rungs from 1."""
    rows = product(range(len(KINDS)), range(len(spans())), LATE)
    lows = [min(len(RUNGS), 1 + (kind + span + late) // 2) for kind, span, late in rows]
    return [(low, min(len(RUNGS), low + 1)) for low in lows]


def columns() -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Kind by number, loss and whether it was late, of all cases."""
    chance = default_rng(SEED)
    kinds, losses = chance.integers(0, len(KINDS), CASES), chance.integers(0, LIMITS[-1], CASES)
    return kinds, losses, chance.random(CASES) < 0.5


def table() -> Pack:
    """The table as a pack of ours."""
    both = {"zh": "示例", "en": "example"}
    cite = {"in": "rule", "article": 1}
    return parse_pack(
        {
            "pack.yaml": {
                "pack": "table", "version": "1", "title": both,
                "instruments": [{"id": "rule", "title": both, "issuer": both,
                                 "since": date(2020, 1, 1), "verification": "read"}],
                "vocabulary": [
                    {"fact": "kind", "type": "enum", "question": both,
                     "values": dict.fromkeys(KINDS, both)},
                    {"fact": "loss", "type": "number", "question": both},
                    {"fact": "late", "type": "bool", "question": both},
                ],
                "ladder": [{"measure": rung, "name": both, "kind": "all", "cite": cite}
                           for rung in RUNGS],
            },
            "rules/all.yaml": {"rules": list(_rules(both, cite))},
        }
    )  # fmt: skip


def _rules(both: dict[str, str], cite: dict[str, object]) -> Iterator[dict[str, object]]:
    rows = product(KINDS, spans(), LATE)
    for number, ((kind, (low, high), late), ends) in enumerate(zip(rows, bands(), strict=True)):
        yield {
            "rule": f"row-{number}", "title": both, "cite": cite, "verification": "read",
            "modality": "shall", "then": {"band": [RUNGS[end - 1] for end in ends]},
            "when": {"kind": kind, "loss": {"at_least": low, "below": high}, "late": late},
        }  # fmt: skip


def ours(openness: str = "0") -> list[list[int]] | None:
    """How many cases have each range of measures; with open facts that is no answer for the peer."""
    pack, (kinds, losses, late) = table(), columns()
    cut = {term.id: cells_of(term, [pack]) for term in pack.vocabulary}
    opened = default_rng(SEED).random((3, CASES)) < float(openness)
    compiled = compile_pack(pack, ACT_ON)
    for _ in range(REPEATED):
        coded = (kinds, number_column(cut["loss"], losses), np.where(late, 0, 1))
        facts = zip(cut, coded, opened, strict=True)
        given = {fact: np.where(gone, OPEN, codes) for fact, codes, gone in facts}
        batch = determine_compiled(compiled, Cases(CASES, given, cut))
        low, high, settled = batch.low, batch.high, batch.settled
    if not settled.all():
        return None
    counted = Counter(zip(low.tolist(), high.tolist(), strict=True))
    return [[*ends, cases] for ends, cases in sorted(counted.items())]


def shipped() -> Pack:
    """The shipped pack."""
    root = ROOT / "rulepacks" / PACK
    return parse_pack({p.relative_to(root).as_posix(): p.read_text() for p in root.rglob("*.yaml")})


def draft(pack: Pack) -> Pack:
    """A tenth of the rules dropped, a tenth made to bind; versions tell the two apart."""
    kept = [rule for number, rule in enumerate(pack.rules) if number % 10 != 3]
    rules = [_bound(rule) if number % 10 == 7 else rule for number, rule in enumerate(kept)]
    return replace(pack, version="draft", rules=tuple(rules))


def _bound(rule: Rule) -> Rule:
    effects = tuple(replace(effect, modality=Modality.SHALL) for effect in rule.effects)
    return replace(rule, modality=Modality.SHALL, effects=effects)


def past_cases(pack: Pack) -> Cases:
    """Cases in which three of ten circumstances hold and a twentieth of all facts is open."""
    chance = default_rng(SEED)
    cut = {term.id: cells_of(term, [pack]) for term in pack.vocabulary}
    given = {}
    for fact, cells in cut.items():
        drawn = chance.random(CASES)
        codes = (drawn > 0.3).astype(np.int32) if cells == (True, False) else drawn * len(cells)
        given[fact] = np.where(chance.random(CASES) < OPENNESS, OPEN, codes.astype(np.int32))
    return Cases(CASES, given, cut)


def report(drafted: str) -> int:
    """Everything that is told of the draft, in two languages; without it, what comes before."""
    pack, chance = shipped(), default_rng(SEED)
    cases = past_cases(pack)
    labels = {
        name: [f"{name} {number}" for number in chance.integers(0, kinds, CASES).tolist()]
        for name, kinds in ATTRIBUTES.items()
    }
    if not drafted:
        return 0
    answer = what_if(pack, draft(pack), cases, Days(ON, ACT_ON), labels)
    charts = [chart(answer, "zh") for chart in (direction_chart, matrix_chart)]
    pictures = [picture(answer, "en") for picture in (direction_picture, matrix_picture)]
    return len(json.dumps([what_if_mapping(answer), charts, pictures]))


def rows() -> list[Row]:
    """Columns beside the peer and by themselves, with open facts, and the report on a draft."""
    if find_spec("openfisca_core") is None:
        beside, spent = peer_missing(JUDGED, "s", PEER, "1x less"), cost(ours).cpu_s
    else:
        our, theirs = costs(ours, import_module("benchmarks.peers.openfisca").judged)
        spent = our.cpu_s
        beside = times_less(JUDGED, spent, "s", PEER, theirs.cpu_s, 1)
    with_open = cost(ours, str(OPENNESS)).cpu_s
    return [beside, _rate(PER_SECOND, spent), _rate(PER_SECOND_OPEN, with_open), _draft()]


def _rate(what: str, spent: float) -> Row:
    rate, goal = REPEATED * CASES / spent, f"at least {LEAST_PER_SECOND:,}"
    return Row(what, rate, "1/s", "-", None, None, goal, rate >= LEAST_PER_SECOND)


def _draft() -> Row:
    before, whole = (min(cost(report, flag).cpu_s for _ in range(3)) for flag in ("", "yes"))
    spent = whole - before
    return Row(DRAFTED, spent, "s", "-", None, None, f"at most {MOST_S} s", spent <= MOST_S)
