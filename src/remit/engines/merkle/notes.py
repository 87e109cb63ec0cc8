"""Signed notes: a text, and below it lines in which named keys vouch for it.

Idea: a line names its key by name and a four-byte number, so that a reader checks the keys it knows and
leaves the others alone; a known key whose signature fails spoils the whole note. A witness signs the
time together with the text (cosignature/v1). Source: C2SP signed-note and tlog-cosignature.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle.encoding import MOST_SIZE, from_base64, text_of, to_base64
from remit.engines.merkle.keys import (
    MalformedKey,
    SignatureKind,
    Signer,
    Verifier,
    is_name,
    wrong_kind,
)

SOURCE = "C2SP signed-note"
MOST_SIGNATURES = 100
_DASH = "\N{EM DASH} "
_ID, _TIME, _ED25519 = 4, 8, 64


class MalformedNote(Refusal):
    """A text that is not a signed note."""


class SignatureDoesNotHold(Refusal):
    """A note that no known key signed, or that a known key did not sign as it says."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the key's name and number, and what it signed with."""

    name: str
    key_id: bytes
    content: bytes

    @property
    def line(self) -> str:
        """The line as written, without its newline."""
        return f"{_DASH}{self.name} {to_base64(self.key_id + self.content)}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and its signatures, not yet verified."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def written(self) -> str:
        """The note as a file."""
        return "".join((self.text, "\n", *(f"{each.line}\n" for each in self.signatures)))


@dataclass(frozen=True, slots=True)
class Signed:
    """A key whose signature holds; `at` is a witness's time in POSIX seconds, else None."""

    verifier: Verifier
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A note, the known keys that signed it, and the signatures of keys that are not known."""

    note: Note
    signed: tuple[Signed, ...]
    unknown: tuple[Signature, ...]


def parse_note(given: str | bytes) -> Note:
    """The note in a file, nothing verified; raises MalformedNote.

    >>> parse_note("one\\n\\n— log.example AAAAAAA=\\n").text
    'one\\n'
    """
    written = text_of(given, MalformedNote)
    head, blank, tail = written.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise MalformedNote(_no_signatures())
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise MalformedNote(_too_many(len(lines)))
    numbered = list(enumerate(lines, written.count("\n") - len(lines) + 1))
    read = [_signature(line) for _, line in numbered]
    faults = [_bad_line(n) for (n, _), got in zip(numbered, read, strict=True) if not got]
    if faults:
        raise MalformedNote(*faults)
    return Note(head + "\n", tuple(each for each in read if each))


def _signature(line: str) -> Signature | None:
    name, _, coded = line.removeprefix(_DASH).partition(" ")
    content = from_base64(coded)
    if not line.startswith(_DASH) or not is_name(name) or not content or len(content) <= _ID:
        return None
    return Signature(name, content[:_ID], content[_ID:])


def sign(text: str, *signers: Signer) -> Note:
    """A note with one signature of each key; raises MalformedNote, MalformedKey."""
    _refuse_unless_signable(text)
    for signer in signers:
        if signer.kind is not SignatureKind.ED25519:
            raise MalformedKey(wrong_kind(signer.name))
    signed = text.encode()
    return Note(
        text,
        tuple(Signature(each.name, each.verifier.id, each.signature(signed)) for each in signers),
    )


def cosign(note: Note, witness: Signer, at: int) -> Note:
    """The note with a witness's line added, dated `at` (POSIX seconds, 0 to 2**63 - 1)."""
    if witness.kind is not SignatureKind.COSIGNATURE:
        raise MalformedKey(wrong_kind(witness.name))
    if not 0 <= at <= MOST_SIZE:
        raise MalformedNote(_bad_time(at))
    _refuse_unless_signable(note.text)
    dated = at.to_bytes(_TIME, "big") + witness.signature(_dated(note.text, at))
    line = Signature(witness.name, witness.verifier.id, dated)
    return replace(note, signatures=(*note.signatures, line))


