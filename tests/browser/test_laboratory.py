"""The sliders of the laboratory, moved by hand: the answer comes by itself, with its drawings."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PATIENCE = 30_000
DRAWN = "#answer [data-chart] svg"


@pytest.fixture
def page(house: str, browser: Browser, signed_in: Any) -> Page:
    """The laboratory as the county's analyst opens it."""
    context = browser.new_context(storage_state=signed_in("jian.shu"), locale="en")
    context.add_cookies([{"name": "django_language", "value": "en", "url": house}])
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.goto(f"{house}/lab/?posts=township")
    return opened


def test_a_moved_slider_is_answered_by_itself_with_its_drawings(page: Page) -> None:
    expect(page.locator(".lab-finding")).to_contain_text("Nothing is changed yet")
    slider = page.locator("#regime-precision")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("output[for=regime-precision]")).to_have_text("100%")
    expect(page.locator(".lab-finding")).not_to_contain_text("Nothing is", timeout=PATIENCE)
    expect(slider).to_be_focused()
    expect(page.locator(DRAWN)).to_have_count(4, timeout=PATIENCE)
    assert "regime.precision=1" in page.url


def test_a_storm_is_drawn_when_it_is_ticked(page: Page) -> None:
    page.locator("#storm").check()
    expect(page.locator("h2#weekly")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(DRAWN)).to_have_count(8, timeout=PATIENCE)
