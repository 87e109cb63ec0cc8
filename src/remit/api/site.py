"""The API as a whole: its document, its tokens, its errors."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from remit import __version__
from remit.api.access import PUBLIC, Bearer
from remit.api.endpoints import router
from remit.api.schemas import FindingOut, Problem, Text
from remit.engines.findings import Refusal

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


@api.exception_handler(ValueError)
def no_such_value(request: HttpRequest, fault: ValueError) -> HttpResponse:
    """A value that cannot be read, such as a month: 422."""
    return _answer(request, 422, "NotUnderstood", str(fault), [])


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
    code = "PowerNotHeld" if fault.status_code == 403 else "Refused"
    return _answer(request, fault.status_code, code, str(fault), [])


# Each endpoint declares and checks its own policy (DeclaredRouter); the document of the API is public.
addresses = api.urls
for pattern in addresses[0]:
    pattern.callback.access_policy = PUBLIC  # type: ignore[union-attr]  # a view takes attributes
