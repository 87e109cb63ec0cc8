"""Leaves: canonical, salted, opened field by field; and what may be said of many numbers at once."""

import hmac
from datetime import UTC, datetime
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.sealing import (
    FIELDS,
    Opening,
    ReceiptChanged,
    ReceiptNotOurs,
    canonical,
    commitment,
    leaf,
    numbers_in,
    opened,
    placed,
    receipt_extra,
    spans,
    told_by,
    unproved,
)

AT = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)
VALUES = {"actor": "person:1", "body": {"case": "cases.case:2"}, "path": "000001", "subject": "x:1"}
OPENING = Opening(bytes(range(32)), VALUES)
BASIC = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=("Cs",)), max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(BASIC, inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_values_are_written_as_the_standard_has_them(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(st.binary(min_size=32, max_size=32), st.sampled_from(FIELDS), PLAIN)
def test_a_commitment_is_the_hmac_of_the_standard_library(
    secret: bytes, field: str, value: object
) -> None:
    salt = sha256(secret + field.encode()).digest()
    assert commitment(secret, field, value) == hmac.digest(salt, canonical(value), "sha256").hex()


def test_a_leaf_is_canonical_json_and_tells_openly_only_number_deed_and_instant() -> None:
    content = leaf(7, "plans.plan_submitted", AT, OPENING)
    assert told_by(content) == (7, "plans.plan_submitted", AT)
    assert not [word for word in (b"person", b"cases", b"x:1") if word in content]


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_proved_by_itself(field: str) -> None:
    content = leaf(7, "plans.plan_submitted", AT, OPENING)
    assert unproved(content, OPENING) == ()
    assert unproved(content, Opening(OPENING.secret, VALUES | {field: "other"})) == (field,)


def test_a_receipt_opens_to_its_leaf_and_not_to_another_word() -> None:
    content = leaf(7, "plans.plan_submitted", AT, OPENING)
    assert opened(receipt_extra(content, OPENING)) == (content, OPENING)
    assert opened(receipt_extra(content, None)) == (content, None)
    lied = Opening(OPENING.secret, VALUES | {"actor": "person:2"})
    with pytest.raises(ReceiptChanged):
        opened(receipt_extra(content, lied))
    with pytest.raises(ReceiptNotOurs):
        opened(b"{}")
    with pytest.raises(ReceiptChanged):
        placed(content, 7)


@given(st.sets(st.integers(1, 300)))
def test_spans_give_back_the_numbers_they_were_made_of(numbers: set[int]) -> None:
    assert list(numbers_in(spans(numbers))) == sorted(numbers)
