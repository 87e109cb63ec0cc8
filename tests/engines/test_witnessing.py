"""The witness: accepts every honest growth, and nothing that is not one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.findings import Refusal, error
from remit.engines.merkle import (
    TILE_WIDTH,
    Checkpoint,
    SignatureDoesNotHold,
    SignatureKind,
    cosign,
    generate_signer,
    parse_path,
    sign,
    sign_checkpoint,
    verify_consistency,
)
from remit.engines.witnessing import Accepted, Alarm, AlarmKind, Read, Terms, judge
from tests.published_ledgers import KEY, NOW, Published, entries, published

OTHER = generate_signer("remit-ledger-test", b"o" * 32)
ELSEWHERE = generate_signer("another-ledger", b"k" * 32)
TERMS = Terms(KEY.verifier, NOW)


class NobodyAnswers(Refusal):
    """A source that is down."""


def alarm(verdict: Accepted | Alarm) -> AlarmKind:
    """The kind of an alarm that must have been raised."""
    assert isinstance(verdict, Alarm), verdict
    assert verdict.finding.message.zh
    assert "eep this file" in verdict.finding.message.en
    return verdict.kind


SIZES = st.integers(0, 700)


@given(SIZES, SIZES)
def test_every_honest_growth_is_accepted(one: int, two: int) -> None:
    old, new = sorted((one, two))
    verdict = judge(published(entries(old)).kept, *_looked(published(entries(new))), TERMS)
    assert isinstance(verdict, Accepted)
    assert (verdict.checkpoint.size, verdict.grown_by) == (new, new - old)
    assert verdict.since == (NOW if new > old else NOW - 60)


@given(st.data())
def test_an_entry_changed_below_the_kept_size_is_proved_however_the_ledger_has_grown(
    data: st.DataObject,
) -> None:
    old = data.draw(st.integers(1, 600))
    new = data.draw(st.integers(old, 700))
    changed = entries(new)
    changed[data.draw(st.integers(0, old - 1))] = b"something else"
    rewritten = published(changed)
    verdict = judge(published(entries(old)).kept, *_looked(rewritten), TERMS)
    kind = alarm(verdict)
    assert kind == (AlarmKind.FORKED if new == old else AlarmKind.INCONSISTENT)
    if isinstance(verdict, Alarm) and kind == AlarmKind.INCONSISTENT:
        verify_consistency(old, new, verdict.proof, verdict.beginning, rewritten.root)
        assert verdict.beginning == published(changed[:old]).root


@given(st.data())
def test_an_entry_deleted_below_the_kept_size_is_never_accepted(data: st.DataObject) -> None:
    old = data.draw(st.integers(2, 600))
    left = entries(data.draw(st.integers(old, 700)))
    del left[data.draw(st.integers(0, old - 1))]
    alarm(judge(published(entries(old)).kept, *_looked(published(left)), TERMS))


@given(SIZES, SIZES)
def test_a_ledger_that_shrank_is_never_accepted(one: int, two: int) -> None:
    new, old = sorted((one, two + 1))
    if new == old:
        old += 1
    verdict = judge(published(entries(old)).kept, *_looked(published(entries(new))), TERMS)
    assert alarm(verdict) == AlarmKind.SMALLER


@given(st.data())
def test_a_spoilt_tile_never_passes_for_a_rewritten_ledger(data: st.DataObject) -> None:
    """Whoever keeps the tiles badly is not accused of having rewritten the ledger."""
    old = data.draw(st.integers(1, 600))
    whole = published(entries(data.draw(st.integers(old, 700))))
    path = data.draw(st.sampled_from(sorted(whole.tiles)))
    at = data.draw(st.integers(0, len(whole.tiles[path]) - 1))
    spoilt = bytearray(whole.tiles[path])
    spoilt[at] ^= 1
    tiles = {**whole.tiles, path: bytes(spoilt)}
    verdict = judge(published(entries(old)).kept, *_looked(replace(whole, tiles=tiles)), TERMS)
    assert isinstance(verdict, Accepted) or verdict.kind == AlarmKind.TILES_DIFFER


def test_a_missing_tile_is_told_as_such() -> None:
    whole = published(entries(300))
    verdict = judge(None, *_looked(replace(whole, tiles={})), TERMS)
    assert alarm(verdict) == AlarmKind.TILES_DIFFER
    assert isinstance(verdict, Alarm)
    assert [finding.id for finding in verdict.because] == ["merkle.tile_incomplete"]


def test_a_partial_tile_that_was_cleared_away_is_read_from_the_full_one() -> None:
    whole = published(entries(300))
    old = published(entries(200))

    def full_only(path: str) -> bytes:
        width = parse_path(path).width
        return whole.read(path) if width == TILE_WIDTH else b""

    late = replace(whole, size=200, root=old.root)
    verdict = judge(None, late.offered, full_only, TERMS)
    assert isinstance(verdict, Accepted)


def test_the_first_look_is_accepted_and_says_so() -> None:
    verdict = judge(None, *_looked(published(entries(5))), TERMS)
    assert isinstance(verdict, Accepted)
    assert (verdict.first, verdict.since, verdict.grown_by) == (True, NOW, 5)


def test_a_checkpoint_of_another_key_of_the_same_name_is_refused() -> None:
    whole = published(entries(5))
    note = sign_checkpoint(Checkpoint(KEY.name, whole.size, whole.root), OTHER).written
    assert alarm(judge(None, note.encode(), whole.read, TERMS)) == AlarmKind.WRONG_KEY


def test_a_checkpoint_of_another_ledger_is_refused_even_if_the_key_signed_it() -> None:
    whole = published(entries(5))
    note = sign_checkpoint(Checkpoint(KEY.name, whole.size, whole.root), KEY)
    renamed = note.text.replace(KEY.name, ELSEWHERE.name)
    verdict = judge(None, sign(renamed, KEY).written.encode(), whole.read, TERMS)
    assert alarm(verdict) == AlarmKind.OTHER_LEDGER


@pytest.mark.parametrize("offered", [b"", b"no checkpoint", b"\xff\xfe", b"<html></html>\n\n"])
def test_what_is_no_checkpoint_is_told_as_unreadable(offered: bytes) -> None:
    assert alarm(judge(None, offered, lambda _: b"", TERMS)) == AlarmKind.UNREADABLE


def test_tiles_that_nobody_hands_out_are_told_as_unreadable() -> None:
    def down(path: str) -> bytes:
        raise NobodyAnswers(error("test.down", path, "无应答", "No answer"))

    verdict = judge(None, published(entries(5)).offered, down, TERMS)
    assert alarm(verdict) == AlarmKind.UNREADABLE


def test_a_ledger_that_stands_still_is_stale_only_after_the_time_allowed() -> None:
    whole = published(entries(5))
    kept = replace(whole.kept, since=NOW - 60)
    assert isinstance(judge(kept, *_looked(whole), replace(TERMS, fresh_within=60)), Accepted)
    late = judge(kept, *_looked(whole), replace(TERMS, fresh_within=59))
    assert alarm(late) == AlarmKind.STALE
    grown = judge(kept, *_looked(published(entries(6))), replace(TERMS, fresh_within=59))
    assert isinstance(grown, Accepted)


def test_what_was_kept_for_another_key_is_no_alarm_but_a_refusal() -> None:
    whole = published(entries(5))
    with pytest.raises(SignatureDoesNotHold):
        judge(whole.kept, *_looked(whole), replace(TERMS, verifier=OTHER.verifier))


def test_signatures_of_others_are_not_kept() -> None:
    witness = generate_signer("witness", b"w" * 32, SignatureKind.COSIGNATURE)
    whole = published(entries(5))
    note = sign_checkpoint(Checkpoint(KEY.name, whole.size, whole.root), KEY)
    verdict = judge(None, cosign(note, witness, NOW).written.encode(), whole.read, TERMS)
    assert isinstance(verdict, Accepted)
    assert verdict.note == note


def test_only_what_may_mend_itself_is_passing() -> None:
    passing = {kind.value for kind in AlarmKind if kind.passing}
    assert passing == {"unreadable", "tiles_differ"}


def _looked(whole: Published) -> tuple[bytes, Read]:
    return whole.offered, whole.read
