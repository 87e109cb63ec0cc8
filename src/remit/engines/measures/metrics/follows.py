"""What directly follows what in an item, and how long it takes."""

from ibis.expr.types import Table

from remit.engines.measures.metrics.frame import events, held, in_order, sums


def follows() -> Table:
    """Activity after activity (`source`, `target`): how often, and the time between."""
    pairs = _pairs(events(), "activity")
    found = pairs.group_by(["source", "target"]).aggregate(**sums(pairs.span))
    return found.order_by(["source", "target"])


def handovers() -> Table:
    """Holder after holder and how often, skipping what nobody did; a holder may follow himself."""
    pairs = _pairs(held(), "holder")
    found = pairs.group_by(["source", "target"]).aggregate(n=pairs.count())
    return found.order_by(["source", "target"])


def waits() -> Table:
    """Before which activity whose next step waited: per holder and activity, the time before it."""
    table = held()
    window = in_order(table)
    steps = table.mutate(span=table.ts_us - table.ts_us.lag().over(window))
    steps = steps.filter(steps.span.notnull())
    found = steps.group_by(["holder", "activity"]).aggregate(**sums(steps.span))
    return found.order_by(["holder", "activity"])


def _pairs(table: Table, column: str) -> Table:
    window = in_order(table)
    pairs = table.select(
        source=table[column],
        target=table[column].lead().over(window),
        span=table.ts_us.lead().over(window) - table.ts_us,
    )
    return pairs.filter(pairs.target.notnull())
