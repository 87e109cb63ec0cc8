"""The circumstances in which a campaign makes things worse."""

from collections.abc import Mapping

import numpy as np

from remit.engines.storm.questions import boxes
from remit.engines.storm.questions.sampling import axis
from remit.engines.words import Words
from remit.web.components import Empty, Row, Table
from remit.web.insight.analysis import Section, columns
from remit.web.lab.asking import FIGURE, SEED, Question, called, one_of, select
from remit.web.lab.bench import Rows
from remit.web.lab.levers import OF_STORM
from remit.web.lab.standing import Standing

BACKFIRING = (
    "regime.precision", "regime.clarity", "regime.paper_weight", "regime.exemption", "regime.capacity",
    "regime.discretion", "world.load", "world.priority", "world.cross", "people.motivation", "people.career",
)  # fmt: skip


def backfire(here: Standing, given: Mapping[str, str]) -> Question:
    """The circumstances in which a storm makes a figure worse."""
    figure = one_of(given, "figure", FIGURE, "implementation")
    draws = 400 if here.effort.engine == "numba" else 12
    values = {f"storm.{own}": here.asked.design.value(f"storm.{own}") for own in OF_STORM}
    start = {"storm.start": float(here.effort.start)}

    def answer() -> list[Section]:
        calm = here.asked.design.calm
        found = boxes.where_it_backfires(
            calm, calm.changed({**values, **start}), [axis(name) for name in BACKFIRING],
            Rows(here.posts, here.effort), np.random.default_rng(SEED), figure=figure, draws=draws,
            seeds=range(1),
        )  # fmt: skip
        return [_backfires(found)]

    return Question(
        Words("集中行动何时适得其反？", "When does a campaign backfire?"),
        Words(
            "在大量随机情形中各试一次有风暴和没有风暴，再找出哪些条件下这项指标反而变差。",
            "Many random circumstances are tried with and without the storm; then those are sought in which the"
            " figure gets worse instead of better.",
        ),
        [select("figure", Words("指标", "Figure"), figure, FIGURE)], 2 * draws, answer,
    )  # fmt: skip


def _backfires(found: boxes.Backfire) -> Section:
    heading = Words("适得其反的情形", "Where it backfires")
    what = called(found.figure)
    told = Words(
        f"在 {found.share:.0%} 的情形中，风暴使“{what.zh}”变差。",
        f"In {found.share:.0%} of the circumstances the storm makes it worse: {what.en}.",
    )
    heads = columns(
        ("box", Words("条件", "Circumstances")), ("density", Words("其中适得其反", "Backfires there"), "number"),
        ("coverage", Words("占全部适得其反", "Share of all that backfire"), "number"),
    )  # fmt: skip
    rows = [Row([_limits(box), f"{box.density:.0%}", f"{box.coverage:.0%}"]) for box in found.boxes]
    if not rows:
        return Section("boxes", heading, told, empty=Empty(NO_BOX, icon="lab"))
    table = Table(id="boxes", caption=heading, columns=heads, rows=rows, per_page=len(rows))
    return Section("boxes", heading, told, table=table)


NO_BOX = Words("没有能把这些情形区分出来的条件。", "No circumstances set these cases apart.")


def _limits(box: boxes.Box) -> Words:
    zh = "；".join(limit.words.zh for limit in box.limits)
    return Words(zh or "–", "; ".join(limit.words.en for limit in box.limits) or "–")
