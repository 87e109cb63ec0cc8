"""A table of events as a file in Parquet: texts for codes, instants in UTC; DuckDB writes it."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

import duckdb

from remit.engines.eventlog.columns import OWN
from remit.engines.eventlog.faults import fault
from remit.engines.eventlog.logged import SURROGATE, UnwritableLog
from remit.engines.measures.table import CODED, COLUMNS, EventTable, Kind

LABELS = """
CREATE TABLE {name}_labels AS
SELECT unnest($texts::VARCHAR[]) AS {name}, unnest(range(len($texts::VARCHAR[]))) AS code
"""
JOINED = """
SELECT {columns} FROM given
LEFT JOIN item_labels ON item_labels.code = given.item
LEFT JOIN activity_labels ON activity_labels.code = given.activity
LEFT JOIN post_labels ON post_labels.code = given.post
LEFT JOIN person_labels ON person_labels.code = given.person
LEFT JOIN unit_labels ON unit_labels.code = given.unit
LEFT JOIN kind_labels ON kind_labels.code = given.kind
ORDER BY given.item, given.ts_us, given.seq
"""


def to_parquet(table: EventTable, file: Path) -> None:
    """Writes the events into a new file, the columns of a table in CSV under the same names.

    Raises UnwritableLog.
    """
    labels = {name: table.labels[name] for name in CODED}
    labels["kind"] = tuple(kind.name.lower() for kind in Kind)
    _check(labels)
    own = {"at": "make_timestamptz(ts_us) AS at", "seq": "seq"}
    columns = ", ".join(own.get(name, f"{name}_labels.{name}") for name in OWN)
    with closing(duckdb.connect()) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("given", {name: table.column(name) for name in COLUMNS})
        for name, texts in labels.items():
            connection.execute(LABELS.format(name=name), {"texts": list(texts)})
        connection.sql(JOINED.format(columns=columns)).write_parquet(str(file), compression="zstd")


def _check(labels: Mapping[str, Iterable[str]]) -> None:
    for name, texts in labels.items():
        for text in filter(SURROGATE.search, texts):
            shown = ascii(text)[1:41]
            raise UnwritableLog(fault("log.unwritable_text", name, text=shown, format="Parquet"))
