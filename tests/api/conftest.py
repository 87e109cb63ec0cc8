"""A program that calls the API with a real token."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from remit.apps.organisation.actions import issue_token
from remit.apps.organisation.models import Appointment
from tests.builders import FOUNDED


@dataclass(frozen=True)
class Reply:
    """What the API answered."""

    status: int
    json: Any
    headers: dict[str, str]

    @property
    def problem(self) -> tuple[int, str]:
        """Status and code of an error; the answer must have the form of all errors."""
        assert self.headers["Content-Type"].startswith("application/json")
        assert set(self.json) == {"code", "message", "findings"}
        assert self.json["message"]
        for finding in self.json["findings"]:
            assert set(finding) == {"id", "severity", "subject", "message", "source"}
            assert finding["message"]["zh"]
            assert finding["message"]["en"]
        return self.status, self.json["code"]


class Program:
    """Calls endpoints for one appointment, or for nobody."""

    def __init__(self, secret: str = "") -> None:
        self._client = Client(raise_request_exception=False)
        self._headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path: str, **parameters: str | int) -> Reply:
        """GET with parameters."""
        return self._reply(self._client.get(f"/api/{path}", parameters, headers=self._headers))

    def post(self, path: str, body: object = None) -> Reply:
        """POST of JSON."""
        return self._reply(
            self._client.post(
                f"/api/{path}",
                json.dumps(body),
                content_type="application/json",
                headers=self._headers,
            )
        )

    def _reply(self, response: Any) -> Reply:
        return Reply(response.status_code, json.loads(response.content), dict(response.items()))


@pytest.fixture
def program() -> Callable[[Appointment], Program]:
    """A program with a token of the appointment's own."""

    def issued(by: Appointment) -> Program:
        secret = f"secret of {by.ref}"
        issue_token(by, "test", secret, at=FOUNDED)
        return Program(secret)

    return issued


Issue = Callable[[Appointment], Program]
