"""Why work waits: the time before each piece of work, cut by cause, with what cannot be told apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from remit.apps.ledger.actions import Json
from remit.engines.measures.spans import DAY, lasting
from remit.engines.measures.statistics import Estimate, Measured, bootstrap, measured
from remit.engines.measures.waiting import Cause, Task, Wait
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Empty, Row
from remit.web.insight import charts
from remit.web.insight.analysis import (
    NO_EVENTS,
    SHARE,
    Analysis,
    Section,
    beside,
    columns,
    interval,
    value,
)
from remit.web.insight.looking import Look
from remit.web.insight.sittings import tasks, waited
from remit.web.insight.verbs import deed
from remit.web.wording import number, pick

KIND = "waiting"
QUESTION = Words("工作为什么等待？", "Why does work wait?")
SEED, DRAWS, LEAST, PASSAGES = 6, 500, 20, 12
Parts = Mapping[Cause, int]
COLOURS = {
    Cause.SUSPENDED: "#2c4a86",
    Cause.PREEMPTED: "#b86b8f",
    Cause.BATCHING: "#7fb8ab",
    Cause.CONTENTION: "#0f6b5c",
    Cause.PRIORITISATION: "#d9a441",
    Cause.UNAVAILABILITY: "#8fa6c4",
    Cause.EXTRANEOUS: "#d5d2ca",
}
SHORT = {
    Cause.SUSPENDED: Words("依法中止", "stopped by law"),
    Cause.PREEMPTED: Words("专项任务", "a campaign"),
    Cause.BATCHING: Words("集中办理", "done in one go"),
    Cause.CONTENTION: Words("先到的工作", "earlier work"),
    Cause.PRIORITISATION: Words("后到的先办", "later work first"),
    Cause.UNAVAILABILITY: Words("非工作日", "days off"),
    Cause.EXTRANEOUS: Words("看不出原因", "no cause told"),
}
NOTES = (
    Words(
        "记录只说明何时办了什么，不说明何时开始办。这里把同一岗位同一天在同一事项上连续的记录看作一次办理：从第一条到最后一条。"
        "第一条之前做的工作看不见，因此“排在其他工作之后”只会少算，不会多算。",
        "Records say when something was done, not when work on it began. All that one post did on one matter on "
        "one day counts as one piece of work, from the first record to the last. Work before the first record "
        "is not seen, so waiting behind other work can be understated but not overstated.",
    ),
    Words(
        "没有登记作息时间，非工作时间按该国的周末和节假日整日计算；工作日的夜间无法与其他原因区分。",
        "Working hours are not recorded: weekends and public holidays count as days off; the nights of working "
        "days cannot be told apart from other reasons.",
    ),
    Words(
        "台账里没有依法中止计时的记录，也没有注明哪些办理属于专项任务，因此这两种原因目前为零，不等于没有发生。"
        "事项的第一次办理不知道何时可以开始，不计等待。",
        "No record stops a clock by law, and none says which deeds belong to a campaign: both are zero here, "
        "which does not mean that there were none. When the first piece of work on a matter could have begun is "
        "not known, so it is not counted as waiting.",
    ),
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The waits between two activities: microseconds by cause, and how many."""

    source: str
    target: str
    n: int
    parts: Parts

    @property
    def total(self) -> int:
        """Microseconds waited: the sum of the parts."""
        return sum(self.parts.values())


def analyse(seen: Look) -> Analysis:
    """The share of each cause, and the causes before each kind of work."""
    work = tasks(seen.table)
    found = waited(seen, work)
    if not sum(wait.total for wait in found):
        section = Section("waiting", HEADING, empty=NO_EVENTS if not work else NO_WAITS)
        told = Words("没有可分析的等待。", "No waiting to tell of yet.")
        return Analysis(KIND, QUESTION, told, [section], notes=NOTES)
    shares, passed = shares_of(found), gathered(found, work)
    return Analysis(
        KIND,
        QUESTION,
        finding(found, shares),
        [
            Section("causes", HEADING, chart=_causes(seen, found, shares)),
            Section("passages", BETWEEN, chart=_passages(seen, passed)),
        ],
        measures=[(TOLD, _told(found, shares), seen.events("waited"))],
        notes=NOTES,
        kept={"waits": [_kept(each) for each in passed[:100]]},
        seed=SEED,
    )


