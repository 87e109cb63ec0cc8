"""`remit witness`: on another machine, against a folder or a web server, without any database."""

import json
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.db import transaction
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from remit.apps.ledger import queries
from remit.apps.ledger.actions import record, seal
from remit.apps.ledger.models import Checkpoint, Cosignature
from remit.cli.returned import NotReturned, hand_back
from remit.engines import merkle
from remit.engines.merkle import (
    generate_signer,
    open_checkpoint,
    parse_signer,
    parse_verifier,
    sign_checkpoint,
    verify_consistency,
)
from tests.command import Answer, Remit
from tests.published_ledgers import KEY, Published, entries, lay_out, published

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
OTHER = generate_signer(KEY.name, b"o" * 32)
FEW = published(entries(300))
MORE = published(entries(600))


class Witnessing:
    """A witness with its state file, looking at a folder."""

    def __init__(self, remit: Remit, folder: Path) -> None:
        self.remit = remit
        self.source, self.state = folder / "ledger", folder / "kept" / "state.json"
        self.state.parent.mkdir()

    def look(self, whole: Published | None, *options: object) -> Answer:
        """What it says once the ledger is published like this; None: as it was."""
        if whole:
            lay_out(whole, self.source)
        return self.again(*options)

    def again(self, *options: object, source: object = None, key: str = "") -> Answer:
        """What it says of the ledger as it lies there."""
        where = source or self.source
        named = ("--key", key or KEY.verifier.text, "--state", self.state)
        return self.remit("witness", where, *named, *options)

    @property
    def kept(self) -> str:
        """The note in the state file."""
        return str(json.loads(self.state.read_text())["note"])

    @property
    def size(self) -> int:
        """The size it has kept."""
        return open_checkpoint(self.kept, [KEY.verifier]).checkpoint.size

    @property
    def alarms(self) -> list[Path]:
        """The files of evidence."""
        return sorted(self.state.parent.glob("state.json.alarm-*.json"))


@pytest.fixture
def witnessing(remit: Remit, tmp_path: Path) -> Witnessing:
    """A witness that has not looked yet."""
    return Witnessing(remit, tmp_path)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a web server over the folder where ledgers are published."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    handler = partial(Quiet, directory=str(tmp_path / "ledger"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_growth_is_accepted_and_kept(witnessing: Witnessing) -> None:
    first = witnessing.look(FEW)
    assert (first.code, witnessing.size) == (0, 300)
    assert "First look: 300 entries" in first.out
    second = witnessing.look(MORE)
    assert (second.code, witnessing.size) == (0, 600)
    assert "300 more than last time" in second.out
    assert witnessing.again("--json").json == {
        "accepted": True,
        "size": 600,
        "root": MORE.root.hex(),
        "grown_by": 0,
        "first": False,
        "cosigned": False,
    }
    assert witnessing.alarms == []
    assert [path.name for path in witnessing.state.parent.iterdir()] == ["state.json"]


def test_a_web_server_is_read_as_a_folder_is(witnessing: Witnessing, site: str) -> None:
    lay_out(FEW, witnessing.source)
    assert witnessing.again(source=site).code == 0
    lay_out(MORE, witnessing.source)
    assert witnessing.again(source=site).code == 0
    assert witnessing.size == 600
    lay_out(FEW, witnessing.source)
    assert witnessing.again(source=site).code == 1


@pytest.mark.django_db(transaction=True)
def test_the_pages_publish_what_a_witness_reads(
    witnessing: Witnessing, live_server: LiveServer
) -> None:
    key = queries.verifier().text

    def grown(count: int) -> Answer:
        with transaction.atomic():
            for number in range(count):
                record(
                    "plans.plan_submitted",
                    at=AT,
                    actor="person:7",
                    subject=f"plan:{number}",
                    path="000001",
                    body={},
                )
        seal(signer=queries.signer(), chance=os.urandom, at=AT)
        return witnessing.again("--json", source=f"{live_server.url}/ledger", key=key)

    assert [grown(count).json["size"] for count in (10, 250, 1)] == [10, 260, 261]
    Checkpoint.objects.filter(size=261).delete()
    answer = witnessing.again("--json", source=f"{live_server.url}/ledger", key=key)
    assert (answer.code, answer.json["alarm"]) == (1, "smaller")


CHANGED = [*entries(600)]
CHANGED[10] = b"something else"
ATTACKS = {
    "smaller": published(entries(299)),
    "forked": published(CHANGED[:300]),
    "inconsistent": published(CHANGED),
    "tiles_differ": replace(MORE, tiles={**MORE.tiles, "tile/0/002": bytes(88 * 32)}),
}


