"""The month-end comparison: what was planned against what was done.

Idea: every planned line ends as done, over, slipped or not reported; what is missing is carried
into the next month under its own name and first month, and a line that quietly disappears from the
next plan is itself a finding. Source: the enterprise text's loop of target, monthly plan, summary,
comparison and follow-up. Amounts are decimals in the line's own measure; ratios have four places.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from remit.engines.dates import Month
from remit.engines.findings import Finding, error, warning
from remit.engines.words import Words

FOUR_PLACES = Decimal("0.0001")
NO_WORDS = Words("", "")
SOURCE = "remit: month-end comparison"


class Status(StrEnum):
    """How a line ended the month."""

    DONE = "done"
    OVER = "over"
    SLIPPED = "slipped"
    NOT_REPORTED = "not_reported"
    UNPLANNED = "unplanned"

    @property
    def words(self) -> Words:
        """The status as a reader sees it."""
        return _STATUS_WORDS[self]


_STATUS_WORDS = {
    Status.DONE: Words("完成", "Done"),
    Status.OVER: Words("超额完成", "More than planned"),
    Status.SLIPPED: Words("未完成", "Slipped"),
    Status.NOT_REPORTED: Words("未报告", "Not reported"),
    Status.UNPLANNED: Words("计划外", "Not planned"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a monthly plan: `amount` in `measure`, owed by `unit`.

    `ceiling` marks a line where less is better (accidents, arrears). `carried_from` is the month in
    which the line was first planned, when it comes from an earlier one.
    """

    item: str
    unit: str
    title: Words
    measure: Words
    amount: Decimal
    ceiling: bool = False
    carried_from: Month | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What a unit says it has done on an item; no `amount` means that nothing was reported."""

    item: str
    unit: str
    amount: Decimal | None
    title: Words = NO_WORDS
    measure: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Line:
    """One compared line. `gap` is done minus plan; `ratio` is done over plan, None for a zero plan."""

    item: str
    unit: str
    title: Words
    measure: Words
    plan: Decimal | None
    done: Decimal | None
    gap: Decimal | None
    ratio: Decimal | None
    status: Status
    explanation: Words
    planned: Planned | None = None


@dataclass(frozen=True, slots=True)
class MeasureTotal:
    """Sums over a unit's planned lines of one measure; unreported lines count as zero done."""

    measure: Words
    planned: Decimal
    done: Decimal
    items: int


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """One unit's month. `fulfilled` is the share of planned items done or over, None without any."""

    unit: str
    items: int
    done: int
    over: int
    slipped: int
    not_reported: int
    unplanned: int
    fulfilled: Decimal | None
    amounts: tuple[MeasureTotal, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A month compared. `carried` are the lines that belong into the next month's plan."""

    month: Month
    lines: tuple[Line, ...]
    carried: tuple[Planned, ...]
    totals: tuple[UnitTotal, ...]
    findings: tuple[Finding, ...]


def compare(
    planned: Sequence[Planned], reported: Sequence[Reported], *, month: Month
) -> Comparison:
    """The month compared line by line, in the order of the plan, unplanned work last.

    >>> plan = Planned("road", "u1", Words("修路", "Road"), Words("公里", "km"), Decimal(10))
    >>> result = compare([plan], [Reported("road", "u1", Decimal(7))], month=Month(2026, 3))
    >>> result.lines[0].status.value, result.lines[0].gap, result.carried[0].amount
    ('slipped', Decimal('-3'), Decimal('3'))
    """
    findings = (*_twice(planned, "planned"), *_twice(reported, "reported"))
    done = {(r.unit, r.item): r for r in reported}
    wanted = {(p.unit, p.item) for p in planned}
    lines = [_compared(p, done.get((p.unit, p.item))) for p in planned]
    lines += [_unplanned(r) for r in reported if (r.unit, r.item) not in wanted and r.amount]
    carried = tuple(c for line in lines if (c := _carry(line, month)))
    return Comparison(month, tuple(lines), carried, _totals(lines), findings)


def dropped(
    expected: Sequence[Planned],
    planned: Sequence[Planned],
    *,
    released: Mapping[str, Words] | None = None,
) -> tuple[Finding, ...]:
    """Findings for expected lines that a plan leaves out or lowers without a recorded release.

    `expected` are carried lines, or the annual target's lines of the month; `released` maps an item
    to the recorded reason for letting it go.
    """
    kept = {(p.unit, p.item): p for p in planned}
    let_go = released or {}
    missing = (line for line in expected if line.item not in let_go)
    found = (_missing_or_lowered(line, kept.get((line.unit, line.item))) for line in missing)
    return tuple(finding for finding in found if finding)


def _missing_or_lowered(line: Planned, kept: Planned | None) -> Finding | None:
    first = line.carried_from
    since_zh, since_en = (
        (f"（始于{first.words.zh}）", f" (since {first.words.en})") if first else ("", "")
    )
    name, amount = line.title, f"{line.amount:f}"
    if kept is None:
        return error(
            "comparison.dropped",
            f"{line.unit}/{line.item}",
            f"“{name.zh}”{since_zh}应列入本月计划而未列入。请补列，或写明经同意取消的理由。",
            f"“{name.en}”{since_en} belongs in this plan and is missing. "
            "Add it, or record why it was released.",
            SOURCE,
        )
    lowered = kept.amount > line.amount if line.ceiling else kept.amount < line.amount
    if not lowered:
        return None
    return warning(
        "comparison.lowered",
        f"{line.unit}/{line.item}",
        f"“{name.zh}”{since_zh}应为{amount}{line.measure.zh}，"
        f"计划为{kept.amount:f}。请说明差额的安排。",
        f"“{name.en}”{since_en} should be {amount} {line.measure.en} "
        f"but the plan says {kept.amount:f}. Say where the rest is planned.",
        SOURCE,
    )


def _twice(lines: Iterable[Planned | Reported], side: str) -> list[Finding]:
    seen: set[tuple[str, str]] = set()
    found = []
    for line in lines:
        key = (line.unit, line.item)
        if key in seen:
            found.append(_double(line, side))
        seen.add(key)
    return found


def _double(line: Planned | Reported, side: str) -> Finding:
    return error(
        f"comparison.{side}_twice",
        f"{line.unit}/{line.item}",
        "同一事项出现两次，比较时只能采用其中一条。请合并为一条。",
        "The same item appears twice and only one can be compared. Merge the two lines.",
        SOURCE,
    )


def _compared(plan: Planned, report: Reported | None) -> Line:
    done = report.amount if report else None
    gap = None if done is None else done - plan.amount
    ratio = None if done is None or not plan.amount else _places(done / plan.amount)
    status = _status(plan, done)
    return Line(
        plan.item, plan.unit, plan.title, plan.measure, plan.amount, done, gap, ratio, status,
        _explain(plan, done, status), plan,
    )  # fmt: skip


def _status(plan: Planned, done: Decimal | None) -> Status:
    if done is None:
        return Status.NOT_REPORTED
    if plan.ceiling:
        return Status.DONE if done <= plan.amount else Status.SLIPPED
    if done < plan.amount:
        return Status.SLIPPED
    return Status.OVER if done > plan.amount else Status.DONE


def _explain(plan: Planned, done: Decimal | None, status: Status) -> Words:
    amount, measure = f"{plan.amount:f}", plan.measure
    if done is None:
        return Words(
            f"计划{amount}{measure.zh}，至月末未报告结果。",
            f"Planned {amount} {measure.en}; no result was reported by month end.",
        )
    limit_zh, limit_en = ("不超过", "at most ") if plan.ceiling else ("", "")
    start_zh = f"计划{limit_zh}{amount}{measure.zh}，实际{done:f}{measure.zh}"
    start_en = f"Planned {limit_en}{amount} {measure.en}, done {done:f}"
    tail = _tail(plan, abs(done - plan.amount), status)
    return Words(f"{start_zh}，{tail.zh}。", f"{start_en}: {tail.en}.")


def _tail(plan: Planned, gap: Decimal, status: Status) -> Words:
    measure = plan.measure
    if status is Status.OVER:
        return Words(f"超出{gap:f}{measure.zh}", f"{gap:f} {measure.en} more than planned")
    if status is Status.DONE:
        return Words("已完成", "done")
    if plan.ceiling:
        return Words(f"突破上限{gap:f}{measure.zh}", f"{gap:f} {measure.en} above the ceiling")
    return Words(f"差{gap:f}{measure.zh}，结转下月", f"{gap:f} {measure.en} short, carried over")


def _unplanned(report: Reported) -> Line:
    done = report.amount or Decimal(0)
    text = Words(
        f"计划外完成{done:f}{report.measure.zh}。",
        f"Not planned; done {done:f} {report.measure.en}.",
    )
    return Line(
        report.item, report.unit, report.title, report.measure, None, done, None, None,
        Status.UNPLANNED, text,
    )  # fmt: skip


def _carry(line: Line, month: Month) -> Planned | None:
    """What remains of a line; a broken ceiling cannot be made good later and is not carried."""
    plan = line.planned
    if plan is None or plan.ceiling or line.status not in (Status.SLIPPED, Status.NOT_REPORTED):
        return None
    rest = plan.amount - (line.done or Decimal(0))
    return replace(plan, amount=rest, carried_from=plan.carried_from or month)


def _totals(lines: Sequence[Line]) -> tuple[UnitTotal, ...]:
    by_unit: dict[str, list[Line]] = {}
    for line in lines:
        by_unit.setdefault(line.unit, []).append(line)
    return tuple(_total(unit, own) for unit, own in by_unit.items())


def _total(unit: str, lines: Sequence[Line]) -> UnitTotal:
    number = {status: sum(line.status is status for line in lines) for status in Status}
    items = len(lines) - number[Status.UNPLANNED]
    good = number[Status.DONE] + number[Status.OVER]
    return UnitTotal(
        unit,
        items,
        number[Status.DONE],
        number[Status.OVER],
        number[Status.SLIPPED],
        number[Status.NOT_REPORTED],
        number[Status.UNPLANNED],
        _places(Decimal(good) / items) if items else None,
        _amounts([line for line in lines if line.plan is not None]),
    )


def _amounts(lines: Sequence[Line]) -> tuple[MeasureTotal, ...]:
    measures = dict.fromkeys(line.measure for line in lines)
    return tuple(_amount(m, [line for line in lines if line.measure == m]) for m in measures)


def _amount(measure: Words, lines: Sequence[Line]) -> MeasureTotal:
    planned = sum((line.plan or Decimal(0) for line in lines), Decimal(0))
    done = sum((line.done or Decimal(0) for line in lines), Decimal(0))
    return MeasureTotal(measure, planned, done, len(lines))


def _places(ratio: Decimal) -> Decimal:
    return ratio.quantize(FOUR_PLACES, rounding=ROUND_HALF_UP)