HEADING = Words("等待的原因", "Causes of waiting")
BETWEEN = Words("在哪两个环节之间等待", "Between which steps")
TOLD = Words("记录能说明原因的等待时间", "waiting of which the record tells the cause")
NO_WAITS = Empty(
    Words("还没有等待", "Nothing waited yet"),
    Words(
        "所选事项都还没有先后两次办理，或者都在同一天由同一岗位办完。",
        "No matter has two pieces of work that follow each other, or each was done by one post in one day.",
    ),
    icon="insight",
)


def parts_of(found: Iterable[Wait]) -> dict[Cause, int]:
    """Microseconds waited by cause, in order of precedence."""
    parts = dict.fromkeys(Cause, 0)
    for wait in found:
        for piece in wait.pieces:
            parts[piece.cause] += piece.span.length
    return parts


def shares_of(found: Sequence[Wait]) -> dict[Cause, Estimate]:
    """The share of each cause in all waiting; the interval draws whole matters again."""
    by_item: dict[str, list[Wait]] = defaultdict(list)
    for wait in found:
        by_item[wait.task.item].append(wait)
    rows = np.array([list(parts_of(own).values()) for own in by_item.values()], float)
    whole = rows.sum(axis=1)
    return {
        cause: bootstrap(
            np.column_stack([rows[:, place], whole]), _ratio, np.random.default_rng(SEED),
            draws=DRAWS, unit=SHARE,
        )
        for place, cause in enumerate(Cause)
    }  # fmt: skip


def _ratio(rows: NDArray[np.float64]) -> float:
    part, whole = rows.sum(axis=0)
    return float(part / whole) if whole else float("nan")


def gathered(found: Iterable[Wait], work: Iterable[Task]) -> list[Gathered]:
    """The waits by the activities between which they lie, most time first."""
    named = {task.seq: task.activity for task in work}
    groups: dict[tuple[str, str], list[Wait]] = defaultdict(list)
    for wait in found:
        groups[named.get(wait.task.before or -1, ""), wait.task.activity].append(wait)
    told = [Gathered(*pair, len(own), parts_of(own)) for pair, own in groups.items()]
    return sorted(told, key=lambda each: (-each.total, each.source, each.target))


def finding(found: Sequence[Wait], shares: Mapping[Cause, Estimate]) -> Words:
    """How long was waited, and how much of it the record explains."""
    total, n = lasting(sum(wait.total for wait in found)), len(found)
    open_to = f"{100 * shares[Cause.EXTRANEOUS].value:.0f}%"
    cause = max((each for each in Cause if each is not Cause.EXTRANEOUS),
                key=lambda each: shares[each].value)  # fmt: skip
    share = f"{100 * shares[cause].value:.0f}%"
    return Words(
        f"{n:,}次等待合计{total.zh}：{open_to}的原因记录里看不出来；能看出的以“{SHORT[cause].zh}”最多，占{share}。",
        f"{n:,} wait{'s' if n > 1 else ''}, {total.en} in all: for {open_to} of it the record tells no cause; of what it tells, "
        f"“{SHORT[cause].en}” is most, {share}.",
    )


def _told(found: Sequence[Wait], shares: Mapping[Cause, Estimate]) -> Measured:
    """The share of waiting that has a cause on record."""
    rest = shares[Cause.EXTRANEOUS]
    share = replace(rest, value=1 - rest.value, low=1 - rest.high, high=1 - rest.low)
    text = f"{100 * share.value:.1f}%"
    return measured(
        "waiting.told", share, least=LEAST,
        behind=(wait.task.seq for wait in found),
        reading=Words(
            f"全部等待时间中，{text}能从记录看出原因，其余分不清。",
            f"Of all waiting, {text} has a cause that the record shows; the rest is not told apart.",
        ),
    )  # fmt: skip


