"""Notes are opened with the keys that are known, and no other text passes for one."""

import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.merkle import (
    MalformedKey,
    MalformedNote,
    Note,
    Signature,
    SignatureDoesNotHold,
    SignatureKind,
    Signed,
    Verifier,
    cosign,
    open_note,
    parse_note,
    sign,
)
from tests.engines.merkle.plain_tree import AT, log_key, witness_key

TEXT = "first\n\nthird é\n"
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60).map(lambda t: t + "\n")


@given(texts, st.integers(0, 3))
def test_every_signed_text_opens_as_it_was(text: str, others: int) -> None:
    signers = [log_key(number + 1, f"log{number}") for number in range(others + 1)]
    note = sign(text, *signers)
    assert parse_note(note.written) == parse_note(note.written.encode()) == note
    opened = open_note(note.written, [signers[0].verifier])
    assert opened.note.text == text
    assert opened.signed == (Signed(signers[0].verifier),)
    assert opened.unknown == note.signatures[1:]


def test_a_witness_signs_the_time_with_the_text_as_specified() -> None:
    witness = witness_key(1)
    note = cosign(sign(TEXT, log_key()), witness, AT)
    line = note.signatures[-1]
    (at,) = struct.unpack(">Q", line.content[:8])
    assert (line.name, line.key_id, at) == (witness.name, witness.verifier.id, AT)
    message = f"cosignature/v1\ntime {AT}\n{TEXT}".encode()
    Ed25519PublicKey.from_public_bytes(witness.verifier.key).verify(line.content[8:], message)
    opened = open_note(note.written, [log_key().verifier, witness.verifier])
    assert opened.signed == (Signed(log_key().verifier), Signed(witness.verifier, AT))


def test_a_witness_cannot_be_dated_otherwise() -> None:
    witness = witness_key(1)
    note = cosign(sign(TEXT, log_key()), witness, AT)
    log, line = note.signatures
    for content in ((AT + 1).to_bytes(8, "big") + line.content[8:], line.content[8:], b"x",
                    b"\xff" * 8 + line.content[8:], line.content + b"\0"):  # fmt: skip
        later = Note(TEXT, (log, Signature(line.name, line.key_id, content)))
        with pytest.raises(SignatureDoesNotHold, match=r"witness1\.example"):
            open_note(later.written, [log_key().verifier, witness.verifier])


def test_a_plain_signature_is_no_cosignature_and_the_other_way_round() -> None:
    with pytest.raises(MalformedKey, match="wrong kind"):
        sign(TEXT, witness_key(1))
    with pytest.raises(MalformedKey, match="wrong kind"):
        cosign(sign(TEXT, log_key()), log_key(2), AT)


@pytest.mark.parametrize("at", [0, 2**63 - 1])
def test_the_first_and_the_last_time_can_be_witnessed(at: int) -> None:
    witness = witness_key(1)
    written = cosign(sign(TEXT, log_key()), witness, at).written
    assert open_note(written, [witness.verifier]).signed == (Signed(witness.verifier, at),)


@pytest.mark.parametrize("at", [-1, 2**63])
def test_a_time_that_no_witness_has_is_refused(at: int) -> None:
    with pytest.raises(MalformedNote, match="number of seconds"):
        cosign(sign(TEXT, log_key()), witness_key(1), at)


def test_a_known_key_that_fails_spoils_the_note_whoever_else_signed() -> None:
    good, bad = log_key(1, "good"), log_key(2, "bad")
    note = sign(TEXT, good, bad)
    wrong = Signature("bad", bad.verifier.id, bytes(64))
    altered = Note(TEXT, (note.signatures[0], wrong))
    assert open_note(altered.written, [good.verifier]).unknown == (wrong,)
    with pytest.raises(SignatureDoesNotHold, match="The signature of “bad” does not fit the text"):
        open_note(altered.written, [good.verifier, bad.verifier])


def test_every_forged_signature_of_a_known_key_is_named_at_once() -> None:
    keys = [log_key(number, f"log{number}") for number in (1, 2)]
    note = Note("other\n", sign(TEXT, *keys).signatures)
    with pytest.raises(SignatureDoesNotHold) as refused:
        open_note(note.written, [each.verifier for each in keys])
    assert [each.subject for each in refused.value.findings] == ["log1", "log2"]


