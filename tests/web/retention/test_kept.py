"""Kept and erased: classes for everybody, what is due and what waits for those who may erase."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from remit.apps.retention import actions
from remit.apps.retention.models import Erasure
from remit.engines.words import Words
from tests.builders import House, at, hold, house, post, seal_all
from tests.case_builders import bench
from tests.retention_builders import BASIS, WHY, Keepers, closed_case, keepers, unfounded

pytestmark = pytest.mark.django_db
KEPT, DUE, ALL = "/house/kept", "/house/kept/due", "/house/kept/erasures"
PROPOSE = "/house/kept/propose"


def text(client: Client, path: str) -> str:
    """The page as text."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.fixture
def home() -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def keep(home: House) -> Keepers:
    """Those who propose and confirm."""
    return keepers(home)


@pytest.fixture
def erasure(home: House, keep: Keepers) -> Erasure:
    """A proposal of today to erase a closed case, everything sealed."""
    case = closed_case(home, bench(home))
    made = actions.propose_erasure(
        "case_without_measure",
        case.ref,
        basis=BASIS,
        reasons=WHY,
        by=keep.proposer,
        at=timezone.now(),
    )
    seal_all(timezone.now())
    return made


def test_everybody_reads_how_long_what_is_kept_and_why(client: Client, home: House) -> None:
    client.force_login(home.roads_head.person)
    page = text(client, KEPT)
    assert "Case without a measure" in page
    assert "10 years" in page
    assert "Personal Information Protection Law, art. 19" in page
    assert "wording not seen" in page
    assert "never erased" in page
    assert "General Data Protection Regulation" not in page
    assert "Propose to erase" not in page
    for path in (DUE, ALL, PROPOSE):
        assert client.get(path).status_code == 403


def test_the_classes_are_those_of_the_day_looked_at(client: Client, home: House) -> None:
    client.force_login(home.roads_head.person)
    page = text(client, f"{KEPT}?on=2020-01-01")
    assert "cn-" not in page
    assert "Personal Information Protection Law" not in page
    assert "No retention class is in force" in page


def test_it_is_written_in_chinese_too(client: Client, home: House, keep: Keepers) -> None:
    client.force_login(keep.both.person)
    client.cookies["django_language"] = "zh-hans"
    page = text(client, KEPT)
    for words in ("留存与删除", "《个人信息保护法》第十九条", "届满提请，两人确认", "提请删除"):
        assert words in page


def test_faulty_classes_are_told_and_nothing_breaks(
    client: Client, home: House, settings: Settings, tmp_path: object
) -> None:
    (tmp_path / "bad.yaml").write_text("retention: bad\nclasses: [{class: x}]\n")  # type: ignore[operator]
    settings.RETENTION = str(tmp_path)
    client.force_login(home.roads_head.person)
    assert "cannot be read" in text(client, KEPT)


def test_what_is_due_leads_to_proposing_it(client: Client, home: House, keep: Keepers) -> None:
    report = unfounded(home, bench(home))
    client.force_login(keep.both.person)
    page = text(client, DUE)
    assert f"{PROPOSE}?ref=cases.report%3A{report.pk}" in page
    assert "erased by the clock" in page


def test_a_case_is_proposed_by_its_number_and_checked_first(
    client: Client, home: House, keep: Keepers
) -> None:
    case = closed_case(home, bench(home))
    client.force_login(keep.proposer.person)
    page = text(client, f"{PROPOSE}?ref={case.number}")
    assert "What will be blanked" in page
    assert "art. 47" in page
    entered = {"ref": case.ref, "basis": "PIPL art. 47", "reasons": "The person asks for it."}
    checked = client.post(PROPOSE, entered).content.decode()
    assert "Check your answers" in checked
    assert not Erasure.objects.exists()
    answer = client.post(PROPOSE, {**entered, "confirmed": "yes"})
    found = Erasure.objects.get()
    assert answer["Location"] == f"{ALL}/{found.pk}"
    assert (found.what, found.basis_en, found.proposed_by) == (
        case.ref,
        "PIPL art. 47",
        keep.proposer,
    )


def test_the_basis_that_was_offered_is_kept_in_both_languages(
    client: Client, home: House, keep: Keepers
) -> None:
    case = closed_case(home, bench(home))
    client.force_login(keep.proposer.person)
    page = client.get(f"{PROPOSE}?ref={case.ref}")
    offered = page.context["form"].initial["basis"]
    entered = {"ref": case.ref, "basis": offered, "reasons": "It is over.", "confirmed": "yes"}
    client.post(PROPOSE, entered)
    assert "第四十七条" in Erasure.objects.get().basis_zh


