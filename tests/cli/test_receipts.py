"""`remit ledger prove` and `remit receipt verify`: proof in hand, without the house that issued it."""

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from remit.apps.ledger import queries
from remit.apps.ledger.actions import record, seal
from remit.apps.ledger.models import Entry, Sealed
from remit.engines.merkle import (
    SignatureKind,
    Signer,
    cosign,
    generate_signer,
    parse_note,
    parse_receipt,
)
from tests.command import Answer, Remit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
NUMBER = 300
WITNESS = generate_signer("audit-office", b"w" * 32, SignatureKind.COSIGNATURE)
UNIVERSITY = generate_signer("university", b"u" * 32, SignatureKind.COSIGNATURE)


@dataclass
class Issued:
    """A receipt as it was handed out, and the published key it is checked with."""

    remit: Remit
    file: Path
    key: str

    def checked(self, *options: object) -> Answer:
        """What the command says of the file in this process."""
        return self.remit("receipt", "verify", self.file, "--key", self.key, *options)

    def tampered(self, written: str) -> Answer:
        """What the command says once the file reads otherwise."""
        self.file.write_text(written, encoding="utf-8")
        return self.checked()


@pytest.fixture
def ledger() -> None:
    """Four hundred entries, sealed in two batches."""
    for batch in (range(1, 251), range(251, 401)):
        with transaction.atomic():
            for number in batch:
                record(
                    "plans.plan_submitted",
                    at=AT,
                    actor="person:7",
                    subject=f"plan:{number}",
                    path="000001",
                    body={"amount": "1.50", "month": "2026-03", "note": "报送"},
                )
        seal(signer=queries.signer(), chance=os.urandom, at=AT)


@pytest.fixture
def issued(ledger: None, remit: Remit, tmp_path: Path) -> Issued:
    """The receipt of entry 300, written by the command."""
    file = tmp_path / "entry.tlog-proof"
    answer = remit("ledger", "prove", NUMBER, "--into", file)
    assert answer.code == 0
    assert f"remit receipt verify {file} --key " in answer.out
    return Issued(remit, file, answer.out.split("--key ")[1].strip())


def offline(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, in an empty folder, without a setting or a database."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("REMIT_", "DJANGO_"))}
    code = (
        "import sys; from remit.project.main import main\n"
        "try: main()\n"
        "finally: assert 'django.conf' not in sys.modules, 'settings were read'"
    )
    folder.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**kept, "LANG": "en_GB.UTF-8", "COLUMNS": "200"},
    )


