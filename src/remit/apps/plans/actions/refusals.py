"""What is refused, why, and what to do instead."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Model

from remit.apps.ledger.actions import Json, record
from remit.apps.organisation.actions import actor
from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day
from remit.apps.plans.models import MonthlyPlan
from remit.apps.plans.queries import trimmed
from remit.engines.dates import Month
from remit.engines.findings import Finding, Refusal, error
from remit.engines.words import Words

NO_WORDS = Words("", "")
LARGEST = Decimal("99999999999999.99")
LONGEST_TITLE, LONGEST_MEASURE = 200, 30
YEARS = range(2000, 2200)


class PlanAlreadySubmitted(Refusal):
    """A submitted plan is not edited, submitted again or reminded of."""


class PlanEmpty(Refusal):
    """A plan says at least one thing."""


class MonthIsOver(Refusal):
    """What is past cannot be planned any more."""


class MonthNotBegun(Refusal):
    """Results are reported once the month has begun."""


class MonthNotOver(Refusal):
    """A month is compared from its last day on."""


class MonthAlreadyCompared(Refusal):
    """What was compared and published stays as it is."""


class NothingToCompare(Refusal):
    """A month is compared when at least one plan was opened for it."""


class LineAlreadyDropped(Refusal):
    """A dropped line is not touched again."""


class LineDoesNotFit(Refusal):
    """A line names a text, a measure and an amount that can be counted."""


class PromiseDroppedWithoutReason(Refusal):
    """What a target asks for, or what was carried over, is let go only with a reason."""


class ResultsIncomplete(Refusal):
    """Results are reported for all lines at once; what slipped is explained."""


class AlreadyRemindedToday(Refusal):
    """A plan is reminded of once a day."""


class NobodyAnswersForPlan(Refusal):
    """A reminder needs somebody in a post."""


class TargetDoesNotFit(Refusal):
    """A target stays within its year, its organisation and what can be counted."""


class TargetAlreadyWithdrawn(Refusal):
    """A target is withdrawn once."""


def refuse_unless_open(plan: MonthlyPlan, at: datetime) -> None:
    """Locks the plan against a second deed at the same time, then looks at its state."""
    rows = MonthlyPlan.objects.select_for_update()
    plan.refresh_from_db(fields=["state", "submitted_at"], from_queryset=rows)
    month = Month.of(plan.month)
    if plan.state == MonthlyPlan.State.SUBMITTED:
        zh = f"{month.words.zh}计划已经报送，不能再改。变动请在报告结果时说明，或列入下月计划。"
        en = (
            f"The plan for {month.words.en} was submitted and is not changed any more. Explain "
            "changes with the results, or put them into the next plan."
        )
        raise PlanAlreadySubmitted(error("plans.already_submitted", plan.ref, zh, en))
    if day(at) > month.last:
        raise MonthIsOver(month_is_over(plan.ref, month))


def month_is_over(subject: str, month: Month) -> Finding:
    zh = f"{month.words.zh}已经结束，不能再计划。请报告当月结果，未完成的列入以后的计划。"
    en = (
        f"{month.words.en} is over and cannot be planned any more. Report its results; what is "
        "still to be done belongs into a later plan."
    )
    return error("plans.month_is_over", subject, zh, en)


def already_compared(subject: str, month: Month) -> Finding:
    zh = f"{month.words.zh}的汇总已经发布。此后完成的，请随结转事项在完成当月报告。"
    en = (
        f"The summary of {month.words.en} is published. Report what was done since with the line "
        "that was carried over."
    )
    return error("plans.already_compared", subject, zh, en)


def amount_faults(field: str, amount: Decimal) -> Iterator[Finding]:
    fits = amount.is_finite() and 0 <= amount <= LARGEST
    if not fits or trimmed(amount) != round(amount, 2):
        zh = f"“{amount}”不能作为数量。请填写不小于零、小数不超过两位的数。"
        en = f"'{amount}' is no amount. Give a number from zero up with at most two decimals."
        yield error("plans.no_amount", field, zh, en)


def text_faults(field: str, words: Words, *, most: int | None = None) -> Iterator[Finding]:
    """Faults of a text that must not be empty in both languages, nor longer than `most` signs."""
    if not any(text.strip() for text in words):
        zh, en = (
            "此项不能为空。请用中文或英文填写。",
            "This is empty. Write it in Chinese or English.",
        )
        yield error("plans.no_text", field, zh, en)
    yield from length_faults(field, words, most=most)


def length_faults(field: str, words: Words, *, most: int | None) -> Iterator[Finding]:
    """Fault of a text that is longer than `most` signs."""
    if most and max(map(len, words)) > most:
        zh, en = (
            f"此项不能超过{most}个字。请缩短。",
            f"This is longer than {most} signs. Shorten it.",
        )
        yield error("plans.text_too_long", field, zh, en)


def enter(
    verb: str,
    subject: str,
    unit: Unit,
    by: Appointment | None,
    at: datetime,
    body: dict[str, Json],
    *,
    rows: Iterable[Model] = (),
) -> None:
    """Writes the entry of a deed done to a unit's targets and plans, which left these rows."""
    record(verb, at=at, actor=actor(by), subject=subject, path=unit.path, body=body, rows=rows)
