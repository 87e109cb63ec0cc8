"""The leaf of an entry: salted commitments to what it says, and the opening that proves what they hide.

Idea: a leaf is public and for ever, so it holds no name, no reference and no text, only what was done,
when, and for each further field an HMAC-SHA256 under a salt of its own. A salt is the SHA-256 of the
entry's secret and the field's name. Whoever has the secret and the values can prove them; once the secret is destroyed nobody can,
and the leaf and every proof over it still stand. A bare hash would not do: references and numbers can be
guessed and tried. Source: HMAC, RFC 2104; canonical JSON, RFC 8785.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import orjson

from remit.engines.findings import Refusal, error

VERSION = 2
SUITE = "sha256"
FIELDS = ("actor", "body", "path", "subject")


@dataclass(frozen=True, slots=True)
class Opening:
    """What was committed to, with the secret from which the salts come (32 bytes)."""

    secret: bytes
    values: Mapping[str, object]


def canonical(value: object) -> bytes:
    """The value as RFC 8785 has it; it holds texts, truth values, whole numbers, lists and mappings.

    Keys are sorted by code point and not by UTF-16 unit as RFC 8785 has it; the two differ for keys beyond
    the basic plane only, which no entry has.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def commitment(secret: bytes, field: str, value: object) -> str:
    """The commitment to one field of an entry, in hexadecimal.

    >>> commitment(bytes(32), "actor", "clock")[:16]
    '32278b5860887272'
    """
    return _hmac(
        sha256(secret + field.encode()).digest(), orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    ).hex()


_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))


def _hmac(salt: bytes, message: bytes) -> bytes:
    """HMAC-SHA256 (RFC 2104, section 2) under a salt of at most 64 bytes.

    Written out because four are made for every entry and again in every audit, and setting up the
    library's costs more than twice the hashing itself; a test compares the two.
    """
    block = salt.ljust(64, b"\0")
    inner = sha256(block.translate(_INNER) + message).digest()
    return sha256(block.translate(_OUTER) + inner).digest()


def leaf(seq: int, verb: str, at: datetime, opening: Opening) -> bytes:
    """The leaf of an entry as canonical JSON; `values` has every one of FIELDS."""
    return leaf_at(seq, verb, at.astimezone(UTC).isoformat(timespec="microseconds"), opening)


def leaf_at(seq: int, verb: str, instant: str, opening: Opening) -> bytes:
    """The leaf with its instant as it is written in it: universal time, to the microsecond.

    Written out, for it is made for every entry: fields in the order of their names, as RFC 8785 has it.
    """
    secret, values = opening.secret, opening.values
    hidden = ",".join([f'"{name}":"{commitment(secret, name, values[name])}"' for name in FIELDS])
    return (
        f'{{"at":"{instant}","hidden":{{{hidden}}},"seq":{seq},"suite":"{SUITE}","v":{VERSION},'
        f'"verb":{orjson.dumps(verb).decode()}}}'
    ).encode()


def unproved(content: bytes, opening: Opening) -> tuple[str, ...]:
    """The fields whose values are not those that the leaf commits to; empty when all are proved."""
    hidden = json.loads(content)["hidden"]
    return tuple(
        name
        for name in FIELDS
        if not hmac.compare_digest(
            hidden[name], commitment(opening.secret, name, opening.values.get(name))
        )
    )


def spans(numbers: Iterable[int]) -> str:
    """Numbers as text, runs of them as `first-last`.

    >>> spans([9, 3, 4, 5, 12, 13])
    '3-5,9,12-13'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)


def numbers_in(written: str) -> Iterator[int]:
    """The numbers that `spans` wrote.

    >>> list(numbers_in("3-5,9"))
    [3, 4, 5, 9]
    """
    for run in filter(None, written.split(",")):
        low, _, high = run.partition("-")
        yield from range(int(low), int(high or low) + 1)


def told_by(content: bytes) -> tuple[int, str, datetime]:
    """What a leaf says openly: number, deed, instant."""
    said = json.loads(content)
    return int(said["seq"]), str(said["verb"]), datetime.fromisoformat(said["at"])


def receipt_extra(content: bytes, opening: Opening | None) -> bytes:
    """The extra data of a receipt: the leaf, and its opening unless that was erased."""
    extra: dict[str, object] = {"leaf": content.decode()}
    if opening is not None:
        extra["opening"] = {"secret": opening.secret.hex(), "values": dict(opening.values)}
    return canonical(extra)


def read_extra(extra: bytes) -> tuple[bytes, Opening | None]:
    """The leaf and the opening in a receipt's extra data; raises ValueError for anything else."""
    said = json.loads(extra)
    if not isinstance(said, dict) or not isinstance(said.get("leaf"), str):
        raise ValueError("no leaf")
    opening = said.get("opening")
    if opening is None:
        return said["leaf"].encode(), None
    return said["leaf"].encode(), Opening(bytes.fromhex(opening["secret"]), opening["values"])


class ReceiptNotOurs(Refusal):
    """A receipt whose extra data are no entry of the ledger."""


class ReceiptChanged(Refusal):
    """A receipt that says other than what was sealed."""


def opened(extra: bytes) -> tuple[bytes, Opening | None]:
    """The leaf in a receipt's extra data, with its opening where it has one and it is the leaf's.

    Raises ReceiptNotOurs and ReceiptChanged.
    """
    try:
        content, opening = read_extra(extra)
        wrong = unproved(content, opening) if opening else ()
        told = sorted(opening.values) if opening else [*FIELDS]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ReceiptNotOurs(_NOT_OURS) from fault
    if wrong or told != [*FIELDS]:
        raise ReceiptChanged(_CHANGED)
    return content, opening


def placed(content: bytes, index: int) -> tuple[int, str, datetime]:
    """What the leaf at a place of the tree says openly; raises ReceiptChanged when it says another."""
    told = told_by(content)
    if told[0] != index + 1:
        raise ReceiptChanged(_CHANGED)
    return told


_NOT_OURS = error(
    "ledger.receipt_not_ours",
    "file",
    "文件中没有台账记录，不是本系统出具的收据。请使用出具时的原文件。",
    "The file carries no entry of the ledger: it is no receipt of ours. Use the file as it was handed "
    "out.",
)
_CHANGED = error(
    "ledger.receipt_changed",
    "file",
    "收据所写与封存的内容不符：文件在出具后被改动。请使用原文件；若原文件也如此，请告知审计人员。",
    "What the receipt says is not what was sealed: the file was changed after it was handed out. Use the "
    "original; if the original says the same, tell the auditor.",
)
