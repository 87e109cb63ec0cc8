"""What the organisation's own ledger says of the parameters, and which of them it cannot tell."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import isfinite

import numpy as np

from remit.apps.lab import queries as lab
from remit.engines.storm.questions.calibrating import (
    ONLY_THE_PRODUCT,
    PRIOR,
    TIMES,
    Posterior,
    calibrate,
    draw,
)
from remit.engines.storm.questions.observing import LEDGER, OBSERVABLES
from remit.engines.storm.sweeps.runs import Period, Simulation
from remit.engines.storm.sweeps.sweep import Sweep
from remit.engines.words import Words
from remit.web.components import Cell, Empty, Row, Table
from remit.web.insight.analysis import Section, columns
from remit.web.lab.asking import SEED, Question, called
from remit.web.lab.standing import Standing
from remit.web.lab.telling import amount

WEEKS, DRAWS = 52, 1500
YEAR = timedelta(weeks=WEEKS)
NEEDS_KERNEL = Empty(
    Words("编译内核尚未就绪", "The compiled kernel is not ready"),
    Words("校准需要一千多次模拟。请稍后再来；若未安装 Numba，请管理员安装 remit[lab]。",
          "Calibration takes more than a thousand runs. Come back in a moment; where Numba is missing, ask the"
          " administrator to install remit[lab]."),
    icon="lab",
)  # fmt: skip
NOTHING_SEEN = Empty(
    Words("台账中还没有可对照的记录", "Nothing in the ledger to hold it against yet"),
    Words("近一年没有任务、立案或处分的记录。", "No tasks, inquiries or measures were recorded in the last year."),
    icon="ledger",
)  # fmt: skip


def calibration(here: Standing, given: Mapping[str, str]) -> Question:
    """What a year of the ledger says of the parameters: posteriors, and what is not identified."""
    del given

    def answer() -> list[Section]:
        on = here.standpoint.on
        seen = dict(lab.observed(here.unit, on - YEAR, on))
        if not seen:
            return [Section("seen", SEEN, empty=NOTHING_SEEN)]
        how = here.effort
        period = Period(how.settled + WEEKS, how.settled)
        simulation = Simulation(here.now.tree, period, LEDGER, engine=how.engine)
        rng = np.random.default_rng(SEED)
        drawn = draw(here.asked.before, Sweep(simulation), rng, simulation.years, draws=DRAWS)
        strange = calibrate(drawn, seen).strange
        usable = {name: value for name, value in seen.items() if name not in strange}
        if not usable:
            return [_seen(seen, strange), Section("told", TELL, empty=NOTHING_USED)]
        found = calibrate(drawn, usable).parameters
        return [_seen(seen, strange), _told([each for each in found if TIMES not in each.name])]

    return Question(
        Words("台账能说明什么？", "What does our ledger tell?"),
        Words(
            "把本单位近一年的记录与上千次模拟相比，看哪些参数能由记录辨认，哪些不能；不能辨认的，仍是假定。",
            "A year of this unit's records is laid beside more than a thousand simulations: which parameters the"
            " records give away, and which they cannot. What they cannot tell stays an assumption.",
        ),
        (), DRAWS, answer, None if here.effort.engine == "numba" else NEEDS_KERNEL,
    )  # fmt: skip


SEEN = Words("近一年的记录", "A year of records")
TELL = Words("由此可知", "What they tell")
NOTHING_USED = Empty(
    Words("没有可用于校准的记录", "No record that could be used"),
    Words(
        "这些数与模型的口径不合，全部参数仍为假定。",
        "These figures do not count what the model counts: all parameters stay assumed.",
    ),
    icon="lab",
)


def _seen(seen: Mapping[str, float], strange: Sequence[str]) -> Section:
    rows = [
        Row([OBSERVABLES[name].words, amount(value, OBSERVABLES[name].unit)])
        for name, value in seen.items()
        if isfinite(value)
    ]
    heads = columns(("name", Words("记录", "Records")), ("value", Words("数值", "Value"), "number"))
    names = [OBSERVABLES[name].words for name in strange]
    zh, en = "、".join(each.zh for each in names), "; ".join(each.en for each in names)
    told = Words(
        f"模型在先验范围内给不出这样的数，未用于校准，请先核对口径：{zh}。",
        f"Within its prior the model does not come to these, so they are not used; check what they count first: {en}.",
    )
    table = Table(id="seen", caption=SEEN, columns=heads, rows=rows, per_page=len(rows))
    return Section("seen", SEEN, told if strange else "", table=table)


def _told(found: list[Posterior]) -> Section:
    known = sum(each.identified for each in found)
    sentence = Words(
        f"{len(PRIOR)} 个参数中，{known} 个可由这些记录辨认。{ONLY_THE_PRODUCT.zh}",
        f"Of {len(PRIOR)} parameters these records give away {known}. {ONLY_THE_PRODUCT.en}",
    )
    heads = columns(
        ("name", Words("参数", "Parameter")), ("state", Words("能否辨认", "Identified")),
        ("value", Words("中位数（95% 区间）", "Median (95 % interval)")), ("r2", Words("留出 R²", "Held-out R²"), "number"),
    )  # fmt: skip
    rows = [_posterior(each) for each in sorted(found, key=lambda each: -each.r2)]
    table = Table(id="told", caption=TELL, columns=heads, rows=rows, per_page=len(rows))
    return Section("told", TELL, sentence, table=table)


def _posterior(each: Posterior) -> Row:
    yes, no = Words("可辨认", "yes"), Words("不能，仍为假定", "no: stays assumed")
    chip = Cell(yes, state="done") if each.identified else Cell(no, state="waiting")
    value = each.estimate.told(2) if each.identified else "–"
    return Row([called(each.name), chip, value, f"{each.r2:.2f}"])
