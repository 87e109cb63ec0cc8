"""The answer to a design: what changes and how sure, who bears it, hours, injustice; from one comparison."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.design import Design
from remit.engines.storm.learning import CAUSES, WRONG
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.questions.comparing import Difference
from remit.engines.storm.questions.wording import how_sure
from remit.engines.storm.record import Record
from remit.engines.storm.schedule import schedule
from remit.engines.storm.state import Action
from remit.engines.words import Words
from remit.web.components import Cell, Row, Table
from remit.web.insight.analysis import Section, columns
from remit.web.lab import bearing, charts, weeks
from remit.web.lab.bench import Tried
from remit.web.lab.telling import ACTIONS, BETTER, HOURS, NOW, amount, between, section, size_of
from remit.web.wording import pick

Doubles = NDArray[np.float64]
KEY = (
    "implementation", "implementation_priority", "implementation_routine", "papered", "wrong",
    "wrong_share", "hidden_neglect", "harm", "papers", "overload", "morale", "at_the_bottom",
    "among_peers", "by_task",
)  # fmt: skip
"""The figures that an answer shows first, in this order."""
TOLD = ("implementation", "wrong", "hidden_neglect", "papers", "morale")
"""Those that the sentence on top is made of."""


def sentence(tried: Tried) -> Words:
    """The finding in a sentence: of the figures that matter most, those that change clearly."""
    if not tried.changed:
        return UNCHANGED
    moved = [tried.comparison.differences[name] for name in TOLD]
    clear = [each for each in moved if each.direction]
    if not clear:
        return NOTHING_CLEAR
    zh = "；".join(_moved(each).zh for each in clear)
    en = "; ".join(_moved(each).en for each in clear)
    return Words(f"{zh}。", f"{en[:1].upper()}{en[1:]}.")


UNCHANGED = Words(
    "还没有改动：下面是模型对现行制度的描述。移动任一滑块即可比较。",
    "Nothing is changed yet: this is how the model sees the regime as it is. Move a slider to compare.",
)
NOTHING_CLEAR = Words(
    "改动后，主要指标看不出明确变化。", "With this change none of the main figures moves clearly."
)


def _moved(each: Difference) -> Words:
    about, way = FIGURES[each.figure].words, each.change.value > 0
    name_en = about.en.partition(":")[0].lower()
    size, judged = size_of(each.change, way=True), BETTER[each.better][0]
    return Words(
        f"{about.zh}{'上升' if way else '下降'} {size.zh}（{judged.zh}）",
        f"{name_en} {'up' if way else 'down'} by {size.en} ({judged.en})",
    )


def figures(tried: Tried, names: Sequence[str] = KEY, *, id: str = "figures") -> Table:
    """The key figures of both designs and what lies between them."""
    told = [tried.comparison.differences[name] for name in names]
    if not tried.changed:
        return _as_it_is(told, id)
    rows = [_row(each) for each in told]
    return Table(
        id=id, caption=Words("主要指标", "Main figures"), rows=rows, per_page=len(rows),
        columns=columns(
            ("figure", Words("指标", "Figure")), ("now", tried.names[0], "number"), ("design", tried.names[1], "number"),
            ("change", Words("配对差", "Paired difference"), "number"), ("way", Words("说明", "Which way")),
        ),
    )  # fmt: skip


def _as_it_is(told: Sequence[Difference], id: str) -> Table:
    rows = [
        Row([each_words(each), amount(each.before, FIGURES[each.figure].unit)]) for each in told
    ]
    heads = columns(("figure", Words("指标", "Figure")), ("now", NOW, "number"))
    caption = Words("主要指标", "Main figures")
    return Table(id=id, caption=caption, columns=heads, rows=rows, per_page=len(rows))


def each_words(each: Difference) -> Words:
    """What a figure is called."""
    return FIGURES[each.figure].words


def _row(each: Difference) -> Row:
    about = FIGURES[each.figure]
    words, state = BETTER[each.better]
    if each.direction and not about.better:
        words, state = Words("有变化", "changed"), "note"
    note = between(each.change)
    same = each.change.value == 0 and each.change.low == 0
    return Row([
        Cell(about.words),
        Cell(amount(each.before, about.unit)),
        Cell(amount(each.after, about.unit)),
        Cell(Words("相同", "the same")) if same else Cell(size_of(each.change), note=note),
        Cell("–") if same else Cell(words, note=how_sure(each) if each.environments else "", state=state),
    ])  # fmt: skip


def sections(tried: Tried) -> list[Section]:
    """The parts of an answer, in the order in which they are read."""
    found = [_injustice(tried), _mix(tried), bearing.levels_section(tried), _hours(tried)]
    if tried.comparison.after.storm:
        found = [*weeks.sections(tried), *found]
    return found


def _injustice(tried: Tried) -> Section:
    """Wrong sanctions by cause, from the one design to the other."""
    told = tried.comparison.differences
    wrong = [f"by_{CAUSES[place]}" for place in WRONG]
    heading = Words("冤错从何而来", "Where wrong sanctions come from")
    before, after = (sum(getattr(told[n], side) for n in wrong) for side in ("before", "after"))
    if tried.changed:
        values, title = _falls(tried, wrong, before, after), _of_wrong(before, after)
    else:
        most = max(wrong, key=lambda name: told[name].before)
        values = [_bar(FIGURES[n].words, 0, told[n].before, "sum") for n in wrong]
        title = Words(
            f"错误处分最多的来源：{FIGURES[most].words.zh}",
            f"Most wrong sanctions: {FIGURES[most].words.en}",
        )
    rows = [Row([FIGURES[n].words, f"{told[n].before:.4f}", f"{told[n].after:.4f}"]) for n in wrong]
    heads = columns(
        ("cause", Words("缘由", "Cause")),
        ("now", tried.names[0], "number"),
        ("design", tried.names[1], "number"),
    )
    spec = charts.waterfall(values, words=PER_YEAR)
    return section("injustice", heading, title, spec, heads, rows)


PER_YEAR = Words("每岗每年错误处分", "wrong sanctions per post and year")


def _falls(
    tried: Tried, wrong: Sequence[str], before: float, after: float
) -> list[dict[str, object]]:
    told = tried.comparison.differences
    values, at = [_bar(tried.names[0], 0, before, "sum")], before
    for name in wrong:
        step = told[name].after - told[name].before
        values.append(
            _bar(FIGURES[name].words, at, at + step, "more" if step > 0 else "less", step)
        )
        at += step
    return [*values, _bar(tried.names[1], 0, after, "sum")]


def _bar(
    label: Words, start: float, end: float, kind: str, step: float | None = None
) -> dict[str, object]:
    shown = f"{end:.3f}" if step is None else f"{step:+.3f}"
    return {
        "label": pick(label), "start": start, "end": end, "right": max(start, end), "kind": kind,
        "shown": shown, "told": f"{pick(label)}: {shown}",
    }  # fmt: skip


def _of_wrong(before: float, after: float) -> Words:
    way_zh, way_en = ("增至", "rise") if after > before else ("减至", "fall")
    return Words(
        f"错误处分由每岗每年 {before:.3f} 次{way_zh} {after:.3f} 次",
        f"Wrong sanctions {way_en} from {before:.3f} to {after:.3f} per post and year",
    )


def _mix(tried: Tried) -> Section:
    """What becomes of tasks: shares of the six actions."""
    heading = Words("任务怎样处置", "What becomes of tasks")
    mixes = [_shares(side) for side in (tried.before, tried.after)]
    told = tried.names if tried.changed else tried.names[:1]
    values: list[dict[str, object]] = [
        {
            "label": pick(label), "kind": pick(ACTIONS[action][0]), "rank": rank,
            "value": mix[action], "told": f"{pick(ACTIONS[action][0])} {mix[action]:.1%}",
        }
        for label, mix in zip(told, mixes, strict=False)
        for rank, action in enumerate(ACTIONS)
    ]  # fmt: skip
    last = mixes[-1]
    done = last[Action.ACT] + last[Action.DOCUMENT]
    title = Words(
        f"{told[-1].zh}下，{done:.0%} 的任务被担当办理，{last[Action.TRACE]:.0%} 只做材料",
        f"{done:.0%} of tasks are taken up, {last[Action.TRACE]:.0%} only papered over ({told[-1].en})",
    )
    colours = {pick(words): colour for words, colour in ACTIONS.values()}
    rows = [Row([words, *(f"{mix[a]:.1%}" for mix in mixes)]) for a, (words, _) in ACTIONS.items()]
    heads = columns(
        ("action", Words("处置", "Action")),
        ("now", tried.names[0], "number"),
        ("design", tried.names[1], "number"),
    )
    spec = charts.stacked(values, colours, words=Words("任务占比", "share of tasks"), form="%")
    return section("mix", heading, title, spec, heads, rows)


def _shares(records: Sequence[Record]) -> dict[Action, float]:
    sums = {
        action: sum(
            float(record.week(f"{action.name.lower()}_{kind}")[record.settled :].sum())
            for record in records
            for kind in ("priority", "routine")
        )
        for action in ACTIONS
    }
    whole = sum(sums.values())
    return {action: value / whole for action, value in sums.items()}


def _hours(tried: Tried) -> Section:
    """Hours of a week: work itself, papers, inspections, and what is to spare."""
    heading = Words("工时去向", "Where the hours go")
    told = tried.names if tried.changed else tried.names[:1]
    sides = [
        _clock(records, design)
        for records, design in (
            (tried.before, tried.comparison.before),
            (tried.after, tried.comparison.after),
        )
    ]
    values: list[dict[str, object]] = [
        {
            "label": pick(label), "kind": pick(HOURS[name][0]), "rank": rank, "value": side[name],
            "told": f"{pick(HOURS[name][0])} {side[name]:.2f}",
        }
        for label, side in zip(told, sides, strict=False)
        for rank, name in enumerate(HOURS)
    ]  # fmt: skip
    last = sides[-1]
    worked = sum(last.values()) - last["free"]
    share = (last["papers"] + last["inspections"]) / worked
    title = Words(
        f"{told[-1].zh}下，材料与迎检占工时的 {share:.0%}",
        f"Papers and inspections take {share:.0%} of working time ({told[-1].en})",
    )
    colours = {pick(words): colour for words, colour in HOURS.values()}
    rows = [Row([words, *(f"{side[n]:.2f}" for side in sides)]) for n, (words, _) in HOURS.items()]
    heads = columns(
        ("kind", Words("用途", "Used for")),
        ("now", tried.names[0], "number"),
        ("design", tried.names[1], "number"),
    )
    unit = Words("每岗每周，以标准任务计", "per post and week, in standard tasks")
    spec = charts.stacked(values, colours, words=unit, form=".0f")
    return section("hours", heading, title, spec, heads, rows)


def _clock(records: Sequence[Record], design: Design) -> dict[str, float]:
    first = records[0]
    span = len(records) * len(first.tree) * (len(first.weeks) - first.settled)
    sums = {
        name: sum(float(r.week(name)[r.settled :].sum()) for r in records) / span
        for name in ("hours", "papers")
    }
    met = float(schedule(design, len(first.weeks))[first.settled :, -1].mean())
    inspections = min(met * design.world.hours_inspection, sums["papers"])
    return {
        "substance": sums["hours"] - sums["papers"],
        "papers": sums["papers"] - inspections,
        "inspections": inspections,
        "free": max(design.world.hours - sums["hours"], 0.0),
    }
