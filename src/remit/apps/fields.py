"""Column kinds shared by the apps' models."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, cast, overload

from django.db import models
from django.utils.translation import get_language

from remit.apps.vault.actions import key_for
from remit.apps.vault.queries import PREFIX, NotUnderThisKey, enclosed, opened
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


_AS_KEPT: ContextVar[bool] = ContextVar("as_kept", default=False)
_SPOILT_SHOWN: ContextVar[bool] = ContextVar("spoilt_shown", default=False)
SPOILT = "\ufffd"


@contextmanager
def as_kept() -> Iterator[None]:
    """Within it enclosed values are read and written as they are kept, neither opened nor enclosed."""
    token = _AS_KEPT.set(True)
    try:
        yield
    finally:
        _AS_KEPT.reset(token)


@contextmanager
def spoilt_shown() -> Iterator[None]:
    """Within it a value that was changed from outside reads as SPOILT instead of being refused."""
    token = _SPOILT_SHOWN.set(True)
    try:
        yield
    finally:
        _SPOILT_SHOWN.reset(token)


class _Kept(str):
    """An enclosed value on its way into the database."""

    __slots__ = ()


class _OfMatter(Protocol):
    """A row with such a column: it says what it belongs to."""

    matter: str


class Enclosed(models.TextField):  # type: ignore[type-arg]  # Django's class takes none at run time
    """A text that is kept under the key of its row's `matter`, and empty once that is destroyed.

    It can be asked whether it is empty, nothing else: what is enclosed is not searched.
    """

    def pre_save(self, row: models.Model, add: bool) -> Any:  # noqa: FBT001  # Django's signature
        """The value as it is kept."""
        return self.kept(row, getattr(row, self.attname))

    def kept(self, row: models.Model, value: Any) -> Any:
        """The value as it is kept under the key of the row's matter; nothing stays nothing."""
        content = self.written(value)
        if not content or _AS_KEPT.get():
            return value if _AS_KEPT.get() else self.nothing
        matter = cast("_OfMatter", row).matter
        return _Kept(enclosed(key_for(matter), content, self.place))

    def from_db_value(self, value: str | None, *_context: object) -> Any:
        """The value as it was said."""
        if not value:
            return self.read(b"")
        if _AS_KEPT.get():
            return value
        try:
            return self.read(opened(value, self.place) or b"")
        except (NotUnderThisKey, ValueError):
            if _SPOILT_SHOWN.get():
                return SPOILT
            raise

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Lets through what is enclosed or empty; rows are saved one by one, never by `update`."""
        if value not in ("", None) and not isinstance(value, _Kept) and not _AS_KEPT.get():
            raise TypeError(f"{self.place}: save the row, so that its value is enclosed.")
        return str(value) if value else self.nothing

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is something."""
        return super().get_lookup(lookup_name) if lookup_name in {"exact", "isnull"} else None

    @property
    def place(self) -> str:
        """Where alone a value of this column can be read."""
        return f"{self.model._meta.label_lower}.{self.name}"

    nothing: str | None = ""

    def written(self, value: Any) -> bytes:
        """The value as bytes; none for nothing."""
        return str(value or "").encode()

    def read(self, content: bytes) -> Any:
        """The value from its bytes."""
        return content.decode()


class EnclosedBytes(Enclosed):
    """Bytes that are kept under a key; None for nothing."""

    # What a type checker takes the values for.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    nothing = None

    def to_python(self, value: Any) -> Any:
        """The bytes themselves."""
        return value

    def written(self, value: bytes | None) -> bytes:
        """The bytes themselves."""
        return bytes(value or b"")

    def read(self, content: bytes) -> bytes | None:
        """The bytes themselves."""
        return content or None


class EnclosedJSON(Enclosed):
    """A mapping, list or value that is kept under a key as JSON; None for nothing."""

    # What a type checker takes the values for.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    nothing = None

    def to_python(self, value: Any) -> Any:
        """The value itself."""
        return value

    def written(self, value: object) -> bytes:
        """The value as JSON."""
        return b"" if value is None else json.dumps(value, ensure_ascii=False).encode()

    def read(self, content: bytes) -> object:
        """The value from its JSON."""
        return json.loads(content) if content else None


__all__ = [
    "PREFIX", "SPOILT", "Bilingual", "Enclosed", "EnclosedBytes", "EnclosedJSON", "as_kept",
    "spoilt_shown",
]  # fmt: skip
