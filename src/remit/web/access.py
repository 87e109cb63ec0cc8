"""Who may open a page: each address declares it, and an undeclared one stops the start."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, get_resolver

from remit.web.standpoint import StandingRequest

Page = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may open an address: anybody, who is signed in, or who holds one of the powers."""

    name: str
    signed_in: bool = True
    powers: frozenset[str] = frozenset()


PUBLIC = Policy("public", signed_in=False)
SIGNED_IN = Policy("signed in")


def holds(*powers: str) -> Policy:
    """The policy of a page that takes one of the powers on the day."""
    return Policy("holds " + " or ".join(powers), powers=frozenset(powers))


def page(
    policy: Policy, *, methods: Sequence[str] = ("GET",), place: str = ""
) -> Callable[[Page], Page]:
    """Declares who may open a page, and by which methods; HEAD comes with GET.

    `place` names the place in the navigation where it is not the page's own folder.
    """
    allowed = {*methods, *(["HEAD"] if "GET" in methods else [])}

    def declare(view: Page) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            if refused := _refused(policy, cast(StandingRequest, request), deed="POST" in allowed):
                return refused
            return view(request, *args, **kwargs)

        guarded.access_policy = policy  # type: ignore[attr-defined]  # read by the check below
        guarded.place = place  # type: ignore[attr-defined]  # read by the shell
        return guarded

    return declare


def declared(view: Callable[..., Any], policy: Policy) -> Page:
    """A view made elsewhere (Django's own), with its policy declared and kept."""
    return page(policy, methods=("GET", "POST"))(view)


def _refused(policy: Policy, request: StandingRequest, *, deed: bool) -> HttpResponse | None:
    """A way to sign in, or None; raises PermissionDenied. A page of a deed is shut on a past day."""
    standpoint = request.standpoint
    if policy.signed_in and standpoint.person is None:
        return redirect_to_login(request.get_full_path())
    if policy.powers and not policy.powers & (standpoint.codes if deed else standpoint.held):
        raise PermissionDenied(policy.name)
    return None


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, Page]]:
    """Every address of the installation with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


@register()
def every_address_declares_its_policy(**_: object) -> list[CheckMessage]:
    """An Error for each address whose view declares no policy."""
    return [
        Error(
            f"The address '{address}' declares no access policy.",
            hint="Decorate its view with @page(PUBLIC | SIGNED_IN | holds(...)).",
            id="remit.E001",
        )
        for address, view in addresses()
        if not hasattr(view, "access_policy")
    ]
