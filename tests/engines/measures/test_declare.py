"""Rules with time limits, exemptions and findings, on small logs of days."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from remit.engines.dates import Calendar, TimeLimit, Unit
from remit.engines.eventlog.instants import microseconds
from remit.engines.findings import Severity
from remit.engines.measures.conformance import Checked, Waiver, check
from remit.engines.measures.declare import Rule, RuleMistaken, Template
from remit.engines.measures.declare.limits import Days, counted
from remit.engines.measures.spans import Span
from remit.engines.measures.table import EventRow, EventTable
from remit.engines.words import Words

THURSDAY = date(2026, 4, 30)
MAY_DAY = Calendar(holidays=frozenset({date(2026, 5, 1)}))


def limit(amount: int, unit: Unit = Unit.WORKING_DAY) -> TimeLimit:
    return TimeLimit(
        "answer", Words("答复", "Answer"), "ask", "answer", amount, unit, "Rules, art. 4"
    )


def within(amount: int, template: Template = Template.RESPONSE) -> Rule:
    return Rule(template, "ask", "answer", within=limit(amount), source="Rules, art. 4")


def at(day: int, hour: int = 12) -> int:
    """Noon, or another hour, so many days after Thursday, 30 April 2026."""
    return microseconds(
        datetime.combine(THURSDAY + timedelta(days=day), datetime.min.time(), UTC)
        + timedelta(hours=hour)
    )


def checked(*events: tuple[str, int], rule: Rule, on: int = 30, **days: object) -> Checked:
    """One item with an activity on each of these days."""
    table = EventTable.from_rows(
        EventRow(at(day), seq, "permit", activity) for seq, (activity, day) in enumerate(events)
    )
    (result,) = check(table, [rule], Days(at(on), MAY_DAY, **days))  # type: ignore[arg-type]
    return result


def test_an_answer_on_the_last_working_day_is_in_time() -> None:
    assert not checked(("ask", 0), ("answer", 4), rule=within(1)).deviations


def test_an_answer_a_day_later_is_late_and_says_by_when_it_was_due() -> None:
    (late,) = checked(("ask", 0), ("answer", 5), rule=within(1)).deviations
    assert (late.last_day, late.days, late.events) == (date(2026, 5, 4), 1, (0, 1))
    assert late.finding.severity is Severity.WARNING
    assert late.finding.id == "declare.response"
    assert late.finding.source == "Rules, art. 4"
    assert late.finding.message.en == (
        "Not as the rule says: ask is followed by answer, within 1 working day. It was due by "
        "4 May 2026: 1 calendar day late. Look at the entries named; where there was a ground for it, "
        "record the exemption."
    )


def test_what_is_not_due_yet_is_neither_kept_nor_broken() -> None:
    result = checked(("ask", 0), rule=within(1), on=4)
    assert (result.deviations, result.pending, result.n) == ((), ("permit",), 0)


def test_what_was_never_answered_is_late_once_the_day_has_passed() -> None:
    (late,) = checked(("ask", 0), rule=within(1), on=7).deviations
    assert (late.days, late.events) == (3, (0,))


def test_of_two_late_answers_the_later_one_is_told() -> None:
    (late,) = checked(
        ("ask", 0), ("answer", 6), ("ask", 7), ("answer", 20), rule=within(1)
    ).deviations
    assert late.events == (2, 3)


def test_days_on_which_the_clock_stood_still_are_not_counted() -> None:
    stopped = {"permit": [Span(at(4), at(6))]}
    assert not checked(("ask", 0), ("answer", 6), rule=within(1), stopped=stopped).deviations
    assert checked(("ask", 0), ("answer", 7), rule=within(1), stopped=stopped).deviations


def test_calendar_days_stand_still_too_and_the_last_one_may_move() -> None:
    still = frozenset({date(2026, 5, 2), date(2026, 5, 3)})
    three = limit(3, Unit.CALENDAR_DAY)
    assert counted(three, THURSDAY, MAY_DAY, still) == date(2026, 5, 5)


def test_a_succession_with_a_limit_also_asks_that_the_first_comes_before() -> None:
    rule = within(5, Template.SUCCESSION)
    (early,) = checked(("answer", 0), rule=rule).deviations
    assert (early.events, early.last_day) == ((0,), None)


def test_existence_within_a_limit_is_counted_from_the_first_event() -> None:
    rule = Rule(Template.EXISTENCE, "answer", within=limit(1))
    (late,) = checked(("ask", 0), ("answer", 5), rule=rule).deviations
    assert late.days == 1


def test_days_are_those_of_the_zone() -> None:
    rule = Rule(Template.RESPONSE, "ask", "answer", within=limit(1, Unit.CALENDAR_DAY))
    table = EventTable.from_rows(
        [EventRow(at(0, 17), 0, "permit", "ask"), EventRow(at(2, 1), 1, "permit", "answer")]
    )
    beijing = timezone(timedelta(hours=8))
    late = {
        zone: len(check(table, [rule], Days(at(9), zone=zone))[0].deviations)
        for zone in (UTC, beijing)
    }
    assert late == {UTC: 1, beijing: 0}


def test_an_exemption_makes_a_deviation_a_note_and_takes_it_out_of_the_share() -> None:
    rule = Rule(Template.RESPONSE, "ask", "answer")
    table = EventTable.from_rows(EventRow(at(0), seq, f"permit {seq}", "ask") for seq in range(25))
    waiver = Waiver(rule.id, "permit 3", Words("台风", "Typhoon"), event=99)
    (result,) = check(table, [rule], Days(at(9)), [waiver])
    waived = next(each for each in result.deviations if each.waiver)
    assert waived.item == "permit 3"
    assert waived.finding.severity is Severity.NOTE
    assert waived.finding.message.en.endswith("It was exempted: Typhoon")
    assert (len(result.deviations), len(result.standing), result.share.value) == (25, 24, 24 / 25)
    assert result.reading == Words(
        "规则：办理“ask”之后须办理“answer”。涉及25件，24件不符合，另有1件已获豁免。",
        "“ask is followed by answer” spoke of 25 items; 24 broke it, exempted besides: 1.",
    )


def test_a_rule_nobody_fell_under_has_no_share() -> None:
    result = checked(("file", 0), rule=Rule(Template.RESPONSE, "ask", "answer"))
    assert (result.concerned, result.enough, result.share.known) == (0, False, False)
    assert result.reading.en.endswith("Fewer than 20: no share is told.")


def test_an_activity_of_no_name_is_nobodys() -> None:
    rule = Rule(Template.ABSENCE, "unheard of")
    assert not checked(("", 0), ("ask", 1), rule=rule).deviations


@pytest.mark.parametrize(
    ("template", "first", "second", "count", "timed", "finding"),
    [
        (Template.RESPONSE, "ask", "", 1, False, "declare.two_activities"),
        (Template.RESPONSE, "ask", "ask", 1, False, "declare.two_activities"),
        (Template.EXISTENCE, "ask", "", 0, False, "declare.count"),
        (Template.PRECEDENCE, "ask", "answer", 1, True, "declare.limit_misplaced"),
    ],
)
def test_rules_that_cannot_be_meant_are_refused(
    template: Template, first: str, second: str, count: int, timed: bool, finding: str
) -> None:
    with pytest.raises(RuleMistaken) as refused:
        Rule(template, first, second, count, limit(1) if timed else None)
    assert [each.id for each in refused.value.findings] == [finding]


@pytest.mark.parametrize("template", Template)
def test_every_template_reads_in_both_languages(template: Template) -> None:
    words = template.words("ask", "answer", 2)
    assert "ask" in words.zh
    assert "ask" in words.en
    assert "{" not in words.zh + words.en
