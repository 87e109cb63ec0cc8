"""The month-end comparison of plan and result."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.comparison import Planned, Reported, Status, compare, dropped
from remit.engines.dates import Month
from remit.engines.words import Words

MARCH = Month(2026, 3)
KM = Words("公里", "km")


def road(amount: str, item: str = "road", **more: object) -> Planned:
    title = Words("修路", "Road repair")
    return Planned(item, "works", title, KM, Decimal(amount), **more)  # type: ignore[arg-type]


def told(amount: str | None, item: str = "road") -> Reported:
    return Reported(item, "works", None if amount is None else Decimal(amount))


def status_of(planned: Planned, reported: Reported) -> Status:
    return compare([planned], [reported], month=MARCH).lines[0].status


def test_a_line_is_done_over_slipped_or_not_reported() -> None:
    assert status_of(road("10"), told("10")) is Status.DONE
    assert status_of(road("10"), told("12")) is Status.OVER
    assert status_of(road("10"), told("9.9")) is Status.SLIPPED
    assert status_of(road("10"), told(None)) is Status.NOT_REPORTED


def test_where_less_is_better_the_plan_is_a_ceiling() -> None:
    assert status_of(road("2", ceiling=True), told("1")) is Status.DONE
    broken = compare([road("2", ceiling=True)], [told("3")], month=MARCH)
    assert broken.lines[0].status is Status.SLIPPED
    assert broken.carried == ()
    assert broken.lines[0].explanation.en == "Planned at most 2 km, done 3: 1 km above the ceiling."


def test_gap_and_ratio_are_exact_decimals_and_told_in_words() -> None:
    line = compare([road("3")], [told("2")], month=MARCH).lines[0]
    assert (line.gap, line.ratio) == (Decimal("-1"), Decimal("0.6667"))
    assert line.explanation.zh == "计划3公里，实际2公里，差1公里，结转下月。"
    assert line.explanation.en == "Planned 3 km, done 2: 1 km short, carried over."


def test_a_zero_plan_has_no_ratio() -> None:
    assert compare([road("0")], [told("0")], month=MARCH).lines[0].ratio is None


def test_what_slipped_is_carried_over_under_its_first_month() -> None:
    old = road("4", "bridge", carried_from=Month(2026, 1))
    carried = compare([road("10"), old], [told("7")], month=MARCH).carried
    assert [(c.item, c.amount, c.carried_from) for c in carried] == [
        ("road", Decimal(3), MARCH),
        ("bridge", Decimal(4), Month(2026, 1)),
    ]


def test_work_outside_the_plan_is_listed_and_counts_for_nothing() -> None:
    result = compare([road("10")], [told("10"), told("5", "wall")], month=MARCH)
    assert [line.status for line in result.lines] == [Status.DONE, Status.UNPLANNED]
    assert result.totals[0].items == 1
    assert result.totals[0].fulfilled == Decimal(1)


def test_a_line_given_twice_is_a_finding() -> None:
    result = compare([road("1"), road("2")], [told("1"), told("2")], month=MARCH)
    assert [f.id for f in result.findings] == [
        "comparison.planned_twice",
        "comparison.reported_twice",
    ]


def test_totals_are_kept_per_unit_and_measure() -> None:
    houses = Planned("roof", "works", Words("屋顶", "Roofs"), Words("户", "homes"), Decimal(6))
    other = Planned("road", "water", Words("管道", "Pipes"), KM, Decimal(2))
    result = compare([road("10"), houses, other], [told("8"), told("6", "roof")], month=MARCH)
    works, water = result.totals
    assert (works.items, works.done, works.slipped, works.fulfilled) == (2, 1, 1, Decimal("0.5"))
    assert [(a.measure.en, a.planned, a.done) for a in works.amounts] == [
        ("km", Decimal(10), Decimal(8)),
        ("homes", Decimal(6), Decimal(6)),
    ]
    assert (water.not_reported, water.amounts[0].done) == (1, Decimal(0))


def test_a_carried_line_that_silently_disappears_is_found() -> None:
    carried = [road("3", carried_from=Month(2026, 2))]
    finding = dropped(carried, [])[0]
    assert finding.id == "comparison.dropped"
    assert "(since February 2026)" in finding.message.en


def test_a_lowered_line_is_a_warning_and_a_raised_one_is_none() -> None:
    assert [f.id for f in dropped([road("3")], [road("2")])] == ["comparison.lowered"]
    assert dropped([road("3")], [road("4")]) == ()
    assert dropped([road("3", ceiling=True)], [road("2", ceiling=True)]) == ()


def test_a_recorded_release_lets_a_line_go() -> None:
    assert dropped([road("3")], [], released={"road": Words("工程取消", "Cancelled")}) == ()


AMOUNTS = st.decimals(0, 10**9, places=2)


@given(st.lists(st.tuples(AMOUNTS, st.none() | AMOUNTS), max_size=8))
def test_done_and_carried_together_reach_the_plan(
    pairs: list[tuple[Decimal, Decimal | None]],
) -> None:
    planned = [road(str(plan), f"i{n}") for n, (plan, _) in enumerate(pairs)]
    reported = [told(None if d is None else str(d), f"i{n}") for n, (_, d) in enumerate(pairs)]
    result = compare(planned, reported, month=MARCH)
    carried = {c.item: c.amount for c in result.carried}
    for line in result.lines:
        assert line.plan is not None
        reached = (line.done or 0) + carried.get(line.item, Decimal(0))
        assert reached >= line.plan
        assert reached == line.plan or line.status is Status.OVER
    assert sum(t.items for t in result.totals) == len(pairs)


@given(st.permutations(range(5)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    planned = [road(str(n + 1), f"i{n}") for n in range(5)]
    reported = [told("3", f"i{n}") for n in order]
    assert (
        compare(planned, reported, month=MARCH).lines
        == compare(planned, sorted(reported, key=lambda r: r.item), month=MARCH).lines
    )
