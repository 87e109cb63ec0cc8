"""The ledger as auditors read it: what is sealed, what proves an entry, its receipt."""

import pytest
from django.test import Client
from django.utils import timezone

from remit.apps.ledger import queries
from remit.apps.ledger.actions import keep_audit, record, seal, sequence
from remit.apps.ledger.models import Entry, Sealed
from remit.apps.organisation import actions
from remit.engines import merkle
from remit.engines.findings import error
from remit.engines.words import Words
from tests.builders import FOUNDED, House, house

pytestmark = pytest.mark.django_db


def chance(count: int) -> bytes:
    """So many bytes; what stands in them does not matter here."""
    return bytes(range(count))


def sealed_now() -> int:
    return seal(signer=queries.signer(), chance=chance, at=timezone.now())


def page(client: Client, path: str) -> str:
    """The page as text."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation, whose clerk reads the ledger and has signed in."""
    made = house()
    actions.list_power(
        made.clerk.post, "20", Words("", "read"), by=None, at=FOUNDED, code="ledger.read"
    )
    client.force_login(made.clerk.person)
    return made


def unit_by(home: House) -> Entry:
    """The entry of a unit that the clerk has just created."""
    made = actions.create_unit(
        home.roads, "north", Words("", "North"), by=home.clerk, at=timezone.now()
    )
    return Entry.objects.get(subject=made.ref)


def test_each_entry_says_whether_it_is_sealed_and_the_list_narrows_by_it(
    client: Client, home: House, django_assert_max_num_queries: object
) -> None:
    size = sealed_now()
    numbered = unit_by(home)
    sequence(limit=1)
    waiting = actions.create_unit(
        home.works, "south", Words("", "South"), by=None, at=timezone.now()
    )
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        text = page(client, "/house/ledger?verb=unit_created")
    assert f"seals {size} entries" in text
    assert "less than a minute ago" in text
    first = Entry.objects.filter(verb="organisation.unit_created").earliest("id")
    assert f'href="/house/ledger/{first.pk}#proof"' in text
    assert f'href="/house/ledger/{numbered.pk}#proof"' not in text
    accepted = page(client, "/house/ledger?verb=unit_created&seal=accepted")
    assert "2 rows" in accepted
    assert numbered.subject in accepted
    assert waiting.ref in accepted
    assert "2 rows" in page(client, "/house/ledger?verb=unit_created&seal=sealed")


def test_before_the_first_seal_the_list_says_so(client: Client, home: House) -> None:
    assert "Nothing is sealed yet" in page(client, "/house/ledger")
    assert "Nothing matches" in page(client, "/house/ledger?seal=sealed")
    assert "Nothing matches" not in page(client, "/house/ledger?seal=accepted")


def test_a_sealed_entry_shows_the_way_to_the_signed_root(client: Client, home: House) -> None:
    entry = unit_by(home)
    size = sealed_now()
    text = page(client, f"/house/ledger/{entry.pk}")
    row = Sealed.objects.latest("seq")
    proof = merkle.inclusion_proof(row.seq - 1, size, queries.StoredTiles())
    words = "hash links" if len(proof) == 1 else "hashes link"
    assert f"{len(proof)} {words} it to the root over all {size} sealed entries" in text
    assert all(f"{beside.hex()[:16]}…" in text for beside in proof)
    assert f"{merkle.leaf_hash(bytes(row.leaf)).hex()[:16]}…" in text
    assert f'href="/house/ledger/{entry.pk}/receipt"' in text
    client.cookies["django_language"] = "zh-hans"
    assert f"{len(proof)} 个哈希值" in page(client, f"/house/ledger/{entry.pk}")


def test_an_entry_that_is_not_sealed_yet_says_seconds(client: Client, home: House) -> None:
    entry = unit_by(home)
    text = page(client, f"/house/ledger/{entry.pk}")
    assert "Accepted, not sealed yet" in text
    assert "/receipt" not in text
    response = client.get(f"/house/ledger/{entry.pk}/receipt")
    assert response.status_code == 409
    assert "That takes seconds" in response.content.decode()


def test_what_was_erased_is_told_on_the_page_of_the_entry(client: Client, home: House) -> None:
    entry = unit_by(home)
    sealed_now()
    Sealed.objects.update(secret=None)
    assert "erased by law" in page(client, f"/house/ledger/{entry.pk}")


def test_the_receipt_is_a_file_that_proves_the_entry(client: Client, home: House) -> None:
    entry = unit_by(home)
    sealed_now()
    response = client.get(f"/house/ledger/{entry.pk}/receipt")
    entry.refresh_from_db()
    assert response["Content-Disposition"] == f'attachment; filename="remit-{entry.seq}.tlog-proof"'
    assert "no-store" in response["Cache-Control"]
    leaf = bytes(Sealed.objects.latest("seq").leaf)
    found = merkle.verify_receipt(response.content, leaf, [queries.verifier()])
    assert found.index + 1 == entry.seq


