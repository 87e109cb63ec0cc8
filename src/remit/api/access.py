"""Who may call an endpoint: a token acts for a person in a post; each endpoint declares its policy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.errors import HttpError
from ninja.security import HttpBearer

from remit.api.problems import ERRORS, Problem
from remit.apps.organisation import queries as organisation

if TYPE_CHECKING:
    from remit.apps.organisation.models import Appointment, Person

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a program acts for, and when."""

    by: "Appointment"
    at: datetime

    @property
    def on(self) -> date:
        """The calendar day of the call."""
        return organisation.day(self.at)

    @property
    def person(self) -> "Person":
        """The person the program acts for."""
        return self.by.person


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may call: anybody, whoever has a token, or only who holds one of the powers."""

    name: str
    powers: frozenset[str] = frozenset()


PUBLIC = Policy("public")
BEARER = Policy("bearer of a token")


def holds(*powers: str) -> Policy:
    """The policy of an endpoint that takes one of the powers on the day."""
    return Policy("holds " + " or ".join(powers), frozenset(powers))


class Bearer(HttpBearer):
    """`Authorization: Bearer SECRET`; the request's `auth` is then the Caller."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Whom the token acts for; None when it is unknown, ended, or its post is no longer held."""
        at = timezone.now()
        by = organisation.bearer(sha256(token.encode()).hexdigest(), at=at)
        return Caller(by, at) if by else None


def endpoint(policy: Policy) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Declares who may call an endpoint."""

    def declare(operation: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(operation)
        def guarded(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
            if policy.powers and not policy.powers & _codes(cast(HttpRequest, args[0])):
                raise HttpError(403, policy.name)
            return operation(*args, **kwargs)

        guarded.access_policy = policy  # type: ignore[attr-defined]  # read by the test of all addresses
        return guarded

    return declare


class DeclaredRouter(Router):
    """A router that takes only endpoints with a declared policy: an undeclared one stops the start."""

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **options: Any
    ) -> None:
        """Adds an endpoint, and the form of its errors to the API's document."""
        if not hasattr(view_func, "access_policy"):
            raise TypeError(f"The endpoint {path} declares no access policy: use @endpoint(...).")
        answers = options["response"]
        answers = answers if isinstance(answers, dict) else {200: answers}
        options["response"] = {**answers, ERRORS: Problem}
        super().add_api_operation(path, methods, view_func, **options)


def caller(request: HttpRequest) -> Caller:
    """Whom the request acts for."""
    found: Caller = request.auth  # type: ignore[attr-defined]  # set by ninja from Bearer
    return found


def _codes(request: HttpRequest) -> frozenset[str]:
    who = caller(request)
    return organisation.codes(who.by, on=who.on)
