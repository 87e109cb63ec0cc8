"""The steps of a case: what was done, what may be done now and by whom, what stands in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.apps.cases.queries import StepState
from remit.engines.findings import Finding
from remit.engines.words import Words
from remit.web.cases.presenters.people import together
from remit.web.components import Task, Text
from remit.web.standpoint import Standpoint
from remit.web.wording import day, pick

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Concerned, Decision

# The word on the button of a step that may be taken now.
DEEDS: dict[str, Text] = {
    "heard": gettext_lazy("Record what the person said"),
    "attributed": gettext_lazy("Look at the shares and adopt them"),
    "determined": gettext_lazy("Apply the rules"),
    "proposed": gettext_lazy("Propose what should follow"),
    "decided": gettext_lazy("Read the proposal and decide"),
    "served": gettext_lazy("Note the service"),
    "appealed": gettext_lazy("Ask for the decision to be looked at again"),
    "appeal_decided": gettext_lazy("Decide the appeal"),
    "rehabilitated": gettext_lazy("Clear the person's name"),
    "closed": gettext_lazy("Close the case"),
}
# Steps that wait for nobody in the office: the person's own choice, and the clock's.
NOBODYS = ("appealed", "effect_ended")
IN_THE_WAY = ("procedure.too_few_persons", "procedure.conflict", "procedure.too_early")


@dataclass(frozen=True, slots=True)
class Next:
    """A step that may be taken now: of whom, by whom, and whether the reader may take it here."""

    label: Text
    person: str
    who: str
    href: str
    deed: Text


def as_of(states: Iterable[StepState], standpoint: Standpoint) -> list[StepState]:
    """The states on the day looked at: on a past day, what was done later is not done yet."""
    if not standpoint.past:
        return list(states)
    return [
        state
        if state.on is not None and state.on <= standpoint.on
        else replace(state, state="missing", on=None, by=(), findings=(), may=())
        for state in states
    ]


def upcoming(states: Sequence[StepState], case: "Case", standpoint: Standpoint) -> list[Next]:
    """What the office may do next, the reader's own deeds first."""
    rows = [s for s in states if s.state == "possible" and s.step.code not in NOBODYS]
    found = [_next(state, case, mine(state, standpoint)) for state in rows]
    return sorted(found, key=lambda row: not row.href)


def mine(state: StepState, standpoint: Standpoint) -> bool:
    """Whether the reader may take the step in the post acted for."""
    by = standpoint.by
    return by is not None and any(row.person_id == by.person_id for row in state.may)


def obstacles(states: Iterable[StepState]) -> list[Finding]:
    """What hinders steps beyond their place in the order: nobody with the power, only barred people."""
    found = {
        finding.message: finding
        for state in states
        if state.state == "missing" and _only(state.findings)
        for finding in state.findings
    }
    return list(found.values())


def tasks(
    states: Iterable[StepState],
    case: "Case",
    names: dict[str, str],
    lapsed: frozenset[int] = frozenset(),
) -> list[Task]:
    """Steps as lines of a task list; `lapsed` are people whose time to appeal has passed."""
    return [_task(state, case, names, lapsed) for state in states]


def summary(states: Sequence[StepState]) -> Task:
    """Where one person stands: the step that may be taken now, else the one taken last."""
    now = next((s for s in states if s.state == "possible" and s.step.code not in NOBODYS), None)
    last = next((s for s in reversed(states) if s.state == "done"), None)
    if now is not None:
        return Task("", state="running", words=now.step.name)
    return Task(
        "", state="done" if last else "waiting", words=last.step.name if last else _("not yet")
    )


def of_case(states: Iterable[StepState]) -> list[StepState]:
    """The steps of the case as a whole."""
    return [state for state in states if state.concerned is None]


def of_person(states: Iterable[StepState], concerned: "Concerned") -> list[StepState]:
    """The steps towards one person."""
    rows = [s for s in states if s.concerned is not None and s.concerned.pk == concerned.pk]
    decision = latest_decision(rows[0].concerned) if rows and rows[0].concerned else None
    if decision is None or decision.effect_until is not None or decision.state == "proposed":
        return rows
    # What has no period of effect has no end of it either.
    return [s for s in rows if s.step.code != "effect_ended"]


