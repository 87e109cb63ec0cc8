"""The receipt log's deadlines: cases in the hands they went through, with usual times as budgets."""

from collections.abc import Iterable, Iterator, Mapping

from remit.engines.eventlog.holding import Matter, Role, matters
from remit.engines.eventlog.instants import microseconds
from remit.engines.eventlog.trace import Trace
from remit.engines.measures.breaches import Case, Lateness, Segment, breach, lateness, norms
from remit.engines.measures.spans import Span


def told(traces: Iterable[Trace]) -> Lateness:
    """Budgets are what each holder usually took in cases that were in time."""
    closed = [case for each in matters(traces) for case in case_of(each)]
    usual = norms(
        (each.holder, each.actual) for case in closed if not case.late for each in case.segments
    )
    return lateness(breach(with_budgets(case, usual)) for case in closed)


def case_of(matter: Matter) -> Iterator[Case]:
    """A closed case with a deadline, until its last record; some were opened after being closed."""
    if matter.opened and matter.closed and matter.due and matter.last:
        until = microseconds(matter.closed)
        since = min(microseconds(matter.opened), until)
        last = max(since, min(microseconds(matter.last), until))
        held = tuple(segments(matter, Span(since, last)))
        yield Case(matter.ref, since, microseconds(matter.due), until, held)


def segments(matter: Matter, whole: Span) -> Iterator[Segment]:
    """Steps recorded before the opening or after the end stand at that edge, without length."""
    for each in matter.held_by(Role.DOER):
        until = whole.until if each.until is None else microseconds(each.until)
        since, end = (
            sorted((whole.since, at, whole.until))[1] for at in (microseconds(each.since), until)
        )
        yield Segment(each.holder, since, end)


def with_budgets(case: Case, usual: Mapping[object, int]) -> Case:
    given = tuple(each._replace(budget=usual.get(each.holder, 0)) for each in case.segments)
    return Case(case.item, case.received, case.due, case.ended, given)
