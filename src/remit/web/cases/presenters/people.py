"""Names behind the references of people and of people in posts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from remit.apps.organisation import queries as organisation
from remit.web.standpoint import Standpoint
from remit.web.wording import is_chinese

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from remit.apps.cases.models import Case
    from remit.apps.organisation.models import Appointment

PERSON, APPOINTMENT = "organisation.person", "organisation.appointment"


def names(refs: Iterable[str], standpoint: Standpoint) -> dict[str, str]:
    """The name behind each reference that the reader may read; people in posts with their post."""
    wanted = set(refs)
    reader, today = standpoint.reader, standpoint.today
    people = organisation.people_visible_to(reader, on=today)
    posts = organisation.appointments_visible_to(reader, on=today)
    named = {row.ref: row.name for row in people.filter(pk__in=_numbers(wanted, PERSON))}
    acting = posts.filter(pk__in=_numbers(wanted, APPOINTMENT))
    return named | {row.ref: f"{row.person.name} · {row.post.name}" for row in acting}


def together(found: Iterable[str]) -> str:
    """Names in one line, each once."""
    return ("、" if is_chinese() else ", ").join(dict.fromkeys(found))


def then_in_post(case: "Case", standpoint: Standpoint) -> "QuerySet[Appointment]":
    """Who filled a post of the unit, above or below it, on the day of the act."""
    rows = organisation.appointments_visible_to(standpoint.reader, on=standpoint.today)
    path = case.unit.path
    above = [
        path[:end] for end in range(len(case.unit.root_path), len(path), len(case.unit.root_path))
    ]
    near = organisation.within([organisation.subtree(path)], "post__unit__path")
    upward = rows.filter(post__unit__path__in=above)
    return (
        (rows.filter(near) | upward)
        .filter(organisation.in_force(case.act_on))
        .order_by("-post__unit__path", "post", "id")
    )


def _numbers(refs: Iterable[str], kind: str) -> list[int]:
    pairs = (ref.partition(":") for ref in refs)
    return [int(number) for found, _, number in pairs if found == kind and number.isdecimal()]
