"""Stored runs: what was asked of which events, by which engine, and what it found."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from math import nan
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from remit.apps.lab.actions import store_run
from remit.apps.ledger import queries as ledger
from remit.apps.organisation import queries as organisation
from remit.engines.measures.spans import lasting
from remit.engines.measures.statistics import Estimate, measured
from remit.engines.words import Words
from remit.web.components import Answer, Cell, Column, Empty, Figure, Row, Table
from remit.web.insight.analysis import Analysis, columns, figure
from remit.web.insight.breaches import HOLDERS
from remit.web.insight.looking import LOGS, Look
from remit.web.insight.naming import POST, UNIT, Names
from remit.web.insight.notices import notice
from remit.web.insight.verbs import deed
from remit.web.lists import Listing, Shown
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.lab.models import Run

ENGINE = "remit.engines.measures"
DIGITS = 12
ROWS = 20
KINDS: Mapping[str, Words] = {
    "flow": Words("停滞", "where work waits"),
    "waiting": Words("等待", "why work waits"),
    "handovers": Words("移交", "handovers"),
    "load": Words("负荷", "load"),
    "breaches": Words("超期", "missed deadlines"),
    "paper": Words("留痕", "paper"),
    "storm": Words("风暴", "storm"),
    "paradox": Words("多干多错", "paradox"),
    "compare": Words("对比", "comparison"),
    "alarms": Words("夜间提示", "nightly notices"),
}


def kind_words(kind: str) -> Words:
    """What a run looked at."""
    return KINDS.get(kind, Words(kind, kind))


def _by(run: "Run") -> "Words | str":
    """The post that stored it; the clock where nobody did."""
    return run.by.post.name if run.by else Words("时钟", "the clock")


RUNS: "Listing[Run]" = Listing(
    id="runs",
    caption=Words("保存的分析", "Stored runs"),
    sort="-at",
    href=lambda run: reverse("insight_run", args=[run.pk]),
    shown=[
        Shown(
            Column("title", Words("结论", "What it found")),
            lambda run: Words(run.title_zh, run.title_en),
        ),
        Shown(
            Column("kind", Words("问题", "About")), lambda run: kind_words(run.kind), ("kind", "id")
        ),
        Shown(
            Column("unit", Words("单位", "Unit")), lambda run: run.unit.name, ("unit__path", "id")
        ),
        Shown(
            Column("events", Words("记录数", "Events"), "number"),
            lambda run: run.events,
            ("events", "id"),
        ),
        Shown(Column("by", Words("保存者", "Stored by")), _by),
        Shown(Column("at", Words("时间", "When"), "date"), lambda run: run.at, ("at", "id")),
    ],
    empty=Empty(
        Words("还没有保存的分析", "No run is stored yet"),
        Words(
            "在任一分析页面按“保存此结果”，问题、记录摘要、引擎版本和结果即存入台账，可供复核。",
            "Press “Store this” on any page of insight: question, digest of the events, engine and result are "
            "kept with an entry in the ledger, so that anybody can check them.",
        ),
        icon="lab",
    ),
)


def keep(seen: Look, found: Analysis) -> "Run":
    """Stores what an analysis found; the engine says whether it may."""
    return store_run(
        seen.unit, found.kind, _short(found.finding), asked=seen.asked, inputs=seen.digest,
        events=len(seen.table), engine=f"{ENGINE} {version('remit')}", result=found.result,
        seed=found.seed, by=seen.standpoint.doer, at=seen.standpoint.at,
    )  # fmt: skip


def _short(words: Words) -> Words:
    return Words(words.zh[:160], words.en[:160])


def shown(run: "Run", standpoint: Standpoint, *, again: str) -> dict[str, object]:
    """Everything the page of a run shows; `again` is the digest of the same events now, where known."""
    finding = run.result.get("finding", {})
    names = Names(Look(standpoint, run.unit, str(run.asked.get("log", ""))))
    return {
        "run": run,
        "kind": kind_words(run.kind),
        "finding": Words(finding.get("zh", ""), finding.get("en", "")),
        "facts": _facts(run, standpoint),
        "figures": [_figure(name, told) for name, told in run.result.get("measures", {}).items()],
        "tables": [
            _rows(name, rows, names) for name, rows in run.result.get("rows", {}).items() if rows
        ],
        "look": _look(run),
        "notices": [notice(run, told, standpoint) for told in run.result.get("alarms", ())],
        "same": again and again == run.inputs,
        "changed": again and again != run.inputs,
    }


def _look(run: "Run") -> str:
    if run.kind not in KINDS or run.kind == "alarms":
        return ""
    return f"{reverse('insight_analysis', args=[run.kind])}?{urlencode(run.asked)}"


def _facts(run: "Run", standpoint: Standpoint) -> list[Answer]:
    asked = run.asked
    period = f"{asked.get('since') or '…'} – {asked.get('until') or '…'}"
    return [
        Answer(Words("单位", "Unit"), run.unit.name),
        Answer(Words("记录", "Events"), LOGS.get(str(asked.get("log")), Words("–", "–"))),
        Answer(Words("期间（不含止日）", "Period (last day not in it)"), period),
        Answer(Words("记录数", "Number of events"), run.events),
        Answer(Words("记录摘要", "Digest of the events"), run.inputs[:DIGITS], note=run.inputs),
        Answer(Words("引擎", "Engine"), run.engine),
        Answer(Words("随机种子", "Seed"), "–" if run.seed is None else str(run.seed)),
        Answer(Words("保存者", "Stored by"), _by(run)),
        Answer(Words("保存时间", "Stored"), run.at),
        _entry(run, standpoint),
    ]


def _entry(run: "Run", standpoint: Standpoint) -> Answer:
    """The entry of the deed, for who may open it."""
    ranges = organisation.reach(standpoint.acting, "ledger.read", on=standpoint.today)
    row = ledger.within(ranges).filter(subject=run.ref).first()
    link = reverse("entry", args=[row.pk]) if row else ""
    return Answer(Words("台账记录", "Entry in the ledger"), run.ref, link)


def _figure(id: str, told: Mapping[str, Any]) -> Figure:
    """A kept measure, as the page it comes from showed it."""
    value, low, high = (float(told.get(name, nan)) for name in ("value", "low", "high"))
    estimate = Estimate(value, low, high, told["n"], told["unit"], told["method"])
    reading = Words(told["reading"]["zh"], told["reading"]["en"])
    kept = measured(id, estimate, least=told["least"], behind=(), reading=reading)
    return figure(NAMES.get(id, Words(id, id)), kept)


NAMES: Mapping[str, Words] = {
    "flow.longest_wait": Words("最久一段的中位间隔", "median time of the longest wait"),
    "waiting.told": Words(
        "记录能说明原因的等待时间", "waiting of which the record tells the cause"
    ),
    "passing.bounce": Words("移交后退回的比例", "handovers that came straight back"),
    "passing.kept_up": Words("退回后再次转出", "returns that went off again"),
    "passing.idle": Words("退回期间无办理记录", "returns without work in between"),
    "passing.waste": Words("来回推转占用的时间", "time spent on going out and back"),
    "overload.concentration_deeds": Words("办理次数的集中度", "concentration of deeds"),
    "overload.concentration_duties": Words("职责的集中度", "concentration of duties"),
    "overload.hours": Words("每项最多可用的小时数", "hours an item may take"),
    "overload.rise": Words("最近一月与此前相比", "latest month over those before"),
    "formalism.paper_share": Words("留痕占比", "share of paper"),
    "formalism.bunching": Words("到期前的集中程度", "bunching before due days"),
    "formalism.reward_for_paper": Words(
        "材料每增加一个单位的得分", "points for one more unit of paper"
    ),
    "storms.during": Words("期间与之前之比", "during over before"),
    "storms.after": Words("之后与之前之比", "after over before"),
    "storms.rest_during": Words("其他工作：期间与之前之比", "other work: during over before"),
    "storms.rest_after": Words("其他工作：之后与之前之比", "other work: after over before"),
    "breaches.late": Words("超期比例", "share of late matters"),
}


def _rows(name: str, rows: Sequence[Mapping[str, Any]], names: Names) -> Table:
    """Kept rows as a table, references by the names the reader may see."""
    heads = list(rows[0])
    kinds = {head: "number" if isinstance(rows[0][head], int) else "text" for head in heads}
    return Table(
        id=f"kept-{name}", caption=TABLES.get(name, name),
        columns=columns(*((head, HEADS.get(head, head), kinds[head]) for head in heads)),
        rows=[Row([_cell(head, row.get(head), names) for head in heads]) for row in rows[:ROWS]],
        total=len(rows), per_page=max(len(rows), 1),
    )  # fmt: skip


def _cell(head: str, value: object, names: Names) -> Cell:
    text = str(value)
    if isinstance(value, int):
        return Cell(lasting(value) if head.endswith("_us") else value)
    if text.startswith(POST):
        return names.post_cell(text)
    return Cell(names.unit(text) if text.startswith(UNIT) else HOLDERS.get(text) or deed(text))


TABLES: Mapping[str, Words] = {
    "transitions": Words("环节之间的间隔", "Time between steps"),
    "waits": Words("环节之间的等待", "Waiting between steps"),
    "passes": Words("岗位之间的移交", "Handovers between posts"),
    "load": Words("各岗位的办理次数", "Deeds by post"),
    "parts": Words("各岗位的超期份额", "Parts of the lateness"),
    "units": Words("各单位的留痕", "Paper by unit"),
    "weeks": Words("各周办理次数", "Deeds a week"),
    "sides": Words("两者", "The two sides"),
}
HEADS: Mapping[str, Words] = {
    "source": Words("前一环节", "After"),
    "target": Words("后一环节", "Came"),
    "n": Words("次数", "Times"),
    "mean_us": Words("平均间隔", "Mean"),
    "median_us": Words("中位间隔", "Median"),
    "total_us": Words("合计等待", "Waited in all"),
    "rest_us": Words("看不出原因", "No cause told"),
    "longest_us": Words("最长间隔", "Longest"),
    "giver": Words("转出", "From"),
    "taker": Words("接收", "To"),
    "idle": Words("未经办理", "Without work"),
    "returned": Words("又退回", "Came back"),
    "post": Words("岗位", "Post"),
    "unit": Words("单位", "Unit"),
    "months": Words("逐月", "Month by month"),
    "part_us": Words("份额", "Part"),
    "paper": Words("留痕", "Paper"),
    "week": Words("周（自）", "Week from"),
    "side": Words("对象", "Side"),
    "value": Words("数值", "Value"),
    "interval": Words("95%区间", "95 % interval"),
}
