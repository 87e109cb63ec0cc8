"""How a harm came about and how it was shared out, as pictures that the engine draws."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from remit.engines.attribution import Report, Situation, attribute, parse_situation
from remit.engines.attribution.pictures import Picture, picture
from remit.engines.findings import Refusal
from remit.web.components import Text

if TYPE_CHECKING:
    from remit.apps.cases.models import Attribution

SHOWN = (Picture.CAUSES, Picture.WATERFALL)
WIDE, NARROW = 960.0, 358.0
CLASSES = re.compile(r' class="[^"]*"')


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture for a wide and for a narrow screen; `href` is where to download it."""

    title: Text
    wide: SafeString
    narrow: SafeString
    href: str = ""


def drawings(situation: Situation, report: Report, *, case: int | None = None) -> Iterator[Drawing]:
    """The pictures of a reckoning; those adopted in a `case` can be downloaded."""
    titles = {
        Picture.CAUSES: _("How it came about"),
        Picture.WATERFALL: _("From equal parts to the shares"),
    }
    # Both widths stand on one page: the situation's name tells their ids apart.
    apart = replace(report, situation_id=f"{report.situation_id} narrow")
    for kind in SHOWN if report.harm else ():
        href = reverse("share_picture", args=[case, kind.value]) if case else ""
        wide, narrow = svg(kind, situation, report), svg(kind, situation, apart, NARROW)
        yield Drawing(titles[kind], wide, narrow, href)


def svg(kind: Picture, situation: Situation, report: Report, width: float = WIDE) -> SafeString:
    """A picture in the reader's language. The engine writes it element by element: all is escaped."""
    drawn = picture(kind, situation, report, get_language() or "en", width)
    # Inside a page the style sheets would take its classes for their own.
    return SafeString(CLASSES.sub("", drawn))


def again(attribution: "Attribution") -> tuple[Situation, Report] | None:
    """What was adopted, reckoned again; None where the engine now comes to other shares."""
    try:
        situation = parse_situation(attribution.situation)
        report = attribute(situation)
    except Refusal:
        return None
    kept = {row["person"]: row["share"] for row in attribution.report["persons"]}
    now = {person.person: str(person.share) for person in report.persons}
    return (situation, report) if kept == now else None
