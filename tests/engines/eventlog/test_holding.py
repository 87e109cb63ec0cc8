"""From events to who held a case from when until when, and what is late."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.holding import Holding, Matter, Role, handovers, matter, matters
from remit.engines.eventlog.shape import PERMITS, PLAIN, RECEIPT, LogShape
from remit.engines.eventlog.xes import XesLog
from tests.engines.eventlog.written import case, day, event, log, on, read, trace

CLOSING = replace(PLAIN, closed="endDate", opened="startDate")


def understood(content: str, shape: LogShape) -> Matter:
    (trace,) = read(log(content))
    return matter(trace, shape)


def held(matter: Matter, role: Role = Role.DOER) -> list[tuple[str, datetime, datetime | None]]:
    return [(h.holder, h.since, h.until) for h in matter.held_by(role)]


def test_a_holder_holds_until_the_next_different_holder_starts() -> None:
    li_then_wu = matter(trace([(day(1), "Li"), (day(3), "Wu"), (day(7), "Wu")]), PLAIN)
    assert held(li_then_wu) == [("Li", day(1), day(3)), ("Wu", day(3), day(7))]


def test_equal_neighbours_are_one_holding_and_its_events_are_counted() -> None:
    (holding,) = matter(trace([(day(1), "Li"), (day(2), "Li"), (day(4), "Li")]), PLAIN).holdings
    assert holding == Holding(Role.DOER, "Li", day(1), day(4), 3)


def test_nobody_and_systems_are_dropped_before_neighbours_are_compared() -> None:
    events = [(day(1), "Li"), (day(2), ""), (day(3), "SYSTEM"), (day(4), "Li"), (day(5), "Wu")]
    assert held(matter(trace(events), PLAIN)) == [
        ("Li", day(1), day(5)),
        ("Wu", day(5), day(5)),
    ]


def test_events_are_taken_by_timestamp_and_at_the_same_instant_by_place() -> None:
    events = [(day(5), "Wu"), (day(1), "Li"), (day(5), "Sun"), (day(9), "Sun")]
    assert held(matter(trace(events), PLAIN)) == [
        ("Li", day(1), day(5)),
        ("Wu", day(5), day(5)),
        ("Sun", day(5), day(9)),
    ]


def test_the_same_instant_in_two_time_zones_is_the_same_instant() -> None:
    east = datetime.fromisoformat("2024-03-05T08:00:00+08:00")
    assert held(matter(trace([(east, "Wu"), (day(4, 23), "Li")]), PLAIN))[0][0] == "Li"


def test_an_event_without_a_timestamp_starts_no_holding() -> None:
    assert held(matter(trace([(None, "Li"), (day(2), "Wu")]), PLAIN)) == [("Wu", day(2), day(2))]


def test_a_case_without_any_timestamp_is_held_by_nobody() -> None:
    untold = matter(trace([(None, "Li")]), PLAIN)
    assert (untold.opened, untold.ended, untold.holdings, untold.steps) == (None, None, (), ())
    assert untold.events == 1


def test_a_case_without_events_is_a_matter_nevertheless() -> None:
    empty = matter(trace([], startdate=on(1), enddate=on(4), responsible="Li"), RECEIPT)
    assert (empty.opened, empty.closed) == (day(1), day(4))
    assert held(empty, Role.ANSWERS) == [("Li", day(1), day(4))]


def test_the_last_holder_holds_until_the_case_is_closed() -> None:
    closed = matter(trace([(day(1), "Li")], endDate=on(8)), CLOSING)
    assert held(closed) == [("Li", day(1), day(8))]


def test_work_after_the_closing_date_is_held_as_well() -> None:
    closed = matter(trace([(day(1), "Li"), (day(9), "Wu")], endDate=on(5)), CLOSING)
    assert (closed.closed, closed.ended) == (day(5), day(9))
    assert held(closed)[-1] == ("Wu", day(9), day(9))


@pytest.mark.parametrize("end", [{}, {"endDate": "1970-01-01T00:00:00+01:00"}, {"endDate": ""}])
def test_a_missing_end_or_a_placeholder_for_it_means_open(end: dict[str, str]) -> None:
    still_open = matter(trace([(day(1), "Li")], **end), CLOSING)
    assert (still_open.closed, still_open.ended) == (None, None)
    assert held(still_open) == [("Li", day(1), None)]
    assert still_open.remarks == ()


def test_a_log_that_knows_no_closing_ends_each_case_with_its_last_event() -> None:
    assert matter(trace([(day(1), "Li"), (day(2), "Li")]), PLAIN).ended == day(2)


def test_who_watches_and_who_answers_are_told_apart_from_who_does() -> None:
    content = case(
        "c1",
        event(at=on(2), who="Li", monitoringResource="Wu"),
        event(at=on(4), who="Sun", monitoringResource="Wu"),
        Responsible_actor="Zhao",
        startDate=on(1),
        endDate=on(6),
    )
    permit = understood(content, PERMITS)
    assert held(permit, Role.DOER) == [("Li", day(2), day(4)), ("Sun", day(4), day(6))]
    assert held(permit, Role.WATCHER) == [("Wu", day(2), day(6))]
    assert held(permit, Role.ANSWERS) == [("Zhao", day(1), day(6))]


def test_who_answers_does_so_from_the_first_event_when_that_precedes_the_opening() -> None:
    early = matter(trace([(day(1), "Li")], startdate=on(3), responsible="Zhao"), RECEIPT)
    assert held(early, Role.ANSWERS) == [("Zhao", day(1), None)]


def test_time_held_is_reckoned_as_known_on_a_day() -> None:
    going_on = Holding(Role.DOER, "Li", day(3), None, 1)
    over = replace(going_on, until=day(5))
    assert [going_on.held(on=day(n)).days for n in (1, 4, 9)] == [0, 1, 6]
    assert [over.held(on=day(n)).days for n in (1, 4, 9)] == [0, 1, 2]


def test_handovers_are_the_changes_of_holder_in_order() -> None:
    back = matter(trace([(day(1), "Li"), (day(2), "Wu"), (day(3), "Li")]), PLAIN)
    assert list(handovers(back.holdings)) == [("Li", "Wu"), ("Wu", "Li")]


def test_a_step_names_the_activity_in_both_languages_and_who_did_and_watched_it() -> None:
    written = event(
        at=on(2),
        who="Li",
        what="01_HOOFD_010",
        activityNameEN="register",
        activityNameNL="registratie",
        monitoringResource="Wu",
    )
    (step,) = understood(case("c1", written), PERMITS).steps
    assert (step.activity, step.label, step.local_label) == (
        "01_HOOFD_010",
        "register",
        "registratie",
    )
    assert (step.doer, step.watcher, step.unit) == ("Li", "Wu", "")


def test_an_activity_without_words_is_called_by_its_code() -> None:
    (step,) = understood(case("c1", event(at=on(2), what="T02")), PLAIN).steps
    assert (step.label, step.local_label) == ("T02", "T02")


def test_what_is_only_begun_or_planned_is_no_step_yet_but_is_held() -> None:
    begun = event(at=on(1), who="Li", **{"lifecycle:transition": "SCHEDULE"})
    done = event(at=on(3), who="Li", **{"lifecycle:transition": "COMPLETE"})
    read_case = understood(case("c1", begun, done), PLAIN)
    assert [step.done for step in read_case.steps] == [day(3)]
    assert held(read_case) == [("Li", day(1), day(3))]


def planned_step(**dates: str) -> Matter:
    return understood(case("c1", event(at=on(2), who="Li", **dates)), PERMITS)


def test_a_step_is_done_when_it_was_finished_not_when_it_was_dated() -> None:
    (step,) = planned_step(dateFinished="2024-03-07 10:00:00").steps
    assert step.done == day(7, 10)


def test_a_date_without_a_zone_has_the_offset_of_its_event() -> None:
    written = event(at="2024-03-02T00:00:00+08:00", dateFinished="2024-03-02 08:00:00")
    (step,) = understood(case("c1", written), PERMITS).steps
    assert step.done == datetime(2024, 3, 2, tzinfo=UTC)


def test_a_step_is_late_against_its_due_date_and_else_against_its_plan() -> None:
    (both,) = planned_step(planned=on(1), dueDate=on(3)).steps
    (planned,) = planned_step(planned=on(1)).steps
    (neither,) = planned_step().steps
    assert [step.is_late(on=day(9)) for step in (both, planned, neither)] == [False, True, False]
    assert [step.late_days(on=day(9)) for step in (both, planned, neither)] == [0, 1, 0]
    assert neither.target is None


def test_done_on_the_very_instant_is_in_time_and_each_day_begun_counts() -> None:
    (in_time,) = planned_step(planned=on(2)).steps
    (late,) = planned_step(planned=on(1, 23)).steps
    assert (in_time.is_late(on=day(9)), in_time.late_days(on=day(9))) == (False, 0)
    assert (late.is_late(on=day(9)), late.late_days(on=day(9))) == (True, 1)


def test_what_was_done_later_was_not_yet_late_before_its_target() -> None:
    (step,) = planned_step(planned=on(5), dateFinished=on(8)).steps
    assert [step.late_days(on=day(n)) for n in (4, 5, 6, 8, 20)] == [0, 0, 1, 3, 3]


def receipt(**dates: str) -> Matter:
    return matter(trace([(day(1), "Li")], **dates), RECEIPT)


def test_a_case_is_late_when_it_was_closed_after_its_deadline() -> None:
    late = receipt(deadline=on(5), enddate=on(7))
    assert (late.is_late(on=day(20)), late.late_days(on=day(20))) == (True, 2)
    assert not receipt(deadline=on(5), enddate=on(5)).is_late(on=day(20))


def test_an_open_case_is_late_from_its_deadline_on_and_not_because_of_a_placeholder() -> None:
    still_open = receipt(deadline=on(5), enddate="1970-01-01T00:00:00.000+01:00")
    assert [still_open.late_days(on=day(n)) for n in (4, 5, 8)] == [0, 0, 3]


def test_a_case_without_a_deadline_is_measured_by_its_planned_end() -> None:
    assert receipt(enddate_planned=on(4), enddate=on(6)).late_days(on=day(9)) == 2
    assert receipt(enddate=on(6)).late_days(on=day(9)) == 0


def test_department_group_and_unit_are_kept_without_texts_that_mean_nothing() -> None:
    kept = matter(trace([(day(1), "Li")], department="General", group="EMPTY"), RECEIPT)
    assert (kept.department, kept.group) == ("General", "")


def test_a_date_that_is_none_is_told_with_its_case_and_read_as_missing() -> None:
    dirty = receipt(deadline="soon", enddate=on(3))
    assert dirty.due is None
    (remark,) = dirty.remarks
    assert (remark.id, remark.subject) == ("log.unreadable_date", "c1")
    assert "“deadline” says “soon”" in remark.message.en


def test_a_case_without_a_name_is_called_by_its_number() -> None:
    assert matter(trace([(day(1), "Li")], name=""), PLAIN).ref == "#1"


def test_a_log_is_recognised_from_its_first_cases_and_then_read_as_a_stream() -> None:
    late_attribute = case(
        "c2",
        event(at=on(2), who="Li", activityNameEN="register", monitoringResource="Wu"),
        startDate=on(1),
    )
    content = log(case("c1", event(at=on(1), who="Li")), late_attribute)
    first, second = matters(XesLog(io.BytesIO(content)))
    assert held(first) == [("Li", day(1), None)]
    assert held(second, Role.WATCHER) == [("Wu", day(2), None)]


def test_a_shape_that_is_handed_in_is_used_as_it_is() -> None:
    own = replace(PLAIN, doer=("clerk",))
    (only,) = matters(read(log(case("c1", event(at=on(1), clerk="Li", who="Wu")))), own)
    assert [h.holder for h in only.holdings] == ["Li"]


def test_a_refused_log_is_refused_through_its_matters_as_well() -> None:
    with pytest.raises(UnreadableLog):
        list(matters(XesLog(io.BytesIO(b"<log>"))))


def test_lateness_of_less_than_a_microsecond_does_not_exist() -> None:
    target = day(5)
    late = receipt(deadline=on(5), enddate=(target + timedelta(microseconds=1)).isoformat())
    assert late.is_late(on=day(9))
