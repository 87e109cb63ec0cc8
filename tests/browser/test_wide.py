"""Every page in English: accessible on a screen, and fitting a telephone."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Address, faults_of_all

pytestmark = pytest.mark.browser


def test_every_page_in_english_is_accessible_and_whole(
    addresses: dict[str, Address], house: str, browser: Browser, signed_in: Any
) -> None:
    faults = faults_of_all(
        addresses, house, browser, signed_in, language="en", width=1280, other=390
    )
    assert not faults, "\n".join(faults)
