"""Months, periods, working days and time limits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.dates import (
    Calendar,
    ExtensionTooLong,
    Month,
    Period,
    PeriodEndsBeforeItStarts,
    TimeLimit,
    Unit,
    add_months,
    due,
)
from remit.engines.words import Words

MAY_DAY_2026 = Calendar(
    holidays=frozenset(date(2026, 5, day) for day in range(1, 6)),
    workdays=frozenset({date(2026, 5, 9)}),
    known_until=date(2027, 1, 1),
)
MONTHS = st.builds(Month, st.integers(1990, 2090), st.integers(1, 12))
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def limit(amount: int, unit: Unit, **more: object) -> TimeLimit:
    name = Words("申请复审", "Appeal")
    return TimeLimit("appeal", name, "served", "appealed", amount, unit, "art. 56", **more)  # type: ignore[arg-type]


def last_day(amount: int, unit: Unit, started: date, **more: object) -> date:
    return due(limit(amount, unit, **more), started, calendar=MAY_DAY_2026).last_day


@given(MONTHS, st.integers(-500, 500))
def test_adding_months_and_taking_them_away_returns_the_same_month(month: Month, n: int) -> None:
    assert (month + n) - n == month
    assert (month + n) - month == n


@given(DAYS)
def test_every_day_lies_in_its_own_month_and_in_no_other(day: date) -> None:
    month = Month.of(day)
    assert day in month
    assert day in month.period
    assert day not in (month + 1)
    assert month.first <= day <= month.last
    assert len(list(month.days())) == month.period.days


def test_a_month_is_read_from_and_written_as_iso_text() -> None:
    assert str(Month.parse("2026-03")) == "2026-03"
    assert Month(2026, 3).words == ("2026年3月", "March 2026")


@pytest.mark.parametrize("text", ["2026", "2026-3", "2026-13", "26-03", "2026/03", "", "2026-0x"])
def test_a_text_that_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_a_period_holds_its_first_day_and_not_its_last() -> None:
    period = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert date(2026, 1, 1) in period
    assert date(2026, 1, 31) in period
    assert date(2026, 2, 1) not in period
    assert period.days == 31


def test_adjoining_periods_do_not_overlap_and_open_ones_do() -> None:
    january = Month(2026, 1).period
    assert not january.overlaps(Month(2026, 2).period)
    assert january.overlaps(Period(date(2020, 1, 1)))
    assert january.intersection(Period(date(2026, 1, 20))) == Period(
        date(2026, 1, 20), date(2026, 2, 1)
    )
    assert Period(date(2026, 1, 1)).days is None


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(PeriodEndsBeforeItStarts) as refused:
        Period(date(2026, 2, 1), date(2026, 1, 1))
    assert refused.value.findings[0].id == "dates.period_reversed"


def test_a_holiday_week_and_a_moved_workday_are_heeded() -> None:
    assert not MAY_DAY_2026.is_working_day(date(2026, 5, 4))
    assert MAY_DAY_2026.is_working_day(date(2026, 5, 9))
    assert MAY_DAY_2026.add(date(2026, 4, 30), 1) == date(2026, 5, 6)
    assert MAY_DAY_2026.add(date(2026, 5, 6), -1) == date(2026, 4, 30)
    assert MAY_DAY_2026.working_days(Month(2026, 5).period) == 21 - 3 + 1


SOON = st.dates(date(2026, 4, 1), date(2026, 7, 1))


@given(
    st.frozensets(SOON, max_size=20),
    st.frozensets(SOON, max_size=20),
    st.frozensets(st.integers(0, 6), max_size=6),
    SOON,
    st.integers(0, 60),
)
def test_counting_by_weeks_agrees_with_counting_day_by_day(
    holidays: frozenset[date],
    workdays: frozenset[date],
    weekend: frozenset[int],
    since: date,
    length: int,
) -> None:
    calendar = Calendar(holidays, workdays, weekend)
    days = [since + timedelta(days=n) for n in range(length)]
    period = Period(since, since + timedelta(days=length))
    assert calendar.working_days(period) == sum(map(calendar.is_working_day, days))


@given(DAYS, st.integers(1, 60))
def test_the_nth_working_day_lies_n_working_days_away(day: date, count: int) -> None:
    calendar = MAY_DAY_2026
    landed = calendar.add(day, count)
    assert calendar.is_working_day(landed)
    tomorrow = day + timedelta(days=1)
    assert calendar.working_days(Period(tomorrow, landed + timedelta(days=1))) == count


def test_a_month_limit_ends_on_the_same_number_or_on_the_last_day() -> None:
    assert last_day(1, Unit.MONTH, date(2026, 3, 15)) == date(2026, 4, 15)
    assert last_day(1, Unit.MONTH, date(2026, 1, 31)) == date(2026, 2, 28)
    assert last_day(1, Unit.MONTH, date(2028, 1, 30)) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_day_limits_do_not_count_the_day_of_the_event() -> None:
    assert last_day(30, Unit.CALENDAR_DAY, date(2026, 3, 1)) == date(2026, 3, 31)
    assert last_day(3, Unit.WORKING_DAY, date(2026, 4, 30)) == date(2026, 5, 8)


def test_a_last_day_that_is_a_holiday_moves_only_when_the_rule_says_so() -> None:
    started = date(2026, 4, 2)
    assert last_day(1, Unit.MONTH, started) == date(2026, 5, 2)
    assert last_day(1, Unit.MONTH, started, roll=True) == date(2026, 5, 6)


def test_the_explanation_tells_start_amount_extension_end_and_source() -> None:
    rule = limit(1, Unit.MONTH, extension=2, cap=2)
    reckoned = due(rule, date(2026, 1, 31), calendar=MAY_DAY_2026, extended=1)
    assert reckoned.last_day == date(2026, 3, 31)
    assert reckoned.explanation.en == (
        "1 month from the day after 31 January 2026, extended by 1 month: "
        "the last day is 31 March 2026 (art. 56)."
    )
    assert (
        reckoned.explanation.zh
        == "自2026年1月31日的次日起算1个月，延长1个月，至2026年3月31日届满（art. 56）。"
    )


def test_an_extension_beyond_the_cap_is_refused_with_the_most_that_is_allowed() -> None:
    rule = limit(1, Unit.MONTH, extension=3, cap=2)
    assert rule.longest_extension == 1
    with pytest.raises(ExtensionTooLong) as refused:
        due(rule, date(2026, 1, 31), calendar=MAY_DAY_2026, extended=2)
    assert "at most 1 month may be added" in refused.value.findings[0].message.en


def test_holidays_not_published_yet_are_said_and_never_guessed_silently() -> None:
    reckoned = due(limit(3, Unit.WORKING_DAY), date(2027, 4, 29), calendar=MAY_DAY_2026)
    assert [finding.id for finding in reckoned.findings] == ["dates.holidays_unknown"]
    plain = due(limit(3, Unit.CALENDAR_DAY), date(2027, 4, 29), calendar=MAY_DAY_2026)
    assert plain.findings == ()


def test_a_limit_is_late_only_after_its_last_day() -> None:
    reckoned = due(limit(1, Unit.MONTH), date(2026, 3, 15), calendar=MAY_DAY_2026)
    assert not reckoned.is_late(date(2026, 4, 15))
    assert reckoned.is_late(date(2026, 4, 16))
    assert reckoned.days_left(date(2026, 4, 10)) == 5
