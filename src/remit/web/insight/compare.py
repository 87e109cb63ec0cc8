"""Two units or two periods side by side for one measure, with a test of their difference."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from remit.apps.ledger.actions import Json
from remit.engines.measures.passing import circuits, returns
from remit.engines.measures.spans import DAY
from remit.engines.measures.statistics import (
    Estimate,
    Measured,
    difference,
    mann_whitney,
    measured,
    rate,
    rate_ratio,
    wilson,
)
from remit.engines.measures.table import NOBODY, Kind
from remit.engines.measures.transitions import median
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Empty, Filter, Row, Text
from remit.web.insight import charts
from remit.web.insight.analysis import Analysis, Section, beside, columns, interval, value
from remit.web.insight.looking import Look, day_in
from remit.web.wording import pick

KIND = "compare"
QUESTION = Words("两者有没有差别？", "Do the two differ?")
LEAST = 20
BOUNCE, PAPER, SPEED, LENGTH = "bounce", "paper", "deeds", "length"


DIFFERENCE = Words("前者减后者", "the first less the second")
RATIO = Words("前者与后者之比", "the first over the second")
LONGER = Words(
    "任取一对，前者用时更长的机会", "chance that, of a random pair, the first takes longer"
)


class Side(NamedTuple):
    """One of the two: what it is called, and what is looked at."""

    label: str
    seen: Look


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure on both sides and the test of their difference."""

    first: Estimate
    second: Estimate
    test: Measured
    tested: Words = DIFFERENCE


def analyse(seen: Look) -> Analysis:
    """The measure on both sides, and whether they differ."""
    one, two = _sides(seen)
    name = seen.more.get("measure", "")
    name = name if name in MEASURES else BOUNCE
    words, compare = MEASURES[name]
    same = one.seen.asked == two.seen.asked or one.seen.query == two.seen.query
    if same:
        section = Section("compare", words, empty=CHOOSE)
        told = Words("请选择要对比的单位或期间。", "Choose what to compare with.")
        return Analysis(KIND, QUESTION, told, [section], filters=_filters(seen, name))
    found = compare(one.seen, two.seen)
    return Analysis(
        KIND,
        QUESTION,
        found.test.reading,
        [Section("compare", words, chart=_chart(seen, words, found, one, two))],
        measures=[(found.tested, found.test, "")],
        notes=NOTES,
        filters=_filters(seen, name),
        kept={"sides": [_kept(one, found.first), _kept(two, found.second)]},
    )


NOTES = (
    Words(
        "没有发现明显差别，不等于没有差别：记录少时，区间会很宽。两个单位的工作不同，差别也可能来自工作本身。",
        "No clear difference does not mean none: with few events intervals are wide. Two units do different "
        "work, and a difference may come of the work itself.",
    ),
)
CHOOSE = Empty(
    Words("请选择对比对象", "Choose what to compare with"),
    Words(
        "在上面选择另一个单位，或填写第二个期间，再按“查看”。",
        "Choose another unit above, or give a second period, and press “Look”.",
    ),
    icon="insight",
)


def _kept(side: Side, estimate: Estimate) -> dict[str, Json]:
    """A side as a stored run keeps it."""
    ends = pick(interval(estimate))
    return {"side": side.label, "value": pick(value(estimate)), "interval": ends, "n": estimate.n}


def _sides(seen: Look) -> tuple[Side, Side]:
    """What is looked at, and what it is compared with."""
    wanted = seen.more.get("beside", "")
    other = next((row for row in seen.reachable if str(row.pk) == wanted), seen.unit)
    since, until = day_in(seen.more, "from2"), day_in(seen.more, "to2")
    if since is None and until is None:
        since, until = seen.since, seen.until
    two = Look(seen.standpoint, other, seen.log, since, until)
    return Side(_label(seen, two), seen), Side(_label(two, seen), two)


def _label(seen: Look, other: Look) -> str:
    """What tells one side from the other: its period, its unit, or both."""
    period = f"{seen.since or '…'} – {seen.until or '…'}"
    if seen.unit == other.unit:
        return period
    same = (seen.since, seen.until) == (other.since, other.until)
    return seen.unit.name if same else f"{seen.unit.name} · {period}"


def _filters(seen: Look, name: str) -> list[Filter]:
    rows: list[tuple[str, Words | str]] = [("", Words("（同一单位）", "(the same unit)"))]
    rows += [(str(row.pk), row.name) for row in seen.reachable if row != seen.unit]
    told = tuple((key, words) for key, (words, _) in MEASURES.items())
    return [
        Filter("measure", Words("度量", "Measure"), name, told, "select"),
        Filter(
            "beside", Words("对比单位", "Compare with"), seen.more.get("beside", ""), rows, "select"
        ),
        Filter(
            "from2",
            Words("对比期间自", "Second period from"),
            seen.more.get("from2", ""),
            kind="date",
        ),
        Filter("to2", Words("至（不含）", "Before"), seen.more.get("to2", ""), kind="date"),
    ]