@pytest.mark.parametrize("kind", ATTACKS)
def test_an_alarm_exits_with_1_keeps_the_state_and_writes_the_evidence(
    witnessing: Witnessing, kind: str
) -> None:
    witnessing.look(FEW)
    before = witnessing.state.read_bytes()
    answer = witnessing.look(ATTACKS[kind])
    assert answer.code == 1
    assert "eep this file" in answer.err.replace("\n", " ")
    assert witnessing.state.read_bytes() == before
    (file,) = witnessing.alarms
    assert file.name.startswith(f"state.json.alarm-{kind}-")
    assert str(file) in answer.out
    told = json.loads(file.read_text())
    assert told["kept"] == witnessing.kept
    assert b64decode(told["offered_base64"]) == (witnessing.source / "checkpoint").read_bytes()
    assert told["finding"]["zh"]
    assert witnessing.again("--json").json["alarm"] == kind
    assert witnessing.alarms == [file], "looking again adds no second file"


def test_the_evidence_of_a_rewritten_ledger_can_be_checked_by_anybody(
    witnessing: Witnessing,
) -> None:
    witnessing.look(FEW)
    witnessing.look(ATTACKS["inconsistent"])
    told = json.loads(witnessing.alarms[0].read_text())
    verifiers = [parse_verifier(told["key"])]
    kept = open_checkpoint(told["kept"], verifiers).checkpoint
    offered = open_checkpoint(told["offered"], verifiers).checkpoint
    beginning, proof = b64decode(told["beginning"]), [b64decode(each) for each in told["proof"]]
    verify_consistency(kept.size, offered.size, proof, beginning, offered.root)
    assert beginning != kept.root


def test_a_ledger_that_is_honest_again_is_accepted_again(witnessing: Witnessing) -> None:
    witnessing.look(FEW)
    assert witnessing.look(ATTACKS["smaller"]).code == 1
    assert witnessing.look(MORE).code == 0
    assert witnessing.size == 600


@pytest.mark.parametrize("written", ["", "<html>moved</html>", "x" * (2**20 + 1), None])
def test_what_is_no_checkpoint_is_an_alarm(witnessing: Witnessing, written: str | None) -> None:
    witnessing.look(FEW)
    file = witnessing.source / "checkpoint"
    file.unlink()
    if written is not None:
        file.write_text(written)
    assert witnessing.again("--json").json["alarm"] == "unreadable"
    assert witnessing.size == 300


def test_a_server_that_does_not_answer_is_an_alarm(witnessing: Witnessing, site: str) -> None:
    witnessing.look(FEW)
    nowhere = witnessing.again("--json", source="http://127.0.0.1:9/")
    assert (nowhere.code, nowhere.json["alarm"]) == (1, "unreadable")
    gone = witnessing.again("--json", source=f"{site}elsewhere")
    assert (gone.code, gone.json["alarm"]) == (1, "unreadable")
    assert witnessing.size == 300


def test_another_key_of_the_same_name_is_an_alarm(witnessing: Witnessing) -> None:
    witnessing.look(FEW)
    lay_out(MORE, witnessing.source, OTHER)
    assert witnessing.again("--json").json["alarm"] == "wrong_key"
    assert witnessing.size == 300


def test_a_ledger_that_stands_still_too_long_is_an_alarm(witnessing: Witnessing) -> None:
    witnessing.look(FEW)
    assert witnessing.again("--fresh-within", 3600).code == 0
    told = json.loads(witnessing.state.read_text())
    told["since"] = "2026-01-01T00:00:00+00:00"
    witnessing.state.write_text(json.dumps(told))
    late = witnessing.again("--fresh-within", 3600, "--json")
    assert (late.code, late.json["alarm"]) == (1, "stale")
    assert witnessing.look(MORE, "--fresh-within", 3600).code == 0


def test_a_witness_cosigns_with_the_time_what_it_has_accepted(
    witnessing: Witnessing, tmp_path: Path
) -> None:
    file = tmp_path / "witness.key"
    made = witnessing.remit("witness-key", file, "--name", "audit-office")
    assert made.code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    verifier = parse_verifier(made.out.splitlines()[-1])
    assert verifier == parse_signer(file.read_text().strip()).verifier
    assert witnessing.look(FEW, "--sign", file, "--json").json["cosigned"] is True
    opened = open_checkpoint(witnessing.kept, [KEY.verifier], [verifier])
    assert opened.witnessed[0].at is not None
    assert witnessing.look(MORE, "--sign", file).code == 0
    assert open_checkpoint(witnessing.kept, [KEY.verifier], [verifier]).checkpoint.size == 600
    before = witnessing.kept
    assert witnessing.look(ATTACKS["smaller"], "--sign", file).code == 1
    assert witnessing.kept == before


