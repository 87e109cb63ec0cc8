"""Forms whose questions come from a rule pack or from the draft of a situation."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from remit.apps.cases.queries import Question
from remit.engines.rules import FactType, Term
from remit.web.cases.words import WordsField
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.apps.cases.models import Concerned

Choices = Sequence[tuple[str, str | Promise]]
WHOLE, RECORD = "case", "record"
YES_NO: Choices = (("yes", _("yes")), ("no", _("no")))
ANSWERS: Choices = (*YES_NO, ("disputed", _("disputed: the sides say different things")))
STATUSES: Choices = (
    ("agreed", _("Agreed: nobody disputes it")),
    ("asserted", _("Said by one side, and not answered yet")),
    ("contested", _("Contested: the sides say different things")),
    ("unknown", _("Not known yet")),
)


class FactForm(forms.Form):
    """One thing said to be so: the answer to a question of the rules, or a statement."""

    statement = WordsField(
        label=_("What is known?"),
        help_text=_("One fact, in one or two sentences, as it can stand in a letter."),
    )
    status = forms.ChoiceField(
        label=_("How sure is it?"), choices=STATUSES, widget=forms.RadioSelect
    )
    concerned = forms.ChoiceField(label=_("Whom does it concern?"), widget=forms.RadioSelect)
    said_by = forms.ChoiceField(label=_("Who says so?"))
    field_order = ("value", "statement", "status", "concerned", "said_by")

    def __init__(
        self, *given: Any, term: Term | None, people: "Iterable[Concerned]", **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.term, rows = term, list(people)
        if term is not None:
            self.fields["value"] = _asking(term)
            self.fields["statement"].label = _("In words")
            self.fields["statement"].required = False
            self.fields["value"].required = self.data.get("status") != "unknown"
            self.order_fields(self.field_order)
        _offer(self, "concerned", [(WHOLE, _("the whole case")), *_by_pk(rows)])
        _offer(
            self,
            "said_by",
            [(RECORD, _("a record")), *((str(r.person.pk), r.person.name) for r in rows)],
        )

    @property
    def value(self) -> object:
        """The answer as it is kept: a truth value, a code, or a number as text."""
        entered = self.cleaned_data.get("value")
        if self.term is None or entered in (None, "") or self.cleaned_data["status"] == "unknown":
            return None
        if self.term.type is FactType.BOOL:
            return entered == "yes"
        return str(entered)


class SituationForm(forms.Form):
    """What the records cannot settle about a situation, each with what they suggest and why."""

    def __init__(self, *given: Any, questions: Iterable[Question], **options: Any) -> None:
        super().__init__(*given, **options)
        for question in questions:
            self.fields[question.id] = forms.ChoiceField(
                label=pick(question.words),
                help_text=pick(question.because),
                choices=ANSWERS,
                initial="yes" if question.suggested else "no",
                widget=forms.RadioSelect,
            )

    @property
    def answers(self) -> dict[str, bool | None]:
        """The answer to each question; None where it is disputed."""
        said = {"yes": True, "no": False, "disputed": None}
        return {name: said[entered] for name, entered in self.cleaned_data.items()}


def _asking(term: Term) -> forms.Field:
    unanswered = _("Answer the question, or choose “not known yet” below.")
    label, hint = pick(term.question), "; ".join(pick(words) for words in term.evidence)
    help_text = _("Usually shown by: %(what)s") % {"what": hint} if hint else ""
    if term.type is FactType.NUMBER:
        return forms.DecimalField(
            label=f"{label} ({pick(term.unit)})" if pick(term.unit) else label,
            help_text=help_text,
            error_messages={"required": unanswered},
        )
    values = (
        YES_NO if term.type is FactType.BOOL else [(c, pick(words)) for c, words in term.values]
    )
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=values,
        widget=forms.RadioSelect,
        error_messages={"required": unanswered},
    )


def _by_pk(rows: "Iterable[Concerned]") -> Choices:
    return [(str(row.pk), row.person.name) for row in rows]


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