def _chart(seen: Look, words: Text, found: Pair, one: Side, two: Side) -> Chart:
    share = found.first.unit == "share"
    size = DAY if found.first.unit == "microsecond" else 1
    both = ((one, found.first), (two, found.second))
    values = [
        {
            "label": side.label, "value": est.value / size, "low": est.low / size,
            "high": est.high / size, "told": pick(value(est)),
        }
        for side, est in both if est.known
    ]  # fmt: skip
    axis = Words("天", "days") if size == DAY else words
    spec = charts.intervals(values, words=axis, zero=True, form=".0%" if share else "")
    rows = [
        Row([side.label, Cell(value(est), side.seen.events("all")), interval(est), est.n])
        for side, est in both
    ]
    return beside(
        seen, KIND, "compare-map", found.test.reading, spec, caption=words, heads=HEADS, rows=rows,
        note=Words("线段为95%区间。", "Lines are 95 % intervals."),
    )  # fmt: skip


HEADS = columns(
    ("side", Words("对象", "Side")),
    ("value", Words("数值", "Value"), "number"),
    ("interval", Words("95%区间", "95 % interval"), "number"),
    ("n", Words("依据", "From"), "number"),
)


def _shares(id: str, zh: str, en: str, first: tuple[int, int], second: tuple[int, int]) -> Pair:
    apart = difference(first, second)
    n = min(first[1], second[1])
    told = _verdict(apart, zh, en, f"{100 * apart.value:+.1f}", "个百分点", " points")
    test = measured(id, apart, least=2 * LEAST if n >= LEAST else 10**9, behind=(), reading=told)
    return Pair(wilson(*first), wilson(*second), test)


def _verdict(apart: Estimate, zh: str, en: str, told: str, unit_zh: str, unit_en: str) -> Words:
    """Whether the two differ, in a sentence."""
    if not apart.clear_of(0):
        return Words(f"{zh}：两者没有明显差别。", f"{en}: the two do not clearly differ.")
    more, most = ("高", "higher") if apart.value > 0 else ("低", "lower")
    return Words(
        f"{zh}：前者比后者明显{more}（{told}{unit_zh}）。",
        f"{en}: the first is clearly {most} than the second ({told}{unit_en}).",
    )


def _bounce(one: Look, two: Look) -> Pair:
    def told(seen: Look) -> tuple[int, int]:
        whole = sum(each.runs - 1 for each in circuits(seen.runner, "post"))
        return len(returns(seen.runner, "post")), whole

    words = ("移交后退回的比例", "Handovers that came straight back")
    return _shares("compare.bounce", *words, told(one), told(two))


def _paper(one: Look, two: Look) -> Pair:
    def told(seen: Look) -> tuple[int, int]:
        own = (seen.table.post != NOBODY) & (seen.table.kind != Kind.SYSTEM)
        return int((own & (seen.table.kind == Kind.PAPER)).sum()), int(own.sum())

    return _shares("compare.paper", "留痕占比", "Share of paper", told(one), told(two))


def _deeds(one: Look, two: Look) -> Pair:
    """Deeds a day, with the exact ratio of the two rates."""

    def told(seen: Look) -> tuple[int, float]:
        at = seen.table.ts_us
        whole = float(at.max() - at.min()) / DAY if len(at) else 0.0
        return len(at), max(whole, 1.0) if len(at) else 0.0

    first, second = told(one), told(two)
    ratio = rate_ratio(first, second)
    clear = ratio.clear_of(1)
    reading = Words(
        f"前者每天的办理次数是后者的{ratio.value:.2f}倍" + ("。" if clear else "，没有明显差别。"),
        f"The first has {ratio.value:.2f} times as many deeds a day as the second"
        f"{'.' if clear else '; no clear difference.'}",
    )
    test = measured("compare.deeds", ratio, least=2 * LEAST, behind=(), reading=reading)
    return Pair(rate(*first), rate(*second), test, RATIO)


def _length(one: Look, two: Look) -> Pair:
    """From the first event of a matter to its last; Mann and Whitney's test."""

    def told(seen: Look) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        at = seen.table.ts_us
        spans = [int(at[each.stop - 1] - at[each.start]) for each in seen.table.items()]
        return np.sort(np.array([span for span in spans if span], np.int64))

    first, second = told(one), told(two)
    ranked = mann_whitney(first.tolist(), second.tolist())
    n = min(len(first), len(second))
    reading = _longer(ranked.p, ranked.superiority) if n else Words("", "")
    least = 2 * LEAST if n >= LEAST else 10**9
    test = measured("compare.length", ranked.superiority, least=least, behind=(), reading=reading)
    if not n:
        return Pair(ranked.superiority, ranked.superiority, test, LONGER)
    return Pair(median(first), median(second), test, LONGER)


def _longer(p: float, chance: Estimate) -> Words:
    told = f"p = {p:.3f}" if p >= 0.001 else "p < 0.001"
    share = f"{100 * chance.value:.0f}%"
    if p >= 0.05:
        return Words(f"办理时长没有明显差别（{told}）。", f"Times do not clearly differ ({told}).")
    more, most = ("长", "longer") if chance.value > 0.5 else ("短", "shorter")
    return Words(
        f"前者的事项用时明显更{more}（{told}；任取一对，前者更长的机会为{share}）。",
        f"Matters of the first clearly take {most} ({told}; of a random pair the first is longer with a "
        f"chance of {share}).",
    )


MEASURES: Mapping[str, tuple[Words, Callable[[Look, Look], Pair]]] = {
    BOUNCE: (Words("移交后退回的比例", "Handovers that came straight back"), _bounce),
    LENGTH: (Words("事项用时", "How long matters take"), _length),
    PAPER: (Words("留痕占比", "Share of paper"), _paper),
    SPEED: (Words("每天办理次数", "Deeds a day"), _deeds),
}
