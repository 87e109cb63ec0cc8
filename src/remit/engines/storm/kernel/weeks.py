"""Weeks of a range of packs, stage by stage, and the driver that lends them to threads."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from remit.engines.storm.answering import CONGESTION
from remit.engines.storm.design import Design
from remit.engines.storm.kernel.answering import answer, carry, count, scapegoats
from remit.engines.storm.kernel.choosing import decide, execute, hear, tell
from remit.engines.storm.kernel.compiling import Inferred, compiled, entered
from remit.engines.storm.kernel.given import given, terms
from remit.engines.storm.kernel.layout import (
    COLUMN,
    DONE,
    GROUP,
    KEPT,
    KINDS,
    LANES,
    NOBODY,
    SENT,
    TOTAL,
    Packs,
    packed,
)
from remit.engines.storm.kernel.learning import (
    PARTS,
    begin,
    hurt,
    promote,
    remember,
    renew,
    send,
    strike,
    tally,
)
from remit.engines.storm.learning import CAUSES, YEAR
from remit.engines.storm.record import COLUMN as SERIES_AT
from remit.engines.storm.record import SERIES, TOTALS, Record
from remit.engines.storm.running import LEAST_HARM
from remit.engines.storm.schedule import schedule
from remit.engines.storm.state import FIRST_MERIT
from remit.engines.storm.tree import Tree

F32 = np.float32
COUNTS = len(SERIES)
SENT_POOL = SENT.pool
SHARED_SUMS = (COLUMN.chosen, COLUMN.sent_aside + LANES)
LATER_SUMS = (COLUMN.rates, COLUMN.struck)
ACTIONS_AT, INQUIRIES_AT = SERIES_AT["act_priority"], SERIES_AT["inquiries"]
PRECISION_AT, UNANSWERED_AT = SERIES_AT["precision"], SERIES_AT["unanswered"]
# Which sum over columns is which column of the weeks.
SUMMED_TO = np.array([
    SERIES_AT[name] for name in (
        "own_priority", "right_priority", "right_routine", "hours", "papers", "overload", "burnout",
        "morale", "hidden", "harm", "inquiries", "unanswered", *CAUSES,
    )
])  # fmt: skip
SUMMED_FROM = COLUMN.own


class Held(NamedTuple):
    """All arrays of a run. `sent` and `sums` have two halves: one week writes what the next one reads."""

    kept: Any
    groups: Any
    totals: Any
    sent: Any
    sums: Any
    rows: Any
    posts: Any
    below: Any
    led: Any
    first: Any
    many: Any
    bundles: Any
    weeks: Any
    schedule: Any


@compiled
def combined(column: Inferred, first: Inferred, start: Inferred, span: Inferred) -> Inferred:
    """Makes sums over columns those of whole groups where a group has several columns."""
    for at in range(len(column) * LANES):
        to = first[start + at] - start
        if to != at:
            for field in range(span[0], span[1], LANES):
                more = column[at // LANES, field + at % LANES]
                column[to // LANES, field + to % LANES] += more
    for at in range(len(column) * LANES):
        to = first[start + at] - start
        if to != at:
            for field in range(span[0], span[1], LANES):
                column[at // LANES, field + at % LANES] = column[to // LANES, field + to % LANES]


@compiled
def add(column: Inferred, sums: Inferred) -> Inferred:
    """The sums over a pack of everything but actions, in double precision."""
    for place in range(len(SUMMED_TO)):
        sum_ = F32(0)
        for g in range(LANES):
            sum_ += column[SUMMED_FROM + place * LANES + g]
        sums[SUMMED_TO[place]] = sum_


@compiled
def add_actions(column: Inferred, sums: Inferred) -> Inferred:
    """The sums over a pack of what was chosen."""
    for kind in range(KINDS):
        sum_ = F32(0)
        for g in range(LANES):
            sum_ += column[COLUMN.chosen + kind * LANES + g]
        sums[ACTIONS_AT + kind] = sum_


@compiled
def precise_now(given: Inferred, sums: Inferred, posts: Inferred) -> Inferred:
    """How precise inquiries can be after a week with these sums over packs."""
    asked = 0.0
    for pack in range(len(sums)):
        asked += sums[pack, INQUIRIES_AT]
    able = min(1.0, given.regime.capacity / max(asked / posts, 1e-9)) ** CONGESTION
    return F32(given.regime.precision * able)


@compiled
def close(
    given: Inferred, sums: Inferred, precise: Inferred, posts: Inferred, week: Inferred
) -> Inferred:
    """The week's row of the record."""
    for pack in range(len(sums)):
        for place in range(COUNTS):
            week[place] += sums[pack, place]
    own = week[0]
    week[0], week[1] = own * given.world.priority, own * (1 - given.world.priority)
    week[PRECISION_AT] = precise * posts
    harm = max(given.world.harm_omitted, F32(LEAST_HARM))
    week[UNANSWERED_AT] /= harm


