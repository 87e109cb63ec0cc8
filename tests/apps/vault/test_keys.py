"""Keys of matters: made once, wrapped, destroyed for ever; what is under them opens in its place only."""

from datetime import UTC, datetime

import pytest
from django.test import override_settings

from remit.apps.vault import queries
from remit.apps.vault.actions import MatterErased, destroy_keys, key_for
from remit.apps.vault.models import Key
from remit.apps.vault.queries import NotUnderThisKey, enclosed, opened

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
PLACE = "cases.fact.statement_en"


def test_a_matter_has_one_key_and_another_matter_another() -> None:
    first = key_for("cases.case:1")
    assert key_for("cases.case:1") == first
    assert key_for("cases.case:2") != first
    assert Key.objects.count() == 2


def test_what_is_enclosed_shows_nothing_and_opens_again() -> None:
    kept = enclosed(key_for("cases.case:1"), "她签了字".encode(), PLACE)
    assert "她" not in kept
    assert opened(kept, PLACE) == "她签了字".encode()


def test_what_is_enclosed_opens_in_no_other_place() -> None:
    kept = enclosed(key_for("cases.case:1"), b"agreed", PLACE)
    with pytest.raises(NotUnderThisKey):
        opened(kept, "cases.fact.statement_zh")


@pytest.mark.parametrize("spoilt", ["", "k1.", "k1.abc.def", "plain text", "k1.abc.!!"])
def test_what_was_written_from_outside_is_not_taken_for_a_value(spoilt: str) -> None:
    with pytest.raises(NotUnderThisKey):
        opened(spoilt, PLACE)


def test_a_key_that_is_destroyed_opens_nothing_and_is_never_made_anew() -> None:
    key = key_for("cases.case:1")
    kept = enclosed(key, b"agreed", PLACE)
    queries.forget_opened()
    assert destroy_keys({"cases.case:1", "cases.case:9"}, at=AT) == 1
    assert opened(kept, PLACE) is None
    with pytest.raises(MatterErased):
        key_for("cases.case:1")
    assert queries.all_keys() == {}


def test_another_installation_opens_nothing() -> None:
    kept = enclosed(key_for("cases.case:1"), b"agreed", PLACE)
    queries.forget_opened()
    with override_settings(VAULT_KEY="00" * 32), pytest.raises(NotUnderThisKey):
        opened(kept, PLACE)
