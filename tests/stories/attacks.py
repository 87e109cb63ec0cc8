"""Attacks on a sealed ledger by somebody with the whole database and, where the name says so, the key.

Each leaves the ledger of 600 entries in three batches as it would be found afterwards.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from remit.apps.ledger.actions import record, seal
from remit.apps.ledger.models import Checkpoint, Entry, Sealed, Tile
from remit.apps.ledger.queries import opened_values
from remit.engines import merkle
from remit.engines.merkle import Signer, generate_signer, leaf_hash, tile_width
from remit.engines.sealing import Opening, leaf

KEY = generate_signer("remit-ledger-matrix", b"k" * 32)
FORGED = generate_signer("remit-ledger-matrix", b"f" * 32)
ELSEWHERE = generate_signer("remit-ledger-elsewhere", b"f" * 32)
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
BATCH, SIZE = 250, 600
# Sealed in the first, the second and the last batch.
EARLY, MIDDLE, LATE = 70, 300, 590
Attack = Callable[[], None]
ATTACKS: dict[str, Attack] = {}


def attack(deed: Attack) -> Attack:
    """Enters a deed into the matrix under its name."""
    ATTACKS[deed.__name__.replace("_", " ")] = deed
    return deed


def enter(numbers: Iterable[int], at: datetime = AT) -> None:
    """An entry for each number."""
    with transaction.atomic():
        for number in numbers:
            record(
                "plans.plan_submitted",
                at=at + timedelta(minutes=number),
                actor=f"person:{number % 7}",
                subject=f"plan:{number}",
                path="000001",
                body={"month": "2026-03", "amount": str(number)},
            )


def secrets(start: int) -> Callable[[int], bytes]:
    """Chance that can be told again: the secret of the n-th entry follows from n."""
    numbers = count(start)
    return lambda length: sha256(f"secret {next(numbers)}".encode()).digest()[:length]


def seal_all(signer: Signer = KEY) -> None:
    """Seals everything that waits, in batches."""
    chance = secrets(Sealed.objects.count())
    while seal(signer=signer, chance=chance, at=AT, limit=BATCH):
        pass


def entry(seq: int) -> Any:
    """The row of an entry."""
    return Entry.objects.filter(seq=seq)


def run(sql: str, *values: object) -> None:
    """Past every action and model."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def close_gap(seq: int) -> None:
    """Moves all later entries one number down."""
    Entry.objects.filter(seq__gt=seq).update(seq=F("seq") + 99_999)
    Entry.objects.filter(seq__gt=99_999).update(seq=F("seq") - 100_000)


def open_gap(seq: int) -> None:
    """Moves this and all later entries one number up."""
    Entry.objects.filter(seq__gte=seq).update(seq=F("seq") + 100_001)
    Entry.objects.filter(seq__gt=99_999).update(seq=F("seq") - 100_000)


def sign_anew(signer: Signer = KEY) -> None:
    """Seals the whole history once more, as if it had always been so."""
    for table in (Sealed, Tile, Checkpoint):
        table.objects.all().delete()
    seal_all(signer)


def back_to(size: int) -> None:
    """The database as it was when the ledger had this size."""
    Entry.objects.filter(seq__gt=size).delete()
    Sealed.objects.filter(seq__gt=size).delete()
    Checkpoint.objects.filter(size__gt=size).delete()
    for tile in Tile.objects.all():
        kept = bytes(tile.hashes)[: 32 * tile_width(tile.level, tile.place, size)]
        Tile.objects.filter(pk=tile.pk).update(hashes=kept)
    Tile.objects.filter(hashes=b"").delete()


