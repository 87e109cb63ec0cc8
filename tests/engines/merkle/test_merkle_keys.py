"""Keys have one line each, which names them wholly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.merkle import (
    MalformedKey,
    SignatureKind,
    Signer,
    generate_signer,
    parse_signer,
    parse_verifier,
)
from tests.engines.merkle.plain_tree import log_key, witness_key

# The pair in the examples of golang.org/x/mod/sumdb/note.
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

names = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).filter(
    lambda name: "+" not in name and not any(each.isspace() or each < " " for each in name)
)


def test_a_published_pair_of_keys_belongs_together() -> None:
    signer = parse_signer(SECRET)
    assert (signer.name, signer.kind, signer.text) == (
        "PeterNeumann",
        SignatureKind.ED25519,
        SECRET,
    )
    assert signer.verifier == parse_verifier(PUBLIC)
    assert signer.verifier.text == PUBLIC


@given(names, st.binary(min_size=32, max_size=32), st.sampled_from(SignatureKind))
def test_both_lines_of_every_key_read_back(name: str, seed: bytes, kind: SignatureKind) -> None:
    signer = generate_signer(name, seed, kind)
    assert parse_signer(signer.text) == signer
    assert parse_verifier(signer.verifier.text) == signer.verifier


def test_the_same_key_has_another_number_under_another_name_or_kind() -> None:
    seed = bytes(32)
    keys = [generate_signer(name, seed, kind) for name in ("a", "b") for kind in SignatureKind]
    ids = {key.verifier.id for key in keys}
    assert len(ids) == 4


def test_a_secret_key_does_not_show_itself() -> None:
    signer = log_key()
    assert repr(signer.seed) not in repr(signer)
    assert "seed" not in repr(signer)


def test_a_key_verifies_its_own_signatures_only() -> None:
    signer, other = log_key(1), log_key(2)
    signature = signer.signature(b"text")
    assert signer.verifier.holds(signature, b"text")
    assert not signer.verifier.holds(signature, b"texts")
    assert not other.verifier.holds(signature, b"text")
    assert not signer.verifier.holds(signature[:-1], b"text")
    assert not signer.verifier.holds(b"", b"text")


@pytest.mark.parametrize(
    "line",
    [
        "", "+", "++", "a", "a+b", PUBLIC[:-1], PUBLIC[:-4], PUBLIC + "=", PUBLIC + "\n",
        " " + PUBLIC, PUBLIC.replace("c74f", "C74F"), PUBLIC.replace("Peter", "Peter "),
        PUBLIC.removeprefix("PeterNeumann"), PUBLIC.replace("+AR", "+"), "a+00000000+\ud800",
    ],
)  # fmt: skip
def test_a_line_that_is_no_public_key_is_refused(line: str) -> None:
    with pytest.raises(MalformedKey):
        parse_verifier(line)


def test_a_key_exchanged_under_its_number_is_found() -> None:
    other = log_key(2).verifier
    name, number, _ = PUBLIC.split("+", 2)
    with pytest.raises(MalformedKey, match="does not fit its number"):
        parse_verifier(f"{name}+{number}+{other.text.split('+', 2)[2]}")
    with pytest.raises(MalformedKey, match="does not fit its number"):
        parse_verifier(PUBLIC.replace("Peter", "Petra"))
    with pytest.raises(MalformedKey, match="does not fit its number"):
        parse_signer(SECRET.replace("c74f20a3", "c74f20a4"))


def test_kinds_that_are_not_supported_are_named() -> None:
    with pytest.raises(MalformedKey, match="Keys of kind 2 are not supported"):
        parse_verifier("a+00000000+AgAA")


@pytest.mark.parametrize("line", ["", PUBLIC, SECRET[:-2], SECRET[1:], "PRIVATE+KEY+"])
def test_a_line_that_is_no_secret_key_is_refused(line: str) -> None:
    with pytest.raises(MalformedKey):
        parse_signer(line)


@pytest.mark.parametrize(
    ("name", "seed"), [("", bytes(32)), ("a b", bytes(32)), ("a+b", bytes(32)), ("a", bytes(31)),
                       ("a\n", bytes(32)), ("\0", bytes(32)), ("\xa0", bytes(32))],
)  # fmt: skip
def test_keys_that_could_not_be_written_are_not_made(name: str, seed: bytes) -> None:
    with pytest.raises(MalformedKey):
        generate_signer(name, seed)


def test_a_witness_key_is_of_its_own_kind() -> None:
    signer = witness_key(1)
    assert isinstance(signer, Signer)
    assert parse_verifier(signer.verifier.text).kind is SignatureKind.COSIGNATURE
