"""`remit checkpoint verify`: whether the ledger of today begins with what a kept mail vouched for."""

import os
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.db import transaction

from remit.apps.ledger import queries
from remit.apps.ledger.actions import record, seal
from remit.apps.ledger.models import Checkpoint, Tile
from remit.engines.merkle import Checkpoint as Told
from remit.engines.merkle import generate_signer, sign_checkpoint
from tests.command import Answer, Remit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def grow(count: int) -> None:
    """So many entries more, sealed."""
    with transaction.atomic():
        for number in range(count):
            record(
                "plans.plan_submitted", at=AT, actor="x", subject=f"p:{number}", path="1", body={}
            )
    seal(signer=queries.signer(), chance=os.urandom, at=AT)


class Kept:
    """A mail's attachment, kept since the ledger held 300 entries; it holds 700 today."""

    def __init__(self, remit: Remit, folder: Path) -> None:
        grow(300)
        self.note = Checkpoint.objects.get().note
        grow(400)
        self.remit, self.file = remit, folder / "ledger-checkpoint.txt"

    def checked(self, written: bytes | str, *options: object) -> Answer:
        """What the command says of the file."""
        self.file.write_bytes(written.encode() if isinstance(written, str) else written)
        return self.remit("checkpoint", "verify", self.file, *options)


@pytest.fixture
def kept(remit: Remit, tmp_path: Path) -> Kept:
    """A kept attachment."""
    return Kept(remit, tmp_path)


def test_the_attachment_is_the_beginning_of_the_ledger_of_today(kept: Kept) -> None:
    answer = kept.checked(kept.note)
    assert answer.code == 0
    assert "begins with what this checkpoint vouched for; its 300 entries" in answer.out
    told = kept.checked(kept.note, "--key", queries.verifier().text, "--json").json
    assert (told["size"], told["signed"]) == (300, [queries.verifier().name])


def test_the_whole_mail_will_do(kept: Kept) -> None:
    mail = EmailMessage()
    mail["Subject"] = "三月汇总"
    mail.set_content("请保留此邮件。")
    mail.add_attachment(kept.note, filename="ledger-checkpoint.txt")
    assert kept.checked(mail.as_bytes()).code == 0


def test_the_newest_checkpoint_is_its_own_beginning(kept: Kept) -> None:
    assert kept.checked(Checkpoint.objects.latest("size").note).code == 0


def test_a_ledger_cut_off_since_is_refused_with_what_to_do(kept: Kept) -> None:
    newest = Checkpoint.objects.latest("size")
    Checkpoint.objects.filter(size=newest.size).delete()
    answer = kept.checked(newest.note)
    assert answer.code == 2
    assert "held 700 entries then and holds 300 now" in answer.err
    assert "auditor" in answer.err


def test_a_ledger_rewritten_since_is_refused_with_what_to_do(kept: Kept) -> None:
    signer = queries.signer()
    other = sign_checkpoint(Told(signer.name, 300, bytes(32)), signer)
    answer = kept.checked(other.written)
    assert (answer.code, "The first 300 entries" in answer.err) == (2, True)


def test_hashes_changed_in_the_database_are_noticed(kept: Kept) -> None:
    tile = Tile.objects.get(level=1, place=0)
    tile.hashes = bytes(32) + bytes(tile.hashes)[32:]
    tile.save()
    assert kept.checked(kept.note).code == 2


@pytest.mark.parametrize("written", ["", "Dear Sir or Madam,\n\nsee enclosed\n", b"\xff\xfe"])
def test_a_file_without_a_checkpoint_is_refused_in_words(kept: Kept, written: str | bytes) -> None:
    answer = kept.checked(written)
    assert (answer.code, "ledger-checkpoint.txt" in answer.err) == (2, True)


def test_another_key_than_the_one_published_is_refused(kept: Kept) -> None:
    other = generate_signer(queries.verifier().name, b"o" * 32).verifier.text
    assert kept.checked(kept.note, "--key", other).code == 2
