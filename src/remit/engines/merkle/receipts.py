"""Receipts: one file with which anybody can prove, without asking us, that an entry is in the log.

Idea: the entry's number, the hashes from it to the root, and the signed checkpoint of that root; the
reader needs the entry and the public keys only. Source: C2SP tlog-proof.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle.checkpoints import Checkpoint, open_checkpoint, parse_checkpoint
from remit.engines.merkle.encoding import (
    MOST_SIZE,
    from_base64,
    from_decimal,
    text_of,
    to_base64,
)
from remit.engines.merkle.keys import Verifier
from remit.engines.merkle.notes import Signed, parse_note
from remit.engines.merkle.tree import HASH_BYTES, SHA256, Suite, leaf_hash, verify_inclusion

SOURCE = "C2SP tlog-proof"
HEADER = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


class MalformedReceipt(Refusal):
    """A text that is not a receipt."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An entry's index from 0, its inclusion proof, the signed checkpoint, and unsigned extra bytes.

    Raises MalformedReceipt, MalformedNote or MalformedCheckpoint where it could not be written down.
    """

    index: int
    proof: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def __post_init__(self) -> None:
        size = parse_checkpoint(parse_note(self.checkpoint).text).size
        faults = []
        if not 0 <= self.index <= min(size - 1, MOST_SIZE):
            faults.append(_bad_index(str(self.index), size))
        if len(self.proof) > MOST_HASHES or any(len(each) != HASH_BYTES for each in self.proof):
            faults.append(_bad_proof())
        if faults:
            raise MalformedReceipt(*faults)

    @property
    def written(self) -> str:
        """The receipt as a file, which is named `.tlog-proof`."""
        extra = [f"extra {to_base64(self.extra)}"] if self.extra else []
        lines = [HEADER, *extra, f"index {self.index}", *map(to_base64, self.proof), ""]
        return "".join(f"{line}\n" for line in lines) + self.checkpoint


@dataclass(frozen=True, slots=True)
class Verified:
    """What a receipt has proved; `extra` is proved by nothing."""

    index: int
    checkpoint: Checkpoint
    signed: tuple[Signed, ...]
    witnessed: tuple[Signed, ...]
    extra: bytes


def parse_receipt(given: str | bytes) -> Receipt:
    """The receipt in a file, nothing verified.

    Raises MalformedReceipt, MalformedNote, MalformedCheckpoint.
    """
    head, blank, checkpoint = text_of(given, MalformedReceipt).partition("\n\n")
    header, *lines = head.split("\n")
    if header != HEADER or not blank or not lines:
        raise MalformedReceipt(_not_a_receipt())
    extra: bytes | None = b""
    index_line = 2
    if lines[0].startswith("extra "):
        extra, index_line = from_base64(lines.pop(0).removeprefix("extra ")) or None, 3
    told = lines.pop(0) if lines else ""
    index = from_decimal(told.removeprefix("index ")) if told.startswith("index ") else None
    proof = [from_base64(line) for line in lines]
    wrong = [
        n for n, each in enumerate(proof, index_line + 1) if not each or len(each) != HASH_BYTES
    ]
    if extra is None or index is None or wrong:
        first = [2] if extra is None else []
        second = [index_line] if index is None else []
        raise MalformedReceipt(*(_bad_line(number) for number in (*first, *second, *wrong)))
    return Receipt(index, tuple(each for each in proof if each), checkpoint, extra)


def verify_receipt(
    given: str | bytes,
    entry: bytes,
    verifiers: Iterable[Verifier],
    witnesses: Iterable[Verifier] = (),
    origin: str = "",
    quorum: int | None = None,
    suite: Suite = SHA256,
) -> Verified:
    """What the receipt proves of the entry; `origin` and `quorum` are those of `open_checkpoint`.

    Raises what parse_receipt and open_checkpoint raise, and ProofDoesNotHold.
    """
    receipt = parse_receipt(given)
    opened = open_checkpoint(receipt.checkpoint, verifiers, witnesses, origin, quorum)
    size, root = opened.checkpoint.size, opened.checkpoint.root
    verify_inclusion(leaf_hash(entry, suite), receipt.index, size, receipt.proof, root, suite)
    return Verified(
        receipt.index, opened.checkpoint, opened.signed, opened.witnessed, receipt.extra
    )


def _not_a_receipt() -> Finding:
    return error(
        "merkle.receipt_header",
        "line 1",
        f"这不是收据文件：首行应为“{HEADER}”，证明之后应有一个空行和检查点。请索取原始文件。",
        f"This is not a receipt: its first line is “{HEADER}”, and after the proof come an empty"
        " line and the checkpoint. Ask for the original file.",
        SOURCE,
    )


def _bad_line(line: int) -> Finding:
    found = error(
        "merkle.receipt_line",
        f"line {line}",
        f"收据第 {line} 行无法识别：依次应为可选的“extra base64”、“index 序号”和每行一个 32 字节的哈希值。"
        "请索取原始文件。",
        f"Line {line} of the receipt cannot be read: it has, in this order, an optional “extra”"
        " with base64, “index” with a number, and one hash of 32 bytes a line. Ask for the original"
        " file.",
        SOURCE,
    )
    return replace(found, line=line)


def _bad_index(told: str, size: int) -> Finding:
    return error(
        "merkle.receipt_index",
        told,
        f"收据的序号 {told} 不在检查点的 {size} 条记录之内（从 0 起）。请索取配套的收据。",
        f"The receipt's number {told} is not within the {size} entries of its checkpoint, counted"
        " from 0. Ask for a receipt that fits.",
        SOURCE,
    )


def _bad_proof() -> Finding:
    return error(
        "merkle.receipt_proof",
        "proof",
        f"收据的证明最多 {MOST_HASHES} 个哈希值，各 {HASH_BYTES} 字节。请重新生成。",
        f"A receipt's proof has at most {MOST_HASHES} hashes of {HASH_BYTES} bytes each. Make it"
        " again.",
        SOURCE,
    )
