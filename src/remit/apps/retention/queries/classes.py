"""The retention classes in force, read from the folder in the setting RETENTION."""

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from remit.engines.retention import Class, parse_classes


def classes() -> tuple[Class, ...]:
    """All retention classes of the installation, read once. Raises ClassesRefused."""
    return _classes_in(Path(settings.RETENTION))


def classes_on(day: date, countries: frozenset[str]) -> tuple[Class, ...]:
    """The classes in force on a day in any of the countries."""
    return tuple(
        found
        for found in classes()
        if day in found.valid and (not found.countries or found.countries & countries)
    )


@cache
def _classes_in(folder: Path) -> tuple[Class, ...]:
    return parse_classes(
        {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
    )