@compiled
def choose_and_work(
    given: Inferred,
    step: Inferred,
    precise: Inferred,
    week: Inferred,
    both: Inferred,
    held: Inferred,
    old: Inferred,
    packs: Inferred,
    column: Inferred,
    done: Inferred,
) -> Inferred:
    """The first half of a week for a bundle: everything before blame seeks contact in the group."""
    base = held.rows[packs[0]]
    for pack in range(packs[0], packs[1]):
        a, b = held.rows[pack], held.rows[pack + 1]
        told, group, here = column[pack - packs[0]], held.groups[pack], done[a - base : b - base]
        tell(given, both, group, old[pack], told)
        hear(b - a, held.below[a:b], held.led[pack], group, old, here)
        decide(given, week, precise, both, group, told, held.kept[a:b], here)
        execute(given, step, week, both, told, held.kept[a:b], here, held.posts[a:b])


@compiled
def be_answerable(
    given: Inferred,
    step: Inferred,
    precise: Inferred,
    both: Inferred,
    held: Inferred,
    old: Inferred,
    sums: Inferred,
    packs: Inferred,
    column: Inferred,
    done: Inferred,
    counting: Inferred,
    parts: Inferred,
) -> Inferred:
    """The second: harm, inquiries, sanctions, and what goes on of each post."""
    base = held.rows[packs[0]]
    for pack in range(packs[0], packs[1]):
        a, b = held.rows[pack], held.rows[pack + 1]
        told, here, kept = column[pack - packs[0]], done[a - base : b - base], held.kept[a:b]
        totals = held.totals[a:b]
        scapegoats(held.groups[pack], old[pack, SENT_POOL : SENT_POOL + LANES], told)
        answer(given, step, precise, both, counting, told, kept, here, held.posts[a:b], totals)
        hits = F32(0)
        for g in range(LANES):
            hits += told[COLUMN.struck + g]
        if hits > 0:
            strike(
                given, step, precise, both, told, kept, here, held.posts[a:b], sums[pack], parts
            )  # fmt: skip
        carry(given, precise, kept, here)
        if counting:
            count(here, totals)


