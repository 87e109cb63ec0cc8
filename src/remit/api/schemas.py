"""What programs send and get: one schema for each thing."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from ninja import Field, Schema

from remit.api.access import caller
from remit.apps.cases import queries as cases
from remit.apps.plans import queries as plans
from remit.engines.findings import Finding
from remit.engines.words import Words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.cases.models import Case
    from remit.apps.cases.queries import StepState
    from remit.apps.organisation.queries import Remit
    from remit.apps.plans.models import MonthlyPlan, PlanItem


class Text(Schema):
    """A text in Chinese, in English, or in both."""

    zh: str = ""
    en: str = ""

    def words(self) -> Words:
        """As the engines hold it."""
        return Words(self.zh, self.en)


def both(row: object, name: str) -> Text:
    """Both wordings of a bilingual column pair."""
    return Text(zh=getattr(row, f"{name}_zh"), en=getattr(row, f"{name}_en"))


class FindingOut(Schema):
    """What a check found: stable id, severity, where, what and what to do, where it is written."""

    id: str
    severity: str
    subject: str
    message: Text
    source: str = ""

    @staticmethod
    def of(finding: Finding) -> "FindingOut":
        """From the engines' value."""
        return FindingOut(
            id=finding.id,
            severity=finding.severity.value,
            subject=finding.subject,
            message=Text(zh=finding.message.zh, en=finding.message.en),
            source=finding.source,
        )


class Problem(Schema):
    """Why a call failed: a code for programs, a message for people, all findings."""

    code: str
    message: str
    findings: list[FindingOut] = Field(default_factory=list)


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
    unit: int
    superior: int | None
    name: Text
    holders: list[str]


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


class ItemIn(Schema):
    """A new line."""

    text: Text
    measure: Text
    planned: Decimal


class ResultIn(Schema):
    """What came of a line, and why it fell short."""

    item: int
    done: Decimal
    note: Text = Field(default_factory=Text)


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


class ReportIn(Schema):
    """A report of a missed duty."""

    unit: int
    title: Text
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