def test_a_key_file_is_never_overwritten_and_has_a_name_of_its_own(
    remit: Remit, tmp_path: Path
) -> None:
    keys = [tmp_path / name for name in ("one", "two")]
    names = [remit("witness-key", key).out.splitlines()[-1].split("+")[0] for key in keys]
    assert len(set(names)) == 2
    before = keys[0].read_bytes()
    again = remit("witness-key", keys[0])
    assert again.code == 2
    assert "never overwritten" in again.err.replace("\n", " ")
    assert keys[0].read_bytes() == before


def test_a_key_that_others_can_read_or_that_is_a_ledgers_is_refused(
    witnessing: Witnessing, tmp_path: Path
) -> None:
    file = tmp_path / "witness.key"
    witnessing.remit("witness-key", file)
    file.chmod(0o644)
    open_to_others = witnessing.look(FEW, "--sign", file)
    assert (open_to_others.code, "chmod 600" in open_to_others.err) == (2, True)
    file.write_text(KEY.text)
    file.chmod(0o600)
    assert witnessing.again("--sign", file).code == 2
    assert not witnessing.state.exists()


@pytest.mark.parametrize("written", ["", "{}", "[]", '{"note": 1, "since": "x"}', "\0", "null"])
def test_a_damaged_state_is_neither_used_nor_overwritten(
    witnessing: Witnessing, written: str
) -> None:
    witnessing.look(FEW)
    witnessing.state.write_text(written)
    answer = witnessing.look(MORE)
    assert (answer.code, witnessing.state.read_text()) == (2, written)
    assert "Restore it from a backup" in answer.err.replace("\n", " ")


def test_a_state_kept_for_another_key_is_refused(witnessing: Witnessing) -> None:
    witnessing.look(FEW)
    before = witnessing.state.read_bytes()
    assert witnessing.again(key=OTHER.verifier.text).code == 2
    assert witnessing.state.read_bytes() == before


def more_deeds(count: int) -> None:
    """So many entries in the house's own ledger, sealed."""
    with transaction.atomic():
        for number in range(count):
            record(
                "plans.plan_submitted",
                at=AT,
                actor="person:7",
                subject=f"plan:{number}",
                path="000001",
                body={},
            )
    seal(signer=queries.signer(), chance=os.urandom, at=AT)


@pytest.fixture
def key_file(remit: Remit, tmp_path: Path) -> tuple[Path, str]:
    """A witness's key file and its public key."""
    file = tmp_path / "witness.key"
    return file, remit("witness-key", file, "--name", "audit-office").out.splitlines()[-1]


@pytest.mark.django_db(transaction=True)
def test_what_it_signs_comes_back_into_receipts_by_itself(
    witnessing: Witnessing,
    live_server: LiveServer,
    key_file: tuple[Path, str],
    settings: Settings,
) -> None:
    file, public = key_file
    settings.WITNESSES = (public,)
    more_deeds(10)
    there = {"source": f"{live_server.url}/ledger", "key": queries.verifier().text}
    first = witnessing.again("--sign", file, **there)
    assert first.code == 0
    assert "Handed back: Kept under the checkpoint of size 10" in first.out
    more_deeds(5)
    assert witnessing.again("--sign", file, "--json", **there).json["returned"] is True
    receipt = queries.receipt_of(3)
    assert receipt
    note = merkle.parse_receipt(receipt.text).checkpoint
    opened = open_checkpoint(note, [queries.verifier()], [parse_verifier(public)])
    assert opened.checkpoint.size == 15
    assert witnessing.again("--sign", file, "--json", **there).json["returned"] is True
    assert Cosignature.objects.count() == 2, "the same again adds nothing"


@pytest.mark.django_db(transaction=True)
def test_with_keep_it_nothing_is_handed_back(
    witnessing: Witnessing,
    live_server: LiveServer,
    key_file: tuple[Path, str],
    settings: Settings,
) -> None:
    file, public = key_file
    settings.WITNESSES = (public,)
    more_deeds(10)
    there = {"source": f"{live_server.url}/ledger", "key": queries.verifier().text}
    told = witnessing.again("--sign", file, "--keep-it", "--json", **there).json
    assert "returned" not in told
    assert not Cosignature.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_refusal_of_what_it_hands_back_is_a_warning_and_no_alarm(
    witnessing: Witnessing, live_server: LiveServer, key_file: tuple[Path, str]
) -> None:
    more_deeds(10)
    there = {"source": f"{live_server.url}/ledger", "key": queries.verifier().text}
    answer = witnessing.again("--sign", key_file[0], **there)
    assert answer.code == 0
    assert "WARNING" in answer.err
    assert "404 No witness known here has signed this checkpoint" in answer.err
    assert witnessing.alarms == []
    told = witnessing.again("--sign", key_file[0], "--json", **there).json
    assert (told["accepted"], told["returned"]) == (True, False)
    assert told["warnings"][0]["id"] == "witness.not_taken_back"


