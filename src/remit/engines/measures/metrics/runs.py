"""Holder runs: who held an item from when until when, who gave it back, and without work.

Events of nobody are skipped first, then equal neighbours collapse. A run lasts until the next one
begins; the last run has no end of its own, and its `until_us` is its last event. All but `runs` itself
are asked of the rows of `runs`, which a runner keeps under the name `RUNS`.
"""

import ibis
from ibis.expr.types import Table, Value

from remit.engines.measures.gaps import TIME_BITS
from remit.engines.measures.metrics.frame import WORK, held, in_order, one_if, only_if, sums

RUNS = "runs_{holder}"
RUN = dict.fromkeys(
    ("item", "place", "holder", "since_us", "until_us", "first_seq", "last_seq", "events", "works"),
    "int64",
)


def passes() -> Table:
    """Giver to taker (`source`, `target`) over runs: how often, how long the giver had it, idle ones."""
    legs = _legs()
    left = legs.filter(legs.next_holder.notnull())
    idle = {"idle": one_if(left.works == 0).sum(), "returned": left.returned.sum()}
    found = left.group_by(["holder", "next_holder"]).aggregate(
        **idle, **sums(left.until_us - left.since_us)
    )
    return found.order_by(["holder", "next_holder"])


def legs() -> Table:
    """Every middle run that went back to where it came from (A, B, A); `kept_up` 1 for A, B, A, B."""
    table = _legs()
    back = table.filter(table.returned == 1)
    return back.select(
        "item", "place", "holder", "next_holder", "since_us", "until_us", "first_seq", "last_seq",
        "works", "kept_up",
    ).order_by(["item", "place"])  # fmt: skip


def idle() -> Table:
    """Every run that was passed on without any work in it, and from whom it had come (-1: nobody)."""
    table = _legs()
    passed = table.filter(table.next_holder.notnull() & (table.works == 0))
    return passed.select(
        "item", "place", "holder",
        last_holder=passed.last_holder.fill_null(-1), next_holder=passed.next_holder,
        since_us=passed.since_us, until_us=passed.until_us,
        first_seq=passed.first_seq, last_seq=passed.last_seq,
    ).order_by(["item", "place"])  # fmt: skip


def circuits() -> Table:
    """Per item that changed hands: runs, distinct holders, returns, sustained ones, idle middle runs,
    and the time of runs that were passed on, of which the middle ones in A, B, A."""
    table = _legs()
    table = table.filter(table.next_holder.notnull() | table.last_holder.notnull())
    found = table.group_by("item").aggregate(
        runs=table.count(),
        holders=table.holder.nunique(),
        returns=table.returned.sum(),
        kept_up=table.kept_up.sum(),
        idle=(table.returned * one_if(table.works == 0)).sum(),
        **_time("held", table, table.next_holder.notnull()),
        **_time("middle", table, table.returned == 1),
    )
    return found.order_by("item")


def passing() -> Table:
    """Per holder: items and runs, passed on and received in all and without the giver's work, and
    the time of runs that were passed on, of which the middle ones in A, B, A."""
    table = _legs()
    given, taken = table.next_holder.notnull(), table.last_holder.notnull()
    went_back = table.returned == 1
    found = table.group_by("holder").aggregate(
        items=table.item.nunique(),
        runs=table.count(),
        passed=one_if(given).sum(),
        passed_idle=one_if(given & (table.works == 0)).sum(),
        received=one_if(taken).sum(),
        received_idle=one_if(taken & (table.last_works == 0)).sum(),
        returned=table.returned.sum(),
        returned_idle=one_if(went_back & (table.works == 0)).sum(),
        events=table.events.sum(),
        works=table.works.sum(),
        **_time("held", table, given),
        **_time("middle", table, went_back),
    )
    return found.order_by("holder")


def _time(name: str, table: Table, where: Value) -> dict[str, Value]:
    """The time of the runs that fit, summed exactly: in units of 2^20 microseconds, and the rest."""
    span = ibis.ifelse(where, table.until_us - table.since_us, 0)
    return {
        f"{name}_high": (span >> TIME_BITS).sum(),
        f"{name}_low": (span & (2**TIME_BITS - 1)).sum(),
    }


def runs() -> Table:
    """Every run: its place in the item from 1, holder, span, first and last event, events, works."""
    table = held()
    window = in_order(table)
    table = table.mutate(
        begins=_differs(table.holder, table.holder.lag().over(window)),
        ends=_differs(table.holder, table.holder.lead().over(window)),
    )
    placed = table.mutate(place=table.begins.sum().over(_so_far(table)))
    found = placed.group_by(["item", "place"]).aggregate(
        holder=placed.holder.min(),
        since_us=placed.ts_us.min(),
        ended_us=placed.ts_us.max(),
        first_seq=only_if(placed.begins == 1, placed.seq).max(),
        last_seq=only_if(placed.ends == 1, placed.seq).max(),
        events=placed.count(),
        works=one_if(placed.kind == WORK).sum(),
    )
    then = ibis.window(group_by=found.item, order_by=found.place)
    next_us = found.since_us.lead().over(then)
    told = found.mutate(until_us=next_us.fill_null(found.ended_us))
    return told.select(*RUN).order_by(["item", "place"])


def _differs(holder: Value, other: Value) -> Value:
    return one_if(other.isnull() | (other != holder))


def _so_far(table: Table) -> object:
    return ibis.window(
        group_by=table.item, order_by=[table.ts_us, table.seq], preceding=None, following=0
    )


def _legs() -> Table:
    """Every run with its neighbours, and whether it lies in the middle of A, B, A and of A, B, A, B."""
    table = ibis.table(RUN, name=RUNS)
    then = ibis.window(group_by=table.item, order_by=table.place)
    near = table.mutate(
        last_holder=table.holder.lag().over(then),
        last_works=table.works.lag().over(then),
        next_holder=table.holder.lead().over(then),
        second_holder=table.holder.lead(2).over(then),
    )
    returned = near.last_holder == near.next_holder
    again = near.holder == near.second_holder
    return near.mutate(returned=one_if(returned), kept_up=one_if(returned & again))
