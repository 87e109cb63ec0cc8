"""The installed packs, one a line: what they rest on, how much is in force, how far it was checked."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.engines.rules import Pack, Verification
from remit.web.components import Cell, Column, Empty, Figure, Row, Table
from remit.web.rules.presenters.telling import both
from remit.web.wording import day, period, pick

COLUMNS = (
    Column("pack", gettext_lazy("Rule pack"), sortable=False),
    Column("rests", gettext_lazy("Rests on"), sortable=False),
    Column("force", gettext_lazy("In force"), "number", sortable=False),
    Column("read", gettext_lazy("Wording read"), "number", sortable=False),
    Column("excerpt", gettext_lazy("In excerpts"), "number", sortable=False),
    Column("believed", gettext_lazy("Not seen"), "number", sortable=False),
    Column("draft", gettext_lazy("State"), sortable=False),
)


def register(packs: Iterable[Pack], *, on: date) -> Table:
    """All packs as of a day."""
    return Table(
        id="packs",
        caption=_("Rule packs"),
        columns=COLUMNS,
        rows=[_row(pack, on) for pack in packs],
        per_page=1000,
        empty=Empty(
            _("No rule pack is installed"),
            _("Put the folders of rule packs where the setting REMIT_RULEPACKS points."),
            icon="rule",
        ),
    )


def figures(packs: Iterable[Pack], *, on: date) -> list[Figure]:
    """How many packs and rules there are on the day, and how many wordings nobody has seen."""
    rows = list(packs)
    checked = sum((_checked(pack, on) for pack in rows), Counter[Verification]())
    return [
        Figure(len(rows), _("rule packs installed")),
        Figure(checked.total(), _("rules in force on this day")),
        Figure(
            checked[Verification.BELIEVED],
            _("of them with a wording nobody has seen"),
            note=_("Such a rule says so wherever it is applied."),
        ),
    ]


def state(pack: Pack, *, today: date) -> Cell:
    """Whether a pack is in force or a draft, and until when comments are heard."""
    if pack.draft is None:
        return Cell(_("in use"), state="done")
    comments = pack.draft.comments
    if today in comments:
        return Cell(
            _("draft, open for comment"), note=period(comments.since, comments.until), state="soon"
        )
    if today < comments.since:
        said = _("comments from %(day)s") % {"day": day(comments.since)}
        return Cell(_("draft"), note=said, state="draft")
    return Cell(_("draft, comments closed"), state="draft")


def _checked(pack: Pack, on: date) -> Counter[Verification]:
    return Counter(rule.verification for rule in pack.rules if on in rule.valid)


def _row(pack: Pack, on: date) -> Row:
    checked = _checked(pack, on)
    cells: list[Cell | int] = [
        Cell(pack.titles, note=pick(pack.jurisdiction) or _("version %(v)s") % {"v": pack.version}),
        _sources(pack, on),
        checked.total(),
        *(checked[how] for how in Verification),
        state(pack, today=on),
    ]
    return Row(cells, reverse("rule_pack", args=[pack.id]), pack.id)


def _sources(pack: Pack, on: date) -> Cell:
    """The instruments in force that day, and how many there are besides."""
    valid = [i.title for i in pack.instruments if on in i.valid]
    rest = len(pack.instruments) - len(valid)
    note = _("and %(n)d not in force that day") % {"n": rest} if rest else ""
    return Cell(both(valid) if valid else "", note=note)
