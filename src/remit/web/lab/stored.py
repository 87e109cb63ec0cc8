"""Stored designs and forecasts: what was asked, with which seeds and version, and what it came to."""

import hashlib
from collections.abc import Mapping
from math import nan
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from remit.apps.lab.actions import store_run
from remit.apps.ledger import queries as ledger
from remit.apps.ledger.actions import Json
from remit.apps.organisation import queries as organisation
from remit.engines.measures.statistics import Estimate
from remit.engines.storm.design import VERSION
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import PARTS, parameter, parameters
from remit.engines.storm.questions.comparing import Difference
from remit.engines.storm.questions.wording import reading
from remit.engines.storm.sweeps.runs import tree_digest
from remit.engines.words import Words
from remit.web.components import Answer, Cell, Column, Empty, Figure, Row, Table
from remit.web.insight import storm
from remit.web.insight.analysis import both, columns
from remit.web.insight.looking import DEEDS, Look, day_in
from remit.web.lab.answer import KEY, sentence
from remit.web.lab.bench import Tried
from remit.web.lab.levers import PERCENT, UNITS, parted, said
from remit.web.lab.standing import Standing
from remit.web.lab.telling import BETTER, DESIGN, NOW, amount, between, size_of
from remit.web.lists import Listing, Shown
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.lab.models import Run

TRIED, FORECAST = "design", "storm_forecast"
KINDS: Mapping[str, Words] = {
    TRIED: Words("制度设计", "Design"),
    FORECAST: Words("集中行动预测", "Forecast of a campaign"),
}
TITLE, DIGITS = 160, 12


def keep(
    here: Standing, tried: Tried, kind: str = TRIED, more: Mapping[str, Json] | None = None
) -> "Run":
    """Stores a design with its paired differences; `inputs` is the digest of both designs and the posts."""
    found = sentence(tried)
    return store_run(
        here.unit, kind, Words(found.zh[:TITLE], found.en[:TITLE]),
        asked={**here.query, **_asked(tried), **(more or {})},
        inputs=digest(tried), events=0, engine=VERSION, seed=tried.comparison.seeds[0],
        result=result(tried, found), by=here.standpoint.doer, at=here.standpoint.at,
    )  # fmt: skip


def digest(tried: Tried) -> str:
    """SHA-256 over both designs, the tree of posts and the weeks: equal digests give equal results."""
    found, how = tried.comparison, tried.effort
    told = (
        found.before.digest, found.after.digest, tree_digest(tried.posts.tree), how.engine,
        how.weeks, how.settled, how.seeds,
    )  # fmt: skip
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()


def _asked(tried: Tried) -> dict[str, Json]:
    found, how = tried.comparison, tried.effort
    return {
        "before": found.before.digest, "after": found.after.digest, "by": str(how.engine),
        "weeks": how.weeks, "settled": how.settled, "seeds": how.seeds,
        "simulated": both(tried.posts.words),
        "values": {name: repr(value) for name, value in found.after.values().items()},
        "now": {name: repr(value) for name, value in found.before.values().items()},
    }  # fmt: skip


def result(tried: Tried, finding: Words) -> dict[str, Json]:
    """What is kept: every figure before and after, its change with the interval, in words."""
    told = tried.comparison.differences
    measures: dict[str, Json] = {name: _kept(each) for name, each in told.items()}
    return {"finding": both(finding), "measures": measures, "rows": {}}


def _kept(each: Difference) -> dict[str, Json]:
    change = each.change
    return {
        "value": repr(change.value), "low": repr(change.low), "high": repr(change.high),
        "n": change.n, "least": 2, "unit": change.unit, "method": change.method, "exact": "",
        "before": repr(each.before), "after": repr(each.after), "reading": both(reading(each)),
    }  # fmt: skip


def differences(run: "Run") -> dict[str, Difference]:
    """The paired differences as they were kept."""
    return {
        name: _difference(name, told)
        for name, told in run.result.get("measures", {}).items()
        if name in FIGURES
    }


def _difference(name: str, told: Mapping[str, Any]) -> Difference:
    value, low, high, before, after = (
        float(told.get(key, nan)) for key in ("value", "low", "high", "before", "after")
    )
    change = Estimate(value, low, high, told["n"], told["unit"], told["method"])
    return Difference(name, before, after, change)


def shown(run: "Run", standpoint: Standpoint) -> dict[str, object]:
    """Everything the page of a run shows."""
    finding = run.result.get("finding", {})
    return {
        "run": run,
        "kind": KINDS[run.kind],
        "finding": Words(finding.get("zh", ""), finding.get("en", "")),
        "facts": _facts(run, standpoint),
        "tables": [_moved(run), _figures(differences(run))],
        "again": again(run),
        "since": _since(run),
        "came": _came(run, standpoint),
    }


def again(run: "Run") -> str:
    """The address that asks the same today."""
    own = {k: v for k, v in run.asked.items() if k in ("unit", "posts", "storm") or "." in k}
    return f"{reverse('lab')}?{urlencode(own)}"


def _since(run: "Run") -> str:
    """The storm report of the measures over the days for which a campaign was announced."""
    told = run.asked
    if run.kind != FORECAST or not told.get("from"):
        return ""
    query = {"unit": str(run.unit_id), "from": told["from"], "to": told.get("to", "")}
    return f"{reverse('insight_analysis', args=['storm'])}?{urlencode(query)}"


