"""What questions to the laboratory cost: which levers matter in a county, and what a ledger tells of them."""

import time

import numpy as np

from benchmarks.measure import cost
from benchmarks.rows import Row, missing
from remit.engines.storm.design import Design
from remit.engines.storm.parameters import parameters
from remit.engines.storm.questions.calibrating import draw, held_out
from remit.engines.storm.questions.observing import LEDGER
from remit.engines.storm.questions.sampling import Axis, axis
from remit.engines.storm.questions.sobol import available, sobol
from remit.engines.storm.running import kernel_there, warm
from remit.engines.storm.sweeps.runs import Simulation
from remit.engines.storm.sweeps.sweep import Sweep
from remit.engines.storm.tree import Tree

LEVERS, SEED = 13, 1
MOST_S, LEAST_R2 = 60, 0.8
FIGURES = ("implementation", "wrong", "papers", "hidden_neglect", "by_task")
TOLD = (
    "world.load",
    "regime.intensity",
    "regime.paper_weight",
    "regime.reward",
    "regime.precision",
)
WITHOUT = "numba or SALib is missing: `make bench` installs them"
SOBOL = "Which of 13 levers matter, 7,680 runs of a county, one core: processor time"
R2 = "What 3,000 simulated ledgers tell: held-out R2 of {}"


def county() -> Tree:
    """1,110 posts."""
    return Tree.regular(10, 10, times=10)


def levers() -> list[Axis]:
    """The first levers of the regime over their ranges."""
    return [axis(f"regime.{each.name}") for each in parameters("regime")[:LEVERS]]


def influences() -> float:
    """Seconds of processor time for Sobol indices of five figures, machine code ready."""
    warm()
    before = time.process_time()
    sobol(
        Design(),
        levers(),
        Sweep(Simulation(county())),
        np.random.default_rng(SEED),
        figures=FIGURES,
    )
    return time.process_time() - before


def calibration() -> list[float]:
    """The R2 of each parameter that a ledger should tell."""
    simulation = Simulation(county(), measure=LEDGER)
    drawn = draw(Design(), Sweep(simulation), np.random.default_rng(SEED), simulation.years)
    found = held_out(drawn)
    return [found[name] for name in TOLD]


def rows() -> list[Row]:
    """Sobol indices, then calibration."""
    goal = f"at least {LEAST_R2}"
    if not (kernel_there() and available()):
        named = [(R2.format(name), "", goal) for name in TOLD]
        return [
            missing(what, unit, "-", aim, WITHOUT)
            for what, unit, aim in [(SOBOL, "s", f"at most {MOST_S} s"), *named]
        ]
    spent = min(float(str(cost(influences).answer)) for _ in range(2))
    learnt = cost(calibration).answer
    assert isinstance(learnt, list)
    return [
        Row(SOBOL, spent, "s", "-", None, None, f"at most {MOST_S} s", spent <= MOST_S),
        *(
            Row(R2.format(name), r2, "", "-", None, None, goal, r2 >= LEAST_R2)
            for name, r2 in zip(TOLD, learnt, strict=True)
        ),
    ]
