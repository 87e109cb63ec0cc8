"""Whoever a case concerns never reads its whole file: neither do measures tell of its deeds."""

import pytest

from remit.apps.cases.models import Case
from remit.engines.measures.table import EventTable
from remit.jobs.lab import index
from tests.builders import FOUNDED, House, hold, post, seal_all
from tests.case_builders import OFFICER, bench, named
from tests.web.insight.looks import looked

pytestmark = pytest.mark.django_db


def items(table: EventTable) -> set[str]:
    """The things that the events tell of."""
    return {table.label("item", code) for code in set(table.item.tolist())}


def test_whoever_a_case_concerns_sees_none_of_its_events(home: House) -> None:
    named(home, bench(home))
    seal_all()
    index(FOUNDED)
    case = Case.objects.get()
    officer = hold(post(home.root, "both", "insight.read", *OFFICER), "bea")
    assert case.ref in items(looked(officer, home.root).table)
    seen = looked(home.roads_head, home.root)
    assert case.ref not in items(seen.table)
    assert case.report.ref not in items(seen.table)
