"""What a run came to: the figures by which designs are compared, over some weeks of a record.

The three paradox indices are reckoned by the measures that also read the real ledger.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.measures.paradox.peers import extremes
from remit.engines.storm.learning import CAUSES, WRONG
from remit.engines.storm.record import Record
from remit.engines.storm.state import Action
from remit.engines.words import Words

YEAR = 52


class Figure(NamedTuple):
    """A figure of an outcome: words, unit, and whether more (1), less (-1) or neither (0) is better."""

    words: Words
    unit: str
    better: int


FIGURES: Mapping[str, Figure] = {
    "implementation": Figure(Words("落实率", "Implementation: tasks done right"), "share", 1),
    "implementation_priority": Figure(
        Words("重点任务落实率", "Implementation of priority tasks"), "share", 1),
    "implementation_routine": Figure(
        Words("常规任务落实率", "Implementation of routine tasks"), "share", 1),
    "taken_up": Figure(Words("担当办理的比例", "Tasks taken up"), "share", 1),
    "papered": Figure(Words("只做材料的比例", "Tasks only papered over"), "share", -1),
    "avoided": Figure(Words("回避的比例", "Tasks avoided"), "share", -1),
    "passed": Figure(Words("转出的比例", "Tasks passed on"), "share", -1),
    "escalated": Figure(Words("上交的比例", "Tasks escalated"), "share", 0),
    "passed_down": Figure(Words("上级向下转出的比例", "Tasks that superiors pass down"), "share", -1),
    "sanctions": Figure(Words("每岗每年处分", "Sanctions per post and year"), "per year", 0),
    "wrong": Figure(Words("每岗每年错误处分", "Wrong sanctions per post and year"), "per year", -1),
    "wrong_share": Figure(Words("错误处分占比", "Share of sanctions that are wrong"), "share", -1),
    **{
        f"by_{cause}": Figure(words, "per year", -1 if place in WRONG else 0)
        for place, (cause, words) in enumerate(zip(CAUSES, (
            Words("办理有过失", "for negligence"), Words("应办未办", "for omission"),
            Words("无过错而担责", "innocent failure"), Words("替人受过", "scapegoat"),
            Words("新官旧账", "old debts"), Words("连带", "shared with others"),
        ), strict=True))
    },
    "hidden_neglect": Figure(
        Words("未被追究的不作为", "Omissions that nobody answers for"), "share", -1),
    "harm": Figure(Words("每岗每年损害", "Harm per post and year"), "per year", -1),
    "hidden": Figure(Words("每岗潜伏问题", "Hidden problems per post"), "problems", -1),
    "papers": Figure(Words("材料与迎检占工时", "Working time for papers and inspections"), "share", -1),
    "overload": Figure(Words("超负荷程度", "Overload"), "share", -1),
    "burnout": Figure(Words("倦怠", "Burnout"), "share", -1),
    "morale": Figure(Words("士气", "Morale"), "share", 1),
    "precision": Figure(Words("实际精准度", "Precision that inquiries reach"), "share", 1),
    "inquiries": Figure(Words("每岗每年调查", "Inquiries per post and year"), "per year", 0),
    "at_the_bottom": Figure(
        Words("处分落在基层的比例，相对其人数", "Sanctions at the bottom, relative to its posts"), "ratio", -1),
    "by_task": Figure(Words("悖论指数（按任务）", "Paradox index by task"), "ratio", -1),
    "among_peers": Figure(Words("悖论指数（同组相比）", "Paradox index among peers"), "ratio", -1),
    "by_harm": Figure(Words("悖论指数（按损害）", "Paradox index by harm"), "ratio", -1),
    "pooled": Figure(Words("不分组比较", "Compared without regard to groups"), "ratio", 0),
    "promoted_active": Figure(
        Words("被提拔者担当办理的比例，相对全体", "Tasks taken up by the promoted, relative to all"),
        "ratio", 1),
}  # fmt: skip
"""All figures, in the order in which they are shown."""
PARADOX = ("by_task", "among_peers", "by_harm", "pooled")
"""Figures that need totals by post and hold for all weeks after the settling-in, never for a part."""
Outcome = Mapping[str, float]


def outcome(record: Record, since: int | None = None, until: int | None = None) -> Outcome:
    """All figures over the weeks [since, until), from the settling-in to the end unless said.

    Figures by post (paradox, levels) are over all weeks after the settling-in. Not-a-number where
    nothing happened that could be counted.
    """
    weeks = slice(record.settled if since is None else since, until)
    sums = {name: float(record.week(name)[weeks].sum()) for name in _SUMMED}
    posts, length = len(record.tree), len(record.weeks[weeks])
    years = posts * length / YEAR
    tasks = sum(sums[name] for name in _SUMMED[:12])
    own = sums["own_priority"] + sums["own_routine"]
    wrong = sum(sums[CAUSES[place]] for place in WRONG)
    sanctions = sum(sums[cause] for cause in CAUSES)
    active = _by_action(sums, Action.ACT) + _by_action(sums, Action.DOCUMENT)
    found = {
        "implementation": (sums["right_priority"] + sums["right_routine"]) / own,
        "implementation_priority": sums["right_priority"] / sums["own_priority"],
        "implementation_routine": sums["right_routine"] / sums["own_routine"],
        "taken_up": active / tasks,
        "papered": _by_action(sums, Action.TRACE) / tasks,
        "avoided": _by_action(sums, Action.AVOID) / tasks,
        "passed": _by_action(sums, Action.PASS) / tasks,
        "escalated": _by_action(sums, Action.ESCALATE) / tasks,
        "sanctions": sanctions / years,
        "wrong": wrong / years,
        "wrong_share": _ratio(wrong, sanctions),
        **{f"by_{cause}": sums[cause] / years for cause in CAUSES},
        "hidden_neglect": sums["unanswered"] / tasks,
        "harm": sums["harm"] / years,
        "papers": sums["papers"] / sums["hours"],
        "inquiries": sums["inquiries"] / years,
        **{name: sums[name] / posts / length for name in _MEANS},
        "promoted_active": _ratio(
            sums["promoted_active"] / max(sums["promoted"], 1), active / tasks
        ),
        **_levels(record),
        **paradox(record),
    }
    return {name: found[name] for name in FIGURES}


_MEANS = ("hidden", "overload", "burnout", "morale", "precision")
_SUMMED = (
    *(f"{action.name.lower()}_{kind}" for action in Action for kind in ("priority", "routine")),
    "own_priority", "own_routine", "right_priority", "right_routine", *CAUSES, "unanswered", "harm",
    "papers", "hours", "inquiries", "promoted", "promoted_active", *_MEANS,
)  # fmt: skip


def _by_action(sums: Mapping[str, float], action: Action) -> float:
    name = action.name.lower()
    return sums[f"{name}_priority"] + sums[f"{name}_routine"]


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0 else float("nan")


def _levels(record: Record) -> dict[str, float]:
    """What superiors pass down, and how much more than its share of posts the bottom answers for."""
    leads, bottom = record.tree.below >= 0, record.tree.level == record.tree.level.max()
    passed, tasks = record.total("passed"), record.total("tasks")
    sanctions = record.total("sanctions")
    share = _ratio(float(sanctions[bottom].sum()), float(sanctions.sum()))
    return {
        "passed_down": _ratio(float(passed[leads].sum()), float(tasks[leads].sum())),
        "at_the_bottom": share / float(bottom.mean()),
    }


def paradox(record: Record) -> dict[str, float]:
    """The three indices and the pooled comparison; above one, who does more is sanctioned more."""
    acted = _ratio(float(record.total("on_taken_up").sum()), float(record.total("taken_up").sum()))
    evaded = _ratio(float(record.total("on_evaded").sum()), float(record.total("evaded").sum()))
    time = np.full(len(record.tree), len(record.weeks) - record.settled, np.float64)
    rows = [record.total(name).astype(np.float64) for name in ("taken_up", "sanctions", "harm")]
    inside = extremes(record.tree.group, rows[0], time, rows[1], rows[2])
    alike = extremes(np.zeros(len(time), np.int64), rows[0], time, rows[1], rows[2], most=None)
    return {
        "by_task": _ratio(acted, evaded),
        "among_peers": _of_extremes(inside, 1),
        "by_harm": _of_extremes(inside, 2),
        "pooled": _of_extremes(alike, 1),
    }


def _of_extremes(sums: NDArray[np.float64], below: int) -> float:
    """Sanctions of the most active over those of the least, per time (1) or per harm (2)."""
    top, low = sums.sum(0)
    return _ratio(float(top[0] * low[below]), float(low[0] * top[below]))
