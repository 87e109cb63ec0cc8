"""Is who does more held to account more? The index where there is enough to tell, and what is lacking."""

from collections.abc import Sequence

import numpy as np

from remit.engines.measures.paradox import (
    LEAST_EVENTS,
    Paradox,
    Peers,
    Verdict,
    among_peers,
    by_task,
    index_seen,
    panel,
    paradox,
)
from remit.engines.measures.paradox.calibration import LEAST_PAIRS
from remit.engines.measures.statistics import Measured
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Empty, Row, Table
from remit.web.insight import charts
from remit.web.insight.analysis import (
    Analysis,
    Section,
    Told,
    beside,
    columns,
    interval,
    table,
    value,
)
from remit.web.insight.liability import Liabilities
from remit.web.insight.looking import Look
from remit.web.wording import number, pick

KIND = "paradox"
QUESTION = Words("多干是否多错？", "Does doing more bring more blame?")
SEED = 6
NOTES = (
    Words(
        "直接拿追责次数与办事多少相比会误导：要求严的上级布置得多，也追究得多。因此只在同一上级单位之内比较，并且要求布置的任务"
        "和核实的差错相同。结果里没有任何个人或单位的数值，不能用来排名。",
        "Setting liability against volume of work misleads: a strict superior assigns more and blames more. So "
        "only posts under one superior unit are compared, at equal assignment and equal verified faults. The "
        "result has no figure of any person or unit, so nobody can be ranked by it.",
    ),
    Words(
        "追责记录指在案件中被列为相关人员，不论结果；任务和完成按计划事项条数计（没有登记工时），完成情况是各单位自己报告的；"
        "差错指经他人核实属实的反映。您无权查阅的案件和与您本人有关的案件都不计入。",
        "A liability event is to be named as concerned in a case, however it ends. Assigned and done are lines of "
        "plans, for hours are not recorded, and units report themselves what was done. Faults are reports that "
        "somebody else verified. Cases you may not open, and those that concern you, are not counted.",
    ),
    Words(
        "“每件事”把因期限已过而立的案件算作没办的事，其余算作办了的事；“同级之间”只比较同一上级之下办得最多与最少的岗位；"
        "“全部合并”只为说明合并会怎样误导。",
        "“By task” counts cases that began with a time limit that passed as things left undone, the others as things "
        "done. “Among peers” compares the posts that did most and least under one superior. “Pooled” is there "
        "only to show how pooling misleads.",
    ),
)
TITLES = {
    "paradox.index": Words("悖论指数（弹性）", "paradox index (elasticity)"),
    "paradox.overload": Words("任务多少的弹性", "elasticity to what was assigned"),
    "paradox.quality": Words("核实差错的系数", "coefficient of verified faults"),
    "paradox.by_task": Words("每件事：办与不办", "by task: done over undone"),
    "paradox.among_peers": Words("同级之间：最多与最少", "among peers: most over least active"),
    "paradox.pooled": Words("全部合并（会误导）", "pooled (misleads)"),
}


def analyse(seen: Look) -> Analysis:
    """What is on record, the index, and the plain ratios beside it."""
    records = Liabilities(seen)
    rows = panel(records.rows)
    found = paradox(rows, np.random.default_rng(SEED))
    peers = among_peers(records.peers, np.random.default_rng(SEED))
    told = [found.index, found.overload, found.quality]
    ratios = [_by_task(records), peers.among_peers, peers.pooled]
    return Analysis(
        KIND,
        QUESTION,
        finding(found),
        [
            Section("record", RECORD, _reach(found), chart=_record(seen, found)),
            Section("needs", NEEDED_WORDS, table=_needed(seen, records, found)),
            index_section(seen, found, told),
            _ratios(seen, ratios, peers),
        ],
        measures=[_named(seen, each) for each in (found.index, *ratios) if each.enough],
        notes=(*NOTES, *found.notes),
        seed=SEED,
        keeps=False,
    )


