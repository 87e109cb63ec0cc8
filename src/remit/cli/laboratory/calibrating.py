"""`remit lab calibrate`: what an organisation's own ledger says of the parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path

import numpy as np

from remit.cli.answers import say, tell_json, tell_table
from remit.cli.laboratory.asking import Asked, NotAsked, design_of, numbers_of
from remit.cli.laboratory.sweeping import Place, answered
from remit.cli.laboratory.telling import (
    ASSUMED,
    DESIGNS_ONLY,
    design_values,
    estimate,
    here,
    plain,
    provenance,
)
from remit.engines.findings import Finding, error
from remit.engines.storm.design import VERSION, Design
from remit.engines.storm.parameters import parameter
from remit.engines.storm.questions.calibrating import (
    TIMES,
    Calibration,
    Posterior,
    calibrate,
    draw,
)
from remit.engines.storm.questions.observing import LEDGER, OBSERVABLES
from remit.engines.storm.sweeps.runs import Row, Run
from remit.engines.words import Words

SEED = 20_260_504
TITLE = Words("台账能辨认的参数", "What the ledger tells of the parameters")
HEADS = Words("参数,估计,95% 区间,R²,能否辨认", "parameter,estimate,95 % interval,R²,identified")
YES, NO = Words("能", "yes"), Words("不能", "no")


def tell_calibration(
    file: Path, observed: Path, asked: Asked, draws: int, place: Place, *, as_json: bool
) -> None:
    """Calibrates the design in a file to what was observed and tells the result. Raises a Refusal."""
    design, seen = design_of(file), observed_in(observed)
    simulation = replace(asked.simulation, measure=LEDGER)

    def run(runs: Sequence[Run]) -> Sequence[Row]:
        return answered(simulation, runs, place)

    rng = np.random.default_rng(SEED)
    found = calibrate(draw(design, run, rng, simulation.years, draws=draws), seen)
    if as_json:
        tell_json(values(design, found))
        return
    _tell(found)
    lost = [each.words for each in found.parameters if not each.identified]
    for words in (*lost, *found.words[len(found.parameters) :], ASSUMED, DESIGNS_ONLY):
        say(here(words))
    say(provenance(design, len(asked.tree), asked.weeks, draws))


def observed_in(file: Path) -> Mapping[str, float]:
    """The observables in a file; an empty one is done without. Raises NotAsked with all faults."""
    given = numbers_of(file)
    faults: list[Finding] = []
    seen: dict[str, float] = {}
    for name, value in given.items():
        if name not in OBSERVABLES:
            faults.append(_unknown(file, str(name)))
        elif value is None:
            continue
        elif not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
            faults.append(_no_number(file, name, value))
        else:
            seen[name] = float(value)
    if not faults and not seen:
        faults.append(_nothing(file))
    if faults:
        raise NotAsked(*faults)
    return seen


def _tell(found: Calibration) -> None:
    tell_table(here(TITLE), here(HEADS).split(","), [_row(each) for each in found.parameters])


def _row(each: Posterior) -> tuple[str, ...]:
    name = " × ".join(here(parameter(part).words) for part in each.name.split(TIMES))
    told = each.estimate
    return (
        name, f"{told.value:.3g}", f"{told.low:.3g} … {told.high:.3g}", f"{each.r2:.2f}",
        here(YES if each.identified else NO),
    )  # fmt: skip


def values(design: Design, found: Calibration) -> dict[str, object]:
    """The whole calibration as plain values."""
    return {
        "version": VERSION,
        "design": design_values(design),
        "parameters": [
            {
                "name": each.name, **estimate(each.estimate), "r2": plain(each.r2),
                "identified": each.identified, **each.words._asdict(),
            }
            for each in found.parameters
        ],
        "observables": list(found.observables), "strange": list(found.strange), "used": found.used,
        "calibrated": dict(found.values),
        "guard": DESIGNS_ONLY._asdict(),
    }  # fmt: skip


def _unknown(file: Path, name: str) -> Finding:
    known = ", ".join(OBSERVABLES)
    return error(
        "lab.no_such_observable", f"{file}: {name}", f"没有这个可观测量。可选：{known}。",
        f"There is no such observable. There are: {known}.",
    )  # fmt: skip


def _no_number(file: Path, name: str, value: object) -> Finding:
    unit = OBSERVABLES[name].unit
    return error(
        "lab.no_number", f"{file}: {name}", f"“{value}”不是数。请写一个数（{unit}），不知道就留空。",
        f"{value!r} is no number. Write one ({unit}), or leave it empty where it is not known.",
    )  # fmt: skip


def _nothing(file: Path) -> Finding:
    known = ", ".join(OBSERVABLES)
    return error(
        "lab.nothing_observed", str(file), f"没有任何可观测量。可写：{known}。",
        f"Nothing is observed there. There may be: {known}.",
    )  # fmt: skip