def flip(content: bytes, at: int) -> bytes:
    """The bytes with one bit turned."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def matching_leaf(seq: int) -> bytes:
    """Writes the leaf that fits the entry as it now stands."""
    row, secret = entry(seq).get(), bytes(Sealed.objects.get(seq=seq).secret or b"")
    content = leaf(seq, row.verb, row.at, Opening(secret, opened_values(row)))
    Sealed.objects.filter(seq=seq).update(leaf=content)
    return content


@attack
def edit_the_deed_of_an_entry() -> None:
    run("UPDATE ledger_entry SET verb = %s WHERE seq = %s", "plans.plan_approved", EARLY)


@attack
def edit_the_time_of_an_entry() -> None:
    entry(EARLY).update(at=AT - timedelta(days=3))


@attack
def edit_what_an_entry_says() -> None:
    entry(MIDDLE).update(body={"month": "2026-03", "amount": "1"})


@attack
def edit_who_acted() -> None:
    run("UPDATE ledger_entry SET actor = %s WHERE seq = %s", "person:99", LATE)


@attack
def edit_whom_it_concerns() -> None:
    entry(LATE).update(subject="plan:1", path="000002")


@attack
def delete_an_entry() -> None:
    run("DELETE FROM ledger_entry WHERE seq = %s", MIDDLE)


@attack
def delete_an_entry_and_its_leaf() -> None:
    entry(MIDDLE).delete()
    Sealed.objects.filter(seq=MIDDLE).delete()


@attack
def delete_the_last_entry() -> None:
    entry(SIZE).delete()


@attack
def delete_the_last_entry_and_its_leaf() -> None:
    entry(SIZE).delete()
    Sealed.objects.filter(seq=SIZE).delete()


@attack
def delete_an_entry_and_renumber_the_later() -> None:
    entry(MIDDLE).delete()
    close_gap(MIDDLE)


@attack
def delete_an_entry_and_renumber_all_leaves_too() -> None:
    entry(MIDDLE).delete()
    close_gap(MIDDLE)
    Sealed.objects.filter(seq=SIZE).delete()
    for seq in range(MIDDLE, SIZE):
        matching_leaf(seq)


@attack
def swap_two_entries() -> None:
    for old, new in ((EARLY, 99_999), (MIDDLE, EARLY), (99_999, MIDDLE)):
        entry(old).update(seq=new)


@attack
def insert_an_entry_between() -> None:
    open_gap(MIDDLE)
    enter(range(700, 701))
    Entry.objects.filter(seq=None).update(seq=MIDDLE)


@attack
def take_a_number_away_to_be_given_anew() -> None:
    entry(MIDDLE).update(seq=None)
    seal_all()


@attack
def change_a_leaf() -> None:
    row = Sealed.objects.get(seq=EARLY)
    changed = bytes(row.leaf).replace(b"submitted", b"withdrawn")
    Sealed.objects.filter(seq=EARLY).update(leaf=changed)


@attack
def change_a_leaf_into_what_is_none() -> None:
    Sealed.objects.filter(seq=EARLY).update(leaf=b"{", secret=None)


@attack
def edit_an_entry_its_leaf_too() -> None:
    entry(EARLY).update(actor="person:99")
    matching_leaf(EARLY)


@attack
def edit_an_entry_its_leaf_and_its_tile_too() -> None:
    entry(EARLY).update(actor="person:99")
    tile = Tile.objects.get(level=0, place=0)
    hashes = bytes(tile.hashes)
    at = (EARLY - 1) * 32
    changed = hashes[:at] + leaf_hash(matching_leaf(EARLY)) + hashes[at + 32 :]
    Tile.objects.filter(pk=tile.pk).update(hashes=changed)


@attack
def change_the_secret_of_an_entry() -> None:
    Sealed.objects.filter(seq=MIDDLE).update(secret=b"s" * 32)


@attack
def edit_an_entry_under_cover_of_an_erasure() -> None:
    entry(MIDDLE).update(body={"month": "2026-03", "amount": "1"})
    Sealed.objects.filter(seq=MIDDLE).update(secret=None)


@attack
def blot_out_an_entry_as_if_erased() -> None:
    entry(MIDDLE).update(actor="", subject="", path="", body={})
    Sealed.objects.filter(seq=MIDDLE).update(secret=None)


@attack
def change_a_tile() -> None:
    tile = Tile.objects.get(level=0, place=1)
    Tile.objects.filter(pk=tile.pk).update(hashes=flip(bytes(tile.hashes), 100))


@attack
def change_the_last_tile() -> None:
    tile = Tile.objects.get(level=0, place=2)
    Tile.objects.filter(pk=tile.pk).update(hashes=flip(bytes(tile.hashes), 100))


@attack
def delete_a_full_tile() -> None:
    run("DELETE FROM ledger_tile WHERE level = 0 AND place = 0")


@attack
def delete_the_last_tile() -> None:
    run("DELETE FROM ledger_tile WHERE level = 0 AND place = 2")


@attack
def change_the_root_beside_a_checkpoint() -> None:
    Checkpoint.objects.filter(size=SIZE).update(root=b"r" * 32)


@attack
def change_the_root_in_a_checkpoint() -> None:
    row = Checkpoint.objects.get(size=SIZE)
    lines = row.note.split("\n")
    lines[2] = lines[2][::-1].replace("=", "") + "="
    Checkpoint.objects.filter(size=SIZE).update(note="\n".join(lines))


@attack
def change_the_size_of_a_checkpoint() -> None:
    Checkpoint.objects.filter(size=SIZE).update(size=SIZE + 1)


@attack
def change_an_old_checkpoint() -> None:
    Checkpoint.objects.filter(size=BATCH).update(note=Checkpoint.objects.get(size=SIZE).note)


@attack
def forge_the_signature_of_a_checkpoint() -> None:
    row = Checkpoint.objects.get(size=SIZE)
    told = merkle.Checkpoint(KEY.name, SIZE, bytes(row.root))
    note = merkle.sign_checkpoint(told, FORGED).written
    Checkpoint.objects.filter(size=SIZE).update(note=note)


@attack
def delete_the_last_checkpoint() -> None:
    Checkpoint.objects.filter(size=SIZE).delete()


@attack
def delete_all_checkpoints() -> None:
    Checkpoint.objects.all().delete()


@attack
def cut_off_the_tail_with_its_checkpoints() -> None:
    for table in (Entry, Sealed):
        table.objects.filter(seq__gt=2 * BATCH).delete()
    Checkpoint.objects.filter(size__gt=2 * BATCH).delete()


@attack
def put_back_an_older_copy() -> None:
    back_to(2 * BATCH)


@attack
def put_back_an_older_copy_and_go_on() -> None:
    back_to(2 * BATCH)
    enter(range(1000, 1200))
    seal_all()


@attack
def with_the_key_edit_sign_everything_anew() -> None:
    entry(EARLY).update(body={"month": "2026-03", "amount": "1"})
    sign_anew()


@attack
def with_the_key_edit_sign_anew_go_on() -> None:
    entry(EARLY).update(body={"month": "2026-03", "amount": "1"})
    sign_anew()
    enter(range(1000, 1050))
    seal_all()


@attack
def with_the_key_delete_sign_everything_anew() -> None:
    entry(MIDDLE).delete()
    close_gap(MIDDLE)
    sign_anew()


@attack
def with_the_key_delete_sign_anew_go_on() -> None:
    entry(MIDDLE).delete()
    close_gap(MIDDLE)
    enter(range(1000, 1050))
    sign_anew()


@attack
def with_the_key_insert_sign_everything_anew() -> None:
    open_gap(MIDDLE)
    enter(range(700, 701))
    Entry.objects.filter(seq=None).update(seq=MIDDLE)
    sign_anew()


@attack
def with_the_key_move_the_clock_sign_anew() -> None:
    Entry.objects.filter(seq__gt=MIDDLE).update(at=F("at") - timedelta(days=1))
    sign_anew()


@attack
def with_the_key_new_secrets_sign_anew() -> None:
    for table in (Sealed, Tile, Checkpoint):
        table.objects.all().delete()
    chance = secrets(5000)
    while seal(signer=KEY, chance=chance, at=AT, limit=BATCH):
        pass


@attack
def with_the_key_two_histories_of_one_size() -> None:
    back_to(2 * BATCH)
    enter(range(1000, 1000 + SIZE - 2 * BATCH))
    seal_all()


@attack
def sign_everything_with_another_key() -> None:
    entry(EARLY).update(actor="person:99")
    sign_anew(FORGED)


@attack
def put_another_ledger_in_its_place() -> None:
    entry(EARLY).update(actor="person:99")
    sign_anew(ELSEWHERE)


@attack
def wipe_the_ledger() -> None:
    for table in (Entry, Sealed, Tile, Checkpoint):
        table.objects.all().delete()


@attack
def wipe_the_ledger_and_begin_anew_with_the_key() -> None:
    for table in (Entry, Sealed, Tile, Checkpoint):
        table.objects.all().delete()
    enter(range(1000, 1700))
    seal_all()
