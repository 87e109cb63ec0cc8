"""Events drawn for the laws of exchange, and what a reading refuses."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import strategies as st

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.logged import KINDS, Logged

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
# What XML can carry: no control characters but tab and line ends, no noncharacters.
XML_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\t\n\r"), max_size=8
)
# From the year 1 to 9999.
INSTANTS = st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999)


def logs(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Logged]]:
    """Logs of at least one event, each event with a place of its own, item after item."""
    some = texts | st.sampled_from(["", "a", "A", "object", "person:a", "EMPTY", " SYSTEM ", "?"])
    event = st.builds(
        Logged,
        INSTANTS,
        st.integers(0, 2**62),
        some,
        some,
        some,
        some,
        some,
        st.sampled_from(KINDS),
    )
    drawn = st.lists(event, min_size=1, max_size=12, unique_by=lambda each: each.seq)
    return drawn.map(in_order)


def in_order(events: Iterable[Logged]) -> list[Logged]:
    """The events in the order in which a table of events holds them."""
    return sorted(events, key=lambda each: (each.item, each.ts_us, each.seq))


def refused(reading: Callable[[], object]) -> list[tuple[str, str]]:
    """The ids and places for which a log is refused."""
    with pytest.raises(UnreadableLog) as refusal:
        reading()
    return [(found.id, found.subject) for found in refusal.value.findings]
