"""What people enter about reports and cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from remit.engines.rules import Pack
from remit.web.cases.words import WordsField
from remit.web.wording import pick

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.organisation.models import Appointment, Duty, Unit

Choices = Sequence[tuple[str, str | Promise]]
LONGEST_TITLE = 160

OUTCOMES: Choices = (
    ("well_founded", _("Well-founded: what is reported is so, and a case may be opened")),
    ("unfounded", _("Unfounded: it is not so, or it was nobody's duty")),
    ("insufficient", _("Not enough to go on: it can be taken up again when more is known")),
)


class DayField(forms.DateField):
    """A calendar day, entered with the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


class ReportForm(forms.Form):
    """What an office reports about the work of a unit."""

    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(
        queryset=None, label=_("Which unit's work is it about?"), empty_label=_("choose a unit")
    )
    title = WordsField(
        label=_("What happened, in one line?"),
        help_text=_("Say what was not done or went wrong. Name no person."),
        longest=LONGEST_TITLE,
        line=True,
    )
    text = forms.CharField(
        label=_("What is known about it?"),
        help_text=_("What was seen, by whom, and where it can be checked."),
        widget=forms.Textarea,
        required=False,
        max_length=8000,
    )
    happened_on = DayField(
        label=_("On which day was it due, or did it happen?"),
        help_text=_("This day says which rules hold and who was in the post."),
        required=False,
    )
    duty: "forms.ModelChoiceField[Duty]" = forms.ModelChoiceField(
        queryset=None,
        label=_("Which duty may have been missed?"),
        help_text=_("Leave it open when it is not clear yet."),
        empty_label=_("not clear yet"),
        required=False,
    )

    def __init__(
        self, *given: Any, units: "QuerySet[Unit]", duties: "QuerySet[Duty]", **options: Any
    ) -> None:
        super().__init__(*given, **options)
        _choose(self, "unit", units)
        _choose(self, "duty", duties)


