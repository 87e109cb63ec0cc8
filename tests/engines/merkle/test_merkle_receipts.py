"""A receipt proves one entry to anybody; an altered one proves nothing or the same."""

import base64
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.findings import Refusal
from remit.engines.merkle import (
    MalformedCheckpoint,
    MalformedKey,
    MalformedNote,
    MalformedReceipt,
    ProofDoesNotHold,
    Receipt,
    SignatureDoesNotHold,
    TooFewWitnesses,
    open_note,
    parse_bundle,
    parse_checkpoint,
    parse_note,
    parse_path,
    parse_receipt,
    parse_signer,
    parse_verifier,
    verify_receipt,
)
from tests.engines.merkle.plain_tree import (
    AT,
    ORIGIN,
    entry,
    forged,
    log_key,
    receipt_of,
    witness_key,
)

LOG = log_key().verifier
WITNESS = witness_key(1).verifier


@given(st.integers(1, 40), st.data(), st.binary(max_size=40))
def test_every_receipt_reads_back_and_proves_its_entry(
    size: int, data: st.DataObject, extra: bytes
) -> None:
    index = data.draw(st.integers(0, size - 1))
    receipt = receipt_of(index, size, extra=extra)
    assert parse_receipt(receipt.written) == parse_receipt(receipt.written.encode()) == receipt
    verified = verify_receipt(receipt.written, entry(index), [LOG])
    assert (verified.index, verified.extra) == (index, extra)
    assert (verified.checkpoint.origin, verified.checkpoint.size) == (ORIGIN, size)


def test_a_receipt_is_laid_out_as_specified() -> None:
    receipt = receipt_of(1, 3, extra=b"more")
    first, second = (base64.b64encode(each).decode() for each in receipt.proof)
    start = f"c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 1\n{first}\n{second}\n\n{ORIGIN}\n3\n"
    assert receipt.written.startswith(start)
    assert receipt_of(0, 1).written.startswith(f"c2sp.org/tlog-proof@v1\nindex 0\n\n{ORIGIN}\n1\n")


def test_a_receipt_tells_who_witnessed_and_when() -> None:
    receipt = receipt_of(4, 9, witness_key(1), witness_key(2)).written
    (witnessed,) = verify_receipt(receipt, entry(4), [LOG], [WITNESS]).witnessed
    assert (witnessed.verifier, witnessed.at) == (WITNESS, AT)
    both = [WITNESS, witness_key(2).verifier]
    assert len(verify_receipt(receipt, entry(4), [LOG], both).witnessed) == 2
    with pytest.raises(TooFewWitnesses):
        verify_receipt(receipt_of(4, 9).written, entry(4), [LOG], [WITNESS])


def test_a_receipt_proves_no_other_entry_and_serves_no_other_key() -> None:
    receipt = receipt_of(4, 9).written
    with pytest.raises(ProofDoesNotHold):
        verify_receipt(receipt, entry(5), [LOG])
    with pytest.raises(SignatureDoesNotHold):
        verify_receipt(receipt, entry(4), [log_key(2).verifier])
    with pytest.raises(MalformedCheckpoint):
        verify_receipt(receipt, entry(4), [LOG], origin="log.example/other")


def with_proof(receipt: Receipt, proof: list[bytes]) -> str:
    hashes = "".join(f"{base64.b64encode(each).decode()}\n" for each in proof)
    return f"c2sp.org/tlog-proof@v1\nindex {receipt.index}\n{hashes}\n{receipt.checkpoint}"


def test_no_forged_proof_passes() -> None:
    refused = 0
    for size in (1, 2, 5, 8, 33):
        for index in range(size):
            receipt = receipt_of(index, size)
            for proof in forged(receipt.proof):
                text = with_proof(receipt, proof)
                with pytest.raises((MalformedReceipt, ProofDoesNotHold)):
                    verify_receipt(text, entry(index), [LOG])
                refused += 1
    assert refused > 1_000


def test_a_receipt_altered_in_any_place_is_refused_or_proves_the_same() -> None:
    chance = Random(7)
    receipt = receipt_of(5, 21, witness_key(1), extra=b"unsigned").written
    content, refused = receipt.encode(), 0
    for place in range(len(content)):
        for value in {chance.randrange(256), content[place] ^ 1, 0x0A, 0x20} - {content[place]}:
            altered = content[:place] + bytes([value]) + content[place + 1 :]
            try:
                found = verify_receipt(altered, entry(5), [LOG], [WITNESS])
            except Refusal:
                refused += 1
            else:
                assert altered.splitlines()[1] != content.splitlines()[1]
                assert (found.index, found.checkpoint.size) == (5, 21)
    assert refused > 2_000


NOTE = receipt_of(0, 1).checkpoint
HASH = "A" * 43 + "="


