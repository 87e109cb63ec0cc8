"""What witnesses have signed comes back, and receipts, the checkpoint and the page bear it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from remit.apps.ledger import queries
from remit.apps.ledger.actions import seal
from remit.apps.ledger.models import Checkpoint, Cosignature, Entry, Sealed
from remit.apps.organisation import actions
from remit.engines import merkle
from remit.engines.merkle import SignatureKind, cosign, generate_signer, parse_note
from remit.engines.words import Words
from remit.web.ledger.feed import LARGEST_NOTE
from tests.builders import FOUNDED, House, house

pytestmark = pytest.mark.django_db
AUDIT = generate_signer("audit-office", b"w" * 32, SignatureKind.COSIGNATURE)
STRANGER = generate_signer("stranger", b"s" * 32, SignatureKind.COSIGNATURE)
# Of the name and number that the audit office has, by another hand.
FORGER = generate_signer("audit-office", b"f" * 32, SignatureKind.COSIGNATURE)
AT = 1_736_128_800


def chance(count: int) -> bytes:
    """So many bytes; what stands in them does not matter here."""
    return bytes(range(count))


def grown(home: House, name: str, at: datetime = FOUNDED) -> Checkpoint:
    """One more deed, sealed."""
    actions.create_unit(home.roads, name, Words("", name), by=None, at=at)
    seal(signer=queries.signer(), chance=chance, at=at)
    return Checkpoint.objects.latest("size")


@pytest.fixture
def home(client: Client, settings: Settings) -> House:
    """A small organisation, sealed; the audit office witnesses."""
    client.cookies["django_language"] = "en"
    settings.WITNESSES = (AUDIT.verifier.text,)
    made = house()
    seal(signer=queries.signer(), chance=chance, at=FOUNDED)
    return made


def signed(row: Checkpoint, *witnesses: merkle.Signer, at: int = AT) -> str:
    """The note of a checkpoint with cosignatures."""
    note = parse_note(row.note)
    for witness in witnesses:
        note = cosign(note, witness, at)
    return note.written


def handed_in(client: Client, note: str | bytes) -> tuple[int, str]:
    """Status and words of the answer."""
    response = client.post("/ledger/cosignatures", note, content_type="text/plain")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    said = response.content.decode()
    assert said.count("\n") == 1, "the answer is one line"
    return response.status_code, said


def test_a_known_witness_is_kept_once_and_never_replaced(client: Client, home: House) -> None:
    row = Checkpoint.objects.get()
    status, said = handed_in(client, signed(row, AUDIT))
    assert status == 200
    assert f"size {row.size}: audit-office+" in said
    kept = Cosignature.objects.get()
    assert handed_in(client, signed(row, AUDIT, at=AT + 60))[0] == 200
    assert Cosignature.objects.get().line == kept.line
    assert Cosignature.objects.get().at == kept.at


def test_a_program_needs_no_session_and_no_csrf_token(home: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert handed_in(strict, signed(Checkpoint.objects.get(), AUDIT))[0] == 200
    assert strict.get("/ledger/cosignatures").status_code == 405


def test_one_note_may_bear_several_witnesses_and_strangers(
    client: Client, home: House, settings: Settings
) -> None:
    second = generate_signer("university", b"u" * 32, SignatureKind.COSIGNATURE)
    settings.WITNESSES = (AUDIT.verifier.text, second.verifier.text)
    note = signed(Checkpoint.objects.get(), STRANGER, AUDIT, second)
    assert handed_in(client, note)[0] == 200
    assert {one.witness.split("+")[0] for one in Cosignature.objects.all()} == {
        "audit-office",
        "university",
    }


def test_an_unknown_witness_is_told_that_nobody_knows_it(client: Client, home: House) -> None:
    row = Checkpoint.objects.get()
    for note in (signed(row, STRANGER), signed(row, FORGER), row.note):
        status, said = handed_in(client, note)
        assert (status, "No witness known here" in said) == (404, True)
    assert not Cosignature.objects.exists()


def forged(row: Checkpoint) -> str:
    """A line under the audit office's name and number that somebody else has signed."""
    note = cosign(parse_note(row.note), FORGER, AT)
    own, theirs = note.signatures
    line = merkle.Signature(AUDIT.name, AUDIT.verifier.id, theirs.content)
    return merkle.Note(note.text, (own, line)).written


