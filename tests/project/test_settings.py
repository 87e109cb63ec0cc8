"""A wrong setting: the process does not start, and names each variable and what it may be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

WRONG = {
    "REMIT_DEBUG": ("maybe", "yes or no"),
    "REMIT_HOSTS": ("https://remit.example.org", "without http://"),
    "REMIT_BASE_URL": ("remit.example.org", "http://host, https://host"),
    "REMIT_SESSION_HOURS": ("forever", "a whole number from 1 to 720"),
    "REMIT_WRITER_PATIENCE": ("0", "a whole number from 1 to 600"),
    "REMIT_LOG_UPLOAD": ("0", "a whole number from 1 to 256"),
    "REMIT_DATABASE_URL": ("mysql://localhost/remit", "sqlite:///path/to/file or postgres://"),
    "EMAIL_URL": ("mail.example.org", "empty, smtp://"),
    "REMIT_MAIL_FROM": ("nobody", "an e-mail address"),
    "REMIT_LANGUAGE": ("fr", "zh-hans or en"),
    "REMIT_TIME_ZONE": ("Linshan", "a time zone such as"),
    "REMIT_RULEPACKS": ("/nowhere/at/all", "a folder that exists"),
    "REMIT_RETENTION": ("/nowhere/at/all", "a folder that exists"),
    "REMIT_LOG_LEVEL": ("LOUD", "DEBUG or INFO or WARNING or ERROR"),
    "REMIT_SECRET_KEY": ("short", "empty or at least 32 characters"),
    "REMIT_LEDGER_KEY": ("g" * 64, "empty or 64 hexadecimal digits"),
    "REMIT_VAULT_KEY": ("0" * 63, "empty or 64 hexadecimal digits"),
    "REMIT_WITNESSES": ("audit-office", "witness keys as `remit witness-key` shows them"),
    "REMIT_WITNESS_PATIENCE": ("0", "a whole number from 10 to 604800"),
    "REMIT_SECRET_KEY_FILE": ("/nowhere/key", "cannot be read"),
    "REMIT_HOME": ("/dev/null/var", "a folder that can be made and written"),
}


def started(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """What `remit doctor` answers under these variables and no others of Remit."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("REMIT_", "EMAIL_"))}
    return subprocess.run(
        [sys.executable, "-c", "from remit.project.main import main; main()", "doctor", "--json"],
        capture_output=True,
        text=True,
        check=False,
        env={**kept, "REMIT_HOME": str(tmp_path), "COLUMNS": "300", **variables},
    )


def test_every_wrong_setting_is_told_at_once_and_nothing_starts(tmp_path: Path) -> None:
    answer = started(tmp_path, **{name: value for name, (value, _) in WRONG.items()})
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    lines = answer.stderr.splitlines()
    assert lines[0] == "Remit cannot start:"
    for name, (_, allowed) in WRONG.items():
        (line,) = [line for line in lines if line.strip().startswith(f"{name}=")]
        assert allowed in line


def test_a_house_without_any_setting_starts_on_sqlite_and_keeps_its_key(tmp_path: Path) -> None:
    first = started(tmp_path)
    assert first.returncode == 0
    found = {finding["subject"] for finding in json.loads(first.stdout)}
    assert "sqlite" in found, "the database is there and not yet up to date"
    assert {path.name for path in tmp_path.iterdir()} >= {
        "remit.sqlite3",
        "secret.key",
        "ledger.key",
        "vault.key",
    }
    key = (tmp_path / "secret.key").read_text()
    assert started(tmp_path).returncode == 0
    assert (tmp_path / "secret.key").read_text() == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_every_variable_of_the_settings_has_a_wrong_value_here_or_takes_any() -> None:
    from remit.project.settings import ENVIRONMENT

    assert set(ENVIRONMENT.known) - set(WRONG) == {"REMIT_ACCEPTANCE_DATA"}


@pytest.mark.parametrize("written", ["127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000"])
def test_an_address_to_serve_on_that_is_none_is_refused_in_words(
    written: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from remit.project.main import main

    monkeypatch.setattr(sys, "argv", ["remit", "serve", "--bind", written])
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == 2
    assert "Write HOST:PORT" in capsys.readouterr().err
