"""What is looked at on every page: reached by links, accessible, complete, nothing sticking out."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext, Browser, Page

from remit.demo.cast import CAST

# What is sent, not shown.
FILES = {
    "entry_receipt",
    "ledger_checkpoint",
    "ledger_tile",
    "letter_pdf",
    "decision_letter",
    "workbook_template",
    "workbook_export",
    "export_workbook",
    "evidence_file",
    "share_picture",
    "lab_report",
}
# A visitor, and all of the cast who sign in: each page is opened by somebody who may.
WALKERS = (None, *(member.login for member in CAST if member.signs_in))
LINK = re.compile(r'href="([^"#]+)"')
# What one member of the cast reaches from a case differs from what another does.
ABOUT_ONE = re.compile(r"^/(?!cases/).*\d")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "resultTypes": ["violations"],
}
Address = tuple[str | None, str]


def faults_of_all(
    addresses: dict[str, Address],
    house: str,
    browser: Browser,
    signed_in: Any,
    *,
    language: str,
    width: int,
    other: int,
) -> list[str]:
    """Every fault of every page in a language.

    At `width` the accessibility rules are run too; then the page is made `other` px wide.
    """
    faults = []
    for login in WALKERS:
        own = [address for who, address in addresses.values() if who == login]
        if not own:
            continue
        context = browser.new_context(
            storage_state=signed_in(login) if login else None,
            locale=language,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": house}])
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda line, told=told: line.type == "error" and told.append(line.text))
        page.on("pageerror", lambda error, told=told: told.append(str(error)))
        for address in own:
            page.set_viewport_size({"width": width, "height": 900})
            found = [*_faults(page, house + address, language, other=other), *told]
            faults += [f"{address} ({login}): {fault}" for fault in found]
            told.clear()
        context.close()
    return faults


def reachable(
    request: APIRequestContext, house: str, *, known: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The pages found by following links, one address for each.

    Of the pages known already those about one thing are not opened again, but for cases.
    """
    waiting, seen = ["/", "/sign-in", "/public/"], set[str]()
    while waiting:
        address = waiting.pop(0)
        name = _name(address)
        if name is None or name in seen or (name in known and ABOUT_ONE.search(address)):
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
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    if found.url_name in FILES or "format=xlsx" in address:
        return None
    # Each question of insight is a page of its own.
    return " ".join(filter(None, (found.url_name, found.kwargs.get("kind"))))


def _faults(page: Page, address: str, language: str, *, other: int) -> Iterator[str]:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        yield f"answered {answer.status if answer else 'nothing'}"
        return
    for violation in Axe().run(page, options=AXE).response["violations"]:
        nodes = violation["nodes"]
        yield f"axe {violation['id']} at {nodes[0]['target']} ({len(nodes)} times)"
    yield from _sticking_out(page)
    text = page.evaluate("(document.querySelector('main') || document.body).innerText")
    if len(text.strip()) < 10:
        yield "the page is empty"
    spoken = page.evaluate("document.documentElement.lang").lower()
    places = page.evaluate(
        "(document.querySelector('nav') || document.querySelector('h1')).textContent"
    )
    if spoken != language or bool(CHINESE.search(places)) != (language == "zh-hans"):
        yield f"not in {language}: {places.strip()[:40]!r}"
    page.set_viewport_size({"width": other, "height": 900})
    yield from _sticking_out(page)


def _sticking_out(page: Page) -> Iterator[str]:
    beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if beyond > 0:
        yield f"sticks out by {beyond} px"
