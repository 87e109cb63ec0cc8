"""The reader's account: language of letters, password, tokens with which programs act."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from remit.apps.organisation import actions, queries
from remit.web import deeds
from remit.web.access import SIGNED_IN, page
from remit.web.desk.forms import LanguageForm, PasswordForm, TokenForm
from remit.web.standpoint import StandingRequest


@page(SIGNED_IN)
def account(request: StandingRequest) -> HttpResponse:
    """Who the reader is here, and what can be set."""
    return _shown(request)


@page(SIGNED_IN, methods=("POST",))
def choose_language(request: StandingRequest) -> HttpResponse:
    """Keeps the language of letters and turns the pages to it."""
    standpoint = request.standpoint
    form = LanguageForm(request.POST)

    def deed() -> object:
        language = form.cleaned_data["language"]
        return actions.choose_language(standpoint.reader, language, at=standpoint.at)

    if not deeds.carried_out(request, form, deed):
        return _shown(request, language=form)
    language = form.cleaned_data["language"]
    with translation.override(language):
        said = _("Letters and pages come in English from now on.")
    messages.success(request, said)
    response = redirect("account")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
    return response


@page(SIGNED_IN, methods=("POST",))
def issue_token(request: StandingRequest) -> HttpResponse:
    """Issues a token and shows its secret, this once."""
    standpoint = request.standpoint
    form = TokenForm(request.POST)
    secret = secrets.token_urlsafe(32)

    def deed() -> object:
        label = form.cleaned_data["label"]
        return actions.issue_token(standpoint.doer, label, secret, at=standpoint.at)

    if not deeds.carried_out(request, form, deed):
        return _shown(request, token=form)
    return render(request, "desk/token.html", {"secret": secret, "by": standpoint.doer})


@page(SIGNED_IN, methods=("POST",))
def revoke_token(request: StandingRequest, pk: int) -> HttpResponse:
    """Ends a token at once."""
    standpoint = request.standpoint
    token = get_object_or_404(queries.tokens_of(standpoint.reader), pk=pk)
    said = _("The token is ended. A program that used it can do nothing more.")
    deeds.pressed(
        request,
        lambda: actions.revoke_token(token, by=standpoint.doer, at=standpoint.at),
        said=said,
    )
    return redirect("account")


@page(SIGNED_IN, methods=("POST",))
def change_password(request: StandingRequest) -> HttpResponse:
    """Gives the reader a new password; other browsers are signed out, this one is not."""
    standpoint = request.standpoint
    person = standpoint.reader
    form = PasswordForm(request.POST, person=person)

    def deed() -> object:
        password = form.cleaned_data["password"]
        return actions.set_password(person, password, by=standpoint.acting, at=standpoint.at)

    if not deeds.carried_out(request, form, deed, said=_("Your password is changed.")):
        return _shown(request, password=form)
    update_session_auth_hash(request, person)
    return redirect("account")


def _shown(
    request: StandingRequest,
    *,
    language: LanguageForm | None = None,
    token: TokenForm | None = None,
    password: PasswordForm | None = None,
) -> HttpResponse:
    """The account with its forms; those not given are empty."""
    person = request.standpoint.reader
    context = {
        "language_form": language or LanguageForm({"language": person.language}),
        "token_form": token or TokenForm(),
        "password_form": password or PasswordForm(person=person),
        "tokens": queries.tokens_of(person),
    }
    return render(request, "desk/account.html", context)
