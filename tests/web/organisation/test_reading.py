"""Reading the organisation: tree, units, posts, remits and people, as of any day."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from remit.apps.organisation import actions
from remit.apps.organisation.models import Power
from remit.engines.words import Words
from tests.builders import FOUNDED, House, at, hold, house, post, unit

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    """The page as text."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation, whose clerk has signed in."""
    made = house()
    client.force_login(made.clerk.person)
    return made


def test_the_tree_shows_units_posts_holders_and_vacancies(client: Client, home: House) -> None:
    post(home.works, "digger", superior=home.works_head.post)
    text = page(client, "/organisation/")
    for words in ("Trial Town", "Roads", "Works", "Rosa-H", "Wang-H", "digger", "vacant"):
        assert words in text
    assert "vacant" not in page(client, f"/organisation/units/{home.roads.pk}")


def test_another_organisation_is_not_there(client: Client, home: House) -> None:
    other = hold(post(unit(None, "X", "别处", "Elsewhere"), "stranger"), "stranger")
    assert "Elsewhere" not in page(client, "/organisation/")
    for path in (
        f"units/{other.post.unit_id}",
        f"posts/{other.post_id}",
        f"people/{other.person_id}",
        f"posts/{other.post_id}/appoint",
        f"appointments/{other.pk}/end",
    ):
        assert client.get(f"/organisation/{path}").status_code == 404


def test_the_tree_takes_few_queries_however_large_it_is(
    client: Client, home: House, django_assert_max_num_queries: object
) -> None:
    for number in range(10):
        hold(post(unit(home.roads, f"s{number}", "科", "Section"), "head"), f"h{number}")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page(client, "/organisation/")


def test_the_list_of_posts_takes_few_queries_sorts_filters_and_turns_pages(
    client: Client, home: House, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        post(home.works, f"seat{number:02d}", superior=home.works_head.post)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        text = page(client, "/organisation/posts?sort=-code&page=2")
    assert "26 to 50 of 63" in text
    assert text.index("seat30") < text.index("seat29")
    assert "Wang-H" in page(client, "/organisation/posts?q=works&filled=filled")
    assert "seat01" not in page(client, "/organisation/posts?filled=filled")
    assert "Wang-H" not in page(client, "/organisation/posts?filled=vacant").partition("<tbody")[2]


def test_the_list_of_posts_comes_as_a_workbook(client: Client, home: House) -> None:
    content = client.get("/organisation/posts?format=xlsx").content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Post", "Unit", "Held by"]
    assert ["head", "Roads", "Rosa-H"] in [row[:3] for row in rows]


def test_a_remit_names_duties_powers_means_superiors_tenures_and_what_protects(
    client: Client, home: House
) -> None:
    seat = home.roads_head.post
    actions.list_duty(seat, "1", Words("", "Keep the roads"), by=None, at=FOUNDED, basis="Art. 7")
    actions.grant_means(
        seat, "1", Words("", "Gravel"), by=None, at=FOUNDED, amount=Decimal(120), measure="t"
    )
    text = page(client, f"/organisation/posts/{seat.pk}")
    for words in ("Keep the roads", "Art. 7", "Gravel", "120", "office", "Rosa-H", "art. 60"):
        assert words in text
    client.force_login(home.roads_head.person)
    assert "My remit: head" in page(client, "/organisation/remit")


def test_a_remit_is_that_of_the_day_looked_at(client: Client, home: House) -> None:
    seat = home.roads_head.post
    since = date(2025, 6, 1)
    actions.list_duty(seat, "1", Words("", "Keep the roads"), by=None, at=FOUNDED, since=since)
    actions.end_appointment(home.roads_head, by=None, at=FOUNDED, until=since)
    before = page(client, f"/organisation/posts/{seat.pk}?on=2025-05-31")
    assert "Keep the roads" not in before
    assert "Rosa-H" in before.partition("Held by")[2].partition("Superiors")[0]
    after = page(client, f"/organisation/posts/{seat.pk}?on=2025-06-01")
    assert "Keep the roads" in after
    assert "vacant" in after.partition("Held by")[2].partition("Superiors")[0]


def test_a_lent_power_stands_in_both_remits(client: Client, home: House) -> None:
    own = Power.objects.get(post=home.clerk.post, code="plans.open_month")
    actions.list_power(
        home.clerk.post, "9", Words("", "Lend"), by=None, at=FOUNDED, code="organisation.delegate"
    )
    actions.delegate_power(
        own, home.works_head.post, by=home.clerk, at=at(2025, 2, 1), until=None, reason="leave"
    )
    lender = page(client, f"/organisation/posts/{home.clerk.post_id}")
    assert "Lent to other posts" in lender
    borrower = page(client, f"/organisation/posts/{home.works_head.post_id}")
    assert "lent by office" in borrower


def test_a_person_s_page_tells_the_posts_over_time(client: Client, home: House) -> None:
    second = post(home.works, "second")
    actions.end_appointment(home.roads_head, by=None, at=FOUNDED, until=date(2025, 6, 1))
    actions.appoint(second, home.roads_head.person, by=None, at=FOUNDED, since=date(2025, 6, 1))
    text = page(client, f"/organisation/people/{home.roads_head.person_id}")
    assert text.index("second · Works") < text.index("head · Roads")
    assert "31 May 2025" in text


def test_everybody_in_the_organisation_is_listed_with_posts(
    client: Client, home: House, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        text = page(client, "/organisation/people")
    assert "head · Roads" in text


def test_a_reader_in_chinese_reads_chinese(client: Client, home: House) -> None:
    client.cookies["django_language"] = "zh-hans"
    text = page(client, f"/organisation/units/{home.roads.pk}")
    assert "道路科" in text
    assert "任职人" in text


def test_a_null_character_in_a_filter_breaks_nothing(client: Client, home: House) -> None:
    assert "Wang-H" in page(client, "/organisation/posts?q=wor%00ks&filled=filled")


def test_an_amount_is_shown_without_needless_zeros(client: Client, home: House) -> None:
    for number, amount in enumerate(("1.00", "2.50"), 1):
        actions.grant_means(
            home.roads_head.post,
            str(number),
            Words("", "Car"),
            by=None,
            at=FOUNDED,
            amount=Decimal(amount),
            measure="pieces",
        )
    text = page(client, f"/organisation/posts/{home.roads_head.post_id}")
    assert ">1 <" in text
    assert ">2.50 <" in text
