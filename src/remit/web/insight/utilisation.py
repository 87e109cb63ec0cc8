"""How much of a post's time is taken: what comes to it against the hours its holders have.

How long a piece of work takes is not recorded, so the question is turned round: from how many hours
an item on would the post be used to more than 85 %? With hours chosen by the reader, the same gives
utilisation and the wait to be expected (engine `overload`, after Allen and Cunneen).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from remit.apps.organisation import queries as organisation
from remit.engines.measures.overload import Demand, Overload, overload
from remit.engines.measures.overload.queueing import LEAST, MOST_USED
from remit.engines.measures.spans import HOUR
from remit.engines.measures.statistics import Estimate, measured, rate
from remit.engines.words import Words
from remit.web.components import Cell, Chart, Empty, Filter, Row
from remit.web.insight import charts
from remit.web.insight.analysis import Section, Told, beside, columns
from remit.web.insight.looking import Look
from remit.web.insight.naming import POST, Names
from remit.web.insight.sittings import day_of
from remit.web.wording import number, pick

KIND = "load"
A_DAY, SLACK = 8, 7 * 24
CHOICES = ("0.5", "1", "2", "4", "8", "16")
POSTS = 18
HEADING = Words("工时够不够用", "Whether the hours suffice")
NOTES = (
    Words(
        "没有登记每项工作要用多少小时，因此反过来问：每项超过多少小时，该岗位的工时就会用到85%以上。可用工时按今天的任职人数、"
        "每个工作日8小时计算（《国务院关于职工工作时间的规定》第三条），不扣请假和会议。",
        "How many hours a piece of work takes is not recorded, so the question is turned round: from how many hours "
        "an item on would the post be used to more than 85 %? Hours available are those of today's holders at "
        "eight a working day; leave and meetings are not taken off.",
    ),
    Words(
        "选定每项小时数后，利用率和预计等待都只在这个假设下成立。事项转到该岗位算来件一次，直到转出为在办。",
        "Once hours an item are chosen, utilisation and expected wait hold under that assumption alone. An item "
        "comes when it passes to the post and is there until it passes on.",
    ),
)


Shown = Cell | Words | str | int


class Stay(NamedTuple):
    """An item with a post, in microseconds; `first` is the event with which it came."""

    since: int
    until: int
    first: int


class Busy(NamedTuple):
    """What came to a post, who fills it today, and the hours they had in the time looked at."""

    post: str
    stays: tuple[Stay, ...]
    people: int
    hours: float
    whole: float

    @property
    def limit(self) -> Estimate:
        """The hours an item may take before 85 % of the time is used."""
        came = rate(len(self.stays), MOST_USED * self.hours, unit="item an hour")
        return came.inverted("hour")

    @property
    def enough(self) -> bool:
        """Whether enough came, and somebody holds the post."""
        return len(self.stays) >= LEAST and self.people > 0

    def overload(self, name: str, hours: float) -> Overload:
        """The load where each item takes so many hours."""
        n, held = len(self.stays), sum(stay.until - stay.since for stay in self.stays) / HOUR
        demand = Demand(
            arrivals=n / self.whole, hours=hours, available=self.hours / self.whole,
            servers=self.people, arrival_spread=self._spread, n=n,
        )  # fmt: skip
        return overload(name, demand, slack=SLACK, present=held / self.whole, stay=held / n)

    @property
    def _spread(self) -> float:
        """The squared coefficient of variation of the times between arrivals."""
        came = sorted(stay.since for stay in self.stays)
        gaps = [(b - a) / HOUR for a, b in pairwise(came)]
        mean = sum(gaps) / len(gaps)
        return sum((gap - mean) ** 2 for gap in gaps) / len(gaps) / mean**2 if mean else 1.0


def busy(seen: Look, names: Names) -> list[Busy]:
    """Every post to which something came, the one with fewest hours an item first."""
    stays = _stays(seen)
    keys = [names.posts[ref].pk for ref in stays if ref in names.posts]
    on = seen.standpoint.on
    held = organisation.holders([names.posts[f"{POST}{key}"] for key in keys], on=on)
    whole, working = _period(seen)
    found = [
        Busy(f"{POST}{key}", tuple(stays[f"{POST}{key}"]), len(held.get(key, ())),
             working * A_DAY * len(held.get(key, ())), whole)
        for key in keys
    ]  # fmt: skip
    return sorted(found, key=lambda each: (not each.enough, each.limit.value, each.post))


def _stays(seen: Look) -> dict[str, list[Stay]]:
    found: dict[str, list[Stay]] = defaultdict(list)
    for _item, _place, holder, since, until, first, *_ in seen.runner.rows("runs", holder="post"):
        found[seen.table.label("post", holder)].append(Stay(since, until, first))
    return found


def arrivals(seen: Look, post: str) -> Iterator[int]:
    """The events with which items came to a post."""
    return (stay.first for stay in _stays(seen).get(post, ()))


def _period(seen: Look) -> tuple[float, int]:
    """The hours from the first to the last day looked at, and the working days among them."""
    first, last = (day_of(int(end)) for end in (seen.table.ts_us.min(), seen.table.ts_us.max()))
    working, count = organisation.calendar(seen.unit.country), (last - first).days + 1
    days = (first + timedelta(n) for n in range(count))
    return 24.0 * count, sum(working.is_working_day(day) for day in days)


def asked(seen: Look) -> float:
    """The hours an item that the reader supposes; none where nothing was chosen."""
    told = seen.more.get("hours", "")
    return float(told) if told in CHOICES else 0.0


def filters(seen: Look) -> list[Filter]:
    """The control with which hours an item are supposed."""
    unit = Words("小时", "h")
    rows = [(text, Words(f"{text}{unit.zh}", f"{text} {unit.en}")) for text in CHOICES]
    label = Words("假设每项用时", "Suppose an item takes")
    choices = [("", Words("（不假设）", "(nothing)")), *rows]
    return [Filter("hours", label, seen.more.get("hours", ""), choices, "select")]


def section(seen: Look, names: Names, found: Sequence[Busy]) -> Section:
    """What each post could bear, and under supposed hours how far it is used."""
    enough = [each for each in found if each.enough]
    if not enough:
        few = Words(
            f"没有在任的岗位接到{LEAST}项以上的工作。",
            f"No post that is filled today received {LEAST} items or more.",
        )
        empty = Empty(Words("数据不足", "Not enough data"), few, icon="insight")
        return Section("hours", HEADING, empty=empty)
    hours = asked(seen)
    return Section("hours", HEADING, chart=_chart(seen, names, enough, hours))


def _chart(seen: Look, names: Names, found: Sequence[Busy], hours: float) -> Chart:
    title, spec = (_used if hours else _limits)(names, found[:POSTS], hours)
    return beside(
        seen, KIND, "hours-map", title, spec, caption=HEADING, heads=USED if hours else LIMITS,
        rows=[_row(seen, names, each, hours) for each in found],
        note=Words("各岗位只与自身的可用工时相比，不是名次。", "Each post is set against its own hours: this is no ranking."),
    )  # fmt: skip


def _limits(names: Names, found: Sequence[Busy], _hours: float) -> tuple[Words, charts.Spec]:
    first, limit = names.post(found[0].post), found[0].limit
    title = Words(
        f"“{first}”每项工作超过{limit.value:.1f}小时就会过载",
        f"{first} is overloaded as soon as an item takes more than {limit.value:.1f} hours",
    )
    values = [
        {
            "label": names.post(each.post), "value": each.limit.value, "low": each.limit.low,
            "high": each.limit.high, "told": f"{names.post(each.post)}: {each.limit.told(1)}",
        }
        for each in found
    ]  # fmt: skip
    words = Words("每项最多可用的小时数", "hours an item may take")
    return title, charts.intervals(values, words=words)


def _used(names: Names, found: Sequence[Busy], hours: float) -> tuple[Words, charts.Spec]:
    told = [each.overload(names.post(each.post), hours) for each in found]
    over = sum(each.overloaded for each in told)
    title = Words(
        f"若每项用{hours:g}小时，{len(told)}个岗位中有{over}个过载",
        f"If an item took {hours:g} hours, {over} of {len(told)} posts would be overloaded",
    )
    values = [{"label": each.post, "value": each.used, "told": pick(each.reading)} for each in told]
    return title, charts.bars(values, words=Words("工时利用率", "hours used"), form=".0%")


LIMITS = columns(
    ("post", Words("岗位", "Post")),
    ("people", Words("在任人数", "Holders"), "number"),
    ("n", Words("来件", "Items came"), "number"),
    ("hours", Words("可用工时", "Hours available"), "number"),
    ("limit", Words("每项超过即过载（小时）", "Overloaded above (hours an item)"), "number"),
)
USED = [
    *LIMITS,
    *columns(
        ("used", Words("利用率", "Used"), "number"),
        ("wait", Words("预计等待", "Expected wait"), "number"),
        ("chance", Words("等待超过一周的可能", "Waits over a week"), "number"),
    ),
]


def _row(seen: Look, names: Names, each: Busy, hours: float) -> Row:
    limit = each.limit
    told: list[Shown] = [
        names.post_cell(each.post), each.people,
        Cell(number(len(each.stays)), seen.events("came", post=each.post)), round(each.hours),
        Cell(f"{limit.value:.1f}", note=f"{limit.low:.1f} – {limit.high:.1f}"),
    ]  # fmt: skip
    return Row([*told, *_under(names, each, hours)] if hours else told)


def _under(names: Names, each: Busy, hours: float) -> list[Shown]:
    """What follows where an item takes so many hours."""
    found = each.overload(names.post(each.post), hours)
    endless = found.used >= 1
    wait = (
        Words("越积越多", "grows without end")
        if endless
        else Words(f"{found.wait:.1f}小时", f"{found.wait:.1f} h")
    )
    return [f"{100 * found.used:.0f}%", wait, f"{100 * found.chance:.0f}%"]


def told(seen: Look, names: Names, found: Sequence[Busy]) -> list[Told]:
    """The post whose hours suffice for least an item."""
    first = next((each for each in found if each.enough), None)
    if first is None:
        return []
    post, limit = names.post(first.post), first.limit
    reading = Words(
        f"“{post}”接到{limit.n:,}项，每项用时超过{limit.value:.1f}小时，工时就会用到{MOST_USED:.0%}以上。",
        f"{limit.n:,} items came to {post}: above {limit.value:.1f} hours an item more than {MOST_USED:.0%} of its "
        "hours would be used.",
    )
    label = Words(f"每项最多可用的小时数：{post}", f"hours an item may take: {post}")
    shown = measured(
        "overload.hours", limit, least=LEAST,
        behind=(stay.first for stay in first.stays), reading=reading,
    )  # fmt: skip
    return [(label, shown, seen.events("came", post=first.post))]
