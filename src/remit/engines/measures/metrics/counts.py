"""Plain counts: of the whole log, by activity, by holder, by item."""

from ibis.expr.types import Table

from remit.engines.measures.metrics.frame import WORK, events, held, one_if


def extent() -> Table:
    """One row: events, items, activities, events with a holder, holders, first and last instant."""
    table = events()
    somebody = table.holder >= 0
    return table.aggregate(
        events=table.count(),
        items=table.item.nunique(),
        activities=table.activity.nunique(),
        held=one_if(somebody).sum(),
        holders=table.holder.nunique(where=somebody),
        first_us=table.ts_us.min(),
        last_us=table.ts_us.max(),
    )


def activities() -> Table:
    """Per activity: events, and items that have it."""
    table = events()
    found = table.group_by("activity").aggregate(n=table.count(), items=table.item.nunique())
    return found.order_by("activity")


def holders() -> Table:
    """Per holder: events, of which work, items touched, first and last instant."""
    table = held()
    found = table.group_by("holder").aggregate(
        n=table.count(),
        works=one_if(table.kind == WORK).sum(),
        items=table.item.nunique(),
        first_us=table.ts_us.min(),
        last_us=table.ts_us.max(),
    )
    return found.order_by("holder")


def items() -> Table:
    """Per item: events, holders, first and last instant."""
    table = events()
    found = table.group_by("item").aggregate(
        n=table.count(),
        holders=table.holder.nunique(where=table.holder >= 0),
        first_us=table.ts_us.min(),
        last_us=table.ts_us.max(),
    )
    return found.order_by("item")
