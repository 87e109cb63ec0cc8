"""Every metric once more as loops over rows: slow, plain, and without a line of SQL."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import stdev

from remit.engines.measures.table import EventRow, EventTable, Kind


def cases(table: EventTable, holder: str | None = None) -> Iterator[list[EventRow]]:
    """The events of each item, those of nobody skipped where a holder column is named."""
    for _, rows in groupby(table.rows(), key=lambda row: row.item):
        kept = [row for row in rows if holder is None or getattr(row, holder)]
        if kept:
            yield kept


Spans = dict[tuple[str, str], list[int]]


def pairs(table: EventTable, column: str) -> Spans:
    spans: Spans = defaultdict(list)
    for case in cases(table, None if column == "activity" else column):
        for one, two in pairwise(case):
            spans[getattr(one, column), getattr(two, column)].append(two.ts_us - one.ts_us)
    return dict(spans)


def moments(spans: list[int]) -> tuple[int, int, int, int, float | None]:
    deviation = stdev(spans) if len(spans) > 1 else None
    return len(spans), min(spans), max(spans), sum(spans), deviation


@dataclass
class Run:
    item: str
    holder: str
    rows: list[EventRow]
    until_us: int

    @property
    def works(self) -> int:
        return sum(row.kind is Kind.WORK for row in self.rows)


def runs(table: EventTable, holder: str) -> list[list[Run]]:
    found = []
    for case in cases(table, holder):
        parts = [list(rows) for _, rows in groupby(case, key=lambda row: getattr(row, holder))]
        ends = [part[0].ts_us for part in parts[1:]] + [parts[-1][-1].ts_us]
        found.append(
            [
                Run(case[0].item, getattr(part[0], holder), part, end)
                for part, end in zip(parts, ends, strict=True)
            ]
        )
    return found


def circuits(table: EventTable, holder: str) -> dict[str, tuple[int, int, int, int, int]]:
    """Per item that changed hands: runs, holders, returns, sustained ones, idle middle runs."""
    told = {}
    for case in runs(table, holder):
        names = [run.holder for run in case]
        back = [k for k in range(1, len(names) - 1) if names[k - 1] == names[k + 1]]
        kept_up = sum(k + 2 < len(names) and names[k] == names[k + 2] for k in back)
        idle = sum(case[k].works == 0 for k in back)
        if len(case) > 1:
            told[case[0].item] = (len(names), len(set(names)), len(back), kept_up, idle)
    return told


def kept(table: EventTable, first: str, second: str, within_us: int) -> set[str]:
    return {
        case[0].item
        for case in cases(table)
        for k, one in enumerate(case)
        for two in case[k + 1 :]
        if (one.activity, two.activity) == (first, second) and two.ts_us - one.ts_us <= within_us
    }


def broken(table: EventTable, first: str, second: str, within_us: int, known_us: int) -> set[int]:
    return {
        one.seq
        for case in cases(table)
        for k, one in enumerate(case)
        if one.activity == first
        and one.ts_us + within_us < known_us
        and not any(
            two.activity == second and two.ts_us - one.ts_us <= within_us for two in case[k + 1 :]
        )
    }


def same_hand(table: EventTable, first: str, second: str, holder: str) -> set[tuple[str, str]]:
    did = defaultdict(set)
    for row in table.rows():
        if getattr(row, holder):
            did[row.item, getattr(row, holder)].add(row.activity)
    return {key for key, activities in did.items() if {first, second} <= activities}


def same_last_hand(table: EventTable, first: str, second: str, holder: str) -> set[tuple[str, str]]:
    found = set()
    for case in cases(table, holder):
        last = [getattr(row, holder) for row in case if row.activity == second][-1:]
        early = {getattr(row, holder) for row in case if row.activity == first}
        found |= {(case[0].item, name) for name in last if name in early}
    return found


def passed(table: EventTable, holder: str) -> dict[str, Counter[str]]:
    """Per holder: what was passed on and received, in all and without work, and returned."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for case in runs(table, holder):
        for name in {run.holder for run in case}:
            told[name]["items"] += 1
        for giver, taker in pairwise(case):
            idle = giver.works == 0
            told[giver.holder].update(
                passed=1, passed_idle=idle, held=giver.until_us - giver.rows[0].ts_us
            )
            told[taker.holder].update(received=1, received_idle=idle)
    return told
