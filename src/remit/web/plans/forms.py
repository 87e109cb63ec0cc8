"""What is entered on the pages of plans."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from remit.engines.dates import Month
from remit.engines.words import Words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.organisation.models import Duty, Post, Unit
    from remit.apps.plans.models import PlanItem, Target

MONTHS = 12


def written(text: str, other: str = "") -> Words:
    """A text entered in the reader's language, with its wording in the other one."""
    chinese = (get_language() or "").startswith("zh")
    return Words(text, other) if chinese else Words(other, text)


class Amount(forms.DecimalField):
    """A number of at most two decimals, not negative."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=Decimal(0), max_digits=16, decimal_places=2, **options)


class MonthField(forms.CharField):
    """A month written as 2026-03."""

    widget = forms.DateInput(attrs={"type": "month"})

    def clean(self, value: Any) -> Month:
        """The month entered."""
        text = super().clean(value)
        try:
            return Month.parse(text)
        except ValueError as fault:
            raise forms.ValidationError(
                _("This is not a month. Write it as year and month, for example 2026-03.")
            ) from fault


class ItemForm(forms.Form):
    """A line of a monthly plan."""

    text = forms.CharField(label=_("What is to be done"), max_length=500)
    planned = Amount(label=_("Planned"))
    measure = forms.CharField(
        label=_("Measured in"), max_length=30, help_text=_("For example: households, km, %")
    )


class ReviseForm(forms.Form):
    """Another planned value for a line."""

    planned = Amount(label=_("Planned"))


class ReasonForm(forms.Form):
    """Why something promised is given up."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is shown wherever the line was shown."),
    )


class SubmitForm(forms.Form):
    """Nothing to enter: submitting is checked, then done."""


class ResultsForm(forms.Form):
    """What came of each line of a plan; a reason where it fell short."""

    def __init__(self, *args: Any, items: "list[PlanItem]", **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for item in items:
            self.fields[f"done-{item.pk}"] = Amount(
                label=item.text,
                initial=item.done,
                help_text=_("Planned: %(planned)s %(measure)s")
                % {"planned": item.planned, "measure": item.measure},
            )
            self.fields[f"note-{item.pk}"] = forms.CharField(
                label=_("Why it fell short, and what helps"),
                initial=item.note,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def reported(self) -> "Iterator[tuple[PlanItem, Decimal, Words]]":
        """Each line with its result and note; a note left as it was keeps both its wordings."""
        for item in self.items:
            note = self.cleaned_data[f"note-{item.pk}"]
            words = Words(item.note_zh, item.note_en) if note == item.note else written(note)
            yield item, self.cleaned_data[f"done-{item.pk}"], words


class OpenMonthForm(forms.Form):
    """Which month is opened for planning, and until when plans are due."""

    month = MonthField(label=_("Month"))
    due = forms.DateField(
        label=_("Plans are due by"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_due(self) -> date:
        """The due date entered."""
        due: date = self.cleaned_data["due"]
        return due


class PublishForm(forms.Form):
    """Which month is compared and published."""

    month = MonthField(label=_("Month"))


class TargetForm(forms.Form):
    """An annual target with its monthly values."""

    unit: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(queryset=None, label=_("Unit"))
    post: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=None, label=_("Post that answers for it")
    )
    duty: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=None, label=_("Duty it serves"), required=False
    )
    parent: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=None, label=_("Target it helps to reach"), required=False
    )
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    kind = forms.ChoiceField(label=_("Class"))
    title = forms.CharField(label=_("Target"), max_length=200)
    indicator = forms.CharField(label=_("Indicator"), max_length=200, required=False)
    measure = forms.CharField(label=_("Measured in"), max_length=30)
    annual = Amount(label=_("Value of the year"))
    ceiling = forms.BooleanField(
        label=_("Less is better"), required=False, help_text=_("For example accidents or arrears.")
    )
    months = forms.CharField(
        label=_("Values of the months"),
        required=False,
        help_text=_("Twelve numbers from January to December, separated by spaces; 0 for none."),
    )

    def __init__(
        self,
        *args: Any,
        units: "QuerySet[Unit]",
        posts: "QuerySet[Post]",
        duties: "QuerySet[Duty]",
        parents: "QuerySet[Target]",
        kinds: list[tuple[str, Any]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices = {"unit": units, "post": posts, "duty": duties, "parent": parents}
        for name, rows in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = kinds

    def clean_months(self) -> list[Decimal]:
        """The monthly values; none, or twelve."""
        text: str = self.cleaned_data["months"]
        try:
            values = [Decimal(part) for part in text.replace("，", " ").replace(",", " ").split()]
        except ArithmeticError as fault:
            raise forms.ValidationError(
                _("One of the values is not a number. Write numbers separated by spaces.")
            ) from fault
        if values and len(values) != MONTHS:
            raise forms.ValidationError(
                _("%(n)d values were entered; write twelve, or leave the field empty.")
                % {"n": len(values)}
            )
        return values
