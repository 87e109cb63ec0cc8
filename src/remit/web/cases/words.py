"""A text that may be written in both languages: one box in the reader's, the other one folded away."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from remit.engines.words import Words
from remit.web.wording import is_chinese

LANGS = {"zh": "zh-Hans", "en": "en"}


class WordsWidget(forms.MultiWidget):
    """Two boxes under one label: the reader's language open, the other one in a fold."""

    use_fieldset = False

    def __init__(self, control: type[forms.Widget] = forms.Textarea) -> None:
        super().__init__({side: control({"lang": lang}) for side, lang in LANGS.items()})

    def decompress(self, value: Any) -> list[str]:
        """Both texts of an initial value."""
        return list(value or ("", ""))

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """The label belongs to the open box, which carries the plain id."""
        return id_

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Both boxes as HTML."""
        context = self.get_context(name, value, attrs)["widget"]
        zh, en = context["subwidgets"]
        own, other = (zh, en) if is_chinese() else (en, zh)
        own["attrs"]["id"] = context["attrs"].get("id", "")
        for key in ("aria-describedby", "aria-invalid"):
            other["attrs"].pop(key, None)
        drawn = renderer or get_default_renderer()
        boxes = {
            "own": SafeString(drawn.render(own["template_name"], {"widget": own})),
            "other": SafeString(drawn.render(other["template_name"], {"widget": other})),
        }
        written = bool(other["value"])
        return render_to_string(
            "cases/words.html", {**boxes, "id": other["attrs"]["id"], "written": written}
        )


class HiddenWordsWidget(forms.MultiWidget):
    """Both texts carried along unseen."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({side: forms.HiddenInput() for side in LANGS}, dict(attrs or {}))

    def decompress(self, value: Any) -> list[str]:
        """Both texts of an initial value."""
        return list(value or ("", ""))


class WordsField(forms.MultiValueField):
    """A text of the user as Words; written in at least one language when it is required."""

    hidden_widget = HiddenWordsWidget

    def __init__(self, *, longest: int = 8000, line: bool = False, **options: Any) -> None:
        fields = [forms.CharField(required=False, max_length=longest) for _ in LANGS]
        widget = WordsWidget(forms.TextInput if line else forms.Textarea)
        super().__init__(fields, widget=widget, require_all_fields=False, **options)

    def clean(self, value: Any) -> Words:
        """The texts; blanks alone are no text."""
        found: Words = super().clean(value)
        if self.required and not any(found):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found

    def compress(self, data_list: Sequence[str]) -> Words:
        """The texts as Words, without blanks around them."""
        zh, en = data_list or ("", "")
        return Words((zh or "").strip(), (en or "").strip())