def test_a_server_that_takes_nothing_back_is_a_warning_and_no_alarm(
    witnessing: Witnessing, site: str, key_file: tuple[Path, str]
) -> None:
    lay_out(FEW, witnessing.source)
    answer = witnessing.again("--sign", key_file[0], source=site)
    assert (answer.code, "501" in answer.err) == (0, True)
    assert witnessing.size == 300
    assert witnessing.look(MORE, "--sign", key_file[0]).err == "", "a folder takes nothing"


def test_silence_while_handing_back_is_told_as_such() -> None:
    with pytest.raises(NotReturned, match="could not be handed back"):
        hand_back("http://127.0.0.1:9/ledger", "note\n")


@pytest.mark.parametrize("source", ["file:///etc", "ftp://host/", "https://", "/nowhere/at/all"])
def test_a_source_that_is_none_is_refused(witnessing: Witnessing, source: str) -> None:
    answer = witnessing.again(source=source)
    assert (answer.code, "Traceback" in answer.err) == (2, False)


def test_a_witnesss_key_is_not_taken_for_a_ledgers(witnessing: Witnessing, tmp_path: Path) -> None:
    verifier = witnessing.remit("witness-key", tmp_path / "key").out.splitlines()[-1]
    lay_out(FEW, witnessing.source)
    assert witnessing.again(key=verifier).code == 2


def test_it_repeats_until_the_ledger_is_proved_false(
    witnessing: Witnessing, tmp_path: Path
) -> None:
    lay_out(FEW, witnessing.source)
    code = "from remit.project.main import main; main()"
    call = ("witness", str(witnessing.source), "--key", KEY.verifier.text)
    options = ("--state", str(witnessing.state), "--every", "1", "--json")
    command = [sys.executable, "-u", "-c", code, *call, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_bare()) as going:
        assert going.stdout
        for line in going.stdout:
            if "cosigned" in line:
                break
        (witnessing.source / "checkpoint").rename(tmp_path / "away")
        for line in going.stdout:
            if '"alarm": "unreadable"' in line:
                break
        (tmp_path / "away").write_text(
            sign_checkpoint(merkle.Checkpoint(KEY.name, 300, bytes(32)), KEY).written
        )
        (tmp_path / "away").rename(witnessing.source / "checkpoint")
        assert '"alarm": "forked"' in going.stdout.read()
    assert going.returncode == 1


def test_it_does_not_repeat_what_it_could_never_read(witnessing: Witnessing) -> None:
    witnessing.source.mkdir()
    assert witnessing.again("--every", 1, "--json").json["alarm"] == "unreadable"


def test_whoever_keeps_it_from_reading_cannot_keep_it_quiet(witnessing: Witnessing) -> None:
    witnessing.look(FEW)
    told = json.loads(witnessing.state.read_text())
    told["since"] = "2026-01-01T00:00:00+00:00"
    witnessing.state.write_text(json.dumps(told))
    patient = ("--every", 1, "--fresh-within", 3600, "--json")
    assert witnessing.again(*patient).json["alarm"] == "stale"
    (witnessing.source / "checkpoint").unlink()
    assert witnessing.again(*patient).json["alarm"] == "unreadable"


def test_it_needs_neither_django_nor_a_database(witnessing: Witnessing) -> None:
    lay_out(FEW, witnessing.source)
    code = (
        "import sys; from remit.project.main import app\n"
        "try: app()\n"
        "finally: print('django.db' in sys.modules, 'django.conf' in sys.modules)"
    )
    call = ("witness", str(witnessing.source), "--key", KEY.verifier.text)
    command = [sys.executable, "-c", code, *call, "--state", str(witnessing.state)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=_bare())
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.splitlines()[-1] == "False False"


def test_words_are_chinese_on_a_chinese_terminal(
    witnessing: Witnessing, monkeypatch: pytest.MonkeyPatch
) -> None:
    witnessing.look(FEW)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    answer = witnessing.look(ATTACKS["smaller"])
    assert "账本变短了" in answer.err
    assert "证据已写入" in answer.out


def _bare() -> dict[str, str]:
    """The environment without any setting of ours."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("REMIT_", "DJANGO_"))}
    return {**kept, "LANG": "en_GB.UTF-8"}
