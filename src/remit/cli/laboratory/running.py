"""`remit lab run`: one design simulated and told."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from remit.cli.answers import say, tell_json, tell_table
from remit.cli.laboratory.asking import Asked, design_of
from remit.cli.laboratory.paper import draw_into
from remit.cli.laboratory.progress import INTERRUPTED, watched
from remit.cli.laboratory.telling import (
    ASSUMED,
    CHANGED,
    DESIGNS_ONLY,
    GROUPS,
    SIMPSON,
    design_values,
    estimate,
    here,
    number,
    provenance,
    settings,
    unit_of,
)
from remit.engines.measures.statistics import Estimate, unknown
from remit.engines.storm.claims.judging import interval
from remit.engines.storm.design import VERSION, Design
from remit.engines.storm.outcome import FIGURES, outcome
from remit.engines.storm.record import Record
from remit.engines.storm.sweeps.runs import crossed
from remit.engines.words import Words

FIGURE, VALUE, SPREAD = (
    Words("指标", "figure"),
    Words("数值", "value"),
    Words("95% 区间", "95 % interval"),
)
SIMULATING = Words("模拟", "simulating")
IN_STORM = Words("风暴期间", "during the storm")
CALM = Words("同样条件下没有风暴", "same weeks without it")


@dataclass(frozen=True)
class Result:
    """One design simulated with several seeds; `calm` the same without its storm, where it has one."""

    design: Design
    asked: Asked
    records: tuple[Record, ...]
    calm: tuple[Record, ...] = ()

    @property
    def figures(self) -> Mapping[str, Estimate]:
        """All figures after the settling-in, with intervals over seeds."""
        return _figures(self.records, self.asked.period.read)

    @property
    def in_storm(self) -> Mapping[str, tuple[Estimate, Estimate]]:
        """The figures while the storm blows, with it and without; empty where it has none in time."""
        since, until = self.asked.period.during(self.design).read
        if not self.calm or since >= until:
            return {}
        both = [_figures(records, (since, until)) for records in (self.records, self.calm)]
        return {name: (both[0][name], both[1][name]) for name in FIGURES}


def simulated(design: Design, asked: Asked) -> Result:
    """The design with each seed, and without its storm."""
    simulation = asked.simulation
    runs = crossed((design, design.calm) if design.storm else (design,), range(asked.seeds))
    records: list[Record] = []
    with watched(SIMULATING) as watch:
        for run in runs:
            watch.tell(len(records), len(runs))
            records.append(simulation.record(run))
            if watch.cancel():
                sys.exit(INTERRUPTED)
    return Result(design, asked, tuple(records[: asked.seeds]), tuple(records[asked.seeds :]))


def tell_run(file: Path, asked: Asked, *, svg: Path | None, as_json: bool) -> None:
    """Simulates the design in a file and tells what it comes to. Raises a Refusal."""
    result = simulated(design_of(file), asked)
    if as_json:
        tell_json(values(result))
    else:
        _tell(result)
    if svg:
        from remit.cli.laboratory.pictures import storm_picture

        draw_into(svg, storm_picture(result))


def _figures(records: Sequence[Record], weeks: tuple[int, int]) -> Mapping[str, Estimate]:
    rows = [outcome(record, *weeks) for record in records]
    return {name: _mean(np.array([row[name] for row in rows]), name) for name in FIGURES}


def _mean(values: np.typing.NDArray[np.float64], name: str) -> Estimate:
    unit = FIGURES[name].unit
    if len(values) > 1:
        return interval(values, unit)
    none = unknown(1, unit, "one seed")
    return Estimate(float(values[0]), none.low, none.high, 1, unit, "one seed")


def _tell(result: Result) -> None:
    say(result.design.name, style="bold")
    changed = settings(result.design)
    if changed:
        say(here(CHANGED))
    for name, value, default in changed:
        say(f"  {name}: {value} ({default})")
    figures, heads = result.figures, [here(FIGURE), here(VALUE), here(SPREAD)]
    for title, names in GROUPS.values():
        say("")
        rows = [_row(name, figures[name]) for name in names]
        # One seed has no interval, so the table needs no column for it.
        most = 2 + (result.asked.seeds > 1)
        tell_table(here(title), heads[:most], [row[:most] for row in rows])
    _tell_storm(result)
    say("")
    for words in (SIMPSON, ASSUMED, DESIGNS_ONLY):
        say(here(words))
    asked = result.asked
    say(provenance(result.design, len(asked.tree), asked.weeks, asked.seeds))


def _row(name: str, told: Estimate) -> Sequence[str]:
    unit = FIGURES[name].unit
    spread = f"{number(told.low, unit)} … {number(told.high, unit)}"
    return here(FIGURES[name].words), f"{number(told.value, unit)} {unit_of(name)}".strip(), spread


SHOWN = (
    "implementation_priority", "implementation_routine", "taken_up", "papered", "sanctions",
    "wrong_share", "papers", "overload",
)  # fmt: skip


def _tell_storm(result: Result) -> None:
    told = result.in_storm
    if not told:
        return
    say("")
    rows = [
        (
            here(FIGURES[name].words),
            *(number(each.value, FIGURES[name].unit) for each in told[name]),
        )
        for name in SHOWN
    ]
    tell_table(here(IN_STORM), [here(FIGURE), here(IN_STORM), here(CALM)], rows)


def values(result: Result) -> dict[str, object]:
    """The whole result as plain values."""
    asked = result.asked
    return {
        "version": VERSION,
        "design": design_values(result.design),
        "posts": len(asked.tree), "weeks": asked.weeks, "seeds": asked.seeds,
        "figures": {name: estimate(told) for name, told in result.figures.items()},
        "storm": {
            name: {"with": estimate(storm), "without": estimate(calm)}
            for name, (storm, calm) in result.in_storm.items()
        },
        "guard": DESIGNS_ONLY._asdict(),
    }  # fmt: skip
