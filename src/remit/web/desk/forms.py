"""Forms of the account page."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


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
