"""The ledger's open addresses, and a receipt's way from a download to a stranger's check."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from remit.apps.ledger import queries
from remit.apps.ledger.actions import seal
from remit.apps.ledger.models import Checkpoint, Entry, Sealed
from remit.apps.organisation import actions
from remit.engines import merkle
from remit.engines.sealing import receipt_extra
from remit.engines.words import Words
from remit.web.ledger.forms import LARGEST
from remit.web.ledger.proofs import age, rungs
from tests.builders import FOUNDED, House, house

pytestmark = pytest.mark.django_db
HOLDS, UNREADABLE = "The receipt holds", "This cannot be read as a receipt"


def chance(count: int) -> bytes:
    """So many bytes; what stands in them does not matter here."""
    return bytes(range(count))


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation; a stranger looks on in English."""
    client.cookies["django_language"] = "en"
    return house()


@pytest.fixture
def sealed(home: House) -> House:
    """The same with all entries sealed."""
    seal(signer=queries.signer(), chance=chance, at=FOUNDED)
    return home


def receipt(seq: int = 3) -> str:
    found = queries.receipt_of(seq)
    assert found
    return found.text


def checked(client: Client, content: bytes, name: str = "remit.tlog-proof") -> str:
    """The page that answers a file."""
    response = client.post("/ledger", {"receipt": SimpleUploadedFile(name, content)})
    assert response.status_code == 200
    return response.content.decode()


def test_before_the_first_seal_the_page_says_what_comes_here(client: Client, home: House) -> None:
    text = client.get("/ledger").content.decode()
    assert "Nothing is sealed yet" in text
    assert queries.verifier().text in text
    assert client.get("/ledger/checkpoint").status_code == 404
    assert client.get("/ledger/tile/0/000.p/1").status_code == 404


def test_a_stranger_sees_checkpoint_key_and_that_no_witness_signs(
    client: Client, sealed: House
) -> None:
    text = client.get("/ledger").content.decode()
    newest = Checkpoint.objects.get()
    assert bytes(newest.root).hex() in text
    assert f"remit receipt verify FILE --key {queries.verifier().text}" in text
    assert "No witness yet" in text
    client.cookies["django_language"] = "zh-hans"
    assert "由谁见证" in client.get("/ledger").content.decode()


def test_somebody_signed_in_keeps_the_navigation(client: Client, sealed: House) -> None:
    client.force_login(sealed.clerk.person)
    assert 'href="/house/"' in client.get("/ledger").content.decode()


def test_the_checkpoint_is_the_signed_note_itself(client: Client, sealed: House) -> None:
    response = client.get("/ledger/checkpoint")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "max-age=5" in response["Cache-Control"]
    opened = merkle.open_checkpoint(response.content, [queries.verifier()])
    assert opened.checkpoint.size == Entry.objects.count()


class Fetched:
    """The tiles as a stranger gets them, over the open addresses alone."""

    def __init__(self, client: Client, size: int) -> None:
        self.client, self.size = client, size

    def hashes(self, level: int, index: int) -> bytes:
        width = merkle.tile_width(level, index, self.size)
        if not width:
            return b""
        response = self.client.get(f"/ledger/{merkle.tile_path(level, index, width)}")
        assert response.status_code == 200
        assert response["Content-Type"] == "application/octet-stream"
        return response.content


def test_from_the_tiles_a_stranger_reckons_the_signed_root(client: Client, home: House) -> None:
    for number in range(300):
        actions.create_unit(home.roads, f"n{number}", Words("", "N"), by=None, at=FOUNDED)
    seal(signer=queries.signer(), chance=chance, at=FOUNDED)
    newest = Checkpoint.objects.get()
    assert newest.size > 256
    assert merkle.root(newest.size, Fetched(client, newest.size)) == bytes(newest.root)


