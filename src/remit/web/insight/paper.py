"""Where paper replaces work: evidence beside work by unit and month, and evidence piled up before due days."""

from collections import Counter
from datetime import date
from fractions import Fraction

import numpy as np
from django.utils import timezone

from remit.apps.plans import queries as plans
from remit.engines.dates import ONE_DAY
from remit.engines.measures.formalism import Evidence, Spent, bunching, paper_share
from remit.engines.measures.spans import instant
from remit.engines.measures.statistics import Estimate, Measured, wilson
from remit.engines.measures.table import NOBODY, Kind
from remit.engines.words import Words
from remit.web.components import Cell, Empty, Row
from remit.web.insight import charts, outcomes
from remit.web.insight.analysis import (
    NO_EVENTS,
    Analysis,
    Section,
    beside,
    columns,
    interval,
    value,
)
from remit.web.insight.liability import Liabilities
from remit.web.insight.load import month_at
from remit.web.insight.looking import DEEDS, Look
from remit.web.insight.naming import Names
from remit.web.wording import number, pick

KIND = "paper"
QUESTION = Words("材料是否代替了工作？", "Where does paper replace work?")
SEED, LEAST, UNITS = 6, 20, 18
NOTES = (
    Words(
        "没有登记工时，每条记录按一次计；报送计划、报告结果、发布汇总和补充材料算作留痕，其余由岗位完成的记录算作办理。",
        "Hours are not recorded, so each record counts once. Submitting plans, reporting results, publishing "
        "summaries and adding evidence count as paper; other deeds of posts count as work.",
    ),
    Words(
        "留痕多不等于形式主义：有的材料依法必须提交。这里只提示该问一问的地方。",
        "Much paper is not yet formalism: some of it the law asks for. This only shows where to ask.",
    ),
)


def analyse(seen: Look) -> Analysis:
    """The share of paper, by unit and month, and how it piles up before due days."""
    whole = share(seen)
    if whole.n and not whole.behind:
        section = Section("paper", Words("留痕占比", "Share of paper"), empty=NO_KINDS)
        return Analysis(KIND, QUESTION, pick_heading(NO_KINDS), [section])
    if not whole.n:
        section = Section("paper", Words("留痕占比", "Share of paper"), empty=NO_EVENTS)
        return Analysis(
            KIND, QUESTION, Words("没有可统计的记录。", "Nothing to count yet."), [section]
        )
    piled, beside_it = piling(seen), outcomes.scores(seen, Liabilities(seen))
    slope, names = outcomes.reward(beside_it), Names(seen)
    return Analysis(
        KIND,
        QUESTION,
        whole.reading,
        [_units(seen, names), _months(seen), *outcomes.sections(seen, names, beside_it, slope)],
        measures=[
            (Words("留痕占全部办理的比例", "paper among all that posts did"), whole, seen.events("paper")),
            (Words("到期前三天的留痕速度与平时之比", "paper in the 3 days before due days over other days"),
             piled, seen.events("paper")),
            outcomes.told(seen, slope),
        ],
        notes=(*NOTES, *outcomes.NOTES),
        kept={"units": [{"unit": ref, "paper": n, "n": of} for ref, (n, of) in _by_unit(seen).items()]},
        seed=SEED,
    )  # fmt: skip


NO_KINDS = Empty(
    Words("分不清材料与办理", "Paper cannot be told from work"),
    Words(
        "所选记录没有说明哪些环节只是留痕（从其他系统导入的环节都按办理计），因此不计算占比。请改看本系统中的办理记录。",
        "These events do not say which of them only give evidence (steps of another system all count as work), "
        "so no share is reckoned. Look at the deeds in this system instead.",
    ),
    icon="document",
)


def pick_heading(empty: Empty) -> Words:
    """The finding where there is none."""
    return empty.heading if isinstance(empty.heading, Words) else Words("", "")


def share(seen: Look) -> Measured:
    """The share of paper; the interval draws whole posts again."""
    table = seen.table
    places = np.flatnonzero(_own(seen)).tolist()
    spent = [
        Spent(
            str(table.post[place]), Fraction(1), int(table.kind[place]) == Kind.PAPER,
            int(table.seq[place]),
        )
        for place in places
    ]  # fmt: skip
    return _in_deeds(paper_share(spent, np.random.default_rng(SEED)))


def _in_deeds(told: Measured) -> Measured:
    """The same told in deeds, for there are no hours."""
    if not told.enough:
        return told
    text = f"{100 * told.value:.1f}%"
    reading = Words(
        f"各岗位办理的{told.n:,}次中，{text}用于计划、报表、汇总等材料。",
        f"Of {told.n:,} deeds of posts {text} went into plans, reports, summaries and other evidence.",
    )
    return Measured(told.id, told.estimate, told.least, told.behind, reading, told.exact)


def _own(seen: Look) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """What posts did themselves."""
    table = seen.table
    own: np.ndarray[tuple[int], np.dtype[np.bool_]] = (table.post != NOBODY) & (
        table.kind != Kind.SYSTEM
    )
    return own


