"""Every page, in both languages and at both widths: accessible, complete, nothing sticking out."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from remit.demo.cast import CAST

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("demo")]

WIDTHS = (1280, 390)
LANGUAGES = ("en", "zh-hans")
# What is sent, not shown.
FILES = {"letter_pdf", "workbook_template", "evidence_file"}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="session")
def addresses(house: str, browser: Browser, signed_in: Any) -> dict[str, tuple[str | None, str]]:
    """One address for each page that some member of the cast can reach by following links."""
    found: dict[str, tuple[str | None, str]] = {}
    for login in (None, *(member.login for member in CAST if member.signs_in)):
        state = signed_in(login) if login else None
        context = browser.new_context(storage_state=state)
        for name, address in _reachable(context.request, house):
            found.setdefault(name, (login, address))
        context.close()
    return found


def _reachable(request: Any, house: str) -> Iterator[tuple[str, str]]:
    """The pages found by following links, one address for each."""
    waiting, seen = ["/", "/sign-in", "/public/"], set()
    while waiting:
        address = waiting.pop(0)
        name = _name(address)
        if name is None or name in seen:
            continue
        answer = request.get(house + address)
        if answer.status != 200 or urlsplit(answer.url).path != urlsplit(address).path:
            continue
        seen.add(name)
        yield name, address
        if "text/html" in answer.headers["content-type"]:
            links = re.findall(r'href="([^"#]+)"', answer.text())
            waiting += [urljoin(address, link.replace("&amp;", "&")) for link in links]


def _name(address: str) -> str | None:
    if not address.startswith("/") or address.startswith(("/static/", "/api/")):
        return None
    try:
        name = resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None
    return None if name in FILES or "format=xlsx" in address else name


@pytest.fixture
def visit(house: str, browser: Browser, signed_in: Any) -> Iterator[Any]:
    """Opens an address as somebody, in a language, at a width."""
    contexts = []

    def opened(login: str | None, address: str, language: str, width: int) -> Page:
        context = browser.new_context(
            storage_state=signed_in(login) if login else None,
            viewport={"width": width, "height": 900},
            locale=language,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": house}])
        contexts.append(context)
        page = context.new_page()
        page.faults = []  # type: ignore[attr-defined]
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)  # type: ignore[attr-defined]
        page.on("pageerror", lambda e: page.faults.append(str(e)))  # type: ignore[attr-defined]
        page.goto(house + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def test_every_place_of_the_navigation_is_reached(addresses: dict[str, Any]) -> None:
    wanted = {
        "home", "my_remit", "organisation", "post", "plans", "plan", "targets", "target",
        "summaries", "summary", "cases", "case", "matters", "public", "house", "ledger",
        "mailbox", "letter", "search", "account", "sign_in",
    }  # fmt: skip
    assert wanted <= addresses.keys()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible_and_whole(
    addresses: dict[str, tuple[str | None, str]], visit: Any, language: str, width: int
) -> None:
    faults = [
        f"{address} ({login}): {fault}"
        for login, address in addresses.values()
        for fault in _faults(visit(login, address, language, width), language)
    ]
    assert not faults, "\n".join(faults)


def _faults(page: Page, language: str) -> Iterator[str]:
    for violation in Axe().run(page, options=RULES).response["violations"]:
        where = violation["nodes"][0]["target"]
        yield f"axe {violation['id']} at {where} ({len(violation['nodes'])} times)"
    sticking_out = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if sticking_out > 0:
        yield f"sticks out by {sticking_out} px"
    if len(page.locator("main").inner_text().strip()) < 20:
        yield "the page is empty"
    heading = page.locator("h1").first.inner_text()
    navigation = page.locator("nav").first.inner_text() if page.locator("nav").count() else heading
    if bool(CHINESE.search(navigation)) != (language != "en"):
        yield f"not in the language chosen: {navigation[:40]!r}"
    yield from page.faults  # type: ignore[attr-defined]
    page.close()
