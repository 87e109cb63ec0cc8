"""Designs that nothing beats, at the prices that the reader gives."""

from collections.abc import Mapping
from math import isfinite

import numpy as np

from remit.engines.storm.design import Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions import pareto
from remit.engines.storm.questions.sampling import axis
from remit.engines.words import Words
from remit.web.components import Cell, Empty, Filter, Row, Table, Text
from remit.web.insight.analysis import Section, columns
from remit.web.lab import charts
from remit.web.lab.asking import SEED, Question, called
from remit.web.lab.bench import Rows
from remit.web.lab.levers import PERCENT
from remit.web.lab.standing import Standing
from remit.web.lab.telling import amount, section
from remit.web.wording import pick

PRICED: Mapping[str, float] = {
    "regime.precision": 3.0, "regime.capacity": 100.0, "regime.clarity": 1.0, "regime.exemption": 0.5,
    "regime.tracking": 1.0, "regime.ask_once": 1.0, "regime.discretion": 0.5, "regime.reward": 2.0,
    "regime.coordination": 1.0,
}  # fmt: skip
SHORT: Mapping[str, Words] = {
    "implementation": Words("落实", "Implementation"),
    "wrong": Words("错误处分", "Wrong sanctions"),
    "hidden_neglect": Words("掩盖的不作为", "Hidden neglect"),
    "papers": Words("材料", "Papers"),
    pareto.COST: Words("成本", "Cost"),
}
OBJECTIVES = ("implementation", "wrong", "hidden_neglect", "papers", pareto.COST)


def front(here: Standing, given: Mapping[str, str]) -> Question:
    """Designs that nothing beats, at the user's own prices."""
    prices = {name: _price(given.get(f"price.{name}", ""), usual) for name, usual in PRICED.items()}
    quick = here.effort.engine == "numba"
    size, rounds = (40, 15) if quick else (8, 2)

    def answer() -> list[Section]:
        found = pareto.search(
            here.asked.before, [pareto.Lever(axis(name), price) for name, price in prices.items()],
            OBJECTIVES, Rows(here.posts, here.effort), np.random.default_rng(SEED),
            seeds=range(1), population=size, generations=rounds,
        )  # fmt: skip
        return [_front(found), _dominating(found)]

    asks = [
        Filter(f"price.{name}", _priced(name), f"{price:g}", kind="number")
        for name, price in prices.items()
    ]
    return Question(
        Words("按您的单价，哪些设计不被超越？", "At your prices, which designs does nothing beat?"),
        pareto.PRICES_ARE_YOURS, asks, size * rounds + 2, answer,
        None if pareto.available() else NO_PYMOO,
    )  # fmt: skip


NO_PYMOO = Empty(
    Words("缺少 pymoo", "pymoo is missing"),
    Words("前沿搜索需要可选组件，请管理员安装 remit[lab]。",
          "The search needs an optional part: ask the administrator to install remit[lab]."),
    icon="lab",
)  # fmt: skip


def _priced(name: str) -> Words:
    about = parameter(name)
    unit = Words("每 100%", "per 100 %") if about.unit in PERCENT else Words("每单位", "per unit")
    words = called(name)
    return Words(f"{words.zh}（{unit.zh}）", f"{words.en} ({unit.en})")


def _price(text: str, usual: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return usual
    return value if isfinite(value) and 0 <= value <= 1e6 else usual


def _front(found: pareto.Front) -> Section:
    kinds = {"today": Words("现行", "today"), "knee": Words("折中", "the knee"), "front": Words("前沿", "the front")}  # fmt: skip
    colours = {pick(kinds["front"]): "#a8cbdc", pick(kinds["today"]): "#2c4a86", pick(kinds["knee"]): "#8a5a00"}  # fmt: skip
    lines = [("front", each) for each in found.candidates if each is not found.knee]
    lines += [("today", found.today), ("knee", found.knee)]
    ends = _ends(found)
    values = [
        {
            "design": n, "kind": pick(kinds[kind]), "axis": pick(SHORT[name]),
            "value": _scaled(each.objectives[name], *ends[name]),
            "opacity": 0.5 if kind == "front" else 1,
            "told": f"{pick(SHORT[name])}: {each.objectives[name]:.3g}",
        }
        for n, (kind, each) in enumerate(lines)
        for name in found.objectives
    ]  # fmt: skip
    axes = [pick(SHORT[name]) for name in found.objectives]
    spec = charts.parallel(values, axes, colours)
    heads = columns(*((name, SHORT[name], "number") for name in found.objectives))
    rows = [Row([f"{each.objectives[n]:.3g}" for n in found.objectives]) for _, each in lines]
    better = len(found.dominating)
    title = Words(
        f"{len(found.candidates)} 个设计互不超越，其中 {better} 个各项都不逊于现行",
        f"{len(found.candidates)} designs are beaten by none; {better} are at least as good as today's in everything",
    )
    note = Words(f"共试算 {found.evaluated:,} 个设计。", f"{found.evaluated:,} designs were tried.")
    return section("front", Words("前沿", "The front"), title, spec, heads, rows, note=note)


def _ends(found: pareto.Front) -> dict[str, tuple[float, float]]:
    """Worst and best of each objective."""
    every = [*found.candidates, found.today]
    ends: dict[str, tuple[float, float]] = {}
    for name in found.objectives:
        seen = [each.objectives[name] for each in every if isfinite(each.objectives[name])]
        sense = -1 if name == pareto.COST else FIGURES[name].better
        ends[name] = (min(seen), max(seen)) if sense > 0 else (max(seen), min(seen))
    return ends


def _scaled(value: float, worst: float, best: float) -> float | None:
    return (value - worst) / (best - worst) if isfinite(value) and best != worst else None


def _dominating(found: pareto.Front) -> Section:
    """The designs that beat today's, with what they move."""
    heading = Words("怎样改", "What they move")
    today = found.today.design
    rows = [_better(each, today, found) for each in (*found.dominating[:10], found.knee)]
    heads = columns(
        ("moves", Words("改动", "What it moves")),
        *((name, SHORT[name], "number") for name in found.objectives),
    )  # fmt: skip
    note = Words(
        "先列各项都不逊于现行的设计（至多 10 个），末行为折中：离各项最好值最近的设计。",
        "First those at least as good as today's in everything (ten at most); the last row is the knee, the design"
        " nearest to the best of everything.",
    )
    table = Table(id="dominating", caption=heading, columns=heads, rows=rows, per_page=len(rows))
    return Section("dominating", heading, note, table=table)


def _better(each: pareto.Candidate, today: Design, found: pareto.Front) -> Row:
    moved = [
        f"{pick(called(name))} {today.value(name):.2g} → {each.design.value(name):.2g}"
        for name in found.prices
        if abs(each.design.value(name) - today.value(name)) > 0.05 * (parameter(name).high - parameter(name).low)
    ]  # fmt: skip
    cells: list[Text] = [amount(each.objectives[n], FIGURES[n].unit) if n in FIGURES else f"{each.objectives[n]:.2f}" for n in found.objectives]  # fmt: skip
    return Row([Cell("; ".join(moved) or "–"), *cells])
