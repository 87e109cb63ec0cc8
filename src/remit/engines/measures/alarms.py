"""What deserves a look: a post suddenly busier, two posts that send matters back and forth, heaps before due days.

Many posts are looked at every night, so each must stand out at 99.9 % (and not at 95 %), rest on a
least number of events, and be large enough to matter; only the strongest few are told. An alarm is
a reason to ask, never a finding about anybody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from remit.engines.measures.passing import returns
from remit.engines.measures.running import Runner
from remit.engines.measures.spans import DAY
from remit.engines.measures.statistics import Estimate, rate_ratio, wilson
from remit.engines.measures.table import NOBODY, EventTable, Kind
from remit.engines.words import Words

LEVEL = 0.999
MOST = 5
LATELY = 30
"""Days that count as lately, beside those before them in the table."""
LEAST_DEEDS, LEAST_KEPT_UP, LEAST_PAPER = 30, 5, 20
RISEN, BACK, HEAPED = 1.5, 0.1, 2.0
BEFORE = 3


class Alarm(NamedTuple):
    """One thing that stands out: about which posts, how strongly (1: just enough), in words.

    `reading` names the posts by place: {0}, {1}.
    """

    id: str
    about: tuple[str, ...]
    strength: float
    estimate: Estimate
    reading: Words


def alarms(
    table: EventTable,
    runner: Runner,
    *,
    until_us: int,
    due: Iterable[date] = (),
    days: Sequence[date] = (),
) -> tuple[Alarm, ...]:
    """The strongest alarms of a table, `until_us` being now; `days` are those of its events."""
    found = [*risen(table, until_us), *kept_up(table, runner), *heaped(table, due, days)]
    return tuple(sorted(found, key=lambda each: (-each.strength, each.id, each.about))[:MOST])


def risen(table: EventTable, until_us: int) -> Iterator[Alarm]:
    """Posts that lately did far more than before."""
    own = (table.post != NOBODY) & (table.kind != Kind.SYSTEM)
    if not own.any():
        return
    since = until_us - LATELY * DAY
    before = (since - int(table.ts_us.min())) / DAY
    if before < LATELY:
        return
    now = Counter(table.post[own & (table.ts_us >= since)].tolist())
    past = Counter(table.post[own & (table.ts_us < since)].tolist())
    for post, n in now.items():
        ratio = rate_ratio((n, LATELY), (past[post], before), level=LEVEL)
        if ratio.n >= LEAST_DEEDS and past[post] and ratio.low > RISEN:
            told = f"{ratio.value:.1f}"
            reading = Words(
                f"“{{0}}”最近{LATELY}天的办理次数是此前的{told}倍：是否需要分担？",
                f"{{0}} did {told} times as much in the last {LATELY} days as before: is help needed?",
            )
            about = (table.label("post", post),)
            yield Alarm("alarms.risen", about, ratio.low / RISEN, ratio, reading)


def kept_up(table: EventTable, runner: Runner) -> Iterator[Alarm]:
    """Pairs of posts between which matters keep going back and forth."""
    legs = returns(runner, "post")
    pairs = Counter(_pair(leg.holder, leg.back_to) for leg in legs if leg.kept_up)
    whole: Counter[tuple[int, int]] = Counter()
    for giver, taker, _idle, _back, n, *_ in runner.rows("passes", holder="post"):
        whole[_pair(giver, taker)] += n
    for pair, n in pairs.items():
        share = wilson(n, whole[pair], level=LEVEL)
        if n >= LEAST_KEPT_UP and share.low > BACK:
            reading = Words(
                f"“{{0}}”与“{{1}}”之间的{whole[pair]}次移交中有{n}次是来回推转：权责是否清楚？",
                f"Of {whole[pair]} handovers between {{0}} and {{1}} {n} went back and forth: is it clear whose "
                "it is?",
            )
            about = tuple(table.label("post", code) for code in pair)
            yield Alarm("alarms.kept_up", about, share.low / BACK, share, reading)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def heaped(table: EventTable, due: Iterable[date], days: Sequence[date]) -> Iterator[Alarm]:
    """Evidence heaped just before due days, over the whole table."""
    made = [day for day, kind in zip(days, table.kind.tolist(), strict=True) if kind == Kind.PAPER]
    if not made:
        return
    first, last = min(days).toordinal(), max(days).toordinal() + 1
    near = {day.toordinal() - n for day in due for n in range(BEFORE + 1)} & set(range(first, last))
    inside = int(np.isin([day.toordinal() for day in made], sorted(near)).sum())
    ratio = rate_ratio(
        (inside, len(near)), (len(made) - inside, last - first - len(near)), level=LEVEL
    )
    if ratio.n >= LEAST_PAPER and ratio.low > HEAPED:
        reading = Words(
            f"到期前{BEFORE}天的留痕速度是平时的{ratio.value:.1f}倍：材料是否都堆在最后？",
            f"In the {BEFORE} days before due days paper is made {ratio.value:.1f} times as fast as on other "
            "days: is it all left to the last?",
        )
        yield Alarm("alarms.heaped", (), ratio.low / HEAPED, ratio, reading)
