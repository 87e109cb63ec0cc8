"""What a change of rules would do to the cases that were decided: figures, two charts, the changed cases."""

from collections.abc import Mapping, Sequence

import numpy as np
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from remit.apps.cases.queries.rulings import KeptFacts
from remit.engines.rules.batch import Days, cases_of
from remit.engines.rules.facts import still_asked
from remit.engines.rules.whatif import (
    Affected,
    Direction,
    WhatIf,
    direction_chart,
    matrix_chart,
    what_if,
)
from remit.engines.rules.whatif.sentences import matrix_title
from remit.web.components import Cell, Chart, Column, Figure, Row, Table
from remit.web.rules.presenters.versions import Pair
from remit.web.wording import percent, pick

MOST_LISTED = 200
# What the reader calls each group, and the heading of its table.
GROUPS = {
    "unit": (gettext_lazy("unit"), gettext_lazy("By unit")),
    "level": (gettext_lazy("level"), gettext_lazy("By level")),
    "post": (gettext_lazy("post"), gettext_lazy("By post")),
}
CHIPS: Mapping[Direction, str] = {Direction.UNDECIDABLE: "soon"}
Spec = Mapping[str, object]


def answer(pair: Pair, kept: Sequence[KeptFacts]) -> dict[str, object]:
    """The comparison over the kept cases."""
    both = (pair.before, pair.after)
    cases = cases_of(pair.before, [still_asked(both, each.facts) for each in kept], pair.after)
    first, second = _days(pair, kept)
    of = {str(named): [pick(k.of[name]) for k in kept] for name, (named, _head) in GROUPS.items()}
    found = what_if(*both, cases, first, of, days_after=second, most=MOST_LISTED)
    return {
        "found": found,
        "figures": _figures(found),
        "charts": _charts(found),
        "groups": [_group(name, found.attributes[str(GROUPS[name][0])]) for name in GROUPS],
        "changed": _changed(found, kept),
    }


def _group(name: str, rows: Sequence[Affected]) -> Table:
    """Whom the change concerns, by unit, level or post."""
    columns = (
        Column("label", GROUPS[name][1], sortable=False),
        Column("cases", _("Cases"), "number", sortable=False),
        Column("changed", _("Would come out otherwise"), "number", sortable=False),
        Column("share", _("Share"), "number", sortable=False),
        Column("shift", _("Rungs moved on average"), "number", sortable=False),
    )
    told = [
        Row(
            [row.label, row.cases, row.changed, percent(row.share), f"{float(row.mean_shift):+.1f}"]
        )
        for row in rows
    ]
    return Table(f"by-{name}", GROUPS[name][1], columns, told, per_page=1000)


def _days(pair: Pair, kept: Sequence[KeptFacts]) -> tuple[Days, Days | None]:
    """Each case on its own days under both packs, or all of them as acts of two other days."""
    if pair.days is not None:
        one, two = pair.days
        return Days(one, one), Days(two, two)
    on, act_on = ([each.on for each in kept], [each.act_on for each in kept])
    return Days(np.array(on, "datetime64[D]"), np.array(act_on, "datetime64[D]")), None


def _figures(found: WhatIf) -> list[Figure]:
    ways = found.directions
    milder = ways.get(Direction.MILDER, 0) + ways.get(Direction.EXEMPT, 0)
    return [
        Figure(found.cases, _("cases looked at, one for each person concerned")),
        Figure(found.changed, _("would come out otherwise"), note=percent(found.share)),
        Figure(milder, _("milder or exempt")),
        Figure(ways.get(Direction.HEAVIER, 0), _("would be heavier")),
        Figure(
            ways.get(Direction.UNDECIDABLE, 0),
            _("no longer settled"),
            note=_("The other rules ask for facts that were never established."),
        ),
    ]


def _charts(found: WhatIf) -> list[Chart]:
    """How many go which way, and from which result to which."""
    if not found.changed:
        return []
    language = get_language() or "en"
    return [
        Chart("ways", found.title, _untitled(direction_chart(found, language)), _ways(found)),
        Chart(
            "flows", matrix_title(found), _untitled(matrix_chart(found, language)), _flows(found)
        ),
    ]


def _untitled(spec: Spec) -> Spec:
    """The page writes the title itself; cases are counted in whole numbers."""
    kept = {key: value for key, value in spec.items() if key != "title"}
    return {**kept, "config": {"axisQuantitative": {"tickMinStep": 1, "format": "d"}}}


def _ways(found: WhatIf) -> Table:
    columns = (
        Column("way", _("How they change"), sortable=False),
        Column("cases", _("Cases"), "number", sortable=False),
    )
    rows = [Row([way.words, count]) for way, count in found.directions.items()]
    return Table("ways-table", _("How they change"), columns, rows, per_page=1000)


def _flows(found: WhatIf) -> Table:
    columns = (
        Column("before", _("Result before"), sortable=False),
        Column("after", _("Result after"), sortable=False),
        Column("cases", _("Cases"), "number", sortable=False),
    )
    rows = [Row([flow.before.words, flow.after.words, flow.cases]) for flow in found.flows]
    return Table("flows-table", _("From which result to which"), columns, rows, per_page=1000)


def _changed(found: WhatIf, kept: Sequence[KeptFacts]) -> Table:
    """The changed cases, each with the rules behind it."""
    columns = (
        Column("case", _("Case"), sortable=False),
        Column("way", _("How it changes"), sortable=False),
        Column("before", _("Result before"), sortable=False),
        Column("after", _("Result after"), sortable=False),
        Column("because", _("Because of"), sortable=False),
    )
    rows = [
        Row(
            [
                Cell(kept[each.case].title, note=kept[each.case].number),
                Cell(each.direction.words, state=CHIPS.get(each.direction, "note")),
                each.before,
                each.after,
                each.reason,
            ],
            reverse("case", args=[kept[each.case].case]),
        )
        for each in found.examples
    ]
    return Table("changed", _("Cases that change"), columns, rows, per_page=1000)
