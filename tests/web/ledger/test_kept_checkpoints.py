"""A checkpoint kept from a mail, brought to the page: does the ledger of today begin with it?"""

from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from remit.apps.ledger import queries
from remit.apps.ledger.actions import seal
from remit.apps.ledger.models import Checkpoint, Entry
from remit.apps.organisation import actions
from remit.engines import merkle
from remit.engines.words import Words
from tests.builders import FOUNDED, House, house

pytestmark = pytest.mark.django_db
GOES_ON, NOT_ON = "The ledger goes on from this", "The ledger does not go on from this"


def chance(count: int) -> bytes:
    """So many bytes; what stands in them does not matter here."""
    return bytes(range(count))


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation, sealed; a stranger looks on in English."""
    client.cookies["django_language"] = "en"
    made = house()
    seal(signer=queries.signer(), chance=chance, at=FOUNDED)
    return made


def grow(home: House) -> None:
    """One more deed, sealed."""
    actions.create_unit(home.roads, "north", Words("", "North"), by=None, at=FOUNDED)
    seal(signer=queries.signer(), chance=chance, at=FOUNDED)


def asked(client: Client, content: bytes) -> str:
    """The page that answers a file."""
    file = SimpleUploadedFile("ledger-checkpoint.txt", content)
    response = client.post("/ledger", {"receipt": file})
    assert response.status_code == 200
    return response.content.decode()


def test_the_ledger_of_today_begins_with_what_a_mail_vouched_for(
    client: Client, home: House
) -> None:
    then = Checkpoint.objects.get()
    grow(home)
    text = asked(client, then.note.encode())
    assert GOES_ON in text
    assert bytes(then.root).hex() in text
    client.cookies["django_language"] = "zh-hans"
    assert "台账与此检查点衔接" in asked(client, then.note.encode())


def test_the_whole_mail_can_be_brought(client: Client, home: House) -> None:
    mail = EmailMessage()
    mail.set_content("三月汇总")
    mail.add_attachment(Checkpoint.objects.get().note, filename="ledger-checkpoint.txt")
    assert GOES_ON in asked(client, mail.as_bytes())
    pasted = Checkpoint.objects.get().note.replace("\n", "\r\n").strip()
    assert GOES_ON in client.post("/ledger", {"text": pasted}).content.decode()


def test_a_ledger_that_was_cut_off_is_told_with_what_to_do(client: Client, home: House) -> None:
    grow(home)
    newest = Checkpoint.objects.latest("size")
    Checkpoint.objects.filter(size=newest.size).delete()
    text = asked(client, newest.note.encode())
    assert NOT_ON in text
    assert f"held {newest.size} entries then" in text
    assert "show it to the auditor" in text


def test_a_ledger_that_was_rewritten_is_told_with_what_to_do(client: Client, home: House) -> None:
    grow(home)
    signer = queries.signer()
    other = merkle.Checkpoint(signer.name, 3, bytes(32))
    text = asked(client, merkle.sign_checkpoint(other, signer).written.encode())
    assert NOT_ON in text
    assert "The first 3 entries" in text


def test_a_checkpoint_of_another_key_is_not_taken_for_ours(client: Client, home: House) -> None:
    other = merkle.generate_signer(queries.signer().name, b"o" * 32)
    note = merkle.sign(merkle.parse_note(Checkpoint.objects.get().note).text, other)
    text = asked(client, note.written.encode())
    assert NOT_ON in text
    assert "No key that you know signed this" in text


def test_a_receipt_is_still_a_receipt_though_it_holds_a_checkpoint(
    client: Client, home: House
) -> None:
    found = queries.receipt_of(3)
    assert found
    assert "The receipt holds" in asked(client, found.text.encode())
    assert Entry.objects.get(seq=3).verb in asked(client, found.text.encode())
