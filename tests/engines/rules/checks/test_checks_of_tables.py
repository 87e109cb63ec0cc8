"""Tables drawn at random: flawless ones raise no alarm, and every flaw that is sown is found."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from remit.engines.rules.checks import FlawKind, check_pack
from remit.engines.rules.pack import Pack
from tests.engines.rules.checks.plain import cases, holds, of_kind
from tests.engines.rules.checks.tables import Row, flawless_rows, table, table_pack
from tests.engines.rules.small_packs import LADDER, rule

HITS = st.sampled_from(("unique", "any", "first", "collect"))
ON_B = {"when": {"any": [{"b": True}, {"c": False}]}}


def holding(pack: Pack, case: dict[str, object]) -> set[str]:
    """The rows that hold in a case."""
    return {r.id for r in pack.rules if r.table and holds(r.condition, case)}


@given(flawless_rows(), HITS, st.sampled_from(({}, {"when": {"b": True}}, ON_B)), st.booleans())
def test_a_flawless_table_raises_no_alarm(
    rows: list[Row], hit: str, more: dict[str, object], alone: bool
) -> None:
    assert check_pack(table_pack(table(rows, hit, **more), alone=alone)) == ()


@given(flawless_rows(), HITS, st.sampled_from(({}, ON_B)), st.data())
def test_a_case_without_a_row_is_always_found(
    rows: list[Row], hit: str, more: dict[str, object], data: st.DataObject
) -> None:
    assume(len(rows) > 1)
    lost = data.draw(st.sampled_from(rows))
    whole = table_pack(table(rows, hit, **more))
    pack = table_pack(table([row for row in rows if row != lost], hit, **more))
    found = of_kind(check_pack(pack), FlawKind.GAP)
    assert found
    for case in (case for flaw in found for case in cases(flaw.example)):
        assert holding(whole, dict(case)) == {lost.name}
        assert not holding(pack, dict(case))


@given(flawless_rows(), st.sampled_from(("unique", "any")), st.sampled_from(({}, ON_B)), st.data())
def test_two_rows_that_hold_at_once_are_always_found(
    rows: list[Row], hit: str, more: dict[str, object], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    other = Row("wide", ("any", "any", "any"), (rows[place].measure + 1) % len(LADDER))
    pack = table_pack(table([*rows, other], hit, **more))
    found = of_kind(check_pack(pack), FlawKind.OVERLAP)
    expected = {row.name for row in rows if hit == "unique" or row.measure != other.measure}
    assert {flaw.rules for flaw in found} == {(name, "wide") for name in expected}
    for flaw in found:
        assert all(holding(pack, dict(case)) == {*flaw.rules} for case in cases(flaw.example))


@given(flawless_rows(), st.data())
def test_a_row_hidden_by_earlier_ones_is_always_found(rows: list[Row], data: st.DataObject) -> None:
    grade = data.draw(st.sampled_from(("low", "mid", "high", "any")))
    late = Row("late", (True, grade, {"above": 10}), 4)
    found = of_kind(check_pack(table_pack(table([*rows, late], "first"))), FlawKind.UNREACHABLE)
    assert [flaw.rules[0] for flaw in found] == ["late"]
    earlier = set(found[0].rules[1:])
    pack = table_pack(table([*rows, late], "first"))
    fires = [dict(case) for case in cases() if holds(pack.rule("late").condition, case)]
    assert all(holding(pack, case) & earlier for case in fires)


@given(flawless_rows(), st.data())
def test_a_row_that_is_too_mild_for_its_place_is_always_found(
    rows: list[Row], data: st.DataObject
) -> None:
    heavier = [row for row in rows if row.measure > 0]
    assume(heavier)
    low = data.draw(st.sampled_from(heavier))
    spoiled = [replace(row, measure=0) if row == low else row for row in rows]
    milder_neighbour = any(
        row.measure > 0
        and sum(a != b for a, b in zip(row.cells, low.cells, strict=True)) == 1
        and rows.index(row) < rows.index(low)
        for row in spoiled
    )
    found = of_kind(check_pack(table_pack(table(spoiled))), FlawKind.INVERSION)
    assert bool(found) == milder_neighbour
    assert all("row" in name for flaw in found for name in flaw.rules)


@given(flawless_rows(), st.data())
def test_a_rule_beside_the_table_that_gives_another_band_is_always_found(
    rows: list[Row], data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(rows))
    measure = LADDER[(row.measure + 1) % len(LADDER)]
    beside = rule("beside", {"c": True}, {"band": [measure, measure]})
    found = of_kind(check_pack(table_pack(table(rows), beside, alone=True)), FlawKind.CONFLICT)
    expected = {other.name for other in rows if LADDER[other.measure] != measure}
    assert {frozenset(flaw.rules) for flaw in found} == {
        frozenset((name, "beside")) for name in expected
    }
    assert check_pack(table_pack(table(rows), beside)) == () or found
