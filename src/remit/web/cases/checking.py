"""The page "check your answers" for forms whose texts may be written in two languages."""

from dataclasses import replace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from remit.engines.words import Words
from remit.web import deeds
from remit.web.components import Answer
from remit.web.wording import pick


def check(
    request: HttpRequest, form: forms.Form, *, title: object, deed: object, lede: object = ""
) -> HttpResponse:
    """As `deeds.check`; a text is read in the reader's language, with the other one beneath it."""
    shown = (bound for bound in form if not bound.is_hidden)
    lines = [
        _line(line, form.cleaned_data.get(bound.name))
        for bound, line in zip(shown, deeds.answers(form), strict=True)
    ]
    context = {"form": form, "answers": lines, "heading": title, "deed": deed, "lede": lede}
    return render(request, "check.html", context)


def _line(line: Answer, value: object) -> Answer:
    if not isinstance(value, Words) or not any(value):
        return replace(line, value="") if isinstance(value, Words) else line
    own = pick(value)
    return replace(line, value=own, note=next((text for text in value if text != own), ""))