def latest_decision(concerned: "Concerned") -> "Decision | None":
    """The decision that the steps of the person are about now."""
    rows = [row for row in concerned.decisions.all() if row.state != "sent_back"]
    return max(rows, key=lambda row: row.pk, default=None)


def _next(state: StepState, case: "Case", may: bool) -> Next:  # noqa: FBT001  # a plain predicate
    who = together(f"{row.person.name} ({row.post.name})" for row in state.may)
    person = state.concerned.person.name if state.concerned else ""
    href = address(state, case, doing=True) if may else ""
    return Next(state.step.name, person, who, href, DEEDS.get(state.step.code, state.step.name))


def _task(state: StepState, case: "Case", names: dict[str, str], lapsed: frozenset[int]) -> Task:
    href = address(state, case)
    if state.state == "done":
        who = together(names[ref] for ref in state.by if ref in names)
        words = _("waived") if state.waived else _("done")
        hint = " · ".join(part for part in (day(state.on), who) if part)
        return Task(state.step.name, href, "done", words, hint)
    if state.step.code == "effect_ended" and not state.findings:
        return Task(state.step.name, href, "waiting", _("by itself"), _effect(state))
    if state.step.code == "appealed" and state.concerned and state.concerned.pk in lapsed:
        return Task(state.step.name, "", "note", _("the time for it is over"))
    if state.state == "possible":
        return Task(state.step.name, href, "running", _("may be done now"), _who(state))
    blocked = _only(state.findings)
    hint = " ".join(pick(finding.message) for finding in state.findings) if blocked else ""
    words = _("nobody can do it yet") if blocked else _("not yet")
    return Task(state.step.name, "", "soon" if blocked else "waiting", words, hint)


def _who(state: StepState) -> Text:
    if state.step.code == "appealed":
        return Words("由当事人本人决定", "for the person concerned to choose")
    return together(f"{row.person.name} · {row.post.name}" for row in state.may)


def _effect(state: StepState) -> Text:
    decision = latest_decision(state.concerned) if state.concerned else None
    if decision is None or decision.effect_until is None:
        return ""
    return _("on %(day)s") % {"day": day(decision.effect_until)}


def address(state: StepState, case: "Case", *, doing: bool = False) -> str:
    """Where a step is shown, or with `doing` where it is taken."""
    code, concerned = state.step.code, state.concerned
    if concerned is None:
        return _address_of_case(code, case, doing=doing)
    if code in ("heard", "determined", "proposed", "rehabilitated"):
        names = {"heard": "hear", "proposed": "propose_decision", "rehabilitated": "rehabilitate"}
        if doing and code in names:
            return reverse(names[code], args=[concerned.pk])
        return reverse("concerned", args=[concerned.pk]) + f"#{code}"
    return _address_of_decision(code, latest_decision(concerned), doing=doing)


def _address_of_case(code: str, case: "Case", *, doing: bool) -> str:
    if code == "closed":
        return reverse("close_case", args=[case.pk]) if doing else ""
    if code == "attributed":
        return reverse("adopt_attribution" if doing else "attribution", args=[case.pk])
    return reverse("report", args=[case.report_id])


def _address_of_decision(code: str, decision: "Decision | None", *, doing: bool) -> str:
    if decision is None:
        return ""
    appeals = sorted(decision.appeals.all(), key=lambda row: row.pk)
    if code == "appeal_decided" and appeals:
        return reverse("appeal", args=[appeals[-1].pk])
    if doing and code == "decided":
        return reverse("confirm_decision", args=[decision.pk])
    return reverse("decision", args=[decision.pk])


def _only(findings: Sequence[Finding]) -> bool:
    """Whether nothing but people stand in the way: the step's place in the order has come."""
    return bool(findings) and all(finding.id.startswith(IN_THE_WAY) for finding in findings)
