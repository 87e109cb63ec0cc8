"""All parameters as tables: unit, range, source, and whether this organisation's records tell the value."""

from remit.apps.lab.queries import Value
from remit.engines.storm.parameters import ASSUMED, CHOSEN, PARTS, parameters
from remit.engines.words import Words
from remit.web.components import Cell, Row, Table
from remit.web.insight.analysis import columns
from remit.web.lab.levers import PERCENT, UNITS, parted, said
from remit.web.lab.standing import Standing

CAPTIONS = {
    "regime": Words("制度：可以另作设计的一切", "Regime: everything that could be designed otherwise"),
    "world": Words("工作与损害：各设计相同", "The work and its harm: the same for all designs"),
    "people": Words("岗位上的人（虚构）：均值与个体差异", "The people in the posts (made up): means and spread"),
    "storm": Words("风暴（集中行动）", "Storm (campaign)"),
}  # fmt: skip
SOURCES = {
    CHOSEN: Words("由制度设计者选定", CHOSEN),
    ASSUMED: Words("假定：在合理范围内取值，待用本单位台账校准", ASSUMED),
}
HEADS = columns(
    ("name", Words("参数", "Parameter")),
    ("value", Words("采用值", "Value used"), "number"),
    ("range", Words("范围", "Range"), "number"),
    ("whence", Words("读取或假定", "Read or assumed")),
    ("source", Words("来源", "Source")),
)


def tables(here: Standing) -> list[Table]:
    """One table for each part of a design."""
    return [_table(here, part) for part in PARTS]


def _table(here: Standing, part: str) -> Table:
    read = {each.name: each for each in here.now.values}
    rows = []
    for about in parameters(part):
        name, percent, unit = f"{part}.{about.name}", about.unit in PERCENT, UNITS[about.unit]
        heading, meaning = parted(about)
        found = read.get(name)
        low, high = (said(end, Words("", ""), percent=percent) for end in (about.low, about.high))
        value = here.asked.before.value(name)
        rows.append(Row([
            Cell(heading, note=meaning),
            Cell(said(value, unit, percent=percent)),
            f"{low} – {high}",
            _whence(found) if found else Cell("–"),
            SOURCES.get(about.source, about.source),
        ]))  # fmt: skip
    return Table(id=part, caption=CAPTIONS[part], columns=HEADS, rows=rows, per_page=len(rows))


def _whence(found: Value) -> Cell:
    words = Words("读自记录", "read") if found.read else Words("假定", "assumed")
    return Cell(words, note=found.source, state="done" if found.read else "waiting")
