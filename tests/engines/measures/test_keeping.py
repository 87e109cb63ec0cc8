"""A table of events kept as bytes is the same table when it is read again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.measures.keeping import packed, unpacked
from remit.engines.measures.table import COLUMNS, EventRow, EventTable, Kind
from tests.engines.measures.drawn import LOGS

texts = st.text(max_size=6)
rows = st.lists(
    st.builds(
        EventRow,
        ts_us=st.integers(-(2**62), 2**62), seq=st.integers(0, 2**62), item=texts.filter(bool),
        activity=texts, post=texts, person=texts, unit=texts, kind=st.sampled_from(Kind),
    ),
    max_size=20,
)  # fmt: skip


@given(rows)
def test_what_is_packed_is_unpacked_the_same(every: list[EventRow]) -> None:
    table = EventTable.from_rows(every)
    again = unpacked(packed(table))
    assert list(again.rows()) == list(table.rows())
    assert again.labels == table.labels
    for name in COLUMNS:
        assert np.array_equal(again.column(name), table.column(name))


@given(LOGS)
def test_equal_tables_give_equal_bytes(every: list[EventRow]) -> None:
    assert packed(EventTable.from_rows(every)) == packed(EventTable.from_rows(every[::-1]))


def test_what_is_no_kept_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r"pickled|magic|allow_pickle"):
        unpacked(b"no table at all")