def piling(seen: Look) -> Measured:
    """How much faster evidence is made just before due days."""
    table = seen.table
    own = np.flatnonzero(table.kind == Kind.PAPER).tolist()
    made = [Evidence(_day(int(table.ts_us[place])), int(table.seq[place])) for place in own]
    days = [each.on for each in made]
    since, until = (min(days), max(days) + ONE_DAY) if days else (date.min, date.min)
    return bunching(made, due_days(seen), since, until)


def due_days(seen: Look) -> list[date]:
    """The days on which plans of the unit were due."""
    if seen.log != DEEDS:
        return []
    rows = plans.visible_to(seen.standpoint.reader, on=seen.standpoint.today)
    own = rows.filter(unit__path__startswith=seen.unit.path)
    return list(own.order_by("due").values_list("due", flat=True).distinct())


def _day(at: int) -> date:
    return timezone.localtime(instant(at)).date()


def _by_unit(seen: Look) -> dict[str, tuple[int, int]]:
    """Pieces of paper and all deeds by unit, most deeds first."""
    table, own = seen.table, _own(seen)
    whole = Counter(table.unit[own].tolist())
    papers = Counter(table.unit[own & (table.kind == Kind.PAPER)].tolist())
    return {table.label("unit", code): (papers[code], n) for code, n in whole.most_common()}


def _units(seen: Look, names: Names) -> Section:
    heading = Words("各单位的留痕占比", "Share of paper by unit")
    told = {ref: (n, whole, wilson(n, whole)) for ref, (n, whole) in _by_unit(seen).items()}
    enough = {ref: each for ref, each in told.items() if each[1] >= LEAST}
    if not enough:
        few = Words(f"各单位都不足{LEAST}次。", f"No unit has {LEAST} deeds yet.")
        return Section(
            "units", heading, empty=Empty(Words("数据不足", "Not enough data"), few, icon="insight")
        )
    values = [
        {
            "label": names.unit(ref), "value": est.value, "low": est.low, "high": est.high,
            "told": f"{names.unit(ref)}: {n:,} / {whole:,}",
        }
        for ref, (n, whole, est) in list(enough.items())[:UNITS]
    ]  # fmt: skip
    ref, (n, whole, _est) = max(enough.items(), key=lambda each: each[1][2].low)
    title = Words(
        f"留痕占比最高的是{names.unit(ref)}：{whole:,}次中有{n:,}次",
        f"Most paper among the deeds of {names.unit(ref)}: {n:,} of {whole:,}",
    )
    spec = charts.intervals(values, words=Words("留痕占比", "share of paper"), form=".0%")
    chart = beside(
        seen, KIND, "units-map", title, spec, caption=heading, heads=UNIT_HEADS,
        rows=[_unit(seen, names, ref, *each) for ref, each in told.items()],
    )  # fmt: skip
    return Section("units", heading, chart=chart)


UNIT_HEADS = columns(
    ("unit", Words("单位", "Unit")),
    ("paper", Words("留痕", "Paper"), "number"),
    ("whole", Words("全部", "All deeds"), "number"),
    ("share", Words("占比", "Share"), "number"),
)


def _unit(seen: Look, names: Names, ref: str, n: int, whole: int, est: Estimate) -> Row:
    return Row(
        [
            names.unit(ref), Cell(number(n), seen.events("paper", of=ref)), whole,
            Cell(value(est), note=interval(est)),
        ]
    )  # fmt: skip


def _months(seen: Look) -> Section:
    """The share of paper month by month, with its interval."""
    heading = Words("各月的留痕占比", "Share of paper by month")
    table, own = seen.table, _own(seen)
    months = [month_at(at) for at in table.ts_us[own].tolist()]
    kinds = (table.kind[own] == Kind.PAPER).tolist()
    whole, papers = (
        Counter(months),
        Counter(m for m, paper in zip(months, kinds, strict=True) if paper),
    )
    rows = [
        (month, papers[month], whole[month], wilson(papers[month], whole[month]))
        for month in sorted(whole)
    ]
    values = [
        {"day": month.first.isoformat(), "line": pick(Words("留痕占比", "share of paper")),
         "value": est.value, "low": est.low, "high": est.high}
        for month, _n, _whole, est in rows
    ]  # fmt: skip
    month, n, of, _ = max(rows, key=lambda row: row[3].low)
    title = Words(
        f"{month.words.zh}最高：{of:,}次中有{n:,}次",
        f"Highest in {month.words.en}: {n:,} of {of:,}",
    )
    chart = beside(
        seen, KIND, "months-map", title, charts.series(values, words=Words("占比", "share"), form=".0%"),
        caption=heading, heads=MONTH_HEADS,
        rows=[Row([m.words, n, of, Cell(value(est), note=interval(est))]) for m, n, of, est in rows],
        note=Words("带状为95%区间。", "The band is the 95 % interval."),
    )  # fmt: skip
    return Section("months", heading, chart=chart)


MONTH_HEADS = columns(
    ("month", Words("月份", "Month")),
    ("paper", Words("留痕", "Paper"), "number"),
    ("whole", Words("全部", "All deeds"), "number"),
    ("share", Words("占比", "Share"), "number"),
)
