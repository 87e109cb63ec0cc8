"""A reader at the pages: opens them, sends forms, and says what stands there."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from remit.apps.organisation.models import Appointment, Person
from tests.builders import seal_all

SCRIPT = re.compile(r"<(script|style)\b.*?</\1>", re.S)
TAG = re.compile(r"<[^>]+>")


@dataclass
class Reader:
    """Somebody with a session, or a visitor without a person."""

    person: Person | None
    language: str = "en"
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.client.cookies["django_language"] = self.language
        if self.person is not None:
            self.client.force_login(self.person)

    def get(self, name: str, *args: object, **query: str) -> Any:
        """The answer to opening a page by its name."""
        return self.client.get(reverse(name, args=args), query)

    def reads(self, name: str, *args: object, **query: str) -> str:
        """The words on a page that opens."""
        answer = self.get(name, *args, **query)
        assert answer.status_code == 200, (name, answer.status_code)
        return words(answer)

    def sends(self, name: str, *args: object, **fields: Any) -> Any:
        """The answer to a form sent after its answers were checked."""
        return self.client.post(reverse(name, args=args), {"confirmed": "yes", **fields})

    def does(self, name: str, *args: object, **fields: Any) -> str:
        """Where a deed that succeeded leads; its entries are sealed, as the clock does every second."""
        answer = self.sends(name, *args, **fields)
        assert answer.status_code == 302, (name, answer.status_code, words(answer)[:1500])
        seal_all()
        return str(answer.url)


def reader(appointment: Appointment, language: str = "en") -> Reader:
    """The person of an appointment at the pages."""
    return Reader(appointment.person, language)


def words(answer: HttpResponse) -> str:
    """What stands on a page, without its markup."""
    text = SCRIPT.sub("", answer.content.decode())
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def number(address: str) -> int:
    """The number of the thing an address is about."""
    return int(re.findall(r"\d+", address)[0])