@compiled
def learn_and_go(
    given: Inferred,
    step: Inferred,
    precise: Inferred,
    held: Inferred,
    new: Inferred,
    sums: Inferred,
    packs: Inferred,
    column: Inferred,
    done: Inferred,
) -> Inferred:
    """The last: groups remember, people are hurt, rise and leave, and next week is sent what it needs."""
    base = held.rows[packs[0]]
    for pack in range(packs[0], packs[1]):
        a, b = held.rows[pack], held.rows[pack + 1]
        told, here, kept = column[pack - packs[0]], done[a - base : b - base], held.kept[a:b]
        remember(given, held.groups[pack], told)
        felt = F32(0)
        for g in range(LANES):
            felt += told[COLUMN.struck + g] + told[COLUMN.wrong + g]
        if felt > 0:
            hurt(given, told, kept, here)
        send(
            given,
            precise,
            told,
            kept,
            here,
            held.below[a:b],
            held.led[pack],
            held.many,
            new,
            new[pack],
        )
    if (step + 1) % YEAR == 0:
        whole = held.kept[base : held.rows[packs[1]]]
        local = held.rows[packs[0] : packs[1] + 1] - base
        start = packs[0] * LANES
        for at in range(start, packs[1] * LANES):
            if held.first[at] == at and held.groups[at // LANES, GROUP.size + at % LANES] > 0:
                span = (at - start, at - start + held.many[at])
                promote(
                    given, span, held.groups[packs[0] : packs[1]], local, whole, done,
                    sums[packs[0] : packs[1]],
                )  # fmt: skip
    for pack in range(packs[0], packs[1]):
        a, b = held.rows[pack], held.rows[pack + 1]
        told, here, kept = column[pack - packs[0]], done[a - base : b - base], held.kept[a:b]
        renew(given, step + 1, kept, here, held.posts[a:b], sums[pack])
        tally(told, kept, here)
        add(told, sums[pack])


@entered
def advance(
    given: Inferred,
    held: Inferred,
    span: Inferred,
    bundles: Inferred,
    settled: Inferred,
    posts: Inferred,
    longest: Inferred,
    widest: Inferred,
) -> Inferred:
    """Weeks `span` of the bundles from `bundles[0]` to `bundles[1]`."""
    done = np.zeros((longest, DONE.all), F32)
    column = np.zeros((widest, COLUMN.all), F32)
    parts = np.empty(PARTS, F32)
    for step in range(span[0], span[1]):
        old, new = held.sent[step & 1], held.sent[(step + 1) & 1]
        before, sums = held.sums[step & 1], held.sums[(step + 1) & 1]
        precise = precise_now(given, before, posts) if step else given.regime.precision
        if step and bundles[0] == 0:
            close(given, before, precise, posts, held.weeks[step - 1])
        if step == len(held.schedule):
            return
        week = held.schedule[step]
        both = (terms(given, week, precise, 0), terms(given, week, precise, 1))
        counting = step >= settled
        for bundle in range(bundles[0], bundles[1]):
            packs = (held.bundles[bundle], held.bundles[bundle + 1])
            start = packs[0] * LANES
            used = column[: packs[1] - packs[0]]
            for pack in range(packs[0], packs[1]):
                for place in range(COUNTS):
                    sums[pack, place] = 0
            choose_and_work(given, step, precise, week, both, held, old, packs, used, done)
            for pack in range(packs[0], packs[1]):
                add_actions(used[pack - packs[0]], sums[pack])
            combined(used, held.first, start, SHARED_SUMS)
            be_answerable(
                given, step, precise, both, held, old, sums, packs, used, done, counting, parts
            )
            combined(used, held.first, start, LATER_SUMS)
            learn_and_go(given, step, precise, held, new, sums, packs, used, done)


def run(tree: Tree, design: Design, seed: int, weeks: int, settled: int, threads: int) -> Record:
    """A run by the kernel; the number of threads makes no difference to the numbers."""
    packs, told = packed(tree), given(design, seed)
    held = _held(packs, design, weeks)
    begin(told, held.kept, held.posts)
    last = len(packs.bundles) - 1
    rest = (settled, len(tree), packs.longest, packs.widest)
    parts = _parts(packs, min(threads, last))
    if len(parts) == 1:
        advance(told, held, (0, weeks + 1), (0, last), *rest)
    else:
        with ThreadPoolExecutor(len(parts)) as pool:
            for step in range(weeks):
                span = (step, step + 1)
                waiting = [pool.submit(advance, told, held, span, part, *rest) for part in parts]
                for each in waiting:
                    each.result()
        advance(told, held, (weeks, weeks + 1), (0, last), *rest)
    return Record(tree, settled, held.weeks, _totals(packs, held.totals, len(tree)))


def _held(packs: Packs, design: Design, weeks: int) -> Held:
    rows, count = int(packs.rows[-1]), packs.count
    packs.groups[:, GROUP.cut : GROUP.cut + LANES] = FIRST_MERIT
    return Held(
        np.empty((rows, KEPT.all), F32),
        packs.groups,
        np.zeros((rows, TOTAL.all), F32),
        np.zeros((2, count, SENT.all), F32),
        np.zeros((2, count, COUNTS)),
        packs.rows, packs.posts, packs.below, packs.led, packs.first, packs.many, packs.bundles,
        np.zeros((weeks, COUNTS)),
        schedule(design, weeks),
    )  # fmt: skip


def _parts(packs: Packs, threads: int) -> list[tuple[int, int]]:
    """Ranges of bundles with about the same number of rows."""
    rows = packs.rows[packs.bundles]
    cuts = np.searchsorted(rows, np.arange(1, threads) * rows[-1] / threads)
    bounds = np.unique(np.r_[0, cuts, len(packs.bundles) - 1])
    return [(int(a), int(b)) for a, b in pairwise(bounds)]


def _totals(packs: Packs, totals: NDArray[np.float32], posts: int) -> NDArray[np.float32]:
    """The totals in the order of posts."""
    live = packs.below != NOBODY
    where, found = packs.posts[live], np.empty((len(TOTALS), posts), np.float32)
    for at, row in enumerate(found):
        row[where] = totals[:, TOTAL[at] : TOTAL[at] + LANES][live]
    return found
