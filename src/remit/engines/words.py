"""A text written in both languages of the product."""

from typing import NamedTuple


class Words(NamedTuple):
    """One text in Simplified Chinese and English; either may be empty when nobody wrote it.

    >>> Words("计划", "Plan").pick("zh-hans")
    '计划'
    >>> Words("", "Plan").pick("zh-hans")
    'Plan'
    """

    zh: str
    en: str

    def pick(self, language: str) -> str:
        """The text in `language` ("zh..." or any other), or the other one where it is empty."""
        first, second = (self.zh, self.en) if language.startswith("zh") else (self.en, self.zh)
        return first or second
