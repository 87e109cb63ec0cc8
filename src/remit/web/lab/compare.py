"""Two designs beside each other: the regime there is now, examples, the design under way, and stored ones."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from remit.apps.lab import queries as lab
from remit.engines.storm.claims.claim import Changes
from remit.engines.storm.claims.regimes import COUNTY, PRECISE
from remit.engines.storm.design import Design
from remit.engines.storm.parameters import parameter
from remit.engines.words import Words
from remit.web.components import Cell, Filter, Row, Table
from remit.web.insight.analysis import columns
from remit.web.lab import bench
from remit.web.lab.levers import PERCENT, UNITS, parted, said
from remit.web.lab.standing import Standing
from remit.web.lab.stored import TRIED, kept_values
from remit.web.lab.telling import DESIGN

if TYPE_CHECKING:
    from remit.web.lab.bench import Tried

NOW, ASKED, RUN = "now", "design", "run:"
MOST = 20
EXAMPLES: Mapping[str, tuple[Words, Changes]] = {
    "county": (Words("现行制度，改为某县做法", "as now, but after a county's way"), COUNTY),
    "precise": (Words("现行制度，改为精准问责", "as now, but precise"), PRECISE),
}
Choice = tuple[Words, Design]


def choices(here: Standing) -> dict[str, Choice]:
    """All designs that can be chosen, by the names they have in an address."""
    found: dict[str, Choice] = {
        NOW: (Words("现行制度", "the regime as it is now"), here.asked.before)
    }
    if here.asked.design.digest != here.asked.before.digest:
        found[ASKED] = (DESIGN, here.asked.design)
    found |= {
        name: (words, here.asked.before.changed(changes))
        for name, (words, changes) in EXAMPLES.items()
    }
    found["reference"] = (Words("参照制度", "reference regime"), Design())
    for run in lab.runs(here.ranges).filter(kind=TRIED)[:MOST]:
        told = Words(f"保存：{run.title_zh[:40]}", f"stored: {run.title_en[:60]}")
        found[f"{RUN}{run.pk}"] = (told, Design().changed(kept_values(run)))
    return found


def chosen(given: Mapping[str, str], among: Mapping[str, Choice]) -> tuple[str, str]:
    """The names of both designs; where none is said, now beside the design under way, or precision."""
    other = ASKED if ASKED in among else "precise"
    first, second = given.get("one", NOW), given.get("other", other)
    return (first if first in among else NOW, second if second in among else other)


def tried(here: Standing, among: Mapping[str, Choice], names: tuple[str, str]) -> "Tried":
    """Both designs with the same seeds."""
    first, second = (among[name][1] for name in names)
    found = bench.tried(here.posts, _at(first, here), _at(second, here), here.effort)
    return replace(found, names=(among[names[0]][0], among[names[1]][0]))


def _at(design: Design, here: Standing) -> Design:
    """The design with its storm, if any, where the pages begin one."""
    if design.storm is None:
        return design
    return replace(design, storm=replace(design.storm, start=float(here.effort.start)))


def filters(among: Mapping[str, Choice], names: tuple[str, str]) -> list[Filter]:
    """The controls that choose both designs."""
    rows = [(name, words) for name, (words, _) in among.items()]
    return [
        Filter("one", Words("一种设计", "One design"), names[0], rows, "select"),
        Filter("other", Words("另一种", "The other"), names[1], rows, "select"),
    ]


def differing(first: Design, second: Design) -> Table:
    """The values in which the designs differ."""
    one, other = first.values(), second.values()
    rows = [
        Row([Cell(parted(parameter(name))[0]), _said(name, one.get(name)), _said(name, other.get(name))])
        for name in {**one, **other}
        if one.get(name) != other.get(name) and name != "storm.start"
    ]  # fmt: skip
    heads = columns(
        ("name", Words("参数", "Parameter")), ("one", Words("一种", "One"), "number"),
        ("other", Words("另一种", "Other"), "number"),
    )  # fmt: skip
    caption = Words("两者的不同", "In what they differ")
    return Table(
        id="differing", caption=caption, columns=heads, rows=rows, per_page=max(len(rows), 1)
    )


def _said(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    about = parameter(name)
    return said(value, UNITS[about.unit], percent=about.unit in PERCENT)
