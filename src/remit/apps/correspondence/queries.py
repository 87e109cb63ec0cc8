"""Letters to be delivered, letters to be read."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from remit.apps.correspondence.models import Letter
from remit.apps.ledger.queries import unsealed

Range = tuple[str, str]
# What an office may read; letters about a person's case are for that person and who works on it.
ABOUT_WORK = (Letter.Kind.REMINDER, Letter.Kind.SUMMARY)
# Letters by which somebody is told what was decided.
RULING = (Letter.Kind.DECISION, Letter.Kind.NOTICE)
OWN_REF = Concat(Value("correspondence.letter:"), Cast(OuterRef("pk"), CharField()))
# A letter that failed this often waits for a person to look at it.
ATTEMPTS = 5


def waiting(*, limit: int = 100) -> list[Letter]:
    """The letters to be delivered next: the least often tried first, then the oldest.

    So letters that keep failing never hold up new ones. What a letter tells must have effect: it waits
    until every entry about it and about what it tells of is sealed.
    """
    rows = Letter.objects.filter(state=Letter.State.WAITING, erased_at__isnull=True)
    rows = rows.exclude(Exists(unsealed(OWN_REF, OuterRef("about"))))
    return list(rows.annotate(tries=Count("attempts")).order_by("tries", "id")[:limit])


def mailbox(ranges: Iterable[Range], personal: Iterable[Range] = ()) -> QuerySet[Letter]:
    """The letters of units, newest first; `ranges` are half-open ranges of their paths.

    Letters about a person's case are among them only for the units in `personal`.
    """
    return Letter.objects.filter(_of_units(ranges, personal)).defer("pdf", "content")


def addressed_to(ref: str) -> QuerySet[Letter]:
    """The letters to one person, newest first; those about a case once they are sealed."""
    return Letter.objects.filter(_to(ref)).defer("pdf", "content")


def about(*subjects: str) -> QuerySet[Letter]:
    """The letters about the given subjects, newest first."""
    return Letter.objects.filter(about__in=subjects).defer("pdf")


def kept_under(*matters: str) -> list[Letter]:
    """The letters that are erased with any of the matters, and were not yet; oldest first."""
    rows = Letter.objects.filter(matter__in=matters, erased_at__isnull=True)
    return list(rows.order_by("id"))


def unread(ref: str) -> QuerySet[Letter]:
    """The letters to one person that have not been opened, newest first."""
    return addressed_to(ref).filter(read_at__isnull=True)


def readable_by(
    ref: str, ranges: Iterable[Range], personal: Iterable[Range] = ()
) -> QuerySet[Letter]:
    """The letters to one person, and those of the mailbox of the units."""
    wanted = _to(ref) | _of_units(ranges, personal)
    return Letter.objects.filter(wanted).prefetch_related("attempts")


def _to(ref: str) -> Q:
    """Whether a letter is to the person, and may be read: what it rules must have effect."""
    written = unsealed(OWN_REF).filter(verb="correspondence.letter_written")
    return Q(to_ref=ref) & (~Q(kind__in=RULING) | Q(~Exists(written)))


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
