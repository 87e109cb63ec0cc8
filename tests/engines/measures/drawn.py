"""Made-up tables of events: small ones drawn by hypothesis, a larger one from a seed."""

from random import Random

from hypothesis import strategies as st

from remit.engines.measures.table import EventRow, EventTable, Kind

HOUR = 3_600_000_000
NAMES = st.sampled_from(["", "a", "b", "c", "d"])
ROWS = st.builds(
    EventRow,
    ts_us=st.integers(0, 20).map(lambda hours: hours * HOUR),
    seq=st.integers(0, 10**6),
    item=st.sampled_from(["i", "j", "k"]),
    activity=st.sampled_from(["ask", "check", "decide"]),
    post=NAMES,
    person=NAMES,
    unit=NAMES,
    kind=st.sampled_from(Kind),
)
LOGS = st.lists(ROWS, max_size=40, unique_by=lambda row: row.seq)


def synthetic(events: int, seed: int = 7) -> EventTable:
    """A table of so many events, with ties, events of nobody, and long and short gaps."""
    chance = Random(seed)
    rows, seq = [], 0
    while seq < events:
        at = chance.randrange(10**15, 2 * 10**15)
        for _ in range(min(chance.randint(1, 12), events - seq)):
            at += chance.choice((0, 1, 999_999, HOUR, chance.randrange(400 * 24 * HOUR)))
            rows.append(_event(chance, at, seq))
            seq += 1
    return EventTable.from_rows(rows)


def _event(chance: Random, at: int, seq: int) -> EventRow:
    person = chance.choice(("", "ann", "bo", "chen", "dai"))
    return EventRow(
        ts_us=at,
        seq=seq,
        item=f"item {seq % 997 if chance.random() < 0.1 else seq // 7}",
        activity=chance.choice(("ask", "check", "decide", "answer", "close")),
        post=f"post {person}" if person else "",
        person=person,
        unit=chance.choice(("north", "south", "")),
        kind=chance.choice(tuple(Kind)),
    )
