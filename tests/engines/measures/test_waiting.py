"""Single waits, each with one reason to see."""

from datetime import date, time

from remit.engines.dates import Calendar
from remit.engines.eventlog.instants import microseconds
from remit.engines.measures.spans import DAY, HOUR, Span, WorkingHours, instant, lasting
from remit.engines.measures.table import EventRow, EventTable, Kind
from remit.engines.measures.waiting import (
    Cause,
    Task,
    enabled,
    passages,
    suspensions,
    tasks_of,
    waits,
)

ASKED = Task(1, "permit", "ask", "Li", 0, 10)


def parts(*tasks: Task, item: str = "permit", **others: object) -> dict[Cause, int]:
    """The parts of the only wait of that item that took any time."""
    found = waits(enabled(tasks), **others)  # type: ignore[arg-type]
    wait = next(each for each in found if each.task.item == item and each.total)
    return {cause: wait.part(cause) for cause in Cause if wait.part(cause)}


def test_time_stopped_by_law_counts_before_any_other_reason() -> None:
    busy = Task(3, "other", "file", "Wu", 5, 30)
    granted = Task(2, "permit", "grant", "Wu", 30, 40)
    assert parts(ASKED, granted, busy, suspended={"permit": [Span(12, 20)]}) == {
        Cause.SUSPENDED: 8,
        Cause.CONTENTION: 12,
    }


def test_a_campaign_that_takes_the_holders_time_is_not_the_holders_choice() -> None:
    campaign = Task(3, "campaign", "inspect", "Wu", 10, 25, campaign=True)
    granted = Task(2, "permit", "grant", "Wu", 30, 40)
    assert parts(ASKED, granted, campaign) == {Cause.PREEMPTED: 15, Cause.EXTRANEOUS: 5}


def test_between_two_campaign_tasks_the_usual_reasons_hold() -> None:
    campaign = Task(3, "campaign", "inspect", "Wu", 10, 25, campaign=True)
    granted = Task(2, "permit", "grant", "Wu", 25, 40, campaign=True)
    assert parts(ASKED, granted, campaign) == {Cause.CONTENTION: 15}


def test_later_work_done_first_is_prioritisation() -> None:
    later = Task(3, "other", "ask", "Li", 10, 15)
    first = Task(4, "other", "grant", "Wu", 15, 30)
    granted = Task(2, "permit", "grant", "Wu", 40, 50)
    assert parts(ASKED, granted, later, first) == {Cause.PRIORITISATION: 15, Cause.EXTRANEOUS: 15}


def test_a_task_that_nobody_holds_waits_for_reasons_outside_the_record() -> None:
    idle = Task(3, "other", "grant", "", 10, 15)
    assert parts(ASKED, Task(2, "permit", "grant", "", 30, 40), idle) == {Cause.EXTRANEOUS: 20}


def test_tasks_that_overlap_do_not_wait_for_each_other() -> None:
    beside = Task(2, "permit", "consult", "Wu", 5, 30)
    after = Task(3, "permit", "grant", "Wu", 35, 40)
    told = {task.seq: (task.enabled, task.before) for task in enabled([ASKED, beside, after])}
    assert told == {1: (None, None), 2: (None, None), 3: (30, 2)}


def test_holidays_are_not_worked() -> None:
    hours = WorkingHours(((time(9), time(17)),), Calendar(holidays=frozenset({date(2026, 5, 1)})))
    thursday = microseconds(instant(0).replace(year=2026, month=4, day=30))
    assert hours.worked(Span(thursday, thursday + 5 * DAY)) == 16 * HOUR


def test_lengths_are_told_in_the_unit_a_reader_would_choose() -> None:
    told = [lasting(each).en for each in (3 * DAY, 36 * HOUR, HOUR, HOUR // 2, 0)]
    assert told == ["3 days", "36 hours", "1 hour", "30 minutes", "0 minutes"]


def test_few_waits_are_said_to_be_few() -> None:
    tasks = enabled([ASKED, Task(2, "permit", "grant", "Wu", 3 * HOUR, 4 * HOUR)])
    (passage,) = passages(waits(tasks), tasks)
    assert not passage.enough
    assert (passage.items, passage.events) == (("permit",), (2,))
    assert passage.reading.en == (
        "Waiting between ask and grant: 3 hours in all (n = 1); reasons outside the record 100%. "
        "Fewer than 20: it speaks of these alone."
    )
    assert passage.reading.zh == (
        "从“ask”到“grant”，1次共等待3小时：记录之外的原因占100%。不足20次，仅说明这些事项本身。"
    )


def test_a_table_gives_tasks_and_stopped_clocks() -> None:
    table = EventTable.from_rows(
        [
            EventRow(0, 0, "permit", "ask", person="Li"),
            EventRow(5, 1, "permit", "wait", person="Li", kind=Kind.WAIT),
            EventRow(20, 2, "permit", "grant", person="Wu", kind=Kind.OTHER),
            EventRow(30, 3, "permit", "grant", person="Wu"),
        ]
    )
    tasks = enabled(tasks_of(table, campaign=frozenset({3})))
    assert suspensions(table) == {"permit": [Span(5, 20)]}
    assert tasks == [
        Task(0, "permit", "ask", "Li", 0, 0),
        Task(3, "permit", "grant", "Wu", 20, 30, 0, 0, campaign=True),
    ]
