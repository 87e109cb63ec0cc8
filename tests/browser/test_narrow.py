"""Every page in Chinese: accessible on a telephone, and fitting a screen."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import Address, faults_of_all

pytestmark = pytest.mark.browser


def test_every_place_of_the_navigation_is_reached(addresses: dict[str, Address]) -> None:
    wanted = {
        "home", "my_remit", "organisation", "post", "plans", "plan", "targets", "target",
        "summaries", "summary", "cases", "case", "attribution", "decision", "matters", "public",
        "house", "ledger", "mailbox", "letter", "account", "sign_in", "public_report",
    }  # fmt: skip
    assert wanted <= addresses.keys(), wanted - addresses.keys()


def test_every_page_in_chinese_is_accessible_and_whole(
    addresses: dict[str, Address], house: str, browser: Browser, signed_in: Any
) -> None:
    faults = faults_of_all(
        addresses, house, browser, signed_in, language="zh-hans", width=390, other=1280
    )
    assert not faults, "\n".join(faults)
