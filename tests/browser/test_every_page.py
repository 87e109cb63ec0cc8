"""Every page, in both languages and at both widths: accessible, complete, nothing sticking out."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext, Browser, Page

from remit.demo.cast import CAST

pytestmark = pytest.mark.browser

# What is sent, not shown.
FILES = {"letter_pdf", "decision_letter", "workbook_template", "evidence_file"}
# The pages that only some of the cast reach, so that each is opened by somebody who may.
WALKERS = (None, *(member.login for member in CAST if member.signs_in))
LINK = re.compile(r'href="([^"#]+)"')
CHINESE = re.compile(r"[\u4e00-\u9fff]")
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
Address = tuple[str | None, str]


@pytest.fixture(scope="session")
def addresses(house: str, browser: Browser, signed_in: Any) -> dict[str, Address]:
    """One address for each page that some member of the cast reaches by following links."""
    found: dict[str, Address] = {}
    for login in WALKERS:
        context = browser.new_context(storage_state=signed_in(login) if login else None)
        for name, address in _reachable(context.request, house):
            found.setdefault(name, (login, address))
        context.close()
    return found


def _reachable(request: APIRequestContext, house: str) -> Iterator[tuple[str, str]]:
    """The pages found by following links, one address for each."""
    waiting, seen = ["/", "/sign-in", "/public/"], set[str]()
    while waiting:
        address = waiting.pop(0)
        name = _name(address)
        if name is None or name in seen:
            continue
        answer = request.get(house + address)
        assert answer.status < 500, f"{address}: {answer.status}"
        if answer.status != 200 or urlsplit(answer.url).path != urlsplit(address).path:
            continue
        seen.add(name)
        yield name, address
        if "text/html" in answer.headers["content-type"]:
            links = LINK.findall(answer.text())
            waiting += [urljoin(address, link.replace("&amp;", "&")) for link in links]


def _name(address: str) -> str | None:
    if not address.startswith("/") or address.startswith(("/static/", "/api/")):
        return None
    try:
        name = resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None
    return None if name in FILES or "format=xlsx" in address else name


@pytest.mark.xdist_group("narrow")
def test_every_place_of_the_navigation_is_reached(addresses: dict[str, Address]) -> None:
    wanted = {
        "home", "my_remit", "organisation", "post", "plans", "plan", "targets", "target",
        "summaries", "summary", "cases", "case", "attribution", "decision", "matters", "public",
        "house", "ledger", "mailbox", "letter", "account", "sign_in", "public_report",
    }  # fmt: skip
    assert wanted <= addresses.keys(), wanted - addresses.keys()


@pytest.mark.parametrize(
    ("language", "width", "whole"),
    [
        pytest.param("en", 1280, True, marks=pytest.mark.xdist_group("wide"), id="en-1280"),
        pytest.param("zh-hans", 390, True, marks=pytest.mark.xdist_group("narrow"), id="zh-390"),
        # The structure is the same in both languages; what may differ is looked at again.
        pytest.param("zh-hans", 1280, False, marks=pytest.mark.xdist_group("wide"), id="zh-1280"),
        pytest.param("en", 390, False, marks=pytest.mark.xdist_group("narrow"), id="en-390"),
    ],
)
def test_every_page_is_accessible_and_whole(
    addresses: dict[str, Address],
    house: str,
    browser: Browser,
    signed_in: Any,
    language: str,
    width: int,
    *,
    whole: bool,
) -> None:
    faults = []
    for login in WALKERS:
        context = browser.new_context(
            storage_state=signed_in(login) if login else None,
            viewport={"width": width, "height": 900},
            locale=language,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": house}])
        for address in (a for who, a in addresses.values() if who == login):
            page = context.new_page()
            found = _faults(page, house + address, language, whole=whole)
            faults += [f"{address} ({login}): {fault}" for fault in found]
            page.close()
        context.close()
    assert not faults, "\n".join(faults)


def _faults(page: Page, address: str, language: str, *, whole: bool) -> Iterator[str]:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: told.append(str(error)))
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        yield f"answered {answer.status if answer else 'nothing'}"
        return
    if whole:
        for violation in Axe().run(page, options=AXE).response["violations"]:
            nodes = violation["nodes"]
            yield f"axe {violation['id']} at {nodes[0]['target']} ({len(nodes)} times)"
    sticking_out = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if sticking_out > 0:
        yield f"sticks out by {sticking_out} px"
    text = page.evaluate("(document.querySelector('main') || document.body).innerText")
    if len(text.strip()) < 20:
        yield "the page is empty"
    spoken = page.evaluate("document.documentElement.lang").lower()
    places = page.evaluate(
        "(document.querySelector('nav') || document.querySelector('h1')).innerText"
    )
    if spoken != language or bool(CHINESE.search(places)) != (language == "zh-hans"):
        yield f"not in {language}: {places[:40]!r}"
    yield from told