def open_note(given: str | bytes, verifiers: Iterable[Verifier]) -> Opened:
    """The note with every known key's signature verified, the first where a key signed twice.

    Raises MalformedNote; SignatureDoesNotHold where no known key signed or one's signature fails.
    """
    note = parse_note(given)
    known = _by_identity(verifiers)
    signed: dict[tuple[str, bytes], Signed] = {}
    unknown: list[Signature] = []
    faults: list[Finding] = []
    for each in note.signatures:
        identity = (each.name, each.key_id)
        if identity not in known:
            unknown.append(each)
        elif found := _verified(note.text, each, known[identity]):
            signed.setdefault(identity, found)
        else:
            faults.append(_forged(each.name))
    if faults or not signed:
        raise SignatureDoesNotHold(*(faults or [_nobody_known(note)]))
    return Opened(note, tuple(signed.values()), tuple(unknown))


def _by_identity(verifiers: Iterable[Verifier]) -> dict[tuple[str, bytes], Verifier]:
    known: dict[tuple[str, bytes], Verifier] = {}
    for each in verifiers:
        if known.setdefault((each.name, each.id), each) != each:
            raise MalformedKey(_two_keys(each.name))
    return known


def _verified(text: str, signature: Signature, verifier: Verifier) -> Signed | None:
    if verifier.kind is SignatureKind.ED25519:
        holds = verifier.holds(signature.content, text.encode())
        return Signed(verifier) if holds else None
    if len(signature.content) != _TIME + _ED25519:
        return None
    at = int.from_bytes(signature.content[:_TIME], "big")
    holds = at <= MOST_SIZE and verifier.holds(signature.content[_TIME:], _dated(text, at))
    return Signed(verifier, at) if holds else None


def _dated(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _refuse_unless_signable(text: str) -> None:
    if not text_of(text, MalformedNote).endswith("\n"):
        raise MalformedNote(_no_newline())


def _no_newline() -> Finding:
    return error(
        "merkle.note_no_newline",
        "text",
        "待签文本须以换行结尾。请在末尾加一个换行。",
        "A text to be signed ends in a newline. Add one at its end.",
        SOURCE,
    )


def _no_signatures() -> Finding:
    return error(
        "merkle.note_unsigned",
        "file",
        "文件中没有签名部分：正文之后应有一个空行，再是各签名行，末尾换行。请索取完整文件。",
        "The file has no signatures: after the text come an empty line and the signature lines, the"
        " last one ending in a newline. Ask for the whole file.",
        SOURCE,
    )


def _too_many(count: int) -> Finding:
    return error(
        "merkle.note_signatures",
        str(count),
        f"文件有 {count} 个签名，最多接受 {MOST_SIGNATURES} 个。请删去无关签名。",
        f"The file has {count} signatures; at most {MOST_SIGNATURES} are taken. Leave out those"
        " that do not matter.",
        SOURCE,
    )


def _bad_line(line: int) -> Finding:
    found = error(
        "merkle.note_line",
        f"line {line}",
        f"第 {line} 行不是签名行：应为“— 名称 base64 签名”。请索取原始文件。",
        f"Line {line} is not a signature line, which reads “— name signature-in-base64”. Ask for the"
        " original file.",
        SOURCE,
    )
    return replace(found, line=line)


def _forged(name: str) -> Finding:
    return error(
        "merkle.signature",
        name,
        f"“{name}”的签名与正文不符：文件在签名后被改动，或并非由其签发。请勿采信，并告知审计人员。",
        f"The signature of “{name}” does not fit the text: it was altered after signing, or was"
        " never signed by that key. Do not rely on it, and tell the auditor.",
        SOURCE,
    )


def _nobody_known(note: Note) -> Finding:
    names = ", ".join(each.name for each in note.signatures)
    return error(
        "merkle.signed_by_nobody_known",
        names,
        f"没有任何已知密钥的签名（文件上的签名者：{names}）。请核对所用的公钥是否属于这个台账。",
        f"No key that you know signed this (signers named: {names}). Check that the public key you"
        " use belongs to this log.",
        SOURCE,
    )


def _two_keys(name: str) -> Finding:
    return error(
        "merkle.key_ambiguous",
        name,
        f"“{name}”有两把编号相同的公钥，无法分辨。请只保留正确的一把。",
        f"There are two public keys of “{name}” with the same number. Keep only the right one.",
        SOURCE,
    )


def _bad_time(at: int) -> Finding:
    return error(
        "merkle.witness_time",
        str(at),
        f"见证时间须为 0 至 2^63-1 的秒数，不能是 {at}。请核对时钟。",
        f"A witness's time is a number of seconds from 0 to 2^63-1, not {at}. Check the clock.",
        "C2SP tlog-cosignature",
    )
