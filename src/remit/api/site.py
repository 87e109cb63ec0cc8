"""The API as a whole: its document, its tokens, its errors."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from remit import __version__
from remit.api.access import PUBLIC, Bearer
from remit.api.endpoints import router
from remit.api.problems import FindingOut, Problem, Text
from remit.engines.findings import Refusal

# The code of what an endpoint itself refuses, by status.
CODES = {400: "NotUnderstood", 403: "PowerNotHeld", 422: "NotUnderstood"}
logger = logging.getLogger(__name__)
api = NinjaAPI(
    title="Remit",
    version=__version__,
    description=(
        "Duties, plans, matters, cases and the ledger of the organisations in which the bearer of the "
        "token fills a post. Errors are always {code, message, findings}."
    ),
    auth=Bearer(),
    urls_namespace="api",
    docs_url=None,
)
api.add_router("", router)


def _answer(
    request: HttpRequest, status: int, code: str, message: str, findings: list[FindingOut]
) -> HttpResponse:
    problem = Problem(code=code, message=message, findings=findings)
    return api.create_response(request, problem.dict(), status=status)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A deed that broke a rule: 409 with every reason."""
    language = get_language() or "en"
    message = " ".join(finding.message.pick(language) for finding in refusal.findings)
    findings = [FindingOut.of(finding) for finding in refusal.findings]
    return _answer(request, 409, type(refusal).__name__, message, findings)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """A body or parameter of the wrong form: 422 with every fault and its place."""
    findings = [
        FindingOut(
            id=f"api.{error['type']}",
            severity="error",
            subject=".".join(str(part) for part in error["loc"]),
            message=Text(zh=f"内容不符合接口格式：{error['msg']}", en=error["msg"]),
            source="/api/openapi.json",
        )
        for error in fault.errors
    ]
    return _answer(
        request, 422, "NotUnderstood", "The request is not of the form asked for.", findings
    )


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    """No token, an ended one, or one whose post is no longer held: 401."""
    message = "Send a valid token as 'Authorization: Bearer SECRET'. Tokens are issued on the page Account."
    return _answer(request, 401, "NotSignedIn", message, [])


@api.exception_handler(Http404)
def not_there(request: HttpRequest, fault: Http404) -> HttpResponse:
    """Not there, or not to be seen by the caller: 404."""
    message = "There is no such thing, or the post you act for may not see it."
    return _answer(request, 404, "NotFound", message, [])


@api.exception_handler(PermissionDenied)
def denied(request: HttpRequest, fault: PermissionDenied) -> HttpResponse:
    """The power is not held: 403."""
    return _answer(request, 403, "PowerNotHeld", str(fault), [])


@api.exception_handler(HttpError)
def failed(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """Any other refusal of an endpoint."""
    code = CODES.get(fault.status_code, "Refused")
    return _answer(request, fault.status_code, code, str(fault), [])


@api.exception_handler(Exception)
def broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    """A fault of ours: 500, with what happened in the log and not in the answer."""
    logger.error("%s %s", request.method, request.path, exc_info=fault)
    message = "Remit could not answer. Whoever runs it finds the reason in its log."
    return _answer(request, 500, "Failed", message, [])


def _in_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with a wrong method answered in the form of all errors."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        allowed = response["Allow"]
        message = f"This address answers to {allowed} only."
        told = _answer(request, 405, "MethodNotAllowed", message, [])
        told["Allow"] = allowed
        return told

    # Each endpoint declares and checks its own policy (DeclaredRouter); the API's document is public.
    answered.access_policy = PUBLIC  # type: ignore[attr-defined]  # a view takes attributes
    return answered


@_in_form
def _no_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    message = "There is no such address. See /api/openapi.json."
    return _answer(request, 404, "NotFound", message, [])


def _addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """The addresses of the API, and an answer for all others under it."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.callback is not None:
            home = pattern.name == "api-root"
            pattern.callback = _no_address if home else _in_form(pattern.callback)
    return [*patterns, path("<path:rest>", _no_address)], app_name, namespace


addresses = _addresses()
