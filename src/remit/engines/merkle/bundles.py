"""Entry bundles: the entries below one tile, each after its length in 16 bits.

Source: C2SP tlog-tiles (Log entries).
"""

from collections.abc import Iterable

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle.tiles import TILE_WIDTH

SOURCE = "C2SP tlog-tiles"
LEAF_LIMIT = 65_535
_PREFIX = 2


class MalformedBundle(Refusal):
    """Entries that do not fit in a bundle, or bytes that are none."""


def write_bundle(entries: Iterable[bytes]) -> bytes:
    """Up to 256 entries of at most 65,535 bytes each; raises MalformedBundle.

    >>> write_bundle([b"one", b""])
    b'\\x00\\x03one\\x00\\x00'
    """
    every = list(entries)
    faults = [_too_long(n, len(each)) for n, each in enumerate(every) if len(each) > LEAF_LIMIT]
    if len(every) > TILE_WIDTH:
        faults.append(_too_many())
    if faults:
        raise MalformedBundle(*faults)
    return b"".join(len(each).to_bytes(_PREFIX, "big") + each for each in every)


def parse_bundle(content: bytes) -> tuple[bytes, ...]:
    """The entries; raises MalformedBundle.

    >>> parse_bundle(b"\\x00\\x03one\\x00\\x00")
    (b'one', b'')
    """
    entries: list[bytes] = []
    at = 0
    while at < len(content):
        start = at + _PREFIX
        at = start + int.from_bytes(content[at:start], "big")
        if start > len(content) or at > len(content):
            raise MalformedBundle(_cut_off(len(entries)))
        entries.append(content[start:at])
        if len(entries) > TILE_WIDTH:
            raise MalformedBundle(_too_many())
    return tuple(entries)


def _too_long(place: int, length: int) -> Finding:
    return error(
        "merkle.entry_too_long",
        str(place),
        f"记录有 {length} 字节，台账一条最多 {LEAF_LIMIT} 字节。请只记入其承诺值，正文另存。",
        f"The entry has {length} bytes, and the log takes at most {LEAF_LIMIT}. Enter commitments to"
        " its contents and keep the contents elsewhere.",
        SOURCE,
    )


def _too_many() -> Finding:
    return error(
        "merkle.bundle_full",
        "bundle",
        f"一捆最多 {TILE_WIDTH} 条记录。请分成多捆。",
        f"A bundle holds at most {TILE_WIDTH} entries. Divide them.",
        SOURCE,
    )


def _cut_off(place: int) -> Finding:
    return error(
        "merkle.bundle_cut_off",
        str(place),
        f"记录捆在第 {place} 条（从 0 起）处中断。请重新下载，或从备份恢复。",
        f"The bundle breaks off in entry {place}, counted from 0. Fetch it again or restore it from"
        " a backup.",
        SOURCE,
    )
