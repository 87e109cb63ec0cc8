"""A table of events as bytes, to be kept and read again: packed columns, and the texts of their codes.

The columns lie in the order of the table, so that nothing has to be sorted again. Numbers and texts
alone are read back; what is no such bytes is refused (numpy's own format, without pickled objects).
"""

import json
from io import BytesIO
from typing import Any

import numpy as np

from remit.engines.measures.table import COLUMNS, EventTable

TEXTS = "labels"


def packed(table: EventTable) -> bytes:
    """The table as bytes; equal tables give equal bytes.

    >>> from remit.engines.measures.table import EventRow
    >>> table = EventTable.from_rows([EventRow(7, 1, "a", "file")])
    >>> unpacked(packed(table)).row_of(0) == table.row_of(0)
    True
    """
    texts = json.dumps({name: list(each) for name, each in table.labels.items()}, sort_keys=True)
    columns: dict[str, Any] = {name: table.column(name) for name in COLUMNS}
    columns[TEXTS] = np.frombuffer(texts.encode(), np.uint8)
    buffer = BytesIO()
    np.savez_compressed(buffer, **columns)
    return buffer.getvalue()


def unpacked(content: bytes) -> EventTable:
    """The table that was packed. Raises ValueError where the bytes are none."""
    with np.load(BytesIO(content), allow_pickle=False) as kept:
        texts = json.loads(kept[TEXTS].tobytes())
        labels = {name: tuple(each) for name, each in texts.items()}
        return EventTable(**{name: kept[name] for name in COLUMNS}, labels=labels)
