"""Column kinds shared by the apps' models."""

from typing import Any, overload

from django.utils.translation import get_language

from remit.engines.words import Words


class Bilingual:
    """The text of the columns `<name>_zh` and `<name>_en` in the reader's language.

    Reading gives the active language's text, or the other one where it is empty.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type) -> "Bilingual": ...
    @overload
    def __get__(self, row: object, owner: type) -> str: ...
    def __get__(self, row: Any, owner: type) -> "Bilingual | str":
        if row is None:
            return self
        return self.words(row).pick(get_language() or "en")

    def words(self, row: object) -> Words:
        """Both texts of the row."""
        return Words(getattr(row, f"{self.name}_zh"), getattr(row, f"{self.name}_en"))
