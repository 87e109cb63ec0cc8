"""The chain from duty to decision, the entries of a case, what waits for a person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from remit.apps.cases.models import (
    Appeal,
    Case,
    Concerned,
    Confirmation,
    Decision,
    Evidence,
    Fact,
    Report,
)
from remit.apps.cases.queries.effect import wholly_sealed
from remit.apps.cases.queries.sight import powers, reach
from remit.apps.correspondence.models import Letter
from remit.apps.fields import Bilingual
from remit.apps.ledger.models import Entry
from remit.apps.ledger.queries import about
from remit.apps.organisation.models import Duty, Person
from remit.apps.organisation.queries import within
from remit.apps.plans.models import MonthlyPlan, PlanItem, Target
from remit.engines.dates import Month
from remit.engines.words import Words


@dataclass(frozen=True, slots=True)
class Link:
    """One place in the chain; an empty `ref` says that there is nothing yet."""

    kind: str
    label: Words
    ref: str


def thread(case: Case) -> tuple[Link, ...]:
    """The chain duty, target, plan, matter, case, decision of a case, in this order."""
    plan, item = subject(case.report.about)
    target = item.target if item else None
    duty = case.report.duty or (item.duty if item else None) or (target.duty if target else None)
    decision = Decision.objects.filter(
        concerned__case=case, state__in=[Decision.State.DECIDED, Decision.State.SERVED]
    ).first()
    return (
        _link("duty", duty, "text"),
        _link("target", target, "title"),
        _plan_link(plan),
        Link("matter", Words("", ""), ""),
        _link("case", case, "title"),
        _link("decision", decision, "measure"),
    )


def subject(ref: str) -> tuple[MonthlyPlan | None, PlanItem | None]:
    """The plan, and the item of it if one was named, that a report's reference speaks of."""
    kind, _, number = ref.partition(":")
    if not number.isdigit():
        return None, None
    if kind == "plans.item":
        items = PlanItem.objects.select_related("plan__unit", "plan__post", "duty", "target__duty")
        item = items.filter(pk=int(number)).first()
        return (item.plan, item) if item else (None, None)
    if kind == "plans.plan":
        plans = MonthlyPlan.objects.select_related("unit", "post")
        return plans.filter(pk=int(number)).first(), None
    return None, None


def entries(case: Case) -> QuerySet[Entry]:
    """What was done in the case, oldest first: the entries of the report, the file and all in it."""
    refs = [
        case.report.ref,
        case.ref,
        *(row.ref for row in Concerned.objects.filter(case=case)),
        *(row.ref for row in Fact.objects.filter(case=case)),
        *(row.ref for row in Evidence.objects.filter(case=case).defer("file")),
        *(row.ref for row in Decision.objects.filter(concerned__case=case)),
        *(row.ref for row in Appeal.objects.filter(decision__concerned__case=case)),
    ]
    return about(*refs)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person in reports and cases."""

    to_verify: QuerySet[Report]
    to_open: QuerySet[Report]
    in_hand: QuerySet[Case]
    to_confirm: QuerySet[Decision]
    to_serve: QuerySet[Decision]
    on_appeal: QuerySet[Appeal]
    served_on_me: QuerySet[Decision]


def waiting_for(person: Person, *, on: date) -> Waiting:
    """What waits for the person on the day, by the powers of the posts held then."""
    reports = Report.objects.filter(_reached(person, "verified", on=on, field="unit__path"))
    openable = Report.objects.filter(_reached(person, "opened", on=on, field="unit__path"))
    mine = Confirmation.objects.filter(decision=OuterRef("pk"), by__person=person)
    decisions = Decision.objects.filter(erased_at__isnull=True)
    decisions = decisions.select_related("concerned__case", "concerned__appointment__person")
    unit = "concerned__case__unit__path"
    concerned = Q(concerned__appointment__person=person)
    appeals = Appeal.objects.select_related("decision__concerned__case")
    return Waiting(
        to_verify=reports.filter(state=Report.State.RECEIVED),
        to_open=openable.filter(state=Report.State.WELL_FOUNDED, case__isnull=True),
        in_hand=Case.objects.filter(officer__person=person, stage=Case.Stage.OPEN),
        to_confirm=decisions.filter(
            _reached(person, "decided", on=on, field=unit), state=Decision.State.PROPOSED
        )
        .exclude(concerned)
        .exclude(Exists(mine)),
        to_serve=decisions.filter(
            _reached(person, "served", on=on, field=unit), state=Decision.State.DECIDED
        ).exclude(concerned),
        on_appeal=appeals.filter(
            _reached(person, "appeal_decided", on=on, field=f"decision__{unit}"),
            decided_at__isnull=True,
        ).exclude(proposed_by__person=person),
        served_on_me=decisions.filter(concerned, state=Decision.State.SERVED, appeals__isnull=True),
    )


def effects_ending(*, on: date) -> QuerySet[Decision]:
    """The served decisions whose effect period is over and has not been ended; for the clock.

    Only those that are sealed: others have no effect yet that could end.
    """
    rows = Decision.objects.filter(
        state=Decision.State.SERVED, effect_until__lte=on, effect_ended_at__isnull=True
    )
    return wholly_sealed(rows).select_related(
        "concerned__case__unit", "concerned__appointment__person"
    )


def _reached(person: Person, step: str, *, on: date, field: str) -> Q:
    return within(reach(person, powers(step), on=on), field)


def _link(kind: str, row: Duty | Target | Case | Decision | None, name: str) -> Link:
    if row is None:
        return Link(kind, Words("", ""), "")
    return Link(kind, Bilingual(name).words(row), row.ref)


def _plan_link(plan: MonthlyPlan | None) -> Link:
    if plan is None:
        return Link("plan", Words("", ""), "")
    month, unit = Month.of(plan.month).words, Words(plan.unit.name_zh, plan.unit.name_en)
    label = Words(f"{month.zh}计划：{unit.pick('zh')}", f"Plan of {month.en}: {unit.pick('en')}")
    return Link("plan", label, plan.ref)


def decision_in(letter: str) -> Decision | None:
    """The decision that a letter, named by its reference, tells the person concerned."""
    about_it = Letter.objects.filter(pk=letter.rpartition(":")[2], kind=Letter.Kind.DECISION)
    told = about_it.values_list("about", flat=True).first() or ""
    if not told.startswith("cases.decision:"):
        return None
    return Decision.objects.filter(pk=told.rpartition(":")[2]).first()
