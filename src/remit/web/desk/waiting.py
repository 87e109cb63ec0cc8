"""What waits for the reader, until when: each area adds its sources.

A source asks the queries of its app and gives the tasks of the reader's standpoint today. On a past
day nothing waits: it can only be read.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases import queries as cases
from remit.apps.plans import queries as plans
from remit.engines.words import Words
from remit.web.cases.presenters import registers as case_words
from remit.web.components import Clock, Task
from remit.web.insight import notices
from remit.web.plans import presenters as plan_words
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Case


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task and the last day on which it is in time; without one it comes last."""

    task: Task
    due: date | None = None


Source = Callable[[Standpoint], Iterable[Waiting]]


def tasks(standpoint: Standpoint) -> list[Task]:
    """Everything that waits for the reader, the most urgent first."""
    if standpoint.past or standpoint.person is None:
        return []
    found = [waiting for source in SOURCES for waiting in source(standpoint)]
    return [w.task for w in sorted(found, key=lambda w: (w.due is None, w.due or date.max))]


def plans_to_submit(standpoint: Standpoint) -> Iterator[Waiting]:
    """Monthly plans that the acting post has still to submit."""
    if standpoint.by is None:
        return
    for plan in plans.to_submit(standpoint.by, on=standpoint.on):
        label = _("Submit the plan for %(month)s") % {"month": plan_words.month_words(plan.month)}
        clock = plan_words.clock(plan, standpoint.on)
        href = reverse("plan", args=[plan.pk])
        yield Waiting(Task(label, href, hint=plan.unit.name, clock=clock), plan.due)


def results_to_report(standpoint: Standpoint) -> Iterator[Waiting]:
    """Months whose results the acting post has to report."""
    if standpoint.by is None:
        return
    for plan in plans.to_report(standpoint.by, on=standpoint.on):
        month = plan_words.month_words(plan.month)
        label = _("Report the results of %(month)s") % {"month": month}
        href = reverse("report_results", args=[plan.pk])
        yield Waiting(Task(label, href, words=_("To report"), hint=plan.unit.name))


def summaries_to_publish(standpoint: Standpoint) -> Iterator[Waiting]:
    """Months that have ended and whose summary the acting post is to publish."""
    if standpoint.by is None:
        return
    for root, month in plans.to_publish(standpoint.by, on=standpoint.on):
        words = {"month": plan_words.month_words(month.first)}
        label = _("Publish the summary of %(month)s") % words
        href = reverse("publish_summary")
        yield Waiting(Task(label, href, words=_("To publish"), hint=root.name))


def case_work(standpoint: Standpoint) -> Iterator[Waiting]:
    """Reports, cases, decisions and appeals that wait for the reader, in whatever post."""
    waiting = cases.waiting_for(standpoint.reader, on=standpoint.on)
    yield from _reports(waiting)
    yield from _in_hand(waiting, on=standpoint.on)
    yield from _decisions(waiting)


def _reports(waiting: cases.Waiting) -> Iterator[Waiting]:
    """Reports to be verified, and well-founded ones on which a case is to be opened."""
    deeds = (
        (waiting.to_verify, _("Verify a report"), "conclude_verification", _("To verify")),
        (waiting.to_open, _("Open a case on a well-founded report"), "open_case", _("To open")),
    )
    for rows, label, address, words in deeds:
        for report in rows.select_related("unit"):
            hint = f"{report.title} · {report.unit.name}"
            yield Waiting(Task(label, reverse(address, args=[report.pk]), words=words, hint=hint))


def _in_hand(waiting: cases.Waiting, *, on: date) -> Iterator[Waiting]:
    """Cases that the reader looks into as their officer, with the clock that ends first."""
    for case in cases.listed(waiting.in_hand):
        cell = case_words.clock(case, on=on)
        clock = cell.value if cell and isinstance(cell.value, Clock) else None
        label = _("Carry on with case %(number)s") % {"number": case.number}
        href = reverse("case", args=[case.pk])
        task = Task(label, href, "running", _("in hand"), case.title, clock)
        yield Waiting(task, clock.due if clock else None)


def _decisions(waiting: cases.Waiting) -> Iterator[Waiting]:
    """Decisions to confirm, to serve, on appeal; and those served on the reader."""
    deeds = (
        (waiting.to_confirm, _("Confirm or send back a proposed decision"), _("To decide")),
        (waiting.to_serve, _("Serve a decision"), _("To serve")),
        (waiting.served_on_me, _("Read the decision that concerns you"), _("Yours to appeal")),
    )
    for rows, label, words in deeds:
        for decision in rows:
            concerned = decision.concerned
            href = reverse("decision", args=[decision.pk])
            hint = f"{_case(concerned.case)} · {concerned.appointment.person.name}"
            yield Waiting(Task(label, href, "soon", words, hint))
    for appeal in waiting.on_appeal:
        href = reverse("appeal", args=[appeal.pk])
        hint = _case(appeal.decision.concerned.case)
        task = Task(_("Decide an appeal"), href, "soon", _("To decide"), hint)
        yield Waiting(task, appeal.due)


def _case(case: "Case") -> str:
    return f"{case.number} · {case.title}"


def noticed(standpoint: Standpoint) -> Iterator[Waiting]:
    """What stood out at night in the unit the reader heads, each with why it is shown."""
    for each in notices.to_answer(standpoint):
        reason = Words(f"{each.hint.zh} · {each.reason.zh}", f"{each.hint.en} · {each.reason.en}")
        yield Waiting(Task(each.label, each.href, "note", _("to look at"), reason))


SOURCES: tuple[Source, ...] = (
    plans_to_submit,
    results_to_report,
    summaries_to_publish,
    case_work,
    noticed,
)