def test_a_full_tile_is_kept_for_ever_and_a_partial_one_for_seconds(
    client: Client, home: House
) -> None:
    for number in range(256):
        actions.create_unit(home.roads, f"n{number}", Words("", "N"), by=None, at=FOUNDED)
    seal(signer=queries.signer(), chance=chance, at=FOUNDED)
    full, part = client.get("/ledger/tile/0/000"), client.get("/ledger/tile/0/000.p/5")
    assert "immutable" in full["Cache-Control"]
    assert "immutable" not in part["Cache-Control"]
    assert (len(full.content), part.content) == (256 * 32, full.content[: 5 * 32])


@pytest.mark.parametrize(
    "address",
    [
        "entries/000", "entries/000.p/1", "0/000", "0/000.p/0", "0/000.p/256", "0/0", "1/000.p/1",
        "00/000.p/1", "0/x000/000.p/1", "64/000", "63/x999/x999/x999/x999/x999/x999/999", "0/../0",
        "", "0/000.p/1/", "-1/000", "0/\u0660\u0660\u0660",
    ],
)  # fmt: skip
def test_what_is_no_tile_of_the_tree_is_not_there(
    address: str, client: Client, sealed: House
) -> None:
    assert client.get(f"/ledger/tile/{address}").status_code == 404


@pytest.mark.parametrize("address", ["/ledger/checkpoint", "/ledger/tile/0/000.p/1"])
def test_the_open_addresses_are_only_read(address: str, client: Client, sealed: House) -> None:
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_a_receipt_that_holds_tells_what_it_says(client: Client, sealed: House) -> None:
    entry = Entry.objects.get(seq=3)
    text = checked(client, receipt().encode())
    assert HOLDS in text
    assert entry.verb in text
    assert entry.subject in text
    assert "No witness has signed" in text
    assert "was cut off" not in text


def test_a_receipt_can_be_pasted_as_a_browser_sends_it(client: Client, sealed: House) -> None:
    pasted = receipt().replace("\n", "\r\n").strip()
    assert HOLDS in client.post("/ledger", {"text": pasted}).content.decode()


def test_what_was_erased_is_told_as_erased(client: Client, sealed: House) -> None:
    Sealed.objects.filter(seq=3).update(secret=None)
    text = checked(client, receipt().encode())
    assert HOLDS in text
    assert "it was erased, or left out" in text
    assert Entry.objects.get(seq=3).subject not in text.split("Sealed in the checkpoint")[0]


def test_an_old_receipt_holds_after_the_ledger_has_grown(client: Client, sealed: House) -> None:
    old = receipt()
    actions.create_unit(sealed.roads, "north", Words("", "North"), by=None, at=FOUNDED)
    seal(signer=queries.signer(), chance=chance, at=FOUNDED)
    text = checked(client, old.encode())
    assert HOLDS in text
    assert "was cut off" not in text


def test_a_receipt_from_a_longer_ledger_than_is_kept_warns(client: Client, sealed: House) -> None:
    signer = queries.signer()
    content = bytes(Sealed.objects.get(seq=1).leaf).replace(b'"suite"', b'"other":0,"suite"')
    other = merkle.Checkpoint(signer.name, 1, merkle.leaf_hash(content))
    note = merkle.sign_checkpoint(other, signer).written
    forked = merkle.Receipt(0, (), note, receipt_extra(content, None)).written
    assert "was cut off or exchanged" in checked(client, forked.encode())
    kept = receipt()
    Checkpoint.objects.all().delete()
    assert "was cut off or exchanged" in checked(client, kept.encode())


def changed_value() -> str:
    """The receipt with another actor written into its opening."""
    parsed = merkle.parse_receipt(receipt())
    told = json.loads(parsed.extra)
    told["opening"]["values"]["actor"] = "organisation.appointment:999"
    return with_extra(json.dumps(told).encode())


def with_extra(extra: bytes) -> str:
    parsed = merkle.parse_receipt(receipt())
    return merkle.Receipt(parsed.index, parsed.proof, parsed.checkpoint, extra).written


def moved() -> str:
    parsed = merkle.parse_receipt(receipt())
    return merkle.Receipt(3, parsed.proof, parsed.checkpoint, parsed.extra).written


