"""What the targets ask for in a month, and whether they add up."""

from collections.abc import Sequence
from decimal import Decimal

from remit.apps.organisation.models import Unit
from remit.apps.plans.models import Target, TargetMonth
from remit.engines.dates import Month
from remit.engines.findings import Finding, warning
from remit.engines.words import Words


def promises(units: Sequence[Unit], month: Month) -> list[TargetMonth]:
    """What the set targets of the units ask for in the month."""
    rows = TargetMonth.objects.filter(
        month=month.first, target__unit__in=units, target__state=Target.State.SET
    )
    return list(rows.select_related("target__post", "target__duty").order_by("target"))


def check_target(target: Target) -> tuple[Finding, ...]:
    """Warnings: the monthly values, or the targets drawn from it, do not add up to the annual one.

    Ceilings and rates need not add up, so these are never errors.
    """
    if target.ceiling:
        return ()
    parts = [month.planned for month in target.months.all()]
    drawn = [part.annual for part in target.parts.filter(state=Target.State.SET)]
    found = []
    if parts and sum(parts) != target.annual:
        found.append(_not_adding_up(target, "months", Words("各月数值", "monthly values"), parts))
    if drawn and sum(drawn) < target.annual:
        found.append(_not_adding_up(target, "parts", Words("分解指标", "targets below it"), drawn))
    return tuple(found)


def _not_adding_up(target: Target, what: str, name: Words, parts: Sequence[Decimal]) -> Finding:
    total, annual = trimmed(sum(parts, Decimal(0))), trimmed(target.annual)
    return warning(
        f"plans.{what}_do_not_add_up",
        target.ref,
        f"{name.zh}合计{total}{target.measure_zh}，年度指标为{annual}{target.measure_zh}。"
        "请核对；比率类指标不必相加。",
        f"The {name.en} add up to {total} {target.measure_en}, the annual value is {annual}. "
        "Check them; rates need not add up.",
    )


def trimmed(amount: Decimal) -> Decimal:
    """The amount without zeros at its end, never in exponents.

    >>> str(trimmed(Decimal("10.00"))), str(trimmed(Decimal("2.50")))
    ('10', '2.5')
    """
    whole = amount.to_integral_value()
    return whole.quantize(Decimal(1)) if amount == whole else amount.normalize()
