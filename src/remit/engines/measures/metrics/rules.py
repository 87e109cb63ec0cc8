"""Rules over the events of an item: one thing in time after another, and never by the same hand."""

from ibis.expr.types import Table

from remit.engines.measures.metrics.frame import (
    earlier,
    events,
    held,
    later,
    only_if,
    parameter,
)

SAMPLE = 100_000
"""Events that tell which of two activities is the rarer: enough to tell, and soon read."""


def rule_kept() -> Table:
    """Items in which the second activity came after the first within the time, with the least gap.

    Before each second the latest first is the nearest: where that one is too early, all are.
    """
    table = _where_both(events())
    first, second = _marks(table)
    marked = table.mutate(first_us=first).mutate(second_us=second)
    marked = marked.mutate(nearest_us=marked.first_us.max().over(earlier(marked)))
    met = marked.filter(marked.second_us - marked.nearest_us <= parameter("within_us"))
    gap = (met.second_us - met.nearest_us).min()
    return met.group_by("item").aggregate(least_us=gap).order_by("item")


def rule_broken() -> Table:
    """Every first activity that no second one followed within the time; `after_us` -1: none at all.

    One whose time had not run out at `known_us` is not broken yet.
    """
    table = _of_both(events())
    first, second = _marks(table)
    marked = table.mutate(first_us=first, second_us=second)
    marked = marked.mutate(next_us=marked.second_us.min().over(later(marked)))
    due = marked.first_us + parameter("within_us")
    late = marked.next_us.isnull() | (marked.next_us > due)
    broken = marked.filter(late & (due < parameter("known_us")))
    told = broken.select(
        item=broken.item,
        seq=broken.seq,
        ts_us=broken.ts_us,
        after_us=(broken.next_us - broken.first_us).fill_null(-1),
    )
    return told.order_by(["item", "seq"])


def rarer() -> Table:
    """Which of the two activities is done less often, by a sample; no row where neither is done.

    It is a hint where to look first: what is found afterwards is the same with either.
    """
    table = _of_both(events()).limit(SAMPLE)
    found = table.group_by("activity").aggregate(n=table.count())
    return found.order_by(["n", "activity"]).select("activity").limit(1)


def four_eyes() -> Table:
    """Items in which one holder did both the first and the second activity, and who."""
    table = _where_both(held())
    first, second = _marks(table)
    marked = table.mutate(first_us=first, second_us=second)
    both = marked.group_by(["item", "holder"]).aggregate(
        first_us=marked.first_us.min(), second_us=marked.second_us.min()
    )
    same = both.filter(both.first_us.notnull() & both.second_us.notnull())
    return same.select("item", "holder").order_by(["item", "holder"])


def four_eyes_last() -> Table:
    """Items in which whoever did the second activity last had also done the first, and who.

    So PM4Py reads the rule; where the second is done once it says the same as `four_eyes`.
    """
    table = _where_both(held())
    first, second = _marks(table)
    marked = table.mutate(first_us=first, second_us=second)
    again = marked.second_us.min().over(later(marked))
    marked = marked.mutate(last_us=only_if(again.isnull(), marked.second_us))
    both = marked.group_by(["item", "holder"]).aggregate(
        first_us=marked.first_us.min(), last_us=marked.last_us.min()
    )
    same = both.filter(both.first_us.notnull() & both.last_us.notnull())
    return same.select("item", "holder").order_by(["item", "holder"])


def _of_both(table: Table) -> Table:
    """The events of the two activities: no other one bears on a rule, and most are others."""
    return table.filter(
        (table.activity == parameter("first")) | (table.activity == parameter("second"))
    )


def _where_both(table: Table) -> Table:
    """The same, of the items alone where the rarer of the two is done: no other can hold both.

    Their list is the shorter one, and engines skip by it what they need not sort.
    """
    rarer = table.filter(table.activity == parameter("rarer"))
    return _of_both(table).filter(lambda both: both.item.isin(rarer.item))


def _marks(table: Table) -> tuple[object, object]:
    """The instants of the first and of the second activity, nothing at the other events."""
    return (
        only_if(table.activity == parameter("first"), table.ts_us),
        only_if(table.activity == parameter("second"), table.ts_us),
    )
