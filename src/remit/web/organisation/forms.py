"""Forms of the organisation: appointing, ending, enrolling, lending a power, handing in a workbook."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from remit.engines.powers import POWERS
from remit.web.wording import pick

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.organisation.models import Person, Post, Power

    OnePerson = forms.ModelChoiceField[Person]
    OnePost = forms.ModelChoiceField[Post]
    OnePower = forms.ModelChoiceField[Power]
else:
    OnePerson = OnePost = OnePower = forms.ModelChoiceField

KINDS = (
    ("incumbent", _("incumbent")),
    ("acting", _("acting for an absent incumbent")),
    ("deputy", _("deputy")),
)


class DayInput(forms.DateInput):
    """A date chosen from a calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonChoice(OnePerson):
    """One of the people, by name and sign-in name."""

    def label_from_instance(self, obj: "Person") -> str:
        """The name, with the sign-in name that tells people of one name apart."""
        return f"{obj.name} ({obj.login})"


class PostChoice(OnePost):
    """One of the posts, by unit and name."""

    def label_from_instance(self, obj: "Post") -> str:
        """The unit and the post."""
        return f"{obj.unit.name} · {obj.name}"


class PowerChoice(OnePower):
    """One of the powers of a post."""

    def label_from_instance(self, obj: "Power") -> str:
        """The text of the power, with what Remit lets the holder do."""
        means = pick(POWERS[obj.code]) if obj.code in POWERS else ""
        return f"{obj.number} {obj.text}" + (f" ({means})" if means and means != obj.text else "")


class AppointForm(forms.Form):
    """Who is to fill a post, how, from when until when."""

    field_order = ("person", "kind", "since", "until", "reason")
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect)
    since = forms.DateField(label=_("First day"), widget=DayInput())
    until = forms.DateField(
        label=_("Until"),
        widget=DayInput(),
        required=False,
        help_text=_("The first day no longer in the post. Leave it empty when no end is set."),
    )
    reason = forms.CharField(label=_("Document of appointment"), max_length=200, required=False)

    def __init__(
        self, given: Mapping[str, Any] | None, *, people: "QuerySet[Person]", today: date
    ) -> None:
        super().__init__(given, initial={"since": today, "kind": "incumbent"})
        self.fields["person"] = PersonChoice(
            people, label=_("Person"), help_text=_("Somebody who is not listed is enrolled first.")
        )
        self.order_fields(self.field_order)


class EndForm(forms.Form):
    """When and why a tenure ends."""

    until = forms.DateField(
        label=_("First day no longer in the post"),
        widget=DayInput(),
        help_text=_("On that day the post's powers are gone; duties of the days before stay."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)


class EnrolForm(forms.Form):
    """A person to be enrolled."""

    login = forms.RegexField(
        r"^[\w.@+-]+$",
        label=_("Sign-in name"),
        max_length=80,
        error_messages={
            "invalid": _("Use letters, digits and the signs . - _ only, without blanks.")
        },
        help_text=_("Used once in the whole installation, such as wang.lin."),
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=80, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Where reminders and letters go.")
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """A person has a name in at least one language."""
        given = super().clean() or {}
        if not given.get("name_zh") and not given.get("name_en"):
            self.add_error("name_zh", _("Enter the name in at least one language."))
        return given


class DelegateForm(forms.Form):
    """Which power is lent to which post, for how long and why."""

    field_order = ("power", "to_post", "since", "until", "reason")
    since = forms.DateField(label=_("First day"), widget=DayInput())
    until = forms.DateField(
        label=_("Until"), widget=DayInput(), help_text=_("The first day on which it is gone again.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        powers: "QuerySet[Power]",
        posts: "QuerySet[Post]",
        today: date,
    ) -> None:
        super().__init__(given, initial={"since": today})
        self.fields["power"] = PowerChoice(powers, label=_("Power"))
        self.fields["to_post"] = PostChoice(
            posts,
            label=_("To the post"),
            help_text=_(
                "The post gets the power, whoever fills it. You keep it and answer for its use."
            ),
        )
        self.order_fields(self.field_order)


class WorkbookForm(forms.Form):
    """A workbook to be handed in."""

    workbook = forms.FileField(
        label=_("Workbook (XLSX)"),
        help_text=_("At most 8 MB. Nothing is changed before you have seen what would be created."),
        widget=forms.FileInput(
            attrs={
                "accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
    )
