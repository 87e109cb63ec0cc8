"""Lists of many rows: few queries whatever the page, the right rows on it, and the same as a workbook."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from remit.apps.matters.models import Matter
from remit.apps.organisation.models import Person
from remit.apps.plans.models import MonthlyPlan
from remit.engines.procedure import STEPS
from tests.apps.matters.logs import imported
from tests.builders import FOUNDED, House, hold, house, post, unit
from tests.case_builders import PACK, RULES, bench, opened_case

pytestmark = pytest.mark.django_db
MOST = 10
MANY = 60


def plans(home: House) -> None:
    """Plans of two units for thirty months."""
    MonthlyPlan.objects.bulk_create(
        MonthlyPlan(
            unit=head.post.unit,
            post=head.post,
            month=date(2020 + number // 12, 1 + number % 12, 1),
            due=date(2020, 1, 1),
            opened_at=FOUNDED,
        )
        for number in range(MANY // 2)
        for head in (home.roads_head, home.works_head)
    )


def matters(home: House) -> None:
    """Matters as another system told them."""
    source = imported(home.root)
    lead = home.roads_head.post
    Matter.objects.bulk_create(
        Matter(
            unit=home.root,
            path=home.root.path,
            source=source,
            code=f"m{number}",
            title_en=f"Permit {number}",
            lead=lead,
            opened=FOUNDED + timedelta(days=number),
            known_until=source.known_until,
            days_late=number,
        )
        for number in range(MANY)
    )


def posts(home: House) -> None:
    """Posts in units of their own, each filled."""
    for number in range(MANY // 2):
        where = unit(home.root, f"u{number}", f"第{number}科", f"Section {number}")
        hold(post(where, "head", superior=home.clerk.post), f"head-{number}")


def cases(home: House) -> None:
    """Cases in the hands of one officer."""
    who = bench(home)
    for _ in range(MANY // 2):
        opened_case(home, who)


LISTS: dict[str, Callable[[House], None]] = {
    "plans": plans,
    "matters": matters,
    "posts": posts,
    "ledger": posts,
    "cases": cases,
}


@pytest.fixture
def home() -> House:
    """A small organisation."""
    return house()


@pytest.fixture(autouse=True)
def rules(settings: Settings, tmp_path: Path) -> None:
    """The rule pack of the cases is installed."""
    (tmp_path / "trial" / "rules").mkdir(parents=True)
    (tmp_path / "trial" / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "trial" / "rules" / "all.yaml").write_text(RULES, encoding="utf-8")
    settings.RULEPACKS = tmp_path


@pytest.fixture
def reader(home: House) -> Person:
    """Somebody who may read all there is."""
    powers = {step.power for step in STEPS.values()} - {""}
    return hold(post(home.root, "reader", "ledger.read", *sorted(powers)), "reader").person


def opened(client: Client, address: str, **headers: str) -> tuple[int, str]:
    """How many queries a page takes, and the page."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    assert response.status_code == 200
    return len(queries), response.content.decode(errors="replace")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_at_most_ten_queries_however_long_it_is(
    client: Client, home: House, reader: Person, name: str
) -> None:
    client.force_login(reader)
    LISTS[name](home)
    first, page = opened(client, reverse(name))
    assert first <= MOST
    assert page.count("<tr") >= 26
    for asked in ("?page=2", "?q=e", "?format=xlsx"):
        assert opened(client, reverse(name) + asked)[0] <= MOST, asked
    alone, table = opened(client, reverse(name), **{"HX-Request": "true"})
    assert alone <= MOST
    assert "<html" not in table


def test_pages_follow_each_other_without_gap_or_repetition_in_the_order_asked_for(
    client: Client, home: House, reader: Person
) -> None:
    client.force_login(reader)
    matters(home)
    for sort, wanted in (("late", range(5, MANY)), ("-late", range(MANY - 1, 5, -1))):
        shown = "".join(
            opened(client, f"{reverse('matters')}?q=Permit+&sort={sort}&page={page}")[1]
            for page in (1, 2, 3)
        )
        places = [shown.index(f">Permit {number}<") for number in wanted]
        assert places == sorted(places)
        assert all(shown.count(f">Permit {number}<") == 1 for number in range(MANY))


def test_a_page_after_the_last_is_the_last(client: Client, home: House, reader: Person) -> None:
    client.force_login(reader)
    plans(home)
    last, beyond = (opened(client, f"{reverse('plans')}?page={page}")[1] for page in (3, 99))
    assert last.count("<tr") == beyond.count("<tr")


def test_the_workbook_has_every_row_of_the_list_as_filtered(
    client: Client, home: House, reader: Person
) -> None:
    client.force_login(reader)
    matters(home)
    response = client.get(reverse("matters"), {"q": "Permit ", "format": "xlsx"})
    sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert len(rows) == 1 + MANY
    assert rows[1][0] == f"Permit {MANY - 1}"
