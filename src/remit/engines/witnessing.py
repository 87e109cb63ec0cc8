"""What a witness makes of a checkpoint: accepted as a true continuation, or an alarm with its proof.

Idea: whoever holds the ledger and its key can sign any history, but not two that agree with what somebody
else has kept. The witness keeps the last checkpoint it accepted and takes another one only when the tiles
prove that the kept tree is its beginning. A failed proof is told apart from spoilt tiles: only where the
tiles do lead to the signed root, and to another beginning, has the ledger been rewritten.
Source: C2SP tlog-witness and tlog-tiles; RFC 9162, section 2.1.4.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle import (
    TILE_WIDTH,
    Checkpoint,
    MalformedTile,
    Note,
    ProofDoesNotHold,
    SignatureDoesNotHold,
    TilesIncomplete,
    Verifier,
    consistency_proof,
    open_checkpoint,
    root,
    tile_path,
    tile_width,
    verify_consistency,
)
from remit.engines.words import Words

SOURCE = "C2SP tlog-witness"
# Reads what is published under a path; empty where there is nothing, a Refusal where nobody answers.
Read = Callable[[str], bytes]


class AlarmKind(StrEnum):
    """What is wrong with what was offered."""

    UNREADABLE = "unreadable"
    WRONG_KEY = "wrong_key"
    OTHER_LEDGER = "other_ledger"
    SMALLER = "smaller"
    FORKED = "forked"
    INCONSISTENT = "inconsistent"
    TILES_DIFFER = "tiles_differ"
    STALE = "stale"

    @property
    def passing(self) -> bool:
        """Whether it may pass by itself: nobody answered, or copies are half written."""
        return self in {AlarmKind.UNREADABLE, AlarmKind.TILES_DIFFER}


@dataclass(frozen=True, slots=True)
class Kept:
    """The signed checkpoint accepted last, and since when this size is known (POSIX seconds)."""

    note: str
    since: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Whose signature counts, what time it is (POSIX seconds), and for how many the size may stand still."""

    verifier: Verifier
    now: int
    fresh_within: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A checkpoint proved to continue what was kept; `note` bears the ledger's own signature alone."""

    checkpoint: Checkpoint
    note: Note
    grown_by: int
    since: int
    first: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why a checkpoint was not accepted.

    `proof` shows that the offered tree begins with `beginning` and not with the kept root; both are empty
    unless the kind is INCONSISTENT.
    """

    kind: AlarmKind
    finding: Finding
    because: tuple[Finding, ...] = ()
    beginning: bytes = b""
    proof: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedTiles:
    """The tiles of a tree of `size` leaves, read from the paths where C2SP tlog-tiles has them."""

    size: int
    read: Read

    def hashes(self, level: int, index: int) -> bytes:
        """The hashes of a tile; the full tile where the partial one was cleared away."""
        width = tile_width(level, index, self.size)
        if not width:
            return b""
        found = self.read(tile_path(level, index, width))
        return found if found or width == TILE_WIDTH else self.read(tile_path(level, index))


def judge(kept: Kept | None, offered: bytes, read: Read, terms: Terms) -> Accepted | Alarm:
    """Whether the offered checkpoint continues the kept one; without one, whether it is whole in itself.

    Raises Refusal where what was kept is not signed by the key: that is no fault of the source.
    """
    before = open_checkpoint(kept.note, [terms.verifier]).checkpoint if kept else None
    try:
        opened = open_checkpoint(offered, [terms.verifier])
    except Refusal as refused:
        return _unopened(refused)
    after = opened.checkpoint
    if alarm := _unlike(before, after) or _unproved(before, after, read):
        return alarm
    grown = after.size - before.size if before else after.size
    since = terms.now if kept is None or grown else kept.since
    if terms.fresh_within is not None and terms.now - since > terms.fresh_within:
        return _alarm(AlarmKind.STALE, f"{terms.now - since} s")
    own = (terms.verifier.name, terms.verifier.id)
    signed = tuple(s for s in opened.note.signatures if (s.name, s.key_id) == own)
    return Accepted(after, Note(opened.note.text, signed), grown, since, kept is None)


def _unopened(refused: Refusal) -> Alarm:
    ids = {finding.id for finding in refused.findings}
    kind = AlarmKind.UNREADABLE
    if isinstance(refused, SignatureDoesNotHold):
        kind = AlarmKind.WRONG_KEY
    elif "merkle.checkpoint_origin" in ids:
        kind = AlarmKind.OTHER_LEDGER
    return _alarm(kind, "checkpoint", refused)


def _unlike(before: Checkpoint | None, after: Checkpoint) -> Alarm | None:
    """What two checkpoints tell by themselves: no tile can excuse it."""
    if before is None:
        return None
    if after.size < before.size:
        return _alarm(AlarmKind.SMALLER, f"{before.size} > {after.size}")
    if after.size == before.size and after.root != before.root:
        return _alarm(AlarmKind.FORKED, str(after.size))
    return None


def _unproved(before: Checkpoint | None, after: Checkpoint, read: Read) -> Alarm | None:
    """What the tiles do not bear out."""
    tiles = PublishedTiles(after.size, read)
    try:
        if root(after.size, tiles) != after.root:
            return _alarm(AlarmKind.TILES_DIFFER, "tile")
        return _rewritten(before, after, tiles) if before else None
    except (TilesIncomplete, MalformedTile, ProofDoesNotHold) as refused:
        return _alarm(AlarmKind.TILES_DIFFER, "tile", refused)
    except Refusal as refused:
        return _alarm(AlarmKind.UNREADABLE, "tile", refused)


def _rewritten(before: Checkpoint, after: Checkpoint, tiles: PublishedTiles) -> Alarm | None:
    """The proof that the offered tree has another beginning; raises ProofDoesNotHold for spoilt tiles."""
    proof = consistency_proof(before.size, after.size, tiles)
    beginning = root(before.size, tiles)
    verify_consistency(before.size, after.size, proof, beginning, after.root)
    if beginning == before.root:
        return None
    finding = _finding(AlarmKind.INCONSISTENT, f"{before.size}..{after.size}")
    return Alarm(AlarmKind.INCONSISTENT, finding, (), beginning, proof)


def _alarm(kind: AlarmKind, subject: str, refused: Refusal | None = None) -> Alarm:
    return Alarm(kind, _finding(kind, subject), refused.findings if refused else ())


def silent(refused: Refusal) -> Alarm:
    """The alarm for a source that hands out no checkpoint at all."""
    return _alarm(AlarmKind.UNREADABLE, "checkpoint", refused)


def _finding(kind: AlarmKind, subject: str) -> Finding:
    said = _SAID[kind]
    return error(f"witness.{kind}", subject, said.zh, said.en, SOURCE)


_SAID = {
    AlarmKind.UNREADABLE: Words(
        "读不到账本的检查点，或它不是检查点。请确认网址或文件夹与网络；若属实缺失，账本可能被清空，"
        "请告知审计负责人。见证状态未改动，请保留此文件。",
        "The ledger's checkpoint cannot be read, or is none. Check the address or folder and the network;"
        " if it is gone, the ledger may have been wiped: tell the head of audit. The state kept so far is"
        " untouched. Keep this file.",
    ),
    AlarmKind.WRONG_KEY: Words(
        "检查点不是由您所持的公钥签署的：签名被伪造，或账本换了密钥而未经告知。请当面核实公钥，"
        "在此之前不要采信该账本。请保留此文件。",
        "The checkpoint is not signed by the key you hold: the signature is forged, or the ledger's key was"
        " exchanged without notice. Ask for the public key in person and rely on nothing until then. Keep"
        " this file.",
    ),
    AlarmKind.OTHER_LEDGER: Words(
        "检查点属于另一个账本。请核对来源地址；若地址无误，账本可能被整个换掉，请告知审计负责人。请保留此文件。",
        "The checkpoint is that of another ledger. Check the address; if it is right, the whole ledger may"
        " have been exchanged: tell the head of audit. Keep this file.",
    ),
    AlarmKind.SMALLER: Words(
        "账本变短了：现有条数少于此前见证的条数。末尾的记录被删除，或恢复了旧备份。"
        "请要求对方说明并出示缺少的记录。请保留此文件，它载有双方签署的证据。",
        "The ledger has shrunk: it has fewer entries than were witnessed. Its tail was cut off, or an older"
        " copy was put back. Ask for an account and for the missing entries. Keep this file: it holds the"
        " signed evidence.",
    ),
    AlarmKind.FORKED: Words(
        "同一条数有两个不同的根哈希：账本被改写后重新签署，或对不同的人出示不同的历史。"
        "两份签署的检查点就是证据。请告知审计负责人，并保留此文件。",
        "There are two different roots for one size: the ledger was rewritten and signed again, or shows"
        " different people different histories. The two signed checkpoints are the evidence. Tell the head"
        " of audit and keep this file.",
    ),
    AlarmKind.INCONSISTENT: Words(
        "账本虽然变长，但开头已不是此前见证的内容：旧记录被改动、删除或插入后重新签署。"
        "文件中的证明任何人都可以复核。请告知审计负责人，并保留此文件。",
        "The ledger has grown, but no longer begins with what was witnessed: old entries were changed,"
        " deleted or inserted and everything signed again. Anybody can check the proof in this file. Tell"
        " the head of audit and keep this file.",
    ),
    AlarmKind.TILES_DIFFER: Words(
        "公布的分片与签署的根哈希不符，或有缺失，因而无法证明账本只是增长。可能正在更新：请稍后再试；"
        "若仍如此，请让对方运行 remit ledger verify。请保留此文件。",
        "The published tiles do not lead to the signed root, or some are missing, so that growth cannot be"
        " proved. They may be half written: try again. If it stays so, let the keeper run `remit ledger"
        " verify`. Keep this file.",
    ),
    AlarmKind.STALE: Words(
        "账本在规定时间内没有新的检查点：封存可能停止，或您看到的是旧副本。请询问系统是否在运行，"
        "并与他人看到的检查点比较。请保留此文件。",
        "The ledger has had no new checkpoint within the time set: sealing may have stopped, or you are shown"
        " an old copy. Ask whether the system runs, and compare with the checkpoint others see. Keep this"
        " file.",
    ),
}