class VerifyForm(forms.Form):
    """What looking into a report showed."""

    outcome = forms.ChoiceField(
        label=_("What did looking into it show?"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    reasons = WordsField(
        label=_("Why?"),
        help_text=_("What was looked at, and what it showed. The reporter gets this answer."),
    )


class OpenCaseForm(forms.Form):
    """Under which rules and in whose hands a case is opened."""

    title = WordsField(label=_("Title of the case"), longest=LONGEST_TITLE, line=True)
    act_on = DayField(
        label=_("Day of the act"),
        help_text=_(
            "It says which rules hold and who was in the post. A successor does not answer."
        ),
    )
    pack_id = forms.ChoiceField(
        label=_("Rules of the case"), help_text=_("The case is decided under these.")
    )
    officer = forms.ChoiceField(
        label=_("Case officer"),
        help_text=_("Only people with the power to investigate are listed."),
    )

    def __init__(
        self, *given: Any, packs: Iterable[Pack], officers: Iterable["Appointment"], **options: Any
    ) -> None:
        super().__init__(*given, **options)
        _offer(self, "pack_id", [(pack.id, pick(pack.titles)) for pack in packs])
        _offer(self, "officer", in_posts(officers))


class NameConcernedForm(forms.Form):
    """Whom a case concerns, in the post held on the day of the act."""

    appointment = forms.ChoiceField(
        label=_("Who held the post on the day of the act?"),
        help_text=_("Only tenures that had begun by that day are listed."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *given: Any, holders: Iterable["Appointment"], **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "appointment", in_posts(holders))


class EvidenceForm(forms.Form):
    """What a fact rests on."""

    text = WordsField(
        label=_("What does it show?"),
        help_text=_("In one or two sentences, so that it can stand in a letter."),
        required=False,
    )
    reference = forms.CharField(
        label=_("Reference of a record"),
        help_text=_("A file number, a page, a record in this system."),
        required=False,
        max_length=120,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG, JPEG, DOCX, XLSX or TXT, at most 10 MiB. Kept with its SHA-256."),
        required=False,
    )


class HearForm(forms.Form):
    """What the person concerned said, and what was made of it."""

    held_on = DayField(label=_("Heard on"))
    said = WordsField(
        label=_("What did the person say?"),
        help_text=_("To the facts, to the rules named, and what speaks for the person."),
    )
    answer = WordsField(
        label=_("What was made of it?"),
        help_text=_("Which points were looked into, which were accepted, and why not the others."),
        required=False,
    )


class WaiveForm(forms.Form):
    """That the person was asked and did not want to be heard."""

    held_on = DayField(label=_("Asked on"))
    reason = WordsField(
        label=_("How was the person asked, and how is the answer known?"),
        help_text=_("For example: a signed statement, number and day."),
    )


class ReasonsForm(forms.Form):
    """The reasons of a deed."""

    reasons = WordsField(label=_("Reasons"))


class GroundsForm(forms.Form):
    """Why the person concerned asks for a decision to be looked at again."""

    grounds = WordsField(
        label=_("What should be looked at again, and why?"),
        help_text=_(
            "Facts that are wrong or missing, rules that were read otherwise, or what would be just. "
            "Asking cannot make the measure heavier."
        ),
    )


class MeasureForm(forms.Form):
    """Which measure is proposed, why, and why outside the rules if it is."""

    measure = forms.ChoiceField(label=_("What should follow?"), widget=forms.RadioSelect)
    reasons = WordsField(
        label=_("Reasons"),
        help_text=_("They stand in the letter: the facts that weigh, and why this measure."),
    )
    departure = WordsField(
        label=_("Why outside what the rules admit?"),
        help_text=_("Needed only when the measure above lies outside. It is kept and counted."),
        required=False,
    )

    def __init__(self, *given: Any, measures: Choices, **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "measure", measures)


class AppealOutcomeForm(MeasureForm):
    """What an appeal should come to."""

    outcome = forms.ChoiceField(
        label=_("What should the appeal come to?"),
        choices=(
            ("upheld", _("The decision stands")),
            ("changed", _("The decision is changed")),
            ("revoked", _("The decision is revoked, and the name cleared")),
        ),
        widget=forms.RadioSelect,
    )
    field_order = ("outcome", "measure", "reasons", "departure")

    def __init__(self, *given: Any, measures: Choices, **options: Any) -> None:
        super().__init__(*given, measures=measures, **options)
        self.fields["measure"].required = False
        self.fields["measure"].label = _("The new measure")
        self.fields["measure"].help_text = _("Only when the decision is changed.")


class CheckedForm(forms.Form):
    """A deed without anything to enter; sending it says that the page above was read."""


class CitizenReportForm(forms.Form):
    """What anybody may report, without signing in."""

    unit = forms.ChoiceField(label=_("Which office is it about?"))
    title = forms.CharField(
        label=_("What happened, in one line?"), max_length=LONGEST_TITLE, strip=True
    )
    text = forms.CharField(
        label=_("Please tell it in your own words"),
        help_text=_("Where and when, what was promised or refused, and who else can tell of it."),
        widget=forms.Textarea,
        max_length=8000,
    )
    happened_on = DayField(label=_("When did it happen?"), required=False)
    contact = forms.EmailField(
        label=_("E-mail address for the answer"),
        help_text=_("Without it you can ask with the receipt code. Only the office that looks into "
                    "the report sees it."),
        required=False,
    )  # fmt: skip

    def __init__(self, *given: Any, units: Choices, **options: Any) -> None:
        super().__init__(*given, **options)
        _offer(self, "unit", [("", _("choose an office")), *units])

    def clean_happened_on(self) -> date | None:
        """The day, which cannot lie ahead."""
        day: date | None = self.cleaned_data["happened_on"]
        latest = self.initial.get("today")
        if day and latest and day > latest:
            raise forms.ValidationError(_("This day is still to come. Enter the day it happened."))
        return day


class ReceiptForm(forms.Form):
    """The code a citizen got for a report."""

    receipt = forms.CharField(
        label=_("Receipt code"),
        help_text=_("Twelve letters and figures, for example ABCD-EFGH-JKLM."),
        max_length=20,
    )


def in_posts(appointments: Iterable["Appointment"]) -> Choices:
    """People in posts as choices."""
    return [
        (str(a.pk), f"{a.person.name} · {a.post.name}, {a.post.unit.name}") for a in appointments
    ]


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _choose(form: forms.Form, name: str, rows: "QuerySet[Any]") -> None:
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
