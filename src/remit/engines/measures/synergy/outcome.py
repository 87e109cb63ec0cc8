"""O, what came of it: verified closings, first pass, reopened, gap, satisfaction, burden; and stages."""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from remit.engines.measures.statistics import (
    Measured,
    rate,
)
from remit.engines.measures.synergy.records import Origin, Passage, Records
from remit.engines.measures.synergy.showing import ratio, share, shown, told
from remit.engines.words import Words

REOPENED = timedelta(days=180)
CHANGED = timedelta(days=60)


def outcome(records: Records) -> tuple[Measured, ...]:
    """O1 verified closing, O2 first pass, O3 reopened, O4 gap, O5 satisfaction, O6 burden."""
    return (
        verified(records),
        first_pass(records),
        reopened(records),
        gap(records),
        satisfaction(records),
        burden(records),
    )


def verified(records: Records) -> Measured:
    """O1: of the items due by now, those that somebody outside found done."""
    due = [item for item in records.items if item.due is not None and item.due <= records.on]
    done = [item.behind for item in due if item.verified is not None]
    open_ = [item.behind for item in due if item.verified is None]
    zh = "到期任务经外部核实办结的占"
    return share("o1_verified", done, len(due), zh, "Due items verified as done", rest=open_)


def first_pass(records: Records) -> Measured:
    """O2: of the items verified, those that passed the first check."""
    checked = [item for item in records.items if item.verified is not None]
    passed = [item.behind for item in checked if item.first_pass]
    return share(
        "o2_first_pass", passed, len(checked), "一次验收通过的占", "Passed at the first check"
    )


def reopened(records: Records) -> Measured:
    """O3: of the items verified, those reopened within 180 days (more is worse)."""
    closed = [
        item
        for item in records.items
        if item.verified is not None
        and (item.reopened is not None or records.on - item.verified >= REOPENED)
    ]
    again = [
        item.behind
        for item in closed
        if item.verified is not None
        and item.reopened is not None
        and item.reopened - item.verified <= REOPENED
    ]
    return share(
        "o3_reopened", again, len(closed), "180天内重新打开的占", "Reopened within 180 days"
    )


def gap(records: Records) -> Measured:
    """O4: the weighted part of what was planned that was not verified as achieved (more is worse)."""
    figure = ratio(
        [(i.weight * (i.planned - i.achieved), i.weight * i.planned) for i in records.items]
    )
    short = (item.behind for item in records.items if item.achieved < item.planned)
    return shown(
        "o4_gap", figure, short, told(figure, "计划与核实成效的差距", "Gap of plan and result")
    )


def satisfaction(records: Records) -> Measured:
    """O5: the mean answer, from 0 (very dissatisfied) to 1."""
    figure = ratio([(Fraction(answer - 1, 4), Fraction(1)) for _, answer in records.satisfaction])
    words = told(figure, "群众满意度（折合）", "Satisfaction, from none to full")
    return shown("o5_satisfaction", figure, (who for who, _ in records.satisfaction), words)


def burden(records: Records) -> Measured:
    """O6: hours of meetings and forms per verified closing, its interval that of the closings."""
    done = [item.behind for item in records.items if item.verified is not None]
    hours = float(records.burden_hours)
    figure = rate(len(done), hours, unit="closings per hour").inverted("hours per closing")
    text = figure.told(1).replace("inf", "∞")
    return shown(
        "o6_burden",
        figure,
        done,
        Words(
            f"每办结一件耗用会议与填报{text}小时。",
            f"Hours of meetings and forms per closing: {text}.",
        ),
    )


def stages(records: Records) -> tuple[Measured, ...]:
    """Time and returns by stage, openness of what is taken up, lessons used, rounds per item."""
    by_stage: dict[str, list[Passage]] = defaultdict(list)
    for passage in records.passages:
        by_stage[passage.stage].append(passage)
    each = [m for name, those in by_stage.items() for m in (_days(name, those), _back(name, those))]
    return (*each, openness(records), loop(records), rounds(records))


def _days(stage: str, passages: list[Passage]) -> Measured:
    figure = ratio([(passage.days, Fraction(1)) for passage in passages], "days")
    text = figure.told(1)
    words = Words(f"“{stage}”阶段平均{text}天。", f"Stage {stage}: {text} days on average.")
    return shown(f"stage_days.{stage}", figure, (p.behind for p in passages), words)


def _back(stage: str, passages: list[Passage]) -> Measured:
    back = [passage.behind for passage in passages if passage.returned]
    zh, en = f"“{stage}”阶段被退回的占", f"Returned in stage {stage}"
    return share(f"stage_returns.{stage}", back, len(passages), zh, en)


def openness(records: Records) -> Measured:
    """Items raised by members or citizens; few of them is a closed mode."""
    raised = [item.behind for item in records.items if item.origin is not Origin.SUPERIOR]
    zh = "由成员单位或群众提出的事项占"
    return share("openness", raised, len(records.items), zh, "Raised by members or citizens")


def loop(records: Records) -> Measured:
    """Findings that changed a plan or rule within 60 days, of those that have had the time."""
    ripe = [x for x in records.lessons if x.changed or records.on - x.found >= CHANGED]
    used = [x.behind for x in ripe if x.changed and x.changed - x.found <= CHANGED]
    zh = "60天内促成计划或制度修改的评估发现占"
    return share("loop", used, len(ripe), zh, "Findings that changed a plan or rule in 60 days")


def rounds(records: Records) -> Measured:
    """How often an item goes through the stages."""
    figure = ratio([(Fraction(item.rounds), Fraction(1)) for item in records.items], "rounds")
    text = figure.told()
    words = Words(f"每件事项平均经过{text}轮。", f"An item goes through the stages {text} times.")
    return shown("rounds", figure, (i.behind for i in records.items if i.rounds > 1), words)
