"""What is entered to check a receipt or a kept checkpoint: the file, or its text."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST = 2**20
TOO_LARGE = _(
    "This is more than 1 MiB; a receipt or a checkpoint has a few KiB. Choose that file itself."
)


class ReceiptForm(forms.Form):
    """A receipt, or a checkpoint from a mail, as a file or as text: one of the two, at most 1 MiB."""

    receipt = forms.FileField(
        label=_("The file to check"),
        help_text=_(
            "A receipt (its name ends in .tlog-proof), the attachment ledger-checkpoint.txt of a mail, or "
            "such a mail saved whole. It is read once and not kept."
        ),
        required=False,
        widget=forms.FileInput(),
    )
    text = forms.CharField(
        label=_("Or its text"),
        help_text=_("From the first line to the last, nothing left out."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "class": "reference"}),
    )

    def clean_receipt(self) -> bytes:
        """The bytes of the file; none without a file."""
        file = self.cleaned_data["receipt"]
        if file is None:
            return b""
        if file.size > LARGEST:
            raise ValidationError(TOO_LARGE)
        content: bytes = file.read()
        return content

    def clean_text(self) -> bytes:
        """The text as the file has it: a form turns line ends, and a hand loses the last one."""
        text = self.cleaned_data["text"].replace("\r\n", "\n").strip()
        content = f"{text}\n".encode() if text else b""
        if len(content) > LARGEST:
            raise ValidationError(TOO_LARGE)
        return content

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        entered = super().clean() or {}
        if not self.errors and bool(entered["receipt"]) == bool(entered["text"]):
            self.add_error("receipt", _("Choose the file, or paste its text: one of the two."))
        return entered

    @property
    def written(self) -> bytes:
        """The receipt that was entered."""
        content: bytes = self.cleaned_data["receipt"] or self.cleaned_data["text"]
        return content
