"""Letters to be delivered, letters to be read."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet

from remit.apps.correspondence.models import Letter

Range = tuple[str, str]
# What an office may read; letters about a person's case are for that person and who works on it.
ABOUT_WORK = (Letter.Kind.REMINDER, Letter.Kind.SUMMARY)
# A letter that failed this often waits for a person to look at it.
ATTEMPTS = 5


def waiting(*, limit: int = 100) -> list[Letter]:
    """The letters to be delivered next: the least often tried first, then the oldest.

    So letters that keep failing never hold up new ones.
    """
    rows = Letter.objects.filter(state=Letter.State.WAITING)
    return list(rows.annotate(tries=Count("attempts")).order_by("tries", "id")[:limit])


def mailbox(ranges: Iterable[Range], personal: Iterable[Range] = ()) -> QuerySet[Letter]:
    """The letters of units, newest first; `ranges` are half-open ranges of their paths.

    Letters about a person's case are among them only for the units in `personal`.
    """
    return Letter.objects.filter(_of_units(ranges, personal)).defer("pdf", "content")


def addressed_to(ref: str) -> QuerySet[Letter]:
    """The letters to one person, newest first."""
    return Letter.objects.filter(to_ref=ref).defer("pdf", "content")


def about(*subjects: str) -> QuerySet[Letter]:
    """The letters about the given subjects, newest first."""
    return Letter.objects.filter(about__in=subjects).defer("pdf")


def unread(ref: str) -> QuerySet[Letter]:
    """The letters to one person that have not been opened, newest first."""
    return addressed_to(ref).filter(read_at__isnull=True)


def readable_by(
    ref: str, ranges: Iterable[Range], personal: Iterable[Range] = ()
) -> QuerySet[Letter]:
    """The letters to one person, and those of the mailbox of the units."""
    wanted = Q(to_ref=ref) | _of_units(ranges, personal)
    return Letter.objects.filter(wanted).prefetch_related("attempts")


def _of_units(ranges: Iterable[Range], personal: Iterable[Range]) -> Q:
    wanted = Q(pk__in=[])
    for low, high in ranges:
        wanted |= Q(path__gte=low, path__lt=high, kind__in=ABOUT_WORK)
    for low, high in personal:
        wanted |= Q(path__gte=low, path__lt=high)
    return wanted


def page_values(content: Mapping[str, Any]) -> dict[str, object]:
    """The content of a letter with what JSON cannot carry: its date, and shares as fractions."""
    values: dict[str, object] = dict(content)
    if "date" in content:
        values["date"] = date.fromisoformat(content["date"])
    if "shares" in content:
        values["shares"] = [_share(share) for share in content["shares"]]
    return values


def _share(share: Mapping[str, Any]) -> dict[str, object]:
    parts = {
        key: Fraction(share[key]) for key in ("part", "low", "high") if share.get(key) is not None
    }
    return {**share, **parts}
