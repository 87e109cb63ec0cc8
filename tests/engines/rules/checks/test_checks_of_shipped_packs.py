"""The packs that are shipped have no flaw that is an error, and other engines confirm what is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from remit.engines.findings import Severity
from remit.engines.rules import Fact, FactType, Pack, determine, parse_pack
from remit.engines.rules.checks import FlawKind, PackFlaw, check_pack
from remit.engines.rules.vocabulary import Worse
from tests.engines.rules.checks.plain import of_kind
from tests.engines.rules.second_engine import SecondEngine

FOLDER = Path(__file__).parents[4] / "rulepacks"
PACKS = sorted(path.parent.name for path in FOLDER.glob("*/pack.yaml"))
ANY_ORDER = {
    FactType.BOOL: Worse.TRUE,
    FactType.ENUM: Worse.LISTED,
    FactType.NUMBER: Worse.HIGHER,
}


def shipped(name: str) -> Pack:
    root = FOLDER / name
    return parse_pack(
        {
            path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(root.rglob("*.yaml"))
        }
    )


@pytest.mark.parametrize("name", PACKS)
def test_a_shipped_pack_has_no_error_and_nothing_is_left_unchecked(name: str) -> None:
    found = check_pack(shipped(name))
    assert [flaw.words.en for flaw in found if flaw.severity is Severity.ERROR] == []
    assert [flaw.words.en for flaw in found if flaw.kind is FlawKind.NOT_CHECKED] == []


@pytest.mark.parametrize("name", PACKS)
def test_the_second_engine_knows_the_same_rules_that_never_stand(name: str) -> None:
    pack = shipped(name)
    turns = {day for rule in pack.rules for day in (rule.valid.since, rule.valid.until) if day}
    stand = {rule for day in turns for rule in SecondEngine(pack, day).standing()}
    never = {flaw.rules[0] for flaw in of_kind(check_pack(pack), FlawKind.UNREACHABLE)}
    assert never == {rule.id for rule in pack.rules} - stand


def ranges(pack: Pack, flaw: PackFlaw, *, worse: bool) -> set[tuple[int, int]]:
    """The ranges that the engine still thinks possible when it knows the example alone."""
    example = flaw.worse_example if worse else flaw.example
    facts = {name: Fact(value) for name, value in example.items()}
    day = flaw.day or date.min
    return {(o.low.rank, o.high.rank) for o in determine(pack, facts, day, day).outcomes}


@pytest.mark.parametrize("name", PACKS)
def test_the_engine_confirms_every_inversion_that_is_told_if_all_facts_had_an_order(
    name: str,
) -> None:
    pack = shipped(name)
    vocabulary = [replace(term, worse=ANY_ORDER[term.type]) for term in pack.vocabulary]
    ordered = replace(pack, vocabulary=tuple(vocabulary))
    found = of_kind(check_pack(ordered), FlawKind.INVERSION)
    assert found
    for flaw in found:
        (usual,), (worse,) = ranges(pack, flaw, worse=False), ranges(pack, flaw, worse=True)
        assert usual != worse
        assert worse[0] <= usual[0]
        assert worse[1] <= usual[1]
