"""The interview: which measures the rules admit, asked one deciding question at a time.

Nothing is kept: the answers stand in the address, so that it can be sent to somebody else.
"""

from datetime import date

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.engines.rules import Determination, FactType, Pack
from remit.web.access import SIGNED_IN, page
from remit.web.rules.gates import pack_of
from remit.web.rules.presenters import answers, interview, parts
from remit.web.rules.presenters.answers import CHANGE, OPEN, PREFIX, Told
from remit.web.rules.presenters.interview import Question
from remit.web.rules.presenters.ladders import ladder
from remit.web.standpoint import StandingRequest


class Days(forms.Form):
    """The two days on which the law depends."""

    act_on = forms.DateField(
        label=gettext_lazy("On which day did it happen?"),
        help_text=gettext_lazy("The rules on measures are those of this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    day = forms.DateField(
        label=gettext_lazy("On which day is it decided?"),
        help_text=gettext_lazy("Time limits and duties of procedure are those of this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def clean(self) -> None:
        """What happened lies before what is decided about it."""
        act_on, day = self.cleaned_data.get("act_on"), self.cleaned_data.get("day")
        if act_on and day and day < act_on:
            self.add_error(
                "day", _("This is before the day on which it happened. Correct one of them.")
            )


@page(SIGNED_IN, place="house")
def rule_ask(request: StandingRequest, id: str) -> HttpResponse:
    """The next deciding question, and what is possible on the answers so far."""
    pack = pack_of(id)
    form = Days(
        request.GET if "day" in request.GET else None, initial=_first(request.standpoint.on)
    )
    if not form.is_valid():
        return render(request, "rules/ask_days.html", {"pack": pack, "form": form})
    days: tuple[date, date] = form.cleaned_data["act_on"], form.cleaned_data["day"]
    told = answers.read(pack, request.GET.dict(), days)
    if "fact" in request.GET:
        return _taken(request, pack, told, request.GET.get("open") or request.GET.get("answer", ""))
    return render(request, "rules/ask.html", _asked(pack, told))


def _first(on: date) -> dict[str, date]:
    return {"act_on": on, "day": on}


def _taken(request: StandingRequest, pack: Pack, told: Told, answer: str) -> HttpResponse:
    """Puts an answer into the address, or says why it cannot be one."""
    fact = request.GET.get("fact", "")
    term = next((term for term in pack.vocabulary if term.id == fact), None)
    value, fit = answers.value_of(term, answer) if term else (None, False)
    if not fit:
        number = term is not None and term.type is FactType.NUMBER
        wrong = (
            _("Enter a number, such as 3 or 2.5.") if number else _("Choose one of the answers.")
        )
        context = {**_asked(pack, told), "wrong": wrong}
        return render(request, "rules/ask.html", context)
    given = dict(told.answers) | {fact: value}
    taken = Told(told.act_on, told.on, tuple(given.items()))
    return HttpResponseRedirect(reverse("rule_ask", args=[pack.id]) + taken.query())


def _asked(pack: Pack, told: Told) -> dict[str, object]:
    found = interview.reckoned(pack, told)
    asked = interview.question(pack, told, found)
    reasons = _reasons(pack, found) if found else {}
    ended = _ended(pack, told, found) if found and not asked else {}
    return {
        "pack": pack,
        "told": told,
        "question": asked,
        "hidden": _hidden(told, asked),
        "open": OPEN,
        "answers": interview.answered(pack, told),
        "spared": interview.spared(pack, told, asked),
        "ladder": ladder(pack, found),
        "without_day": reverse("rule_ask", args=[pack.id]),
        **reasons,
        **ended,
    }


def _reasons(pack: Pack, found: Determination) -> dict[str, object]:
    return {
        "found": found,
        "proof": interview.proof(pack, found),
        "pending": interview.pending(pack, found),
        "rest": interview.rest(found),
    }


def _ended(pack: Pack, told: Told, found: Determination) -> dict[str, object]:
    """What is said at the end: which answers to think over."""
    left = [name for name, value in told.answers if value is None]
    terms = {term.id: term for term in pack.vocabulary}
    return {
        "limits": parts.limits(found.clocks),
        "turns": interview.turns(pack, told),
        "left_open": [
            {"question": terms[name].question, "href": told.query(**{CHANGE: name})}
            for name in left
        ],
    }


def _hidden(told: Told, asked: Question | None) -> list[tuple[str, str]]:
    """The fields that carry the answers on to the next page."""
    days = [("act_on", told.act_on.isoformat()), ("day", told.on.isoformat())]
    kept = [(PREFIX + name, answers.written(value)) for name, value in told.answers]
    fact = [("fact", asked.term.id)] if asked else []
    again = [(CHANGE, told.again)] if told.again else []
    return [*days, *kept, *fact, *again]
