"""The tamper matrix: what somebody with the whole database, and at times the key, can do unseen: nothing.

Each attack is made on a ledger of 600 entries in three sealed batches that a witness saw a minute ago.
The audit looks from inside, with the published key; the witness looks from outside, at what is published.
"""

from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import pytest
from django.db import transaction

from remit.apps.ledger.models import Checkpoint, Entry, Tile
from remit.apps.ledger.queries import StoredTiles, audit
from remit.cli.published import source
from remit.cli.witness import Watch, look
from remit.cli.witnessed import Alarmed
from remit.engines.findings import Refusal
from remit.engines.merkle import tile_path, tile_width
from tests.stories.attacks import (
    ATTACKS,
    FORGED,
    KEY,
    SIZE,
    back_to,
    enter,
    seal_all,
    sign_anew,
)

pytestmark = pytest.mark.django_db
NOW = 1_800_000_000
CLEAN = "-"


def publish(folder: Path) -> None:
    """The ledger as it is published: its newest checkpoint, and the tiles that belong to it."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    newest = Checkpoint.objects.order_by("-size").first()
    if newest is None:
        return
    (folder / "checkpoint").write_text(newest.note)
    for tile in Tile.objects.all():
        if width := tile_width(tile.level, tile.place, newest.size):
            path = folder / tile_path(tile.level, tile.place, width)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(StoredTiles().hashes(tile.level, tile.place)[: width * 32])


def audited() -> str:
    """The faults the audit finds, or for which it refuses to go on, by their names."""
    try:
        found, told = audit([KEY.verifier]), ""
    except Refusal as refused:
        found, told = refused.findings, "refused: "
    return told + ", ".join(sorted({finding.id for finding in found})) or CLEAN


def witnessed(watch: Watch, folder: Path) -> str:
    """The alarm the witness raises; its state stays as it was before."""
    publish(folder)
    before = watch.state.read_bytes()
    verdict = look(watch, NOW + 60)
    raised = verdict.alarm.kind.value if isinstance(verdict, Alarmed) else CLEAN
    if raised != CLEAN:
        assert watch.state.read_bytes() == before, "a refused checkpoint never replaces a good one"
    watch.state.write_bytes(before)
    return raised


@dataclass(frozen=True)
class Row:
    """An attack and who caught it."""

    attack: str
    audit: str
    witness: str

    @property
    def caught(self) -> bool:
        """Whether anybody did."""
        return (self.audit, self.witness) != (CLEAN, CLEAN)


def tried(name: str, watch: Watch, folder: Path) -> Row:
    """What comes of one attack on the whole ledger, which is whole again afterwards."""
    with transaction.atomic():
        ATTACKS[name]()
        row = Row(name, audited(), witnessed(watch, folder))
        transaction.set_rollback(True)
    return row


def table(rows: list[Row]) -> str:
    """The matrix as text, one attack a line."""
    wide = max(len(row.attack) for row in rows)
    return "".join(f"{row.attack:{wide}} | {row.witness:12} | {row.audit}\n" for row in rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the ledger is published."""
    return tmp_path / "published"


@pytest.fixture
def watch(tmp_path: Path, folder: Path) -> Watch:
    """A witness that has seen the sealed ledger of 600 entries."""
    enter(range(SIZE))
    seal_all()
    publish(folder)
    found = Watch(
        str(folder), source(str(folder)), KEY.verifier, tmp_path / "state.json", None, None
    )
    look(found, NOW)
    return found


