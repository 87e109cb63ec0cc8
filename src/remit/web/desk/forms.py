"""Forms of the account page."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from remit.apps.organisation.models import Person


class LanguageForm(forms.Form):
    """In which language letters are written to the reader."""

    language = forms.ChoiceField(
        label=_("Language of letters and mails to you"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("The language of the pages is chosen in the top bar."),
    )


class TokenForm(forms.Form):
    """What a new token is for."""

    label = forms.CharField(
        label=_("What the program is"),
        max_length=80,
        help_text=_("So that you know later which token to end, such as “Statistics bureau”."),
    )


class PasswordForm(forms.Form):
    """A new password, after the old one."""

    old = forms.CharField(
        label=_("Password until now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=128,
        help_text=_("At least 8 characters, no common word, not digits alone."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, given: "Mapping[str, Any] | None" = None, *, person: "Person") -> None:
        super().__init__(given)
        self.person = person

    def clean_old(self) -> str:
        """The old password must be the right one."""
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise forms.ValidationError(_("This is not your password. Type it again."))
        return old

    def clean(self) -> dict[str, Any]:
        """Both new passwords must be alike."""
        given = super().clean() or {}
        if given.get("password") != given.get("again"):
            self.add_error("again", _("The two new passwords differ. Type them again."))
        return given
