"""What a witness keeps: the last good checkpoint, and beside it the evidence of each alarm.

A file is replaced whole or not at all, and reaches the disk before the witness goes on: a witness that
forgets after a power cut can be shown an older ledger.
"""

import hashlib
import json
import os
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from remit.cli.files import text
from remit.engines.findings import Finding, Refusal, as_mapping, error
from remit.engines.merkle import Verifier, open_checkpoint
from remit.engines.witnessing import Alarm, Kept

VERSION = 1
LARGEST = 2**20


class StateNotUsable(Refusal):
    """A state file that cannot be read or written, or was not kept for this key."""


@dataclass(frozen=True, slots=True)
class Alarmed:
    """An alarm with all that proves it: what was offered, where and when, and what had been kept."""

    alarm: Alarm
    offered: bytes
    kept: Kept | None
    named: str
    now: int

    def file(self, state: Path) -> Path:
        """Where its evidence lies: one file for each thing offered, so that looking again adds none."""
        mark = hashlib.sha256(self.offered).hexdigest()[:12]
        return state.with_name(f"{state.name}.alarm-{self.alarm.kind}-{mark}.json")


def kept_in(state: Path, verifier: Verifier) -> Kept | None:
    """What the state file keeps; None where there is none yet. Raises StateNotUsable."""
    if not state.exists():
        return None
    try:
        said = json.loads(text(state, LARGEST))
        kept = Kept(said["note"], int(datetime.fromisoformat(said["since"]).timestamp()))
        open_checkpoint(kept.note, [verifier])
    except Refusal as refused:
        raise StateNotUsable(_not_usable(state), *refused.findings) from refused
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise StateNotUsable(_not_usable(state)) from fault
    return kept


def keep(state: Path, verifier: Verifier, kept: Kept, now: int) -> None:
    """Replaces the state. Raises StateNotUsable where it cannot be written."""
    _write(
        state,
        {
            "v": VERSION,
            "key": verifier.text,
            "note": kept.note,
            "since": _instant(kept.since),
            "seen": _instant(now),
        },
    )


def keep_alarm(state: Path, verifier: Verifier, alarmed: Alarmed) -> None:
    """Writes the evidence of an alarm unless it is there already; the state is left alone."""
    file = alarmed.file(state)
    if file.exists():
        return
    alarm, kept = alarmed.alarm, alarmed.kept
    _write(
        file,
        {
            "v": VERSION,
            "alarm": alarm.kind,
            "at": _instant(alarmed.now),
            "source": alarmed.named,
            "key": verifier.text,
            "finding": as_mapping(alarm.finding),
            "because": [as_mapping(each) for each in alarm.because],
            "kept": kept.note if kept else None,
            "offered": alarmed.offered.decode(errors="replace"),
            "offered_base64": _coded(alarmed.offered),
            "beginning": _coded(alarm.beginning),
            "proof": [_coded(each) for each in alarm.proof],
        },
    )


def written_anew(file: Path, content: str) -> None:
    """Writes a file that only its owner may read and that must not exist yet; raises OSError."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _write(file: Path, told: dict[str, object]) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        beside.unlink(missing_ok=True)
        written_anew(beside, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        beside.replace(file)
        _settle(file.parent)
    except OSError as fault:
        raise StateNotUsable(_not_written(file, fault)) from fault


def _settle(folder: Path) -> None:
    """Brings the change of name to the disk; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _coded(content: bytes) -> str:
    return b64encode(content).decode()


def _not_usable(state: Path) -> Finding:
    return error(
        "witness.state_not_usable",
        str(state),
        "见证状态文件已损坏，或不是为这把公钥保存的，因此没有采用，也没有覆盖。请从备份恢复该文件，"
        "或核对 --key；不要删除它重新开始，否则此前的见证作废。",
        "The witness's state is damaged or was kept for another key; it was neither used nor overwritten. "
        "Restore it from a backup or check --key. Do not delete it to start anew: all witnessed so far "
        "would be lost.",
    )


def _not_written(file: Path, fault: OSError) -> Finding:
    return error(
        "witness.not_written",
        str(file),
        f"文件未能写入（{fault.strerror}）。请核对磁盘空间与文件夹权限。",
        f"The file could not be written ({fault.strerror}). Check the disk space and the folder's "
        "permissions.",
    )