def test_a_forged_cosignature_is_refused(client: Client, home: House) -> None:
    assert handed_in(client, forged(Checkpoint.objects.get()))[0] == 400
    assert not Cosignature.objects.exists()


def test_a_checkpoint_with_another_root_is_refused_as_evidence(
    client: Client, home: House, caplog: pytest.LogCaptureFixture
) -> None:
    size = Checkpoint.objects.get().size
    signer = queries.signer()
    other = merkle.sign_checkpoint(merkle.Checkpoint(signer.name, size, bytes(32)), signer)
    status, said = handed_in(client, cosign(other, AUDIT, AT).written)
    assert status == 409
    assert "may have been rewritten" in said
    assert "another ledger signed by our key" in caplog.text
    assert not Cosignature.objects.exists()


def test_a_checkpoint_that_is_not_kept_is_not_found(client: Client, home: House) -> None:
    signer = queries.signer()
    other = merkle.sign_checkpoint(merkle.Checkpoint(signer.name, 9_999, bytes(32)), signer)
    assert handed_in(client, cosign(other, AUDIT, AT).written)[0] == 404


def test_what_another_key_signed_or_nobody_is_refused(client: Client, home: House) -> None:
    row = Checkpoint.objects.get()
    other = merkle.generate_signer(queries.signer().name, b"o" * 32)
    elsewhere = merkle.sign(parse_note(row.note).text, other)
    for note in (cosign(elsewhere, AUDIT, AT).written, "", "hello\n", b"\xff\xfe", "x" * 2000):
        assert handed_in(client, note)[0] == 400


def test_more_than_64_kib_is_not_read(client: Client, home: House) -> None:
    status, said = handed_in(client, "x" * (LARGEST_NOTE + 1))
    assert (status, "64 KiB" in said) == (400, True)


def test_the_answer_is_in_the_programs_language(home: House) -> None:
    response = Client().post(
        "/ledger/cosignatures", "x", "text/plain", headers={"Accept-Language": "zh-Hans"}
    )
    assert "请" in response.content.decode()


def test_the_served_checkpoint_bears_its_cosignatures(client: Client, home: House) -> None:
    row = Checkpoint.objects.get()
    handed_in(client, signed(row, STRANGER, AUDIT))
    served = client.get("/ledger/checkpoint").content
    opened = merkle.open_checkpoint(served, [queries.verifier()], [AUDIT.verifier])
    assert [one.at for one in opened.witnessed] == [AT]
    assert opened.unknown == (), "a stranger's line is not handed on"


def witnesses_of(text: str, seq: int) -> tuple[int, list[str]]:
    """The size of the checkpoint of a receipt that holds, and who witnessed it."""
    leaf = bytes(Sealed.objects.get(seq=seq).leaf)
    found = merkle.verify_receipt(text, leaf, [queries.verifier()], [AUDIT.verifier], quorum=0)
    return found.checkpoint.size, [one.verifier.name for one in found.witnessed]


def receipt(seq: int) -> str:
    found = queries.receipt_of(seq)
    assert found
    return found.text


def test_a_receipt_stands_on_the_newest_witnessed_checkpoint_that_covers_it(
    client: Client, home: House
) -> None:
    first = Checkpoint.objects.get()
    assert witnesses_of(receipt(3), 3) == (first.size, []), "nobody has signed yet"
    handed_in(client, signed(first, AUDIT))
    second, third = grown(home, "north"), grown(home, "south")
    assert witnesses_of(receipt(3), 3) == (first.size, ["audit-office"])
    assert witnesses_of(receipt(second.size), second.size) == (third.size, [])
    handed_in(client, signed(second, AUDIT))
    assert witnesses_of(receipt(3), 3) == (second.size, ["audit-office"])
    assert witnesses_of(receipt(second.size), second.size) == (second.size, ["audit-office"])


