"""What an organisation's own ledger can tell of a simulated one: the observables of a calibration.

Each is something that entries show without asking anybody what they think: duties given and done, papers
filed, matters passed on, inquiries, sanctions with what a review on the merits finds of them. What cannot
be seen (morale, overload, harm, hidden problems, how precise an inquiry meant to be) is not among them.
A record tells expected rates; a ledger holds counts, so that rates are to be made counts (`counted`).
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from remit.engines.storm.design import Design
from remit.engines.storm.learning import CAUSES, YEAR
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.record import Record
from remit.engines.storm.schedule import inspections_met
from remit.engines.storm.state import Action
from remit.engines.storm.sweeps.runs import Measure, Period, Row
from remit.engines.words import Words


class Observable(NamedTuple):
    """Something a ledger shows: words and unit."""

    words: Words
    unit: str


def _as_told(name: str) -> Observable:
    """A figure of outcomes that a ledger shows too."""
    return Observable(FIGURES[name].words, FIGURES[name].unit)


KINDS = ("priority", "routine")
_CLASSES = {"priority": Words("重点", "priority"), "routine": Words("常规", "routine")}
_ACTIONS: Mapping[Action, Words] = {
    Action.ACT: Words("办理而未留痕", "done without papers"),
    Action.DOCUMENT: Words("办理并留痕", "done and documented"),
    Action.TRACE: Words("只有材料而无办理", "papers without work"),
    Action.AVOID: Words("逾期无任何记录", "nothing recorded until due"),
    Action.PASS: Words("转出", "passed on"),
    Action.ESCALATE: Words("上交", "escalated"),
}
OBSERVABLES: Mapping[str, Observable] = {
    "duties": Observable(Words("每岗每周新增任务", "New duties per post and week"), "per week"),
    **{
        f"{action.name.lower()}_{kind}": Observable(
            Words(f"{_CLASSES[kind].zh}任务中{words.zh}的比例", f"{_CLASSES[kind].en} tasks {words.en}"),
            "share",
        )
        for action, words in _ACTIONS.items()
        for kind in KINDS
    },
    **{
        f"right_{kind}": Observable(
            Words(f"{_CLASSES[kind].zh}任务验收合格的比例", f"{_CLASSES[kind].en} tasks verified as done right"),
            "share",
        )
        for kind in KINDS
    },
    "hours": Observable(Words("每岗每周所需工时（含未能办完的）", "Hours asked for per post and week, also for what was left undone"), "tasks per week"),
    "papers": _as_told("papers"),
    "inspections": Observable(Words("每岗每周受检次数", "Inspections per post and week"), "per week"),
    "inquiries": _as_told("inquiries"),
    "sanctions": _as_told("sanctions"),
    **{
        f"by_{cause}": Observable(
            Words(
                f"经复核属“{FIGURES[f'by_{cause}'].words.zh}”的处分（每岗每年）",
                f"Sanctions that a review finds to be {FIGURES[f'by_{cause}'].words.en}, per post and year",
            ),
            "per year",
        )
        for cause in CAUSES
    },
    "passed_down": _as_told("passed_down"),
    "spread": Observable(
        Words("各岗办理比例的差异（标准差）", "Spread of the share taken up over posts (sd)"), "share"),
    "promoted_active": _as_told("promoted_active"),
}  # fmt: skip
"""All observables, in the order of `observables`."""


def observables(record: Record, design: Design, period: Period | None = None) -> Row:
    """All observables over the weeks of the period that are read; those by post over all weeks settled in."""
    weeks = slice(*(period or Period(len(record.weeks), record.settled)).read)
    sums = {name: float(record.week(name)[weeks].sum()) for name in _SUMMED}
    posts, length = len(record.tree), len(record.weeks[weeks])
    years = posts * length / YEAR
    tasks = {
        kind: sum(sums[f"{action.name.lower()}_{kind}"] for action in Action) for kind in KINDS
    }
    active = sums["act_priority"] + sums["act_routine"]
    active += sums["document_priority"] + sums["document_routine"]
    return {
        "duties": (sums["own_priority"] + sums["own_routine"]) / posts / length,
        **{
            f"{action.name.lower()}_{kind}": sums[f"{action.name.lower()}_{kind}"] / tasks[kind]
            for action in Action
            for kind in KINDS
        },
        **{f"right_{kind}": sums[f"right_{kind}"] / tasks[kind] for kind in KINDS},
        "hours": sums["hours"] / posts / length,
        "papers": sums["papers"] / sums["hours"],
        "inspections": inspections_met(design),
        "inquiries": sums["inquiries"] / years,
        "sanctions": sum(sums[cause] for cause in CAUSES) / years,
        **{f"by_{cause}": sums[cause] / years for cause in CAUSES},
        **_by_post(record),
        "promoted_active": sums["promoted_active"]
        / max(sums["promoted"], 1)
        / (active / sum(tasks.values())),
    }


_SUMMED = (
    *(f"{action.name.lower()}_{kind}" for action in Action for kind in KINDS),
    "own_priority", "own_routine", "right_priority", "right_routine", "hours", "papers", "inquiries",
    *CAUSES, "promoted", "promoted_active",
)  # fmt: skip


def _by_post(record: Record) -> dict[str, float]:
    """What superiors pass down, and how posts differ."""
    taken, tasks = record.total("taken_up"), record.total("tasks")
    leads = record.tree.below >= 0
    below = max(float(tasks[leads].sum()), 1.0)
    return {
        "passed_down": float(record.total("passed")[leads].sum()) / below,
        "spread": float(np.std(taken / np.maximum(tasks, 1), dtype=np.float64)),
    }


COUNTED = ("inquiries", *(f"by_{cause}" for cause in CAUSES))
"""Observables that are counts in a ledger, few enough for chance to matter; `sanctions` is their sum."""


def counted(row: Row, years: float, rng: Generator) -> Row:
    """The row with counts as `years` post-years show them (Poisson), where a record has expected rates."""
    found = {
        name: float(rng.poisson(value * years)) / years if name in COUNTED else value
        for name, value in row.items()
    }
    if "sanctions" in found:
        found["sanctions"] = sum(found[f"by_{cause}"] for cause in CAUSES)
    return found


def _measured(design: Design, record: Record, period: Period) -> Row:
    return observables(record, design, period)


LEDGER = Measure("ledger", tuple(OBSERVABLES), _measured)
"""The observables of a run, for a `Simulation`."""
