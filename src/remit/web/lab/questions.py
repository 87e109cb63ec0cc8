"""Where a figure turns as two parameters move, and which parameters matter most.

Nothing is reckoned until it is asked for; the button says about how long it takes. While NumPy answers
the questions are asked more coarsely.
"""

from collections.abc import Mapping, Sequence
from math import isfinite

import numpy as np

from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions import sampling, sobol
from remit.engines.storm.questions.sampling import Phase, axis
from remit.engines.storm.sweeps.runs import Run
from remit.engines.words import Words
from remit.web.components import Row
from remit.web.insight import charts as plain
from remit.web.insight.analysis import Section, columns
from remit.web.lab import charts
from remit.web.lab.asking import FIGURE, SEED, Question, called, one_of, select
from remit.web.lab.bench import Rows
from remit.web.lab.levers import GROUPS, PERCENT
from remit.web.lab.standing import Standing
from remit.web.lab.telling import amount, section
from remit.web.wording import pick

LEVERS = tuple(f"regime.{own}" for _, _, names in GROUPS for own in names)
AROUND = (
    *LEVERS, "world.load", "world.priority", "world.cross", "world.novelty_priority", "world.detection",
    "world.voice", "people.motivation", "people.career", "people.risk",
)  # fmt: skip
MATTERING = (
    "regime.intensity", "regime.precision", "regime.clarity", "regime.exemption", "regime.strictness",
    "regime.severity", "regime.paper_weight", "regime.duplicates", "regime.discretion", "regime.reward",
    "world.load", "people.motivation", "people.risk",
)  # fmt: skip


def phase(here: Standing, given: Mapping[str, str]) -> Question:
    """A figure over two levers, with the line where it turns."""
    across = one_of(given, "across", AROUND, "regime.precision")
    up = one_of(given, "up", AROUND, "regime.intensity")
    figure = one_of(given, "figure", FIGURE, "among_peers")
    fine, seeds = (11, 3) if here.effort.engine == "numba" else (5, 1)
    if across == up:
        up = next(name for name in AROUND if name != across)

    def answer() -> list[Section]:
        found = sampling.phase_diagram(
            here.asked.design, axis(across), axis(up), Rows(here.posts, here.effort), figure=figure,
            level=_level(here, figure, seeds), seeds=range(seeds), points=(fine, fine),
        )  # fmt: skip
        return [_drawn(found)]

    return Question(
        Words("在何处转折？", "Where does it turn?"),
        Words(
            "两个参数一起变动时，一项指标怎样变化；黑线是转折处（悖论指数等于 1，其他指标等于所试设计的值）。",
            "How a figure changes as two parameters move together. The black line is where it turns: an index of"
            " one, or for other figures the value of the design asked for.",
        ),
        [
            select("across", Words("横轴", "Across"), across, AROUND),
            select("up", Words("纵轴", "Up"), up, AROUND),
            select("figure", Words("指标", "Figure"), figure, FIGURE),
        ],
        fine * fine * seeds, answer,
    )  # fmt: skip


def _level(here: Standing, figure: str, seeds: int) -> float:
    """Where a figure turns: an index at one, any other at its value under the design asked for."""
    if FIGURES[figure].unit == "ratio":
        return 1.0
    rows = Rows(here.posts, here.effort)([Run(here.asked.design, seed) for seed in range(seeds)])
    return float(sampling.averages(rows, seeds, [figure])[figure][0])


def _drawn(found: Phase) -> Section:
    xs, ys = _edges(found.xs), _edges(found.ys)
    unit = FIGURES[found.figure].unit
    names = [called(each.name) for each in (found.across, found.up)]
    values = [
        {
            "left": xs[c], "right": xs[c + 1], "bottom": ys[r], "top": ys[r + 1],
            "value": float(found.values[r, c]) if isfinite(found.values[r, c]) else None,
            "told": f"{x:.2g}, {y:.2g}: {pick(amount(float(found.values[r, c]), unit))}",
        }
        for r, y in enumerate(found.ys)
        for c, x in enumerate(found.xs)
    ]  # fmt: skip
    line = [{"x": a[0], "y": a[1], "x2": b[0], "y2": b[1]} for a, b in found.contour]
    above = float(np.mean(found.values[np.isfinite(found.values)] > found.level))
    what, level = called(found.figure), pick(amount(found.level, unit))
    title = Words(
        f"在 {above:.0%} 的组合中，{what.zh}高于 {level}",
        f"{what.en} is above {level} in {above:.0%} of the combinations",
    )
    spec = charts.phase(
        values, line, across=names[0], up=names[1], told=what, middle=found.level,
        forms=(_form(found.across.name), _form(found.up.name), "%" if unit == "share" else "~g"),
        more_is_better=FIGURES[found.figure].better > 0,
    )  # fmt: skip
    heads = columns(("up", names[1], "number"), *(
        (f"x{n}", Words(f"{x:.2g}", f"{x:.2g}"), "number") for n, x in enumerate(found.xs)
    ))  # fmt: skip
    rows = [
        Row([f"{y:.2g}", *(amount(float(v), unit) for v in found.values[r])])
        for r, y in enumerate(found.ys)
    ]
    return section("phase", Words("相图", "Phase diagram"), title, spec, heads, rows)