def test_a_witness_no_longer_known_vouches_for_nothing(
    client: Client, home: House, settings: Settings
) -> None:
    first = Checkpoint.objects.get()
    handed_in(client, signed(first, AUDIT))
    newest = grown(home, "north")
    settings.WITNESSES = ()
    assert witnesses_of(receipt(3), 3) == (newest.size, [])


def test_the_page_says_who_witnessed_a_receipt(client: Client, home: House) -> None:
    handed_in(client, signed(Checkpoint.objects.get(), AUDIT))
    text = client.post("/ledger", {"text": receipt(3)}).content.decode()
    assert "The receipt holds" in text
    assert "audit-office" in text
    assert "No witness has signed" not in text


def test_each_witness_is_shown_with_how_far_it_has_signed(client: Client, home: House) -> None:
    text = client.get("/ledger").content.decode()
    assert "No witness yet" not in text
    assert AUDIT.verifier.text in text
    assert "has not signed a checkpoint yet" in text
    row = Checkpoint.objects.get()
    handed_in(client, signed(row, AUDIT))
    text = client.get("/ledger").content.decode()
    assert f"Has signed for all {row.size} entries, less than a minute ago" in text
    assert "in time" in text
    grown(home, "north")
    text = client.get("/ledger").content.decode()
    assert f"Has signed for the first {row.size} entries" in text
    assert "1 came since" in text
    assert "Silent means" in text, "sealed a year ago and still not signed"
    client.cookies["django_language"] = "zh-hans"
    assert "无回应" in client.get("/ledger").content.decode()


def test_a_witness_is_silent_only_while_the_ledger_grows_without_it(
    client: Client, home: House, settings: Settings
) -> None:
    settings.WITNESS_PATIENCE = 180
    known, row = queries.witness_verifiers(), Checkpoint.objects.get()
    later = FOUNDED + timedelta(days=9)

    def silent(now: datetime) -> bool:
        return queries.states(known, now)[0].silent

    assert not silent(FOUNDED + timedelta(seconds=180))
    assert silent(FOUNDED + timedelta(seconds=181)), "it has never signed"
    handed_in(client, signed(row, AUDIT))
    assert not silent(later), "nothing new to sign"
    grown(home, "north", later)
    grown(home, "south", later + timedelta(seconds=170))
    assert not silent(later + timedelta(seconds=180))
    assert silent(later + timedelta(seconds=181))
    handed_in(client, signed(Checkpoint.objects.latest("size"), AUDIT))
    assert not silent(later + timedelta(days=1))


def test_alarms_name_what_is_to_be_done(home: House) -> None:
    now = FOUNDED + timedelta(hours=1)
    assert [one.id for one in queries.alarms((), None)] == ["ledger.no_witness"]
    states = queries.states(queries.witness_verifiers(), now)
    (silent,) = queries.alarms(states, None)
    assert (silent.id, silent.subject) == ("ledger.witness_silent", "audit-office")
    assert str(Entry.objects.count()) in silent.message.zh


@pytest.mark.parametrize("address", ["/ledger/checkpoint", "/ledger/tile/0/000.p/1"])
def test_what_is_the_same_for_everybody_says_nothing_of_the_reader(
    address: str, client: Client, home: House
) -> None:
    client.force_login(home.clerk.person)
    response = client.get(f"{address}?on=2025-02-03")
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert not {"Vary", "Content-Language"} & set(response.headers)
    assert not response.cookies
    assert "Cookie" in client.get("/ledger")["Vary"], "a page does depend on its reader"
