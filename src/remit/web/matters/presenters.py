"""What the pages of matters show, built from rows."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from remit.apps.matters import queries
from remit.web import wording
from remit.web.components import (
    Answer,
    Cell,
    Chart,
    Column,
    Empty,
    Figure,
    Row,
    Step,
    Table,
    Why,
)
from remit.web.lists import Listing, Shown

if TYPE_CHECKING:
    from remit.apps.matters.models import Holding, Matter, Source
    from remit.apps.matters.models import Step as MatterStep

SHOWN = 15
ACCENT, LATE = "#0f6b5c", "#8a5a00"
# Who did it, who watched, who answers: told apart by colour-blind readers too.
ROLES = [ACCENT, "#5b7fa6", "#c9a227"]


def day(at: datetime | None) -> date | None:
    """The calendar day of an instant, where there is one."""
    return timezone.localtime(at).date() if at else None


def lateness(matter: "Matter") -> Cell:
    """Days late, as a chip with its word; nothing where the matter is not late."""
    if not matter.days_late:
        return Cell(None)
    state = "late" if matter.closed is None else "soon"
    words = ngettext("%(n)d day", "%(n)d days", matter.days_late) % {"n": matter.days_late}
    return Cell(words, state=state)


def figures(extent: queries.Extent) -> list[Figure]:
    """The extent of the matters as numbers worth seeing from afar."""
    if not extent.matters:
        return []
    known = wording.day(day(extent.known_until))
    formula = _("closed (or, while open, the last day known) later than the date to be closed by")
    return [
        Figure(extent.matters, _("matters"), reverse("matters")),
        Figure(extent.open, _("still open"), reverse("matters") + "?state=open"),
        Figure(
            extent.late,
            _("late"),
            reverse("matters") + "?state=late",
            note=_("%(n)d of them still open") % {"n": extent.late_open},
            why=Why(_("What counts as late"), formula=formula),
        ),
        Figure(
            extent.steps_late,
            _("steps later than planned"),
            note=_("of %(n)s steps, known until %(day)s")
            % {"n": f"{extent.steps:,}", "day": known},
        ),
    ]


def board(source: "Source") -> Mapping[str, object]:
    """One organisation's charts: who held matters longest, and whose steps came late."""
    loads = queries.loads(source.organisation)
    return {
        "source": source,
        "held": _held_chart(source, loads),
        "late": _late_chart(source, loads),
    }


def _held_chart(source: "Source", loads: list[queries.Load]) -> Chart:
    first, whole = loads[0], sum((load.held for load in loads), timedelta())
    share = first.held / whole if whole else 0
    title = _("%(post)s held matters longest: %(share)s of all days held") % {
        "post": first.post.name,
        "share": f"{share:.0%}",
    }
    values = [
        {"post": load.post.name, "days": round(load.held / timedelta(days=1), 1)}
        for load in loads[:SHOWN]
    ]
    return Chart(
        id=f"held-{source.pk}",
        title=title,
        spec=_bars(values, "days", _("days held"), ACCENT),
        table=_load_table(source, loads),
        note=_("Days from taking a matter over to passing it on, added up over all matters."),
    )


def _late_chart(source: "Source", loads: list[queries.Load]) -> Chart | None:
    behind = sorted(loads, key=lambda load: load.steps_late, reverse=True)
    if not behind[0].steps_late:
        return None
    total = sum(load.steps_late for load in loads)
    title = _("%(n)s steps were done later than planned, %(first)s of them by %(post)s") % {
        "n": f"{total:,}",
        "first": f"{behind[0].steps_late:,}",
        "post": behind[0].post.name,
    }
    values = [{"post": x.post.name, "late": x.steps_late} for x in behind[:SHOWN] if x.steps_late]
    return Chart(
        id=f"late-{source.pk}",
        title=title,
        spec=_bars(values, "late", _("steps late"), LATE),
        table=_load_table(source, behind),
        note=_("Counts say how much there was, not whose fault it was."),
    )


def _bars(
    values: list[dict[str, object]], field: str, words: str, colour: str
) -> dict[str, object]:
    """Horizontal bars from zero with the number at their end."""
    y = {"field": "post", "type": "nominal", "sort": None, "title": None}
    x = {"field": field, "type": "quantitative", "title": words, "scale": {"zero": True}}
    return {
        "data": {"values": values},
        "height": {"step": 22},
        "width": "container",
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": {"type": "bar", "color": colour}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4},
                "encoding": {"text": {"field": field, "format": ",.0f"}},
            },
        ],
    }


def _load_table(source: "Source", loads: list[queries.Load]) -> Table:
    address = reverse("matters")
    return Table(
        id=f"loads-{source.pk}",
        caption=_("Posts and what they held"),
        columns=[
            Column("post", _("Post"), sortable=False),
            Column("matters", _("Matters"), "number", sortable=False),
            Column("held", _("Days held"), "number", sortable=False),
            Column("steps", _("Steps"), "number", sortable=False),
            Column("late", _("Steps late"), "number", sortable=False),
        ],
        rows=[
            Row(
                [
                    load.post.name,
                    load.matters,
                    round(load.held / timedelta(days=1)),
                    load.steps,
                    load.steps_late,
                ],
                href=f"{address}?lead={load.post.code}",
            )
            for load in loads
        ],
        per_page=max(len(loads), 1),
    )


