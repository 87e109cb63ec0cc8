"""What a page does with a deed: run it, tell what came of it, put a refusal's reasons on the form.

A form page has at most two outcomes besides showing the form: the deed was done (redirect), or it was
refused (the same form with the reasons). A weighty deed is shown for checking before it is done.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from remit.engines.findings import Finding, Refusal
from remit.web.components import Answer, Number, Text

Done = TypeVar("Done")
CONFIRMED = "confirmed"
CHANGE = "change"


def carried_out(
    request: HttpRequest, form: forms.BaseForm, deed: Callable[[], Done], *, said: object = ""
) -> Done | None:
    """What the deed returns when the form was sent and is valid; else None.

    A refusal's reasons are put on the form: at the field that a finding's subject names, else on top.
    `said` is the message of success.
    """
    if request.method != "POST" or CHANGE in request.POST or not form.is_valid():
        return None
    try:
        done = deed()
    except Refusal as refusal:
        put_on(form, refusal.findings)
        return None
    if said:
        messages.success(request, str(said))
    return done


def pressed(request: HttpRequest, deed: Callable[[], Done], *, said: object = "") -> Done | None:
    """What the deed of a single button returns; None when refused, with the reasons as messages."""
    try:
        done = deed()
    except Refusal as refusal:
        for finding in refusal.findings:
            messages.error(request, told(finding))
        return None
    if said:
        messages.success(request, str(said))
    return done


def unconfirmed(request: HttpRequest, form: forms.BaseForm) -> bool:
    """Whether a valid form was sent whose answers have not been checked by the sender yet."""
    sent = request.method == "POST" and CHANGE not in request.POST
    return sent and CONFIRMED not in request.POST and form.is_valid()


def check(
    request: HttpRequest, form: forms.BaseForm, *, title: object, deed: object, lede: object = ""
) -> HttpResponse:
    """The page "check your answers": what was entered, to be confirmed or changed.

    `deed` is the word on the button that does it.
    """
    return render(
        request,
        "check.html",
        {"form": form, "answers": answers(form), "heading": title, "deed": deed, "lede": lede},
    )


def answers(form: forms.BaseForm) -> list[Answer]:
    """What was entered in a valid form, as lines of a summary list."""
    return [
        Answer(str(bound.label), _shown(bound.field, form.cleaned_data.get(bound.name)))
        for bound in form
        if not bound.is_hidden
    ]


def put_on(form: forms.BaseForm, findings: Iterable[Finding]) -> None:
    """Puts findings on a form: at the field that a finding's subject names, else on top."""
    for finding in findings:
        form.add_error(finding.subject if finding.subject in form.fields else None, told(finding))


def told(finding: Finding) -> str:
    """A finding's message in the reader's language, with its source."""
    text = finding.message.pick(get_language() or "en")
    return f"{text} ({finding.source})" if finding.source else text


def _shown(field: forms.Field, value: Any) -> "Text | Number | date | datetime | None":
    """An entered value as it is read: the label of a choice, the name of a row."""
    if value is None or value == "":
        return _("not given")
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(_flat(choices)).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | Decimal | date | datetime):
        return value
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(part) for part in value if isinstance(part, Model | str))
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield value, label