RECORD = Words("已有多少记录", "How much is on record")
INDEX = Words("悖论指数", "The index")
BESIDE = Words("简单比值（仅供对照）", "Plain ratios beside it")


def finding(found: Paradox) -> Words:
    """What the index says, or how many liability events it lacks."""
    if found.verdict is not Verdict.NOT_ENOUGH:
        return found.index.reading
    if found.events >= LEAST_EVENTS:
        return Words(
            f"有{found.events}次追责记录，但无法计算：各上级单位内部没有可比差异。",
            f"{found.events} liability events are on record, but nothing can be reckoned: inside the superior "
            "units nothing differs.",
        )
    return Words(
        f"数据不足，不下结论：可计入的追责记录现有{found.events}次，至少需要{LEAST_EVENTS}次。",
        f"Not enough data to conclude anything: {found.events} of at least {LEAST_EVENTS} liability events that count.",
    )


def _named(seen: Look, each: Measured) -> Told:
    return TITLES[each.id], each, seen.events("liability")


def _by_task(records: Liabilities) -> Measured:
    """Liability for what was done, per line done, over that for what was left undone, per line undone."""
    undone = sum(each.omission for each in records.named)
    done = sum(line.done for line in records.lines)
    return by_task(
        (len(records.named) - undone, done),
        (undone, len(records.lines) - done),
        behind=(f"cases.case:{each.case}" for each in records.named),
    )


def _reach(found: Paradox) -> Words:
    """How large an index would have to be to be seen with so many events."""
    if not found.events:
        return Words(
            "没有追责记录，什么也看不出来。数据不足是好事还是漏记，本页无法判断。",
            "Without any liability event nothing can be seen. Whether that is good news or a gap in the record "
            "this page cannot tell.",
        )
    least = index_seen(found.events)
    return Words(
        f"以{found.events}次追责记录，只有指数达到约{least:.1f}才看得出来（1表示多完成1%就多被追责1%）。",
        f"With {found.events} liability events only an index of about {least:.1f} or more would show (1 means that "
        "doing one per cent more goes with one per cent more liability).",
    )


def _record(seen: Look, found: Paradox) -> Chart:
    told = ((THERE, found.events, "post"), (NEEDED, LEAST_EVENTS, "nobody"))
    values = [
        {"label": pick(words), "value": n, "told": f"{pick(words)}: {n}", "kind": kind}
        for words, n, kind in told
    ]
    title = Words(
        f"现有{found.events}次可计入的追责记录，下结论至少需要{LEAST_EVENTS}次",
        f"{found.events} liability events that count are on record; to conclude takes {LEAST_EVENTS}",
    )
    return beside(
        seen, KIND, "record-map", title,
        charts.bars(values, words=Words("追责记录（次）", "liability events")),
        caption=RECORD, heads=RECORD_HEADS, rows=[Row([words, n]) for words, n, _ in told],
    )  # fmt: skip


def _needed(seen: Look, records: Liabilities, found: Paradox) -> Table:
    return table(seen, KIND, "needs-map", NEEDED_WORDS, NEEDS_HEADS, _needs(seen, records, found))


NEEDED_WORDS = Words("需要什么，已有什么", "What it takes and what there is")
RECORD_HEADS = columns(
    ("what", Words("追责记录", "Liability events")), ("n", Words("次数", "Number"), "number")
)
THERE = Words("已有", "on record")
NEEDED = Words("至少需要", "at least needed")
NEEDS = (
    Words("追责记录", "liability events"),
    Words("其中当季有计划事项的岗位", "of these, of posts with lines of plans in that quarter"),
    Words("岗位与季度（有计划事项）", "posts and quarters with lines of plans"),
    Words("有追责记录的上级单位", "superior units with liability events"),
    Words("经核实属实的反映", "reports verified as well founded"),
    Words("两人独立评定的工作", "work rated by two people independently"),
    Words("登记标准工时的职责", "duties with normative hours"),
)
NEEDS_HEADS = columns(
    ("what", Words("需要的记录", "What it takes")),
    ("there", Words("已有", "There is"), "number"),
    ("least", Words("至少", "At least"), "number"),
    ("why", Words("用来做什么", "What for")),
)


