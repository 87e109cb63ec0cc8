"""Tables of an answer as workbooks: the same question asked again, one table of it sent."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpResponse, QueryDict

from remit.web.insight.analysis import Section
from remit.web.lists import Shown, workbook

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from remit.web.components import Table
    from remit.web.standpoint import StandingRequest

FORMAT, TABLE = "format", "table"


def wanted(request: "StandingRequest") -> bool:
    """Whether a table is asked for, not the page."""
    return request.GET.get(FORMAT) == "xlsx"


def address(request: "StandingRequest", table: str) -> str:
    """The address of a table of this answer as a workbook."""
    query = QueryDict(request.GET.urlencode(), mutable=True)
    query[FORMAT], query[TABLE] = "xlsx", table
    return f"{request.path}?{query.urlencode()}"


def linked(request: "StandingRequest", sections: Sequence[Section]) -> list[Section]:
    """The sections with the way to each one's table as a workbook."""
    return [
        replace(each, chart=replace(each.chart, xlsx=address(request, each.id)))
        if each.chart
        else each
        for each in sections
    ]


def sent(request: "StandingRequest", sections: Iterable[Section], *tables: "Table") -> HttpResponse:
    """The table that is asked for as a workbook; raises Http404 where there is none of that name."""
    found = {each.id: each.whole for each in sections if each.whole}
    found |= {each.id: each for each in tables}
    whole = found.get(request.GET.get(TABLE, ""))
    if whole is None:
        raise Http404
    shown = [
        Shown(column, lambda row, place=place: row.cells[place])  # type: ignore[misc]  # rows of a table
        for place, column in enumerate(whole.columns)
    ]
    name = f"lab-{request.GET[TABLE]}"
    return workbook(name, shown, cast("QuerySet[Model]", whole.rows))