@pytest.mark.parametrize(
    "written",
    [
        "", "\n\n", NOTE, f"c2sp.org/tlog-proof@v1\n\n{NOTE}", f"c2sp.org/tlog-proof@v2\nindex 0\n\n{NOTE}",
        f"c2sp.org/tlog-proof@v1\nindex 00\n\n{NOTE}", f"c2sp.org/tlog-proof@v1\nindex -1\n\n{NOTE}",
        f"c2sp.org/tlog-proof@v1\nindex 1\n\n{NOTE}", f"c2sp.org/tlog-proof@v1\nindex\n\n{NOTE}",
        f"c2sp.org/tlog-proof@v1\nindex 0\n{NOTE}", f"c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n{NOTE}",
        f"c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n{NOTE}", f"c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n{NOTE}",
        f"c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n{NOTE}", f"c2sp.org/tlog-proof@v1\nextra AAAA\n\n{NOTE}",
        f"c2sp.org/tlog-proof@v1\nindex 0\n{HASH * 2}\n\n{NOTE}", f"c2sp.org/tlog-proof@v1\r\nindex 0\n\n{NOTE}",
        "c2sp.org/tlog-proof@v1\nindex 0\n" + f"{HASH}\n" * 64 + f"\n{NOTE}",
    ],
)  # fmt: skip
def test_a_text_that_is_no_receipt_is_refused(written: str) -> None:
    with pytest.raises(MalformedReceipt) as refused:
        parse_receipt(written)
    assert all(each.message.zh and each.message.en for each in refused.value.findings)


def test_all_bad_lines_are_told_with_their_numbers() -> None:
    with pytest.raises(MalformedReceipt) as refused:
        parse_receipt(f"c2sp.org/tlog-proof@v1\nextra !\nindex x\nbad\n{HASH}\nbad\n\n{NOTE}")
    assert [each.line for each in refused.value.findings] == [2, 3, 4, 6]


def test_a_receipt_may_have_63_hashes() -> None:
    proof = (bytes(32),) * 63
    assert parse_receipt(Receipt(0, proof, NOTE).written).proof == proof


def test_the_checkpoint_in_a_receipt_is_read_as_strictly() -> None:
    head = "c2sp.org/tlog-proof@v1\nindex 0\n\n"
    with pytest.raises(MalformedNote):
        parse_receipt(head + "log\n1\n")
    with pytest.raises(MalformedCheckpoint):
        parse_receipt(head + "log\n1\n\n— a AAAAAAA=\n")


def test_a_receipt_that_could_not_be_written_is_not_made() -> None:
    for index, proof in ((1, ()), (-1, ()), (0, (b"",)), (0, (bytes(32),) * 64)):
        with pytest.raises(MalformedReceipt):
            Receipt(index, proof, NOTE)
    with pytest.raises(MalformedNote):
        Receipt(0, (), "")


SAMPLES = (
    receipt_of(5, 21, witness_key(1), extra=b"x").written,
    NOTE,
    parse_note(NOTE).text,
    log_key().text,
    LOG.text,
    "tile/0/x001/067.p/8",
)


def reads_back(text: str) -> None:
    assert parse_note(text).written == text


def receipt_reads_back(text: str) -> None:
    assert parse_receipt(text).written == text


def checkpoint_reads_back(text: str) -> None:
    assert parse_checkpoint(text).text == text


def key_reads_back(text: str) -> None:
    assert parse_verifier(text).text == text


def secret_reads_back(text: str) -> None:
    assert parse_signer(text).text == text


def opens(text: str) -> None:
    open_note(text, [LOG, WITNESS])


def verifies(text: str) -> None:
    verify_receipt(text, b"", [LOG], [WITNESS])


def bundles(text: str) -> None:
    parse_bundle(text.encode("utf-8", "replace"))


READERS = (
    reads_back, receipt_reads_back, checkpoint_reads_back, key_reads_back, secret_reads_back,
    opens, verifies, bundles, parse_path,
)  # fmt: skip


def outcomes(text: str) -> int:
    """How many readers refuse the text; any other exception, or a second spelling, fails the test."""
    refused = 0
    for reader in READERS:
        try:
            reader(text)
        except Refusal:
            refused += 1
    return refused


@given(st.text(st.characters()) | st.sampled_from(SAMPLES))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert outcomes(text) <= len(READERS)


def test_mangled_files_are_read_or_refused() -> None:
    chance, refused = Random(11), 0
    pieces = ("", "\n", "\n\n", "— ", "+", "=", "\ud800", "\0", "９", " ", "A" * 300, "é", "-1")
    for _ in range(3_000):
        text = chance.choice(SAMPLES)
        for _ in range(chance.randint(1, 3)):
            start = chance.randrange(len(text) + 1)
            end = start + chance.choice((0, 1, 1, 5, 50))
            text = text[:start] + chance.choice(pieces) + text[end:]
        refused += outcomes(text)
    assert refused > 20_000


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for reader in (parse_receipt, parse_note):
        with pytest.raises((MalformedReceipt, MalformedNote, MalformedKey)):
            reader(content)