def test_whoever_acted_gets_the_receipt_without_reading_the_ledger(
    client: Client, home: House
) -> None:
    other = Entry.objects.earliest("id")
    own = record(
        "plans.plan_submitted",
        at=timezone.now(),
        actor=home.roads_head.ref,
        subject="plans.plan:1",
        path=home.roads.path,
        body={},
    )
    sealed_now()
    client.force_login(home.roads_head.person)
    assert client.get(f"/house/ledger/{own.pk}").status_code == 403
    assert client.get(f"/house/ledger/{own.pk}/receipt").status_code == 200
    assert client.get(f"/house/ledger/{other.pk}/receipt").status_code == 404
    actions.end_appointment(
        home.roads_head, until=timezone.localdate(), reason="moved", by=None, at=timezone.now()
    )
    assert client.get(f"/house/ledger/{own.pk}/receipt").status_code == 200
    client.force_login(home.works_head.person)
    assert client.get(f"/house/ledger/{own.pk}/receipt").status_code == 404


def test_a_stranger_is_asked_to_sign_in_for_a_receipt(client: Client, home: House) -> None:
    entry = unit_by(home)
    client.logout()
    response = client.get(f"/house/ledger/{entry.pk}/receipt")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in")


def test_entries_narrow_by_matter_and_by_thing(client: Client, home: House) -> None:
    for matter, subject in (("cases.case:1", "cases.case:1"), ("cases.case:1", "cases.decision:4")):
        written(home, matter=matter, subject=subject)
    written(home, matter="cases.report:9", subject="cases.report:9")
    assert "2 rows" in page(client, "/house/ledger?matter=cases.case:1")
    assert "3 rows" in page(client, "/house/ledger?matter=cases.")
    assert "1 row<" in page(client, "/house/ledger?matter=cases.decision:4")
    assert "Nothing matches" in page(client, "/house/ledger?matter=cases.decision")


def written(home: House, *, matter: str = "", subject: str = "x:1", actor: str = "") -> Entry:
    """An entry about something, by the clerk unless said."""
    return record(
        "cases.case_opened",
        at=timezone.now(),
        actor=actor or home.clerk.ref,
        subject=subject,
        path=home.roads.path,
        body={},
        matter=matter,
    )


def test_entries_narrow_by_the_post_of_whoever_acted_then(client: Client, home: House) -> None:
    written(home)
    mine = Entry.objects.latest("id")
    theirs = written(home, actor=home.roads_head.ref)
    actions.end_appointment(
        home.roads_head, until=timezone.localdate(), reason="moved", by=None, at=timezone.now()
    )
    by_code = page(client, "/house/ledger?post=office&verb=case_opened")
    assert f'href="/house/ledger/{mine.pk}' in by_code
    assert f'href="/house/ledger/{theirs.pk}' not in by_code
    assert f'href="/house/ledger/{theirs.pk}' in page(client, "/house/ledger?post=HEAD")
    assert "Nothing matches" in page(client, "/house/ledger?post=nobody")


def test_an_entry_leads_to_its_matter_and_shows_what_it_left(client: Client, home: House) -> None:
    entry = unit_by(home)
    told = page(client, f"/house/ledger/{entry.pk}")
    (digest,) = entry.rows.values()
    assert "What it left behind" in told
    assert f"{digest[:12]}…" in told
    assert "same matter" not in told
    other = written(home, matter="cases.case:1")
    told = page(client, f"/house/ledger/{other.pk}")
    assert 'href="/house/ledger?matter=cases.case%3A1"' in told
    assert "What it left behind" not in told


def test_the_ledger_page_tells_who_witnesses_and_what_the_audit_found(
    client: Client, home: House
) -> None:
    text = page(client, "/house/ledger")
    assert "Nobody witnesses" in text
    assert "not audited yet" in text
    sealed_now()
    size = Entry.objects.count()
    keep_audit((), size=size, at=timezone.now())
    assert f"all {size} sealed entries were reckoned anew" in page(client, "/house/ledger")
    faults = [error("ledger.entry_changed", f"ledger:{n}", "被改动", "changed") for n in range(12)]
    keep_audit(faults, size=size, at=timezone.now())
    text = page(client, "/house/ledger")
    assert "found 12 contradictions" in text
    assert "ledger:8<" in text
    assert "3 more are told by" in text
    client.cookies["django_language"] = "zh-hans"
    assert "发现 12 处不符" in page(client, "/house/ledger")
    public = page(client, "/ledger")
    assert "发现 12 处不符" in public
    assert "ledger:8<" not in public, "which rows it is about is for the auditors"
