"""A checkpoint holds one log to one size and root, for whoever knows the log's key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.merkle import (
    Checkpoint,
    MalformedCheckpoint,
    MalformedKey,
    SignatureDoesNotHold,
    TooFewWitnesses,
    cosign,
    open_checkpoint,
    parse_checkpoint,
    sign,
    sign_checkpoint,
)
from tests.engines.merkle.plain_tree import AT, ORIGIN, log_key, witness_key

POINT = Checkpoint(ORIGIN, 20_852_163, bytes(range(32)))
ROOT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
lines = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


def test_the_text_has_the_origin_the_size_and_the_root() -> None:
    assert POINT.text == f"{ORIGIN}\n20852163\n{ROOT}\n"


@given(
    lines,
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.lists(lines, max_size=3),
)
def test_every_checkpoint_reads_back(
    origin: str, size: int, root: bytes, extensions: list[str]
) -> None:
    checkpoint = Checkpoint(origin, size, root, tuple(extensions))
    assert parse_checkpoint(checkpoint.text) == checkpoint
    opened = open_checkpoint(
        sign_checkpoint(checkpoint, log_key()).written, [log_key().verifier], origin=origin
    )
    assert (opened.checkpoint, opened.witnessed, opened.unknown) == (checkpoint, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "", "a", f"a\n1\n{ROOT}", f"\n1\n{ROOT}\n", f"a\n01\n{ROOT}\n", f"a\n-1\n{ROOT}\n",
        f"a\n+1\n{ROOT}\n", f"a\n1 \n{ROOT}\n", f"a\n\n{ROOT}\n", f"a\n９\n{ROOT}\n",
        f"a\n{2**63}\n{ROOT}\n", f"a\n{'9' * 5000}\n{ROOT}\n", "a\n1\n\n", "a\n1\nAAAA\n",
        f"a\n1\n{ROOT[:-1]}\n", f"a\n1\n{ROOT[:-2]}9=\n", f"a\n1\n{ROOT}\n\n", f"a\n1\n{ROOT}\nx\n\n",
        f"a\n1_0\n{ROOT}\n", f"a\n1\n{ROOT}\r\n", "a\n1\n" + "A" * 44 + "\n",
    ],
)  # fmt: skip
def test_a_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(MalformedCheckpoint) as refused:
        parse_checkpoint(text)
    assert all(each.message.zh and each.message.en for each in refused.value.findings)


@pytest.mark.parametrize("size", [0, 2**63 - 1])
def test_the_least_and_the_greatest_size_can_be_written(size: int) -> None:
    checkpoint = Checkpoint("a", size, bytes(32))
    assert parse_checkpoint(checkpoint.text) == checkpoint
    with pytest.raises(MalformedCheckpoint):
        Checkpoint("a", 2**63, bytes(32))


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(MalformedCheckpoint) as read:
        parse_checkpoint("a\nmany\nroot\n")
    with pytest.raises(MalformedCheckpoint) as made:
        Checkpoint("", -1, b"")
    assert (len(read.value.findings), len(made.value.findings)) == (2, 3)


@pytest.mark.parametrize(
    ("origin", "extensions"),
    [("", ()), ("a\nb", ()), ("a", ("",)), ("a", ("b\n",)), ("a\0", ()), ("\ud800", ())],
)
def test_a_checkpoint_that_could_not_be_written_is_not_made(
    origin: str, extensions: tuple[str, ...]
) -> None:
    with pytest.raises(MalformedCheckpoint):
        Checkpoint(origin, 1, bytes(32), extensions)


def test_the_checkpoint_of_another_log_is_refused_even_if_signed_by_the_known_key() -> None:
    other = sign_checkpoint(Checkpoint("log.example/other", 1, bytes(32)), log_key()).written
    with pytest.raises(MalformedCheckpoint, match="which is not the log that you check"):
        open_checkpoint(other, [log_key().verifier])
    with pytest.raises(MalformedCheckpoint):
        open_checkpoint(other, [log_key().verifier], origin=ORIGIN)
    assert open_checkpoint(other, [log_key().verifier], origin="log.example/other").checkpoint


def test_a_new_key_of_the_log_signs_beside_the_old_one() -> None:
    both = sign_checkpoint(POINT, log_key(1), log_key(2)).written
    for known in (1, 2):
        opened = open_checkpoint(both, [log_key(known).verifier])
        assert [each.verifier for each in opened.signed] == [log_key(known).verifier]
        assert len(opened.unknown) == 1


def test_all_witnesses_asked_for_must_have_cosigned_unless_fewer_are_enough() -> None:
    log, (one, two) = log_key(), (witness_key(1), witness_key(2))
    note = cosign(sign_checkpoint(POINT, log), one, AT).written
    known = [one.verifier, two.verifier]
    assert open_checkpoint(note, [log.verifier], [one.verifier]).witnessed[0].at == AT
    with pytest.raises(TooFewWitnesses, match="Signatures of 2 witnesses are needed, and 1 hold"):
        open_checkpoint(note, [log.verifier], known)
    assert len(open_checkpoint(note, [log.verifier], known, quorum=1).witnessed) == 1
    assert open_checkpoint(note, [log.verifier]).witnessed == ()
    with pytest.raises(TooFewWitnesses):
        open_checkpoint(note, [log.verifier], quorum=1)


def test_one_witness_named_or_signing_twice_counts_once() -> None:
    log, one = log_key(), witness_key(1)
    note = cosign(cosign(sign_checkpoint(POINT, log), one, AT), one, AT + 60).written
    assert open_checkpoint(note, [log.verifier], [one.verifier] * 2).witnessed[0].at == AT
    with pytest.raises(TooFewWitnesses):
        open_checkpoint(note, [log.verifier], [one.verifier], quorum=2)


def test_witnesses_alone_do_not_make_a_checkpoint_of_the_log() -> None:
    unsigned = cosign(sign(POINT.text, log_key(2, "stranger")), witness_key(1), AT).written
    for origin in ("", ORIGIN):
        with pytest.raises(MalformedCheckpoint):
            open_checkpoint(
                unsigned, [log_key().verifier], [witness_key(1).verifier], origin=origin
            )


def test_a_log_key_is_no_witness_and_a_witness_no_log() -> None:
    note = sign_checkpoint(POINT, log_key()).written
    with pytest.raises(MalformedKey) as refused:
        open_checkpoint(note, [witness_key(1).verifier], [log_key().verifier])
    assert len(refused.value.findings) == 2


def test_an_altered_checkpoint_is_refused() -> None:
    note = sign_checkpoint(POINT, log_key()).written
    with pytest.raises(SignatureDoesNotHold):
        open_checkpoint(note.replace("20852163", "20852164"), [log_key().verifier])