MATRIX = """\
edit the deed of an entry                   | -            | ledger.entry_changed
edit the time of an entry                   | -            | ledger.entry_changed
edit what an entry says                     | -            | ledger.entry_changed
edit who acted                              | -            | ledger.entry_changed
edit whom it concerns                       | -            | ledger.entry_changed
delete an entry                             | -            | ledger.entry_missing, ledger.gap
delete an entry and its leaf                | -            | ledger.gap, merkle.audit_hash, merkle.audit_leaves, merkle.audit_root
delete the last entry                       | -            | ledger.entry_missing
delete the last entry and its leaf          | -            | merkle.audit_leaves, merkle.audit_root
delete an entry and renumber the later      | -            | ledger.entry_changed, ledger.entry_missing
delete an entry and renumber all leaves too | -            | merkle.audit_hash, merkle.audit_leaves, merkle.audit_root
swap two entries                            | -            | ledger.entry_changed
insert an entry between                     | -            | ledger.entry_changed
take a number away to be given anew         | -            | ledger.entry_missing, ledger.gap
change a leaf                               | -            | ledger.entry_changed, merkle.audit_hash, merkle.audit_root
change a leaf into what is none             | -            | ledger.entry_changed, ledger.erased_without_deed, merkle.audit_hash, merkle.audit_root
edit an entry its leaf too                  | -            | merkle.audit_hash, merkle.audit_root
edit an entry its leaf and its tile too     | -            | ledger.checkpoint_differs, merkle.audit_hash, merkle.audit_root
change the secret of an entry               | -            | ledger.entry_changed
edit an entry under cover of an erasure     | -            | ledger.entry_changed, ledger.erased_without_deed
blot out an entry as if erased              | -            | ledger.erased_without_deed
change a tile                               | -            | ledger.checkpoint_differs, merkle.audit_hash
change the last tile                        | tiles_differ | ledger.checkpoint_differs, merkle.audit_hash
delete a full tile                          | -            | merkle.tile_incomplete
delete the last tile                        | tiles_differ | merkle.tile_incomplete
change the root beside a checkpoint         | -            | ledger.checkpoint_differs, merkle.audit_root
change the root in a checkpoint             | wrong_key    | merkle.signature
change the size of a checkpoint             | tiles_differ | merkle.audit_leaves, merkle.tile_incomplete
change an old checkpoint                    | -            | ledger.checkpoint_differs
forge the signature of a checkpoint         | wrong_key    | merkle.signed_by_nobody_known
delete the last checkpoint                  | smaller      | merkle.audit_leaves
delete all checkpoints                      | unreadable   | ledger.no_checkpoint
cut off the tail with its checkpoints       | smaller      | -
put back an older copy                      | smaller      | -
put back an older copy and go on            | inconsistent | -
with the key edit sign everything anew      | forked       | -
with the key edit sign anew go on           | inconsistent | -
with the key delete sign everything anew    | smaller      | -
with the key delete sign anew go on         | inconsistent | -
with the key insert sign everything anew    | inconsistent | -
with the key move the clock sign anew       | forked       | -
with the key new secrets sign anew          | forked       | -
with the key two histories of one size      | forked       | -
sign everything with another key            | wrong_key    | merkle.signed_by_nobody_known
put another ledger in its place             | wrong_key    | merkle.signed_by_nobody_known
wipe the ledger                             | unreadable   | -
wipe the ledger and begin anew with the key | inconsistent | -
"""


def test_the_ledger_is_whole_before_anybody_touches_it(watch: Watch, folder: Path) -> None:
    assert Checkpoint.objects.count() == 3
    assert (audited(), witnessed(watch, folder)) == (CLEAN, CLEAN)


def test_every_attack_is_caught_and_the_matrix_tells_by_whom(watch: Watch, folder: Path) -> None:
    rows = [tried(name, watch, folder) for name in ATTACKS]
    assert table(rows) == MATRIX
    assert len(rows) >= 20
    assert [row.attack for row in rows if not row.caught] == []


def test_what_was_not_yet_witnessed_can_be_rewritten_with_the_key(
    watch: Watch, folder: Path
) -> None:
    """The known limit, and why a witness looks often: what it has not seen it cannot miss."""
    enter(range(SIZE, SIZE + 5))
    seal_all()
    back_to(SIZE)
    enter(range(1000, 1005))
    seal_all()
    assert (audited(), witnessed(watch, folder)) == (CLEAN, CLEAN)


def test_what_was_not_yet_sealed_can_be_changed(watch: Watch, folder: Path) -> None:
    """The other limit, of a second or so: an entry that waits is bound by nothing yet."""
    enter(range(SIZE, SIZE + 1))
    Entry.objects.filter(seq=None).update(actor="person:99")
    seal_all()
    assert (audited(), witnessed(watch, folder)) == (CLEAN, CLEAN)


def test_an_audit_with_a_published_key_does_not_believe_the_key_of_the_machine(
    watch: Watch, folder: Path
) -> None:
    sign_anew(FORGED)
    assert audit([FORGED.verifier]) == ()
    assert audited() != CLEAN
    assert witnessed(watch, folder) == "wrong_key"
