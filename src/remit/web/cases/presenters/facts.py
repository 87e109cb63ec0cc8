"""The page of all facts: what is known, on what evidence, and what the rules would still ask."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from remit.apps.cases import queries
from remit.web.cases.presenters import file
from remit.web.cases.presenters.overview import may_investigate
from remit.web.components import Text
from remit.web.standpoint import Standpoint

if TYPE_CHECKING:
    from remit.apps.cases.models import Case


@dataclass(frozen=True, slots=True)
class Unasked:
    """A question of the rules that nobody has answered yet."""

    question: Text
    href: str


def page(case: "Case", standpoint: Standpoint) -> dict[str, Any]:
    """The context of the page of facts."""
    pack = queries.pack_of(case)
    rows = case.facts.select_related(
        "concerned__appointment__person", "said_by", "stated_by__person"
    )
    current = rows.filter(superseded_by__isnull=True).prefetch_related("evidence")
    former = rows.filter(superseded_by__isnull=False).prefetch_related("evidence")
    known = {fact.code for fact in current if fact.code}
    return {
        "case": case,
        "sections": file.sections(case, "facts"),
        "groups": file.grouped(file.lines(current, pack, on=standpoint.on)),
        "former": file.lines(former, pack, on=standpoint.on),
        "unasked": [
            Unasked(term.question, ask(case, term.id))
            for term in pack.vocabulary
            if term.id not in known
        ],
        "may_investigate": may_investigate(case, standpoint),
    }


def ask(case: "Case", code: str) -> str:
    """Where a question of the rules is answered."""
    return f"{reverse('state_fact', args=[case.pk])}?{urlencode({'code': code})}"
