"""What programs send and get: one schema for each thing."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from ninja import Field, Schema

from remit.api.access import caller
from remit.api.problems import FindingOut, Given, GivenText, Text, both
from remit.apps.cases import queries as cases
from remit.apps.plans import queries as plans

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.cases.models import Case
    from remit.apps.cases.queries import StepState
    from remit.apps.organisation.models import Post
    from remit.apps.organisation.queries import Remit
    from remit.apps.plans.models import MonthlyPlan, PlanItem


class UnitOut(Schema):
    """A unit of an organisation."""

    id: int
    parent: int | None = Field(alias="parent_id")
    code: str
    name: Text

    resolve_name = staticmethod(partial(both, name="name"))


class PostOut(Schema):
    """A post and who fills it."""

    id: int
    unit: int = Field(alias="unit_id")
    superior: int | None = Field(alias="superior_id")
    name: Text
    holders: list[str]

    resolve_name = staticmethod(partial(both, name="name"))

    @staticmethod
    def resolve_holders(post: "Post") -> list[str]:
        """Who fills the post on the day asked for."""
        return [appointment.person.ref for appointment in post.appointments.all()]


class ListedOut(Schema):
    """A line of a post's list: a duty, a power or means."""

    number: str
    text: Text
    basis: str
    code: str = ""

    resolve_text = staticmethod(partial(both, name="text"))


class RemitOut(Schema):
    """What a post must do, may decide and with what means on a day."""

    post: int = Field(alias="post.id")
    on: date
    holders: list[str]
    duties: list[ListedOut]
    powers: list[ListedOut]
    means: list[ListedOut]

    @staticmethod
    def resolve_holders(remit: "Remit") -> list[str]:
        """Who fills the post that day."""
        return [appointment.person.ref for appointment in remit.held_by]


class PlanOut(Schema):
    """A monthly plan; `days_late` as of today."""

    id: int
    ref: str
    unit: int = Field(alias="unit_id")
    month: str
    due: date
    state: str
    submitted_on: date | None
    days_late: int

    @staticmethod
    def resolve_month(plan: "MonthlyPlan") -> str:
        """The month as 2026-03."""
        return f"{plan.month:%Y-%m}"

    @staticmethod
    def resolve_days_late(plan: "MonthlyPlan", context: dict[str, Any]) -> int:
        """By how many days the plan is or was late."""
        return plans.days_late(plan, on=caller(context["request"]).on)


class ItemOut(Schema):
    """A line of a plan; amounts are decimal numbers as text."""

    id: int
    text: Text
    measure: Text
    planned: Decimal
    done: Decimal | None
    note: Text
    carried_from: int | None = Field(alias="carried_from_id")

    resolve_text = staticmethod(partial(both, name="text"))
    resolve_measure = staticmethod(partial(both, name="measure"))
    resolve_note = staticmethod(partial(both, name="note"))


class PlanWithItems(PlanOut):
    """A monthly plan with its lines."""

    items: list[ItemOut]

    @staticmethod
    def resolve_items(plan: "MonthlyPlan") -> "QuerySet[PlanItem]":
        """The lines that are in the plan."""
        return plans.items(plan)


class ItemIn(Given):
    """A new line."""

    text: GivenText
    measure: GivenText
    planned: Decimal


class ResultIn(Given):
    """What came of a line, and why it fell short."""

    item: int
    done: Decimal
    note: GivenText = Field(default_factory=GivenText)


class MatterOut(Schema):
    """A matter and whether it is late."""

    id: int
    ref: str
    code: str
    lead: int | None = Field(alias="lead_id")
    opened: datetime
    planned: datetime | None
    deadline: datetime | None
    closed: datetime | None
    days_late: int


class ReportIn(Given):
    """A report of a missed duty."""

    unit: int
    title: GivenText
    text: str = ""
    about: str = ""
    happened_on: date | None = None


class ReportOut(Schema):
    """A report received."""

    id: int
    ref: str
    state: str
    title: Text
    received_at: datetime

    resolve_title = staticmethod(partial(both, name="title"))


class CaseOut(Schema):
    """A case and how far it has come."""

    id: int
    ref: str
    number: str
    title: Text
    stage: str
    opened_at: datetime
    pack_id: str
    pack_version: str

    resolve_title = staticmethod(partial(both, name="title"))


class StepOut(Schema):
    """A step of a case: `done`, `possible`, or `missing` what its findings name."""

    step: str
    name: Text
    state: str
    findings: list[FindingOut]

    @staticmethod
    def of(found: "StepState") -> "StepOut":
        """From the query's value."""
        name = found.step.name
        return StepOut(
            step=found.step.code,
            name=Text(zh=name.zh, en=name.en),
            state=found.state,
            findings=[FindingOut.of(finding) for finding in found.findings],
        )


class CaseWithSteps(CaseOut):
    """A case with its steps and the shares adopted."""

    steps: list[StepOut]
    attribution: dict[str, Any] | None

    @staticmethod
    def resolve_steps(case: "Case", context: dict[str, Any]) -> list[StepOut]:
        """How far the case has come, and what each step lacks."""
        on = caller(context["request"]).on
        return [StepOut.of(state) for state in cases.next_steps(case, on=on)]

    @staticmethod
    def resolve_attribution(case: "Case") -> dict[str, Any] | None:
        """The report of the attribution in force."""
        adopted = case.attributions.filter(superseded_by__isnull=True).last()
        return adopted.report if adopted else None


class EntryOut(Schema):
    """A ledger entry."""

    id: int
    seq: int | None
    verb: str
    at: datetime
    actor: str
    subject: str
    body: dict[str, Any]


class LedgerState(Schema):
    """How many entries there are and how many are numbered."""

    entries: int
    numbered: int
    last: int
