"""Packs and cases for the tests of many cases at once."""

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from remit.engines.rules import FactType, Pack, parse_pack
from tests.engines.rules.small_packs import cite, pack, rule
from tests.engines.rules.test_rules_unknown import CONDITIONS, EFFECTS

RULEPACKS = Path(__file__).resolve().parents[4] / "rulepacks"
CHANGE = date(2021, 6, 1)


@cache
def shipped(name: str) -> Pack:
    root = RULEPACKS / name
    texts = {p.relative_to(root).as_posix(): p.read_text() for p in sorted(root.rglob("*.yaml"))}
    return parse_pack(texts)


def rows_of(rules: Pack, count: int, openness: float, seed: int) -> list[dict[str, object]]:
    """Cases drawn evenly, each fact open with that chance."""
    chance = Random(seed)
    rows = []
    for _ in range(count):
        known = [term for term in rules.vocabulary if chance.random() >= openness]
        row: dict[str, object] = {}
        for term in known:
            if term.type is FactType.BOOL:
                row[term.id] = chance.random() < 0.3
            elif term.type is FactType.ENUM:
                row[term.id] = chance.choice(term.values)[0]
            else:
                row[term.id] = Fraction(chance.randrange(100))
        rows.append(row)
    return rows


@st.composite
def dated_packs(draw: st.DrawFn) -> Pack:
    """Rules of an old law, of a new one and of both, with or without a transition."""
    spans = ({"since": date(2019, 1, 1), "until": CHANGE}, {"since": CHANGE}, {})
    rules = []
    for number in range(draw(st.integers(1, 6))):
        earlier = [f"r{n}" for n in range(number)]
        overrides = draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else []
        span = draw(st.sampled_from(spans))
        modality = draw(st.sampled_from(("may", "shall")))
        made = rule(f"r{number}", draw(CONDITIONS), draw(EFFECTS), modality, overrides=overrides)
        rules.append(made | span)
    choices = ("lighter_law", "lighter_law", "law_of_act", "law_of_decision")
    choice = draw(st.sampled_from((*choices, None)))
    if choice is None:
        return pack(*rules)
    change = {"since": CHANGE, "rule": choice, "concluded": "law_then", "cite": cite(67)}
    return pack(*rules, transition=[change])
