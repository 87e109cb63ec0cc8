"""What the expressions share: the table, who holds an item, exact sums of time.

Sums of microseconds do not fit 64 bits for long, and sums of floating-point numbers depend on their
order. A span is therefore cut into three limbs of 18 bits; the sums of the limbs, and of their six
products, fit 64 bits up to 130 million spans of 570 years, and `gaps` puts them together again.
"""

from collections.abc import Mapping

import ibis
from ibis.expr.types import Column, Table, Value

from remit.engines.measures.gaps import LIMB_BITS

HOLDER = "{holder}"
"""Filled in with the column that says who holds the item: post, person or unit."""
STAND_INS: Mapping[str, int] = {
    "first": 7_310_000_000_001,
    "second": 7_310_000_000_002,
    "within_us": 7_310_000_000_003,
    "known_us": 7_310_000_000_004,
    "rarer": 7_310_000_000_005,
}
"""Numbers that stand in the expressions for what is filled in when they run."""
WORK = 1


def parameter(name: str) -> Value:
    """A whole number that is filled in when the metric runs."""
    return ibis.literal(STAND_INS[name], type="int64")


def events() -> Table:
    """The table of events, with the holder under the name `holder`."""
    integers = ("ts_us", "seq", "item", "activity", "kind", HOLDER)
    table = ibis.table(dict.fromkeys(integers, "int64"), name="events")
    plain = {name: table[name] for name in integers if name != HOLDER}
    return table.select(**plain, holder=table[HOLDER])


def held() -> Table:
    """The events that somebody did: those of nobody are skipped before anything is compared."""
    table = events()
    return table.filter(table.holder >= 0)


def in_order(table: Table) -> object:
    """The window over an item's events in their order."""
    return ibis.window(group_by=table.item, order_by=[table.ts_us, table.seq])


def earlier(table: Table) -> object:
    """The window over an item's events before this one."""
    return ibis.window(group_by=table.item, order_by=[table.ts_us, table.seq], preceding=(None, 1))


def later(table: Table) -> object:
    """The window over an item's events after this one."""
    return ibis.window(group_by=table.item, order_by=[table.ts_us, table.seq], following=(1, None))


def one_if(condition: Value) -> Value:
    """1 where the condition holds, else 0."""
    return ibis.ifelse(condition, 1, 0)


def only_if(condition: Value, value: Value) -> Value:
    """The value where the condition holds, else nothing."""
    return ibis.ifelse(condition, value, ibis.null("int64"))


def sums(span: Column) -> dict[str, Value]:
    """How many spans of microseconds, the least, the most, and their exact sums in limbs."""
    mask = 2**LIMB_BITS - 1
    low, middle = span & mask, (span >> LIMB_BITS) & mask
    high = span >> (2 * LIMB_BITS)
    limbs = {"l": low, "m": middle, "h": high}
    pairs = [("l", "l"), ("l", "m"), ("l", "h"), ("m", "m"), ("m", "h"), ("h", "h")]
    return {
        "n": span.count(),
        "least_us": span.min(),
        "most_us": span.max(),
        **{f"sum_{name}": limb.sum() for name, limb in limbs.items()},
        **{f"sum_{a}{b}": (limbs[a] * limbs[b]).sum() for a, b in pairs},
    }
