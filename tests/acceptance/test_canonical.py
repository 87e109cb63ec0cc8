"""The ledger's canonical JSON against the published vectors of RFC 8785."""

import json
from pathlib import Path

import pytest
import rfc8785

pytestmark = pytest.mark.acceptance

VECTORS = ("arrays", "french", "structures", "unicode", "values", "weird")


@pytest.mark.parametrize("name", VECTORS)
def test_canonical_json_is_byte_for_byte_as_published(name: str, acceptance_data: Path) -> None:
    folder = acceptance_data / "ledger" / "jcs-rfc8785" / "testdata"
    given = json.loads((folder / "input" / f"{name}.json").read_text(encoding="utf-8"))
    expected = bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text(encoding="ascii"))
    assert rfc8785.dumps(given) == expected
    assert (folder / "output" / f"{name}.json").read_bytes() == expected