def test_reasons_that_name_somebody_come_back_to_the_form(
    client: Client, home: House, keep: Keepers
) -> None:
    case = closed_case(home, bench(home))
    client.force_login(keep.proposer.person)
    name = home.roads_head.person.name_en
    entered = {"ref": case.ref, "basis": "A law", "reasons": f"{name} asks", "confirmed": "yes"}
    page = client.post(PROPOSE, entered).content.decode()
    assert "the person concerned" in page
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("ref", ["", "nobody", "cases.case:999", "2025-0999", "x:y", "rita"])
def test_what_cannot_be_erased_leads_back(client: Client, keep: Keepers, ref: str) -> None:
    client.force_login(keep.proposer.person)
    answer = client.get(PROPOSE, {"ref": ref}, follow=True)
    assert "Nothing of that name can be erased here" in answer.content.decode()


def test_another_house_sees_and_proposes_nothing_of_it(client: Client, erasure: Erasure) -> None:
    elsewhere = house("X")
    other = hold(
        post(elsewhere.root, "records", "records.propose_erasure", "records.confirm_erasure"), "zoe"
    )
    client.force_login(other.person)
    assert erasure.what not in text(client, ALL)
    for path in ("", "/confirm", "/refuse"):
        assert client.get(f"{ALL}/{erasure.pk}{path}").status_code == 404
    answer = client.get(PROPOSE, {"ref": erasure.what}, follow=True)
    assert "Nothing of that name" in answer.content.decode()


def test_whoever_proposed_it_is_not_asked_to_confirm(
    client: Client, erasure: Erasure, keep: Keepers
) -> None:
    client.force_login(keep.proposer.person)
    page = text(client, f"{ALL}/{erasure.pk}")
    assert "One more person must confirm" in page
    assert "/confirm" not in page
    assert "What stays" in page
    assert client.get(f"{ALL}/{erasure.pk}/confirm").status_code == 403


def test_another_person_confirms_and_the_entry_is_shown(
    client: Client, erasure: Erasure, keep: Keepers
) -> None:
    client.force_login(keep.first.person)
    assert f"{ALL}/{erasure.pk}/confirm" in text(client, f"{ALL}/{erasure.pk}")
    page = client.post(f"{ALL}/{erasure.pk}/confirm", {}).content.decode()
    assert "cannot be undone" in page
    erasure.refresh_from_db()
    assert erasure.state == "proposed"
    client.post(f"{ALL}/{erasure.pk}/confirm", {"looked": "on"})
    erasure.refresh_from_db()
    assert (erasure.state, erasure.confirmed_by) == ("confirmed", keep.first)
    page = text(client, f"{ALL}/{erasure.pk}")
    for words in ("retention.erasure_confirmed", "cases.case_erased", "What was blanked"):
        assert words in page
    assert "carried out" in text(client, f"{ALL}?state=confirmed")


def test_it_may_be_kept_after_all(client: Client, erasure: Erasure, keep: Keepers) -> None:
    client.force_login(keep.second.person)
    path = f"{ALL}/{erasure.pk}/refuse"
    assert client.post(path, {"reasons": ""}).status_code == 200
    client.post(path, {"reasons": "A lawsuit is running."})
    erasure.refresh_from_db()
    assert (erasure.state, erasure.refused_en) == ("refused", "A lawsuit is running.")
    assert "A lawsuit is running." in text(client, f"{ALL}/{erasure.pk}")


def test_waiting_proposals_are_on_the_first_page(
    client: Client, erasure: Erasure, keep: Keepers
) -> None:
    client.force_login(keep.first.person)
    page = text(client, KEPT)
    assert f"{ALL}/{erasure.pk}" in page
    assert "1 more must confirm" in page


def test_on_a_past_day_nothing_is_done(client: Client, erasure: Erasure, keep: Keepers) -> None:
    client.force_login(keep.both.person)
    yesterday = (timezone.localtime() - timedelta(1)).date()
    text(client, f"{KEPT}?on={yesterday}")
    assert client.get(f"{ALL}/{erasure.pk}/confirm").status_code == 403
    assert client.get(f"{PROPOSE}?ref=x").status_code == 403


def test_the_list_takes_few_queries(
    client: Client, home: House, keep: Keepers, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        gone = hold(post(home.root, f"f{number}"), f"fay{number}", until=at(2025, 3, 1).date())
        actions.propose_erasure(
            "person_left",
            gone.person.ref,
            basis=BASIS,
            reasons=Words("", "It is over."),
            by=keep.proposer,
            at=timezone.now(),
        )
    client.force_login(keep.first.person)
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        assert text(client, KEPT).count("1 more must confirm") == 5