def of_another_key() -> str:
    parsed = merkle.parse_receipt(receipt())
    text = merkle.parse_note(parsed.checkpoint).text
    other = merkle.generate_signer("elsewhere", bytes(32))
    note = merkle.sign(text, other).written
    return merkle.Receipt(parsed.index, parsed.proof, note, parsed.extra).written


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (changed_value, "changed after it was handed out"),
        (moved, "The entry is not in the log"),
        (of_another_key, "No key that you know signed this"),
    ],
)
def test_a_receipt_that_does_not_hold_is_refused_in_words(
    make: Callable[[], str], words: str, client: Client, sealed: House
) -> None:
    text = checked(client, make().encode())
    assert "The receipt does not hold" in text
    assert words in text
    assert HOLDS not in text


@pytest.mark.parametrize(
    "extra",
    [
        b"",
        b"[" * 100_000,
        b'{"leaf":"[]","opening":{"secret":"00","values":[]}}',
        b'{"leaf":"{}","opening":[]}',
        b'{"leaf":"\\ud800"}',
    ],
)
def test_a_receipt_without_an_entry_is_not_ours(
    extra: bytes, client: Client, sealed: House
) -> None:
    text = checked(client, with_extra(extra).encode())
    assert UNREADABLE in text
    assert "carries no entry" in text


def test_what_is_no_receipt_is_told_as_such(client: Client, sealed: House) -> None:
    assert UNREADABLE in checked(client, receipt()[:200].encode())
    assert UNREADABLE in checked(client, b"not a receipt")


def test_a_value_that_was_added_and_not_sealed_is_refused(client: Client, sealed: House) -> None:
    told = json.loads(merkle.parse_receipt(receipt()).extra)
    told["opening"]["values"]["praise"] = "worked-on-sunday"
    text = checked(client, with_extra(json.dumps(told).encode()).encode())
    assert HOLDS not in text
    assert "worked-on-sunday" not in text


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00", b"a\r\nb"])
def test_a_file_that_is_no_text_is_refused(content: bytes, client: Client, sealed: House) -> None:
    assert UNREADABLE in checked(client, content)


def test_more_than_one_mebibyte_is_not_read(client: Client, sealed: House) -> None:
    assert "more than 1 MiB" in checked(client, b"x" * (LARGEST + 1))
    pasted = client.post("/ledger", {"text": "文" * (LARGEST // 3 + 1)}).content.decode()
    assert "more than 1 MiB" in pasted


def test_one_of_file_and_text_is_asked_for(client: Client, sealed: House) -> None:
    asked = "one of the two"
    assert asked in client.post("/ledger", {"text": ""}).content.decode()
    both = {"text": receipt(), "receipt": SimpleUploadedFile("r", receipt().encode())}
    assert asked in client.post("/ledger", both).content.decode()


def test_checking_leaves_no_trace(client: Client, sealed: House) -> None:
    before = Entry.objects.count()
    checked(client, receipt().encode())
    assert Entry.objects.count() == before
    assert not client.session.items()


def test_the_rungs_of_a_proof_lead_to_the_root_in_every_small_tree() -> None:
    # Joins by level and side alone, which says more than that the proof holds.
    class Kept(dict[tuple[int, int], bytes]):
        def hashes(self, level: int, index: int) -> bytes:
            return self.get((level, index), b"")

    leaves = [merkle.leaf_hash(bytes([n])) for n in range(20)]
    for size in range(1, 21):
        grown = merkle.grow(0, leaves[:size], Kept())
        tiles = Kept(grown.changed)
        for index in range(size):
            proof = merkle.inclusion_proof(index, size, tiles)
            reached, steps = leaves[index], rungs(index, size, proof)
            for step in steps:
                beside = bytes.fromhex(step.hash)
                pair = (beside, reached) if step.left else (reached, beside)
                reached = merkle.node_hash(*pair)
            assert reached == grown.root
            levels = [step.level for step in steps]
            assert levels == sorted(set(levels))


def test_an_age_is_told_in_words() -> None:
    assert age(FOUNDED, FOUNDED + timedelta(seconds=59)) == "less than a minute ago"
    assert age(FOUNDED, FOUNDED + timedelta(hours=3)).replace("\xa0", " ") == "3 hours ago"
