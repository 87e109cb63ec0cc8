"""The figures shown after a log has been read."""

from datetime import timedelta

from remit.engines.eventlog.holding import Role, matters
from remit.engines.eventlog.shape import PERMITS
from remit.engines.eventlog.survey import Load, loads, survey
from tests.engines.eventlog.written import case, day, event, log, on, read

TWO = list(
    matters(
        read(
            log(
                case(
                    "c1",
                    event(at=on(1), who="Li", what="a", monitoringResource="Wu", planned=on(3)),
                    event(at=on(4), who="Wu", what="b", monitoringResource="Wu", planned=on(2)),
                    Responsible_actor="Zhao",
                    endDate=on(6),
                    endDatePlanned=on(5),
                ),
                case(
                    "c2",
                    event(at=on(2), who="Li", what="a", monitoringResource="Wu", dueDate=on(9)),
                ),
            )
        ),
        PERMITS,
    )
)


def test_cases_events_steps_people_and_activities_are_counted() -> None:
    counts = survey(TWO)
    assert (counts.cases, counts.events, counts.steps, counts.open_cases) == (2, 3, 3, 1)
    assert (counts.planned_steps, counts.due_steps) == (2, 1)
    assert counts.activities == {"a", "b"}
    assert counts.people == {
        Role.DOER: {"Li", "Wu"},
        Role.WATCHER: {"Wu"},
        Role.ANSWERS: {"Zhao"},
    }
    assert (counts.first, counts.last) == (day(1), day(4))


def test_each_holder_s_matters_runs_time_and_lateness_are_told_longest_first() -> None:
    assert loads(TWO, on=day(7)) == (
        Load(Role.ANSWERS, "Zhao", 1, 1, timedelta(days=5), 1),
        Load(Role.DOER, "Li", 2, 2, timedelta(days=8), 0),
        Load(Role.DOER, "Wu", 1, 1, timedelta(days=2), 1),
        Load(Role.WATCHER, "Wu", 2, 2, timedelta(days=10), 1),
    )


def test_nothing_read_is_nothing_counted() -> None:
    counts = survey([])
    assert (counts.cases, counts.first, counts.last) == (0, None, None)
    assert loads([], on=day(1)) == ()
