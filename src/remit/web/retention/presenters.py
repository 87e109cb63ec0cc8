"""What the pages of retention show, built from values."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.apps.ledger import queries as ledger
from remit.apps.retention import queries
from remit.engines.retention import Class, Kind, Mode, Standing, State
from remit.engines.words import Words
from remit.web.components import Answer, Cell, Column, Empty, Figure, Row, Table, Task
from remit.web.retention.telling import CHIPS
from remit.web.rules.presenters.telling import CHECKED
from remit.web.wording import day, moment, pick

if TYPE_CHECKING:
    from remit.apps.organisation.models import Appointment
    from remit.apps.retention.models import Erasure

PER_PAGE = 25
# More countries than these are counted, not named.
SHOWN = 6
EVERY_COUNTRY = Words("所有国家", "every country")
CLOCK = Words("时钟", "the clock")
CLASS_COLUMNS = (
    Column("name", gettext_lazy("Kept record"), sortable=False),
    Column("period", gettext_lazy("For how long"), sortable=False),
    Column("then", gettext_lazy("What then follows"), sortable=False),
    Column("basis", gettext_lazy("Resting on"), sortable=False),
)
DUE_COLUMNS = (
    Column("what", gettext_lazy("What is due"), sortable=False),
    Column("kind", gettext_lazy("Retention class"), sortable=False),
    Column("over", gettext_lazy("Over since"), "date", sortable=False),
    Column("then", gettext_lazy("What then follows"), sortable=False),
    Column("basis", gettext_lazy("Resting on"), sortable=False),
)


def classes(found: Iterable[Class]) -> Table:
    """The classes in force on a day, with what they rest on."""
    return Table(
        id="classes",
        caption=_("Retention classes in force"),
        columns=CLASS_COLUMNS,
        rows=[_class(one) for one in found],
        per_page=1000,
        empty=Empty(
            _("No retention class is in force"),
            _(
                "Without a class everything is kept. A lawyer writes them where REMIT_RETENTION points."
            ),
        ),
    )


def _class(found: Class) -> Row:
    codes = sorted(found.countries)
    many = _("%(n)d countries") % {"n": len(codes)}
    where = pick(EVERY_COUNTRY) if not codes else many if len(codes) > SHOWN else " ".join(codes)
    starts, lasts = found.starts.words, found.period
    since = Words(f"{lasts.zh}，自{starts.zh}起", f"{lasts.en} from: {starts.en}")
    _state, checked = CHECKED[found.verification]
    why = Words(f"{found.why.zh}（{checked}）", f"{found.why.en} ({checked})")
    return Row(
        [
            Cell(found.name, note=where),
            lasts if found.mode is Mode.KEEP else since,
            found.mode.words,
            Cell(found.citation, note=why),
        ],
        key=found.id,
    )


def figures(stood: Sequence[queries.Stood], waiting: int, done: int) -> list[Figure]:
    """How much is due, how much waits to be confirmed, how much was erased, how much has no class."""
    states = [one.standing.state for one in stood]
    return [
        Figure(states.count(State.DUE), _("over their period"), reverse("kept_due")),
        Figure(
            waiting, _("proposals wait to be confirmed"), reverse("erasures") + "?state=proposed"
        ),
        Figure(done, _("erased by law"), reverse("erasures") + "?state=confirmed"),
        Figure(
            states.count(State.NO_CLASS),
            _("without a class, and kept"),
            note=_("%(n)d more are kept by law.") % {"n": states.count(State.KEPT)},
        ),
    ]


def waiting(rows: "Iterable[Erasure]") -> list[Task]:
    """The proposals that wait, as things to do."""
    return [
        Task(
            f"{pick(row.kind_words)} · {row.what}",
            reverse("erasure", args=[row.pk]),
            words=_("%(n)d more must confirm") % {"n": queries.needed(row)},
            hint=row.basis,
        )
        for row in rows
    ]


def due(found: Sequence[queries.Stood], page: int) -> Table:
    """What is over its period and was not proposed yet, one page of it."""
    page = min(page, max(1, -(-len(found) // PER_PAGE)))
    return Table(
        id="due",
        caption=_("Over their period"),
        columns=DUE_COLUMNS,
        rows=[_due(one) for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]],
        total=len(found),
        page=page,
        per_page=PER_PAGE,
        empty=Empty(
            _("Nothing is over its period"),
            _("What becomes due is proposed by the clock in the night and waits for two people."),
        ),
    )


def _due(one: queries.Stood) -> Row:
    thing, standing, governing = one.kept.thing, one.standing, one.standing.governing
    return Row(
        [
            Cell(one.kept.label, note=thing.ref),
            governing.name if governing else "",
            standing.over,
            standing.mode.words,
            governing.citation if governing else "",
        ],
        propose_address(thing.ref),
        thing.ref,
    )


def propose_address(ref: str) -> str:
    """Where the erasure of a thing is proposed."""
    return f"{reverse('propose_erasure')}?{urlencode({'ref': ref})}"


def thing(kept: queries.Kept, standing: Standing) -> list[Answer]:
    """A thing that may be proposed: what it is, and how it stands to its period."""
    governing = standing.governing
    return [
        Answer(_("To what"), kept.label, note=kept.thing.ref),
        Answer(_("Kind"), kept.thing.kind.words),
        Answer(_("Retention class"), governing.name if governing else _("none")),
        Answer(_("Stands"), standing.state.words, note=_since(standing.over)),
    ]


def _since(over: date | None) -> str:
    return _("period over on %(day)s") % {"day": day(over)} if over else ""


def erasure(row: "Erasure", label: Words | None) -> list[Answer]:
    """Everything an erasure says, with who proposed and who agreed."""
    lines = [
        Answer(_("To what"), label or row.what, note=row.what if label else ""),
        Answer(_("Kind"), row.kind_words),
        Answer(_("Retention class"), _class_name(row.class_id)),
        Answer(_("Resting on"), row.basis),
        Answer(_("Reasons"), row.reasons),
        Answer(_("Proposed by"), _who(row.proposed_by), note=moment(row.proposed_at)),
    ]
    confirmed = row.confirmations.all()
    lines += [Answer(_("Confirmed by"), _who(one.by), note=moment(one.at)) for one in confirmed]
    if row.automatic and row.confirmed_at:
        lines.append(Answer(_("Carried out by"), CLOCK, note=moment(row.confirmed_at)))
    if row.refused_by:
        lines += [
            Answer(_("Refused by"), _who(row.refused_by), note=moment(row.refused_at)),
            Answer(_("Why it is kept"), row.refused),
        ]
    return lines


def chip(row: "Erasure") -> str:
    """The colour of an erasure's state."""
    return CHIPS[row.state]


def entries(row: "Erasure", *, linked: bool) -> list[Task]:
    """The ledger's entries of an erasure, and that of what it blanked."""
    of_thing = ledger.about(row.what).filter(body__under=row.ref)
    found = [*ledger.about(row.ref), *of_thing]
    return [
        Task(
            entry.verb,
            reverse("entry", args=[entry.pk]) if linked else "",
            state="done" if entry.seq else "waiting",
            words=_("No. %(n)d") % {"n": entry.seq} if entry.seq else _("not yet numbered"),
            hint=moment(entry.at),
        )
        for entry in sorted(found, key=lambda entry: entry.pk)
    ]


def kinds() -> tuple[tuple[str, Words], ...]:
    """The kinds of things, to choose from."""
    return tuple((kind.value, kind.words) for kind in Kind)


def _class_name(id: str) -> "Words | str":  # the word of the model
    found = next((one for one in queries.classes() if one.id == id), None)
    return found.name if found else id or _("none")


def _who(by: "Appointment | None") -> "Words | str":
    return f"{by.person.name} · {by.post.name}" if by else CLOCK