def _came(run: "Run", standpoint: Standpoint) -> list[Figure]:
    """What the records tell of the days for which a campaign was forecast, once they have begun."""
    since, until = (day_in(run.asked, name) for name in ("from", "to"))
    if run.kind != FORECAST or since is None or until is None or since > standpoint.on:
        return []
    days = {"from": since.isoformat(), "to": until.isoformat()}
    return storm.analyse(Look(standpoint, run.unit, DEEDS, more=days)).figures


def kept_values(run: "Run", which: str = "values") -> dict[str, float]:
    """The values of a stored design by name; those that the model has no longer are left out."""
    told: Mapping[str, str] = run.asked.get(which, {})
    known = {f"{part}.{each.name}" for part in PARTS for each in parameters(part)}
    return {name: float(text) for name, text in told.items() if name in known}


def _said(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    about = parameter(name)
    return said(value, UNITS[about.unit], percent=about.unit in PERCENT)


def _moved(run: "Run") -> Table:
    """What the design differs in from the regime of then."""
    values, now = kept_values(run, "values"), kept_values(run, "now")
    rows = [
        Row([Cell(parted(parameter(name))[0], note=parted(parameter(name))[1]),
             _said(name, now.get(name)), _said(name, value)])
        for name, value in values.items()
        if value != now.get(name)
    ]  # fmt: skip
    heads = columns(
        ("name", Words("参数", "Parameter")), ("now", NOW, "number"), ("design", DESIGN, "number")
    )
    caption = Words("所试设计与当时制度的不同", "What the design changes")
    nothing = Empty(Words("没有改动", "Nothing was changed"), icon="lab")
    return Table(
        id="moved", caption=caption, columns=heads, rows=rows, per_page=max(len(rows), 1), empty=nothing,
    )  # fmt: skip


def _figures(told: Mapping[str, Difference]) -> Table:
    rows = [_row(told[name]) for name in KEY if name in told]
    return Table(
        id="kept", caption=Words("主要指标", "Main figures"), rows=rows, per_page=max(len(rows), 1),
        columns=columns(
            ("figure", Words("指标", "Figure")), ("now", NOW, "number"), ("design", DESIGN, "number"),
            ("change", Words("配对差", "Paired difference"), "number"), ("way", Words("说明", "Which way")),
        ),
    )  # fmt: skip


def _row(each: Difference) -> Row:
    about, (words, state) = FIGURES[each.figure], BETTER[each.better]
    note = between(each.change)
    return Row([
        about.words, amount(each.before, about.unit), amount(each.after, about.unit),
        Cell(size_of(each.change), note=note), Cell(words, state=state),
    ])  # fmt: skip


def _facts(run: "Run", standpoint: Standpoint) -> list[Answer]:
    asked = run.asked
    simulated = asked.get("simulated", {})
    span = Words(
        f"{asked.get('weeks')} 周（前 {asked.get('settled')} 周不计），{asked.get('seeds')} 个配对种子",
        f"{asked.get('weeks')} weeks, of which the first {asked.get('settled')} do not count;"
        f" {asked.get('seeds')} paired seeds",
    )
    return [
        Answer(Words("单位", "Unit"), run.unit.name),
        *([Answer(CAMPAIGN, str(asked["campaign"]))] if asked.get("campaign") else []),
        Answer(Words("模拟的岗位", "Posts simulated"),
               Words(simulated.get("zh", ""), simulated.get("en", ""))),
        Answer(Words("时长与种子", "Weeks and seeds"), span),
        Answer(Words("首个种子", "First seed"), "–" if run.seed is None else str(run.seed)),
        Answer(Words("设计摘要", "Digest of the design"), str(asked.get("after", ""))[:DIGITS],
               note=str(asked.get("after", ""))),
        Answer(Words("方程版本", "Equations"), f"{run.engine} · {asked.get('by', '')}"),
        Answer(Words("保存者", "Stored by"), run.by.post.name if run.by else "–"),
        Answer(Words("保存时间", "Stored"), run.at),
        _entry(run, standpoint),
    ]  # fmt: skip


CAMPAIGN = Words("集中行动", "Campaign")


def _entry(run: "Run", standpoint: Standpoint) -> Answer:
    ranges = organisation.reach(standpoint.acting, "ledger.read", on=standpoint.today)
    row = ledger.within(ranges).filter(subject=run.ref).first()
    link = reverse("entry", args=[row.pk]) if row else ""
    return Answer(Words("台账记录", "Entry in the ledger"), run.ref, link)


RUNS: "Listing[Run]" = Listing(
    id="runs",
    caption=Words("保存的结果", "Stored"),
    sort="-at",
    href=lambda run: reverse("lab_run", args=[run.pk]),
    shown=[
        Shown(Column("title", Words("结论", "What it found")), lambda run: Words(run.title_zh, run.title_en)),
        Shown(Column("kind", Words("类别", "Kind")), lambda run: KINDS.get(run.kind, run.kind), ("kind", "id")),
        Shown(Column("unit", Words("单位", "Unit")), lambda run: run.unit.name, ("unit__path", "id")),
        Shown(Column("at", Words("时间", "When"), "date"), lambda run: run.at, ("at", "id")),
    ],
    empty=Empty(
        Words("还没有保存的设计", "No design is stored yet"),
        Words("在“试一种设计”页按“保存此结果”，设计、种子、版本和结果即写入台账。",
              "Press “Store this” beside an answer: the design, its seeds, version and result go into the ledger."),
        icon="lab",
    ),
)  # fmt: skip
