"""`remit import log` on real logs: what the database then says agrees with plain SQL over the files.

Each log is read in one test, so that it is read once in a session whatever order tests run in.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest
from django.db.models import Count

from remit.apps.matters import queries
from remit.apps.matters.models import Matter, Source
from remit.engines.eventlog.instants import MICROSECOND, microseconds
from tests.acceptance.plain_sql import ANSWERED, HELD, LATE_CASES, LATE_STEPS
from tests.command import Remit

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.django_db,
    pytest.mark.xdist_group("logs"),
]
Rows = list[tuple[object, ...]]


def test_a_municipalitys_permits_agree_with_plain_sql(
    remit: Remit, permits_file: Path, permits_sql: duckdb.DuckDBPyConnection
) -> None:
    answer = remit("import", "log", permits_file, "--json")
    assert answer.code == 0
    told = answer.json
    assert (told["events"], told["cases"], told["people"]) == (52_217, 1_199, 23)
    agree(Source.objects.get(), permits_sql)
    assert told["matters_closed_late"] + told["matters_open_late"] == late_in_all(permits_sql)


def test_receipts_of_applications_agree_with_plain_sql(
    remit: Remit, receipt_file: Path, receipt_sql: duckdb.DuckDBPyConnection
) -> None:
    answer = remit("import", "log", receipt_file, "--json")
    assert answer.code == 0
    told = answer.json
    assert (told["events"], told["cases"], told["people"]) == (8_577, 1_434, 48)
    assert (told["matters_open"], told["matters_closed_late"]) == (105, 377)
    agree(Source.objects.get(), receipt_sql)


def agree(source: Source, sql: duckdb.DuckDBPyConnection) -> None:
    """Time held, late steps and late matters of every post are those that plain SQL finds."""
    on = microseconds(source.known_until)
    root = source.organisation

    def found(query: str, who: str = "") -> Rows:
        return sorted(sql.execute(query.format(who=who, on=on)).fetchall())

    for role in ("doer", "watcher", "answers"):
        loads = queries.loads(root, role=role)
        wanted = found(HELD, role) if role != "answers" else found(ANSWERED)
        assert held(loads) == [(who, cases, lasted) for who, cases, _, lasted in wanted]
    for role in ("doer", "watcher"):
        late = sorted(
            (load.post.name, load.steps_late)
            for load in queries.loads(root, role=role)
            if load.steps_late
        )
        assert late == found(LATE_STEPS, role)
    assert late_by_lead(source) == found(LATE_CASES)


def held(loads: Iterable[queries.Load]) -> Rows:
    """Holder, matters and microseconds held."""
    return sorted((load.post.name, load.matters, load.held // MICROSECOND) for load in loads)


def late_by_lead(source: Source) -> Rows:
    """Who answers for how many late matters."""
    rows = Matter.objects.filter(queries.late(), source=source, lead__isnull=False)
    return sorted(rows.values_list("lead__name_en").annotate(Count("id")))


def late_in_all(sql: duckdb.DuckDBPyConnection) -> int:
    """How many cases are late, whoever answers for them."""
    last = "(select max(moment) from moments)"
    query = f"select count(*) from ends where least(coalesce(closed, {last}), {last}) > deadline"
    row = sql.execute(query).fetchone()
    assert row
    count: int = row[0]
    return count