def test_a_name_or_a_number_alone_does_not_make_a_key_known() -> None:
    key = log_key(1, "log")
    (line,) = sign(TEXT, key).signatures
    for stranger in (Signature("log2", line.key_id, line.content),
                     Signature("log", bytes(4), line.content)):  # fmt: skip
        with pytest.raises(SignatureDoesNotHold, match="No key that you know signed this"):
            open_note(Note(TEXT, (stranger,)).written, [key.verifier])
        opened = open_note(Note(TEXT, (line, stranger)).written, [key.verifier])
        assert opened.unknown == (stranger,)


def test_a_doubled_signature_counts_once_but_a_forged_double_spoils_all() -> None:
    key = log_key()
    (line,) = sign(TEXT, key).signatures
    assert open_note(Note(TEXT, (line, line)).written, [key.verifier]).signed == (
        Signed(key.verifier),
    )
    forged = Signature(line.name, line.key_id, bytes(64))
    with pytest.raises(SignatureDoesNotHold):
        open_note(Note(TEXT, (line, forged)).written, [key.verifier])


def test_two_keys_of_one_name_and_number_are_refused() -> None:
    # Found by trying: of the first 41,148 numbers, these two come to one number as keys of “log”.
    one, two = (
        Verifier("log", SignatureKind.ED25519, n.to_bytes(32, "big")) for n in (29_982, 41_147)
    )
    assert one.id == two.id
    with pytest.raises(MalformedKey, match="Keep only the right one"):
        open_note(sign(TEXT, log_key(1)).written, [log_key(1).verifier, one, two])


def test_the_text_ends_at_the_last_empty_line() -> None:
    note = parse_note("a\n\n— b AAAAAAA=\n\n— c AAAAAAA=\n")
    assert note.text == "a\n\n— b AAAAAAA=\n"
    assert [each.name for each in note.signatures] == ["c"]


LINE = "— a AAAAAAA=\n"


@pytest.mark.parametrize(
    "written",
    [
        "", "\n", "\n\n", "a\n", "a\n\n", f"a\n{LINE}", f"a\n\n{LINE[:-1]}", f"a\n\n{LINE}\n",
        f"a\n\n{LINE}x\n", "a\n\n- a AAAAAAA=\n", "a\n\n— a AAAAAA==\n", "a\n\n— a AAAAAAB=\n",
        "a\n\n— a AAAAAAA\n", "a\n\n— a  AAAAAAA=\n", "a\n\n— a+b AAAAAAA=\n", "a\n\n— AAAAAAA=\n",
        f"a\r\n\n{LINE}", f"a\t\n\n{LINE}", f"\0\n\n{LINE}", f"\ud800\n\n{LINE}",
        "a\n\n" + LINE * 101, "a" * 1_000_000 + f"\n\n{LINE}", "a\n\n— a\u3000b AAAAAAA=\n",
    ],
)  # fmt: skip
def test_a_text_that_is_no_note_is_refused(written: str) -> None:
    with pytest.raises(MalformedNote) as refused:
        parse_note(written)
    assert all(each.message.zh and each.message.en for each in refused.value.findings)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(MalformedNote, match="is not UTF-8 text"):
        parse_note(b"a\xff\n\n" + LINE.encode())


def test_a_hundred_signatures_are_read() -> None:
    assert len(parse_note("a\n\n" + LINE * 100).signatures) == 100


def test_a_note_may_have_a_million_bytes_and_no_more() -> None:
    longest = "a" * (1_000_000 - len(f"\n\n{LINE}".encode()))
    assert parse_note(f"{longest}\n\n{LINE}").text == f"{longest}\n"
    with pytest.raises(MalformedNote, match="more than 1000000 bytes"):
        parse_note(f"{longest}a\n\n{LINE}")


def test_all_bad_lines_are_told_with_their_numbers() -> None:
    with pytest.raises(MalformedNote) as refused:
        parse_note(f"one\n\nthree\n\nbad\n{LINE}bad\n")
    assert [each.line for each in refused.value.findings] == [5, 7]


@pytest.mark.parametrize("text", ["", "no newline", "a\r\n", "\ud800\n"])
def test_a_text_that_could_not_be_opened_is_not_signed(text: str) -> None:
    with pytest.raises(MalformedNote):
        sign(text, log_key())