def _causes(seen: Look, found: Sequence[Wait], shares: Mapping[Cause, Estimate]) -> Chart:
    parts = parts_of(found)
    counts = {cause: sum(wait.part(cause) > 0 for wait in found) for cause in Cause}
    values = [
        {
            "label": pick(SHORT[cause]), "value": share.value, "low": share.low, "high": share.high,
            "told": f"{pick(cause.words)}: {pick(value(share))}",
        }
        for cause, share in shares.items()
    ]  # fmt: skip
    rows = [
        Row(
            [
                Cell(SHORT[cause], note=cause.words),
                Cell(number(counts[cause]), seen.events("waited", cause=cause.value)),
                lasting(parts[cause]),
                Cell(value(shares[cause]), note=interval(shares[cause])),
            ]
        )
        for cause in Cause
    ]
    share = f"{100 * shares[Cause.EXTRANEOUS].value:.0f}%"
    title = Words(
        f"{share}的等待时间，记录不能说明原因",
        f"For {share} of all waiting the record tells no cause",
    )
    return beside(
        seen, KIND, "causes-map", title,
        charts.intervals(values, words=Words("占全部等待时间", "share of all waiting"), zero=False, form=".0%"),
        caption=HEADING, heads=CAUSES, rows=rows,
        note=Words("点为占比，线为95%区间（按事项重抽）。", "Points are shares, lines 95 % intervals (whole matters drawn again)."),
    )  # fmt: skip


CAUSES = columns(
    ("cause", Words("原因", "Cause")),
    ("n", Words("涉及的等待", "Waits"), "number"),
    ("total", Words("合计", "In all"), "number"),
    ("share", Words("占比", "Share"), "number"),
)
HEADS = columns(
    ("source", Words("前一环节", "After")),
    ("target", Words("后一环节", "Came")),
    ("n", Words("次数", "Times"), "number"),
    ("total", Words("合计等待", "Waited in all"), "number"),
    ("cause", Words("能看出的主要原因", "Most of what is told")),
    ("open", Words("看不出原因", "No cause told"), "number"),
)


def _passages(seen: Look, passed: Sequence[Gathered]) -> Chart:
    shown = [each for each in passed[:PASSAGES] if each.total]
    present = [cause for cause in Cause if any(each.parts[cause] for each in shown)]
    values = [
        {
            "label": label(each), "kind": pick(SHORT[cause]), "value": each.parts[cause] / DAY,
            "rank": rank, "told": _bar(each, cause),
        }
        for each in shown for rank, cause in enumerate(present) if each.parts[cause]
    ]  # fmt: skip
    first, whole = passed[0], sum(each.total for each in passed)
    source, target = deed(first.source), deed(first.target)
    share = f"{100 * first.total / whole:.0f}%"
    title = Words(
        f"等得最多的是“{source.zh}”之后、“{target.zh}”之前：占{share}",
        f"Most waiting lies between “{source.en}” and “{target.en}”: {share} of it",
    )
    spec = charts.stacked(
        values, {pick(SHORT[cause]): COLOURS[cause] for cause in present},
        words=Words("等待天数（合计）", "days waited in all"),
    )  # fmt: skip
    return beside(
        seen, KIND, "passages-map", title, spec, caption=BETWEEN, heads=HEADS,
        rows=[_row(seen, each) for each in passed],
        note=Words(
            f"图中为等待最多的{len(shown)}处，工作簿含全部{len(passed)}处。",
            f"Drawn are the {len(shown)} places with most waiting; the workbook has all {len(passed)}.",
        ),
    )  # fmt: skip


def label(each: Gathered) -> str:
    """The two activities, one after the other."""
    return f"{pick(deed(each.source))}{charts.BREAK}→ {pick(deed(each.target))}"


def _bar(each: Gathered, cause: Cause) -> str:
    source, target = pick(deed(each.source)), pick(deed(each.target))
    return f"{source} → {target}: {pick(SHORT[cause])}, {pick(lasting(each.parts[cause]))}"


def _row(seen: Look, each: Gathered) -> Row:
    told = {cause: part for cause, part in each.parts.items() if cause is not Cause.EXTRANEOUS}
    most = max(told, key=lambda cause: told[cause])
    rest = each.parts[Cause.EXTRANEOUS]
    return Row(
        [
            deed(each.source),
            deed(each.target),
            Cell(number(each.n), seen.events("waited", a=each.source, b=each.target)),
            lasting(each.total),
            Cell(SHORT[most], note=lasting(told[most])) if told[most] else Cell(None),
            f"{100 * rest / each.total:.0f}%" if each.total else "–",
        ]
    )


def _kept(each: Gathered) -> dict[str, Json]:
    return {
        "source": each.source, "target": each.target, "n": each.n, "total_us": each.total,
        "rest_us": each.parts[Cause.EXTRANEOUS],
    }  # fmt: skip
