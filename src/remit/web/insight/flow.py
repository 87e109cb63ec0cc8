"""Where work waits: what directly follows what, how often, and how long it takes."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from remit.apps.lab import queries as lab
from remit.apps.ledger.actions import Json
from remit.apps.organisation import queries as organisation
from remit.engines.measures.spans import DAY, lasting
from remit.engines.measures.statistics import measured
from remit.engines.measures.transitions import LEAST, Transition, transitions
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Row
from remit.web.insight import charts
from remit.web.insight.analysis import (
    NO_EVENTS,
    SHOWN,
    Analysis,
    Section,
    Told,
    beside,
    columns,
    times,
)
from remit.web.insight.looking import Look
from remit.web.insight.verbs import deed
from remit.web.wording import number, pick

KIND = "flow"
QUESTION = Words("工作在哪里停滞？", "Where does work wait?")
NODES, ARCS, NAMED = 14, 26, 5
HEADS = columns(
    ("source", Words("前一环节", "After")),
    ("target", Words("后一环节", "Came")),
    ("n", Words("次数", "Times"), "number"),
    ("mean", Words("平均间隔", "Mean"), "number"),
    ("median", Words("中位间隔", "Median"), "number"),
    ("longest", Words("最长间隔", "Longest"), "number"),
    ("total", Words("合计", "In all"), "number"),
)


def analyse(seen: Look) -> Analysis:
    """The flow map, and every transition with its times."""
    found = transitions(seen.table)
    if not found:
        section = Section("flow", Words("流转图", "The flow"), empty=NO_EVENTS)
        return Analysis(
            KIND, QUESTION, Words("没有可分析的流转。", "No transitions yet."), [section]
        )
    worst = worst_of(found)
    return Analysis(
        KIND,
        QUESTION,
        finding(found),
        [
            Section("flow", Words("流转图", "The flow"), chart=_chart(seen, found)),
        ],
        measures=[_measure(seen, worst)],
        notes=NOTES,
        kept={"transitions": [_kept(each) for each in found[:100]]},
    )


NOTES = (
    Words(
        "间隔是同一事项相邻两条记录之间的日历时间，含夜间、节假日和等待外部的时间；它说明时间花在哪里，不说明是谁的责任。",
        "Times are calendar time between two records of one matter that follow each other: nights, "
        "holidays and waiting for others are in them. They say where time went, not whose fault it was.",
    ),
)


def worst_of(found: Sequence[Transition]) -> Transition:
    """The transition that took most time in all among those seen often enough, else among all."""
    return next((each for each in found if each.enough), found[0])


def finding(found: Sequence[Transition]) -> Words:
    """Where most time goes, in a sentence."""
    worst, whole = worst_of(found), sum(each.total_us for each in found)
    source, target = deed(worst.source), deed(worst.target)
    share = f"{100 * worst.total_us / whole:.0f}%" if whole else "0%"
    middle, mean = lasting(round(worst.median.value)), lasting(round(worst.mean_us))
    few = "" if worst.enough else f"（不足{LEAST}次，仅供参考）"
    few_en = "" if worst.enough else f" (fewer than {LEAST} times: a hint only)"
    return Words(
        f"时间主要花在从“{source.zh}”到“{target.zh}”：{worst.n:,}次，平均{mean.zh}（半数不超过{middle.zh}），"
        f"占全部间隔时间的{share}{few}。",
        f"Most time goes by between “{source.en}” and “{target.en}”: {worst.n:,} times, {mean.en} on average "
        f"(half of them at most {middle.en}), {share} of all time between records{few_en}.",
    )


class Followed(NamedTuple):
    """One activity right after another: how often, and after how many microseconds on average."""

    source: str
    target: str
    n: int
    mean_us: float

    @property
    def total_us(self) -> float:
        """All the time between them."""
        return self.n * self.mean_us


def followed(seen: Look) -> list[Followed]:
    """What followed what, most time first: as kept when events came in, where that is the same."""
    if seen.chained:
        rows = lab.follows(seen.log, [organisation.subtree(seen.unit.path)])
        found = [Followed(*row) for row in rows]
    else:
        told = transitions(seen.table)
        found = [Followed(each.source, each.target, each.n, each.mean_us) for each in told]
    return sorted(found, key=lambda each: (-each.total_us, each.source, each.target))


def briefly(found: Sequence[Followed]) -> Words:
    """Where most time goes, in a sentence, of what was seen often enough."""
    worst = next((each for each in found if each.n >= LEAST), found[0])
    whole = sum(each.total_us for each in found)
    source, target = deed(worst.source), deed(worst.target)
    share, mean = (
        f"{100 * worst.total_us / whole if whole else 0:.0f}%",
        lasting(round(worst.mean_us)),
    )
    return Words(
        f"时间主要花在从“{source.zh}”到“{target.zh}”：{worst.n:,}次，平均{mean.zh}，占全部间隔时间的{share}。",
        f"Most time goes by between “{source.en}” and “{target.en}”: {worst.n:,} times, {mean.en} on average, "
        f"{share} of all time between records.",
    )


def _measure(seen: Look, worst: Transition) -> Told:
    source, target = deed(worst.source), deed(worst.target)
    label = Words(f"中位间隔：{source.zh} → {target.zh}", f"median time: {source.en} → {target.en}")
    told = measured(
        "flow.longest_wait",
        worst.median,
        least=LEAST,
        behind=worst.events,
        reading=finding([worst]),
    )
    return label, told, href(seen, worst)


def href(seen: Look, each: Transition) -> str:
    """The events behind a transition."""
    return seen.events("follows", a=each.source, b=each.target)


def _chart(seen: Look, found: Sequence[Transition]) -> Chart:
    often = sorted(found, key=lambda each: -each.n)
    nodes = _nodes(seen, often)
    drawn = [each for each in often if {each.source, each.target} <= set(nodes)][:ARCS]
    edges = [_edge(each, nodes) for each in drawn]
    slow = sorted(drawn, key=lambda each: -each.total_us)[:NAMED]
    named = [_key(each) for each in slow]
    return beside(
        seen,
        KIND,
        "flow-map",
        _spread(found),
        charts.arcs([pick(deed(node)) for node in nodes], edges, named),
        caption=Words("环节之间的间隔", "Time between steps"),
        heads=HEADS,
        rows=[_row(seen, each) for each in found],
        note=_note(len(drawn), len(found)),
    )


def _spread(found: Sequence[Transition]) -> Words:
    """In how few transitions half of all time lies."""
    whole = sum(each.total_us for each in found)
    sums = accumulate(each.total_us for each in found)
    few = next((place for place, total in enumerate(sums, 1) if 2 * total >= whole), len(found))
    return Words(
        f"一半的间隔时间集中在{len(found)}种流转中的{few}种",
        f"Half of all time between records lies in {few} of {len(found)} transitions",
    )


def _note(drawn: int, whole: int) -> Words:
    return Words(
        f"自上而下为办理顺序；弧线越粗次数越多，颜色越深平均间隔越长，虚线为往回走。图中为最常见的{drawn}种流转，"
        f"表中前{min(SHOWN, whole)}种按合计时间排列，工作簿含全部{whole}种。",
        f"Read downwards. The wider an arc the more often, the darker the longer on average; dashed arcs go "
        f"back. Drawn are the {drawn} most frequent transitions; the table has the {min(SHOWN, whole)} "
        f"that took most time, the workbook all {whole}.",
    )


def _nodes(seen: Look, often: Sequence[Transition]) -> list[str]:
    """The most frequent activities in the order in which they usually come in an item."""
    wanted: dict[str, None] = {}
    for each in often:
        for name in (each.source, each.target):
            if len(wanted) < NODES:
                wanted.setdefault(name)
    place = _places(seen)
    return sorted(wanted, key=lambda name: place.get(name, 0.0))


def _places(seen: Look) -> dict[str, float]:
    """Where in their items activities stand on average, from 0 to 1."""
    sums: dict[int, list[float]] = {}
    activity = seen.table.activity.tolist()
    for places in seen.table.items():
        last = max(places.stop - places.start - 1, 1)
        for place in range(places.start, places.stop):
            told = sums.setdefault(activity[place], [0.0, 0.0])
            told[0] += (place - places.start) / last
            told[1] += 1
    return {
        seen.table.label("activity", code): total / n
        for code, (total, n) in sums.items()
        if code >= 0
    }


def _key(each: Transition) -> str:
    return f"{each.source} → {each.target}"


def _edge(each: Transition, nodes: Sequence[str]) -> dict[str, object]:
    mean, source, target = lasting(round(each.mean_us)), deed(each.source), deed(each.target)
    told = Words(
        f"{source.zh} → {target.zh}：{each.n:,}次，平均{mean.zh}",
        f"{source.en} → {target.en}: {each.n:,} times, {mean.en} on average",
    )
    return {
        "key": _key(each), "source": nodes.index(each.source), "target": nodes.index(each.target),
        "n": each.n, "days": each.mean_us / DAY, "label": pick(mean), "told": pick(told),
    }  # fmt: skip


def _row(seen: Look, each: Transition) -> Row:
    return Row(
        [
            deed(each.source),
            deed(each.target),
            Cell(number(each.n), href(seen, each), note=each.note or ""),
            lasting(round(each.mean_us)),
            Cell(lasting(round(each.median.value)), note=times(each.median)),
            lasting(each.longest_us),
            lasting(each.total_us),
        ]
    )


def _kept(each: Transition) -> dict[str, Json]:
    return {
        "source": each.source, "target": each.target, "n": each.n, "mean_us": round(each.mean_us),
        "median_us": round(each.median.value), "longest_us": each.longest_us,
    }  # fmt: skip