def whole(matter: "Matter") -> Mapping[str, object]:
    """Everything one matter's page shows besides its steps."""
    held = queries.holdings(matter)
    return {
        "matter": matter,
        "steps": [
            Step("matter", str(matter), current=True),
            Step("case"),
            Step("decision"),
        ],
        "facts": _facts(matter),
        "chart": _holders_chart(matter, held) if held else None,
    }


def _facts(matter: "Matter") -> list[Answer]:
    lead = matter.lead.name if matter.lead else _("nobody named")
    return [
        Answer(_("Answers for it"), lead),
        Answer(_("Opened"), day(matter.opened)),
        Answer(_("To be closed by"), day(matter.deadline or matter.planned)),
        Answer(_("Closed"), day(matter.closed) or _("still open")),
        Answer(_("Read from"), matter.source.file if matter.source else _("entered here")),
        Answer(_("Known until"), day(matter.known_until)),
    ]


def _holders_chart(matter: "Matter", held: "list[Holding]") -> Chart:
    doers = [h for h in held if h.role == h.Role.DOER]
    takeovers = max(len(doers) - 1, 0)
    title = ngettext(
        "It passed from hand to hand once", "It passed from hand to hand %(n)d times", takeovers
    ) % {"n": takeovers}
    if not takeovers:
        title = _("It stayed with one post")
    rows = [(h, h.until or matter.known_until) for h in held]
    values = [
        {
            "post": f"{h.post.name} · {h.get_role_display()}",
            "role": str(h.get_role_display()),
            "since": h.since.isoformat(),
            "until": until.isoformat(),
        }
        for h, until in rows
    ]
    return Chart(
        id="holders",
        title=title,
        spec=_spans(values),
        table=_holders_table(rows),
        note=_longest(rows),
    )


def _longest(rows: "list[tuple[Holding, datetime]]") -> str:
    days: Counter[str] = Counter()
    for held, until in rows:
        if held.role == held.Role.DOER:
            days[held.post.name] += (until - held.since).days
    if not days:
        return ""
    post, most = days.most_common(1)[0]
    return _("Longest with %(post)s: %(n)d days.") % {"post": post, "n": most}


def _spans(values: list[dict[str, str]]) -> dict[str, object]:
    """One bar from taking over to passing on, a row for each post in each role."""
    return {
        "data": {"values": values},
        "height": {"step": 26},
        "width": "container",
        "mark": {"type": "bar", "cornerRadius": 2},
        "encoding": {
            "y": {"field": "post", "type": "nominal", "title": None, "sort": None},
            "x": {"field": "since", "type": "temporal", "title": None},
            "x2": {"field": "until"},
            "color": {
                "field": "role",
                "type": "nominal",
                "sort": None,
                "scale": {"range": ROLES},
                "legend": {"orient": "top", "title": None},
            },
        },
    }


def _holders_table(rows: "list[tuple[Holding, datetime]]") -> Table:
    return Table(
        id="holders-table",
        caption=_("Who held it when"),
        columns=[
            Column("role", _("Role"), sortable=False),
            Column("post", _("Post"), sortable=False),
            Column("since", _("From"), "date", sortable=False),
            Column("until", _("Until"), "date", sortable=False),
            Column("days", _("Days"), "number", sortable=False),
        ],
        rows=[
            Row(
                [
                    str(held.get_role_display()),
                    Cell(held.post.name, reverse("post", args=[held.post_id])),
                    day(held.since),
                    day(held.until) or _("still"),
                    (until - held.since).days,
                ]
            )
            for held, until in rows
        ],
        per_page=max(len(rows), 1),
    )


def _step_lateness(step: "MatterStep") -> Cell:
    if not step.days_late:
        return Cell(None)
    words = ngettext("%(n)d day", "%(n)d days", step.days_late) % {"n": step.days_late}
    return Cell(words, state="soon")


STEPS: "Listing[MatterStep]" = Listing(
    id="steps",
    caption=gettext_lazy("Steps"),
    sort="number",
    href=lambda step: "",
    shown=[
        Shown(Column("number", gettext_lazy("No."), "number"), lambda s: s.number, ("number",)),
        Shown(
            Column("step", gettext_lazy("Step")),
            lambda s: Cell(str(s), note=s.code),
            ("name_en",),
        ),
        Shown(
            Column("doer", gettext_lazy("Did it")),
            lambda s: s.doer.name if s.doer else None,
            ("doer__code",),
        ),
        Shown(
            Column("watcher", gettext_lazy("Watched over it")),
            lambda s: s.watcher.name if s.watcher else None,
            ("watcher__code",),
        ),
        Shown(
            Column("planned", gettext_lazy("Planned for"), "date"),
            lambda s: day(s.due or s.planned),
            ("due", "planned"),
        ),
        Shown(Column("done", gettext_lazy("Done"), "date"), lambda s: day(s.done), ("done",)),
        Shown(Column("late", gettext_lazy("Late"), "number"), _step_lateness, ("days_late",)),
    ],
    empty=Empty(gettext_lazy("No steps are known of this matter")),
)
