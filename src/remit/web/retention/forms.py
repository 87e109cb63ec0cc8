"""What is entered on the pages of retention."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """On which basis something is to be erased, and why."""

    ref = forms.CharField(widget=forms.HiddenInput, max_length=120)
    basis = forms.CharField(
        label=_("Law and article"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stays after the erasure. Cite law and article."),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They stay after the erasure, so they name nobody."),
    )


class ConfirmForm(forms.Form):
    """That the person who confirms has looked."""

    looked = forms.BooleanField(
        label=_("I have looked: the basis holds, and no appeal, lawsuit or audit still needs it.")
    )


class KeepForm(forms.Form):
    """Why something is kept after all."""

    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The clock does not propose it again within a year."),
    )