def test_a_receipt_is_verified_without_a_database_a_home_or_a_network(
    issued: Issued, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    call = ("receipt", "verify", issued.file, "--key", issued.key)
    words = offline(bare, *call)
    assert words.returncode == 0, words.stderr
    assert "The receipt holds: entry 300, “plans.plan_submitted”" in words.stdout
    assert "plan:300" in words.stdout
    assert "No witness has signed" in words.stdout
    told = json.loads(offline(bare, *call, "--json").stdout)
    assert (told["seq"], told["verb"], told["size"]) == (NUMBER, "plans.plan_submitted", 400)
    assert told["at"] == str(AT)
    assert told["values"] == {
        "actor": "person:7",
        "body": {"amount": "1.50", "month": "2026-03", "note": "报送"},
        "path": "000001",
        "subject": "plan:300",
    }
    assert list(bare.iterdir()) == [], "nothing was made there"


def test_what_was_tampered_with_is_refused_offline_in_words(issued: Issued, tmp_path: Path) -> None:
    written = issued.file.read_text().replace("index 299", "index 298")
    issued.file.write_text(written)
    answer = offline(tmp_path / "bare", "receipt", "verify", issued.file, "--key", issued.key)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert "The entry is not in the log" in answer.stderr


def test_an_erased_entry_still_proves_number_deed_and_time(issued: Issued, tmp_path: Path) -> None:
    before = issued.file.read_text()
    Sealed.objects.filter(seq=NUMBER).update(secret=None)
    Entry.objects.filter(seq=NUMBER).update(actor="", subject="", body={})
    assert issued.remit("ledger", "prove", NUMBER, "--into", issued.file).code == 0
    assert issued.file.read_text() != before
    call = ("receipt", "verify", issued.file, "--key", issued.key)
    told = json.loads(offline(tmp_path / "bare", *call, "--json").stdout)
    assert (told["seq"], told["verb"], told["at"]) == (NUMBER, "plans.plan_submitted", str(AT))
    assert told["values"] is None
    for gone in ("person:7", "plan:300", "报送"):
        assert gone not in b64decode(issued.file.read_text().split()[2]).decode()


def test_a_receipt_bears_its_witness(issued: Issued) -> None:
    written = issued.file.read_text()
    note = parse_receipt(written).checkpoint
    signed = cosign(parse_note(note), WITNESS, int(AT.timestamp())).written
    issued.file.write_text(written.replace(note, signed))
    witnessed = issued.checked("--witness", WITNESS.verifier.text)
    assert (witnessed.code, "Witnessed by: audit-office" in witnessed.out) == (0, True)
    issued.file.write_text(written)
    assert issued.checked("--witness", WITNESS.verifier.text).code == 2


def cosigned_by(issued: Issued, *witnesses: Signer) -> None:
    """Adds cosignatures to the checkpoint in the receipt."""
    written = issued.file.read_text()
    note = parse_note(parse_receipt(written).checkpoint)
    before = note.written
    for witness in witnesses:
        note = cosign(note, witness, int(AT.timestamp()))
    issued.file.write_text(written.replace(before, note.written))


def test_it_tells_which_witnesses_signed_and_when(issued: Issued) -> None:
    cosigned_by(issued, WITNESS, UNIVERSITY)
    answer = issued.checked("--witness", WITNESS.verifier.text)
    assert "Witnessed by: audit-office (2026-03-02T01:30:00+00:00)" in answer.out
    assert "not checked, for no key of theirs was given: university" in answer.out
    told = issued.checked("--witness", WITNESS.verifier.text, "--json").json
    assert (told["witnessed"], told["unchecked"]) == (["audit-office"], ["university"])
    assert told["witnessed_at"] == {"audit-office": "2026-03-02T01:30:00+00:00"}


def test_a_signature_whose_key_was_not_given_counts_for_nothing(issued: Issued) -> None:
    cosigned_by(issued, WITNESS)
    answer = issued.checked()
    assert answer.code == 0
    assert "Witnessed by" not in answer.out
    assert "--witness" in answer.out
    assert issued.checked("--witnesses", 1).code == 2


def test_so_many_witnesses_must_have_signed_as_are_asked_for(issued: Issued) -> None:
    both = ("--witness", WITNESS.verifier.text, "--witness", UNIVERSITY.verifier.text)
    assert issued.checked(*both, "--witnesses", 0).code == 0
    cosigned_by(issued, WITNESS)
    assert issued.checked(*both).code == 2, "all unless said"
    assert issued.checked(*both, "--witnesses", 1).code == 0
    refused = issued.checked(*both, "--witnesses", 2)
    assert (refused.code, "Signatures of 2 witnesses are needed, and 1" in refused.err) == (2, True)
    cosigned_by(issued, UNIVERSITY)
    assert issued.checked(*both, "--witnesses", 2).code == 0


def test_a_forged_witness_spoils_the_receipt_for_whoever_knows_it(issued: Issued) -> None:
    cosigned_by(issued, WITNESS)
    written = issued.file.read_text()
    line = next(each for each in written.split("\n") if each.startswith("\N{EM DASH} audit-office"))
    content = b64decode(line.rsplit(" ")[-1])
    wrong = b64encode(content[:-1] + bytes([content[-1] ^ 1])).decode()
    issued.file.write_text(written.replace(line, f"\N{EM DASH} audit-office {wrong}"))
    assert issued.checked("--witness", WITNESS.verifier.text, "--witnesses", 0).code == 2


def extra(written: str, change: Callable[[Any], None]) -> str:
    """The receipt with other extra data."""
    header, line, rest = written.split("\n", 2)
    said = json.loads(b64decode(line.removeprefix("extra ")))
    change(said)
    coded = b64encode(json.dumps(said, ensure_ascii=False).encode()).decode()
    return "\n".join((header, f"extra {coded}", rest))


def swapped(written: str, line: int, new: str) -> str:
    """The receipt with another line, counted from 0."""
    lines = written.split("\n")
    lines[line] = new
    return "\n".join(lines)


def root_line(written: str) -> int:
    """The line with the root: two below the origin, which follows the empty line."""
    return written.split("\n").index("") + 3


def other_hash(coded: str) -> str:
    """Another hash, spelled rightly."""
    content = b64decode(coded)
    return b64encode(bytes([content[0] ^ 1]) + content[1:]).decode()


def set_value(name: str, value: object) -> Callable[[str], str]:
    """Changes one opened value."""
    return lambda w: extra(w, lambda said: said["opening"]["values"].update({name: value}))


def leaf_says(old: str, new: str) -> Callable[[str], str]:
    """Changes what the leaf says."""
    return lambda w: extra(w, lambda said: said.update(leaf=said["leaf"].replace(old, new)))


def change_hash(written: str) -> str:
    """Changes the first hash of the proof."""
    return swapped(written, 3, other_hash(written.split("\n")[3]))


def change_root(written: str) -> str:
    """Changes the root in the checkpoint."""
    line = root_line(written)
    return swapped(written, line, other_hash(written.split("\n")[line]))


TAMPERING: dict[str, Callable[[str], str]] = {
    "the actor": set_value("actor", "person:8"),
    "the subject": set_value("subject", "plan:301"),
    "the place": set_value("path", "000002"),
    "the body": set_value("body", {"amount": "9.50", "month": "2026-03", "note": "报送"}),
    "a value left out": lambda w: extra(w, lambda s: s["opening"]["values"].pop("actor")),
    "the secret": lambda w: extra(w, lambda s: s["opening"].update(secret="00" * 32)),
    "no secret": lambda w: extra(w, lambda s: s["opening"].pop("secret")),
    "the deed": leaf_says("submitted", "approved"),
    "the time": leaf_says("2026-03-02", "2026-03-01"),
    "the number in the leaf": leaf_says('"seq":300', '"seq":301'),
    "a commitment": leaf_says('"actor":"', '"actor":"0'),
    "values that are a list": lambda w: extra(w, lambda s: s["opening"].update(values=[])),
    "extra nested without end": lambda w: swapped(
        w, 1, "extra " + b64encode(b"[" * 200_001).decode()
    ),
    "no leaf": lambda w: extra(w, lambda s: s.pop("leaf")),
    "no extra": lambda w: "\n".join(w.split("\n")[:1] + w.split("\n")[2:]),
    "extra that is no JSON": lambda w: swapped(w, 1, "extra AAAA"),
    "the index": lambda w: w.replace("index 299", "index 298"),
    "an index beyond": lambda w: w.replace("index 299", "index 400"),
    "no index": lambda w: w.replace("index 299\n", ""),
    "a hash of the proof": change_hash,
    "a hash left out": lambda w: "\n".join(w.split("\n")[:3] + w.split("\n")[4:]),
    "a hash too many": lambda w: swapped(w, 3, f"{w.split(chr(10))[3]}\n{w.split(chr(10))[3]}"),
    "hashes exchanged": lambda w: swapped(swapped(w, 3, w.split("\n")[4]), 4, w.split("\n")[3]),
    "the root": change_root,
    "the size": lambda w: w.replace("\n400\n", "\n401\n"),
    "the origin": lambda w: swapped(w, root_line(w) - 2, "remit-ledger-other"),
    "the signature": lambda w: swapped(w, -2, w.split("\n")[-2][:-6] + "AAAA=="),
    "no signature": lambda w: "\n".join(w.split("\n")[:-2]) + "\n",
    "the header": lambda w: w.replace("@v1", "@v2"),
    "half of it": lambda w: w[: len(w) // 2],
    "nothing": lambda _: "",
    "another file": lambda _: "Dear Sir or Madam,\n\nplease find enclosed\n",
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_whatever_was_changed_in_a_receipt_is_refused_in_words(issued: Issued, kind: str) -> None:
    written = issued.file.read_text()
    changed = TAMPERING[kind](written)
    assert changed != written
    answer = issued.tampered(changed)
    assert answer.code == 2
    assert "ERROR" in answer.err
    assert answer.out == ""
    assert issued.tampered(written).code == 0


def test_a_value_that_nobody_sealed_is_refused(issued: Issued) -> None:
    changed = set_value("name", "Invented")(issued.file.read_text())
    assert issued.tampered(changed).code == 2


def test_a_receipt_is_not_verified_by_another_key(issued: Issued) -> None:
    name = queries.verifier().name
    issued.key = generate_signer(name, b"o" * 32).verifier.text
    answer = issued.checked()
    assert (answer.code, "No key that you know signed this" in answer.err) == (2, True)


def test_the_proof_of_one_entry_is_none_of_another(issued: Issued) -> None:
    mine = issued.file.read_text()
    other = queries.receipt_of(NUMBER - 1)
    assert other
    mixed = "\n".join((*mine.split("\n")[:2], *other.text.split("\n")[2:]))
    assert issued.tampered(mixed).code == 2


def test_no_turned_bit_makes_a_receipt_say_something_else(issued: Issued) -> None:
    """A receipt may lose its opening, and says so; it never tells a value that was not sealed."""
    true = issued.checked("--json").json
    whole = issued.file.read_bytes()
    for at in range(0, len(whole), 5):
        issued.file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        answer = issued.checked("--json")
        if answer.code == 0:
            assert {**answer.json, "values": None} == {**true, "values": None}
            assert answer.json["values"] in (None, true["values"])
        assert answer.code in {0, 2}


def test_a_file_that_is_no_receipt_at_all_is_refused(issued: Issued) -> None:
    issued.file.write_bytes(b"\xff\xfe\x00")
    assert issued.checked().code == 2
    issued.file.write_bytes(b"x" * (2**20 + 1))
    assert issued.checked().code == 2
    issued.file.unlink()
    assert issued.checked().code == 2


def test_an_entry_that_is_not_there_has_no_receipt(ledger: None, remit: Remit) -> None:
    answer = remit("ledger", "prove", 401)
    assert (answer.code, "There is no entry 401" in answer.err) == (2, True)


def test_the_checkpoint_is_shown_as_a_witness_reads_it(ledger: None, remit: Remit) -> None:
    answer = remit("ledger", "checkpoint")
    assert queries.verifier().text in answer.out
    told = remit("ledger", "checkpoint", "--json").json
    assert (told["size"], told["key"]) == (400, queries.verifier().text)
    assert parse_note(told["note"]).text.split("\n")[1] == "400"