def _form(name: str) -> str:
    return "%" if parameter(name).unit in PERCENT else ".2~r"


def _edges(values: Sequence[float]) -> list[float]:
    half = (values[1] - values[0]) / 2
    return [values[0] - half, *(value + half for value in values)]


def matters(here: Standing, given: Mapping[str, str]) -> Question:
    """Which parameters a figure depends on: Sobol indices where SALib is there, else one at a time."""
    figure = one_of(given, "figure", FIGURE, "wrong")
    quick = here.effort.engine == "numba"
    whole = sobol.available() and quick
    base, points, seeds = 128, 5 if quick else 3, 2 if quick else 1
    axes = [axis(name) for name in MATTERING]
    runs = base * (len(axes) + 2) if whole else len(axes) * points * seeds

    def answer() -> list[Section]:
        runner, rng = Rows(here.posts, here.effort), np.random.default_rng(SEED)
        if whole:
            found = sobol.sobol(here.asked.design, axes, runner, rng, figures=[figure], points=base)
            return [_influences(found[0])]
        curves = sampling.one_at_a_time(
            here.asked.design, axes, runner, figures=[figure], seeds=range(seeds), points=points
        )
        return [_swings(curves, figure)]

    how = (
        Words("Sobol 指数：该指标的差异有多少由一个参数说明（含与其他参数的共同作用）。",
              "Sobol indices: how much of the figure's variance a parameter accounts for, alone and with others.")
        if whole else
        Words("逐个移动参数，看指标最多变多少。安装 SALib（remit[lab]）并备好编译内核后，可得 Sobol 指数。",
              "Each parameter is moved alone and the figure followed. With SALib (remit[lab]) and the compiled kernel"
              " there are Sobol indices.")
    )  # fmt: skip
    return Question(
        Words("什么最要紧？", "What matters most?"), how,
        [select("figure", Words("指标", "Figure"), figure, FIGURE)], runs, answer,
    )  # fmt: skip


def _influences(found: sobol.Influences) -> Section:
    values = [
        {
            "label": pick(called(each.name)), "value": each.total.value, "low": max(each.total.low, 0.0),
            "high": each.total.high, "told": f"{pick(called(each.name))}: {each.total.told()}",
        }
        for each in found.parameters
    ]  # fmt: skip
    top = called(found.parameters[0].name)
    what = called(found.figure)
    title = Words(f"{what.zh}最取决于{top.zh}", f"{what.en} depends most on {top.en.lower()}")
    heads = columns(
        ("name", Words("参数", "Parameter")), ("first", Words("单独", "Alone"), "number"),
        ("total", Words("总计", "In all"), "number"),
    )  # fmt: skip
    rows = [Row([called(e.name), e.first.told(), e.total.told()]) for e in found.parameters]
    spec = plain.intervals(values, words=Words("方差占比", "share of variance"), form="%")
    return section("influences", Words("影响", "Influence"), title, spec, heads, rows)


def _swings(curves: Sequence[sampling.Curve], figure: str) -> Section:
    """How far each parameter alone moves a figure, from its lowest to its highest."""
    spans = sorted(
        ((each.name, min(each.figures[figure]), max(each.figures[figure])) for each in curves),
        key=lambda told: told[1] - told[2],
    )
    times = 100 if FIGURES[figure].unit == "share" else 1
    values = [
        {
            "label": pick(called(name)), "value": times * (low + high) / 2, "low": times * low,
            "high": times * high, "told": f"{pick(called(name))}: {times * low:.3g} – {times * high:.3g}",
        }
        for name, low, high in spans
    ]  # fmt: skip
    top, what = called(spans[0][0]), called(figure)
    title = Words(
        f"单独移动时，{top.zh}使{what.zh}变动最大",
        f"Moved alone, {top.en.lower()} moves it most: {what.en}",
    )
    heads = columns(
        ("name", Words("参数", "Parameter")), ("low", Words("最低", "Lowest"), "number"),
        ("high", Words("最高", "Highest"), "number"),
    )  # fmt: skip
    unit = FIGURES[figure].unit
    rows = [Row([called(name), amount(low, unit), amount(high, unit)]) for name, low, high in spans]
    spec = plain.intervals(values, words=what, zero=False)
    return section("swings", Words("逐个移动", "One at a time"), title, spec, heads, rows)
