"""Checkpoints: the size and root of a log at one moment, signed by the log and its witnesses.

Idea: whoever keeps a checkpoint can hold the log to it for ever. The origin names the log, so that the
checkpoint of one log cannot stand for another. Source: C2SP tlog-checkpoint, tlog-cosignature.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle.encoding import (
    MOST_SIZE,
    from_base64,
    from_decimal,
    text_of,
    to_base64,
)
from remit.engines.merkle.keys import MalformedKey, SignatureKind, Signer, Verifier, wrong_kind
from remit.engines.merkle.notes import Note, Signature, Signed, open_note, sign
from remit.engines.merkle.tree import HASH_BYTES

SOURCE = "C2SP tlog-checkpoint"


class MalformedCheckpoint(Refusal):
    """A text that is no checkpoint, or one of another log."""


class TooFewWitnesses(Refusal):
    """Fewer of the witnesses asked for have cosigned than are needed."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's name, how many entries it has, its root, and lines of meaning to its users only.

    Raises MalformedCheckpoint where it could not be written down.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        for line in lines:
            text_of(line, MalformedCheckpoint)
        faults = []
        if not all(lines) or any("\n" in line for line in lines):
            faults.append(_bad_line())
        if not 0 <= self.size <= MOST_SIZE:
            faults.append(_bad_size(str(self.size)))
        if len(self.root) != HASH_BYTES:
            faults.append(_bad_root())
        if faults:
            raise MalformedCheckpoint(*faults)

    @property
    def text(self) -> str:
        """The text that is signed.

        >>> Checkpoint("log.example", 0, bytes(32)).text
        'log.example\\n0\\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\\n'
        """
        lines = (self.origin, str(self.size), to_base64(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A checkpoint whose signatures hold: by which log keys and witnesses, and what is unknown."""

    checkpoint: Checkpoint
    note: Note
    signed: tuple[Signed, ...]
    witnessed: tuple[Signed, ...]
    unknown: tuple[Signature, ...]


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note; raises MalformedCheckpoint."""
    lines = text_of(text, MalformedCheckpoint).split("\n")
    if len(lines) < 4 or not all(lines[:-1]) or lines[-1]:
        raise MalformedCheckpoint(_bad_line())
    origin, told_size, told_root, *extensions = lines[:-1]
    size, root = from_decimal(told_size), from_base64(told_root)
    if size is None or root is None or len(root) != HASH_BYTES:
        bad_size = [_bad_size(told_size[:40])] if size is None else []
        bad_root = [_bad_root()] if root is None or len(root) != HASH_BYTES else []
        raise MalformedCheckpoint(*bad_size, *bad_root)
    return Checkpoint(origin, size, root, tuple(extensions))


def sign_checkpoint(checkpoint: Checkpoint, *signers: Signer) -> Note:
    """The checkpoint signed by the log's keys; `.written` is the file."""
    return sign(checkpoint.text, *signers)


def open_checkpoint(
    given: str | bytes,
    verifiers: Iterable[Verifier],
    witnesses: Iterable[Verifier] = (),
    origin: str = "",
    quorum: int | None = None,
) -> OpenedCheckpoint:
    """The checkpoint in a signed note, all known signatures verified.

    It must be signed by a key of the log, and be of the log `origin`, which is the name of such a
    key where none is given. At least `quorum` of the witnesses, all where none is given, must have
    cosigned. Raises MalformedNote, MalformedCheckpoint, MalformedKey, SignatureDoesNotHold,
    TooFewWitnesses.
    """
    logs, others = tuple(verifiers), tuple(dict.fromkeys(witnesses))
    _refuse_wrong_kinds(logs, others)
    opened = open_note(given, (*logs, *others))
    checkpoint = parse_checkpoint(opened.note.text)
    signed = tuple(each for each in opened.signed if each.at is None)
    witnessed = tuple(each for each in opened.signed if each.at is not None)
    if checkpoint.origin not in ({origin} if origin else {each.verifier.name for each in signed}):
        raise MalformedCheckpoint(_other_log(checkpoint.origin))
    if not signed:
        raise MalformedCheckpoint(_not_by_log(checkpoint.origin))
    needed = len(others) if quorum is None else quorum
    if (found := len({each.verifier.key for each in witnessed})) < needed:
        raise TooFewWitnesses(_too_few(found, needed))
    return OpenedCheckpoint(checkpoint, opened.note, signed, witnessed, opened.unknown)


def _refuse_wrong_kinds(logs: Iterable[Verifier], witnesses: Iterable[Verifier]) -> None:
    misused = [each.name for each in logs if each.kind is not SignatureKind.ED25519]
    misused += [each.name for each in witnesses if each.kind is not SignatureKind.COSIGNATURE]
    if misused:
        raise MalformedKey(*(wrong_kind(name) for name in misused))


def _bad_line() -> Finding:
    return error(
        "merkle.checkpoint_lines",
        "checkpoint",
        "检查点应至少有三行：台账名称、记录条数、根哈希，各行不得为空，末尾换行。请索取原始文件。",
        "A checkpoint has at least three lines: the log's name, its size and its root; none is empty"
        " and the last one ends in a newline. Ask for the original file.",
        SOURCE,
    )


def _bad_size(told: str) -> Finding:
    return error(
        "merkle.checkpoint_size",
        told,
        f"检查点的记录条数应为 0 至 2^63-1 的整数，不带前导零，不能写作“{told}”。请索取原始文件。",
        f"The size in a checkpoint is a whole number from 0 to 2^63-1 without leading zeros, not"
        f" “{told}”. Ask for the original file.",
        SOURCE,
    )


def _bad_root() -> Finding:
    return error(
        "merkle.checkpoint_root",
        "root",
        f"检查点的根哈希应为 {HASH_BYTES} 字节的 base64。请索取原始文件。",
        f"The root in a checkpoint is the base64 of {HASH_BYTES} bytes. Ask for the original file.",
        SOURCE,
    )


def _other_log(origin: str) -> Finding:
    return error(
        "merkle.checkpoint_origin",
        origin,
        f"这个检查点属于“{origin}”，不是所核对的台账，或没有该台账的签名。请取用正确台账的检查点与公钥。",
        f"This checkpoint is of “{origin}”, which is not the log that you check, or that log has not"
        " signed it. Take the checkpoint and public key of the right log.",
        SOURCE,
    )


def _not_by_log(origin: str) -> Finding:
    return error(
        "merkle.checkpoint_not_by_log",
        origin,
        f"“{origin}”的检查点只有见证签名，没有台账自己的签名。请索取完整文件。",
        f"The checkpoint of “{origin}” is signed by witnesses but not by the log. Ask for the whole"
        " file.",
        SOURCE,
    )


def _too_few(found: int, needed: int) -> Finding:
    return error(
        "merkle.too_few_witnesses",
        f"{found} of {needed}",
        f"需要 {needed} 个见证方的签名，只有 {found} 个成立。请稍后索取见证更全的检查点。",
        f"Signatures of {needed} witnesses are needed, and {found} hold. Ask again later for a"
        " checkpoint with more of them.",
        "C2SP tlog-cosignature",
    )