def _needs(seen: Look, records: Liabilities, found: Paradox) -> list[Row]:
    events = len(records.named)
    units = len({row.unit for row in records.rows if row.liability})
    link = Cell(number(events), seen.events("liability") if events else "")
    there: tuple[Cell | int, ...] = (
        link,
        found.events,
        found.rows,
        units,
        len(records.founded),
        0,
        0,
    )
    least: tuple[str | int, ...] = ("–", LEAST_EVENTS, "–", 2, "–", LEAST_PAIRS, "–")
    return [
        Row([what, has, needs, why])
        for what, has, needs, why in zip(NEEDS, there, least, REASONS, strict=True)
    ]


REASONS = (
    Words("您可查阅的案件中的", "of cases you may open"),
    Words("达不到就看不出大小为1的指数", "with fewer an index of one is not seen four times in five"),
    Words("每行一个岗位、一个季度", "one row for each post and quarter"),
    Words("只在同一上级之内比较", "only posts under one superior are compared"),
    Words("使核实的差错相同", "to hold verified faults equal"),
    Words("知道评定有多大误差；没有就可能看不出悖论", "tells how far ratings err; without it a paradox may stay hidden"),
    Words("使任务轻重可比；目前按条数计", "to weigh assignments; until then lines are counted"),
)  # fmt: skip


def index_section(seen: Look, found: Paradox, told: Sequence[Measured]) -> Section:
    """The index with its interval, where there is enough to show one."""
    if found.verdict is Verdict.NOT_ENOUGH:
        why = Words(
            f"追责记录达到{LEAST_EVENTS}次、每个上级单位之下有可比的岗位时，这里显示指数及其区间。记录少时给出的数字多半是偶然，"
            "因此不显示。",
            f"Once there are {LEAST_EVENTS} liability events and posts to compare under each superior unit, the index "
            "and its interval stand here. From fewer, a figure would be mostly chance, so none is shown.",
        )
        empty = Empty(Words("数据不足", "Not enough data"), why, icon="insight")
        return Section("index", INDEX, empty=empty)
    values = [
        {
            "label": pick(TITLES[each.id]), "value": each.value, "low": each.estimate.low,
            "high": each.estimate.high, "told": pick(each.reading),
        }
        for each in told
    ]  # fmt: skip
    spec = charts.intervals(values, words=Words("弹性", "elasticity"))
    chart = beside(
        seen, KIND, "index-map", found.index.reading, spec, caption=INDEX, heads=FIGURES,
        rows=[_row(each) for each in told],
    )  # fmt: skip
    return Section("index", INDEX, chart=chart)


FIGURES = columns(
    ("what", Words("数值", "Figure")),
    ("value", Words("值", "Value"), "number"),
    ("n", Words("追责记录", "Liability events"), "number"),
    ("reading", Words("含义", "Reading")),
)


def _ratios(seen: Look, ratios: Sequence[Measured], peers: Peers) -> Section:
    """The plain ratios, with the warning where pooling would mislead."""
    warning = Words(
        "合并比较与同级比较的结论不同（辛普森悖论）：不要使用合并的数字。",
        "Pooled and among peers the comparison says different things (Simpson's paradox): do not use the pooled one.",
    )
    told = table(seen, KIND, "ratios-map", BESIDE, FIGURES, [_row(each) for each in ratios])
    return Section("ratios", BESIDE, warning if peers.misleading else "", table=told)


def _row(each: Measured) -> Row:
    shown = (
        Cell(value(each.estimate), note=interval(each.estimate))
        if each.enough
        else Cell(Words("数据不足", "not enough data"))
    )
    return Row([TITLES[each.id], shown, each.n, each.reading])
