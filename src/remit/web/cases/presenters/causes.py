"""What led to a harm, as a kept report has it: each one's part, what was enough, what would have helped."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from remit.engines.attribution import Kind, Part, amount_text
from remit.web.cases.presenters.shares import Mapped, limits, words
from remit.web.cases.presenters.situation import belongs
from remit.web.components import Cell, Column, Row, Table, Text
from remit.web.wording import percent, pick

Told = Callable[[Mapped], Cell | str]


def parts(report: Mapped, situation: Mapped) -> Table:
    """Whether each person was a cause, how close to averting the harm, and how sure the share is."""
    facts = (*situation["choices"], *situation["circumstances"])
    labels = {fact["id"]: pick(words(fact["label"])) for fact in facts}
    asked: list[tuple[Column, Told]] = [
        (_column("part", _("Part in the cause")), lambda row: pick(Part(row["part"]).words)),
        (_column("degree", _("How close to averting it")), _degree),
        (_number("share", _("Share")), lambda row: percent(Fraction(row["share"]))),
        (_column("interval", _("Lies between")), lambda row: _interval(row, labels)),
        (_column("weighed", _("Degree by the rules")), _weighed),
        (_number("blame", _("What could be known then")), _blame),
        (_column("exempted", _("Exempted")), _exempted),
    ]
    return _of_people("share-parts", _("What part each person had"), report, asked)


def kinds(report: Mapped) -> Table:
    """How each share is made up: acts, omissions, supervision, what was inherited."""
    asked: list[tuple[Column, Told]] = [
        (_number(kind.value, kind.words), partial(_by_kind, kind)) for kind in Kind
    ]
    asked.append((_number("whole", _("Together")), lambda row: percent(_whole(row))))
    return _of_people("share-kinds", _("How each share is made up"), report, asked)


def levels(report: Mapped) -> Table | None:
    """The grades of the harm, when there are several."""
    rows = [
        Row([words(level["label"]), amount_text(Fraction(level["amount"]), report["unit"]),
             level["happened"]])
        for level in report["levels"]
    ]  # fmt: skip
    columns = [
        _column("level", _("Level of the harm")),
        _number("amount", _("Adds")),
        _column("happened", _("Came about")),
    ]
    caption = _("How grave the harm became")
    return Table("share-levels", caption, columns, rows) if len(rows) > 1 else None


def units(report: Mapped) -> Table | None:
    """What units share and the people in each, when there are several units."""
    names = {row["person"]: pick(words(row["name"])) for row in report["persons"]}
    rows = [
        Row(
            [words(unit["unit"]), percent(Fraction(unit["share"])), _people(unit["persons"], names)]
        )
        for unit in report["units"]
    ]
    columns = [
        _column("unit", _("Unit")),
        _number("share", _("Share")),
        _column("people", _("In the unit")),
    ]
    caption = _("What units share")
    return Table("share-units", caption, columns, rows) if len(rows) > 1 else None


def enough(report: Mapped) -> list[Text]:
    """What together was enough for the harm, in sentences; the last says how many are not listed."""
    found = report["cut_sets"]
    told: list[Text] = [words(sentence) for sentence in found["sentences"]]
    if told and (more := found["count"] - len(found["sets"])):
        text = ngettext(
            "%(n)d more group of departures was enough too.",
            "%(n)d more groups of departures were enough too.",
            more,
        )
        told.append(text % {"n": more})
    return told


def controls(report: Mapped, situation: Mapped) -> Table:
    """Every duty, with how far keeping it would have lowered the expected harm; the best first."""
    found = report["prevention"]
    whose = {
        choice["id"]: words(owner["name"])
        for choice in situation["choices"]
        for owner in situation["owners"]
        if belongs(choice, owner)
    }
    columns = [
        _column("duty", _("Duty kept")),
        *([] if found["structural"] else [_number("likelihood", _("How often it is missed"))]),
        _number("averted", _("Lowers the expected harm by")),
    ]
    rows = []
    for control in found["controls"]:
        averted = percent(Fraction(control["averted"]))
        often = [] if found["structural"] else [percent(Fraction(control["likelihood"]))]
        duty = Cell(words(control["label"]), note=whose[control["factor"]])
        rows.append(Row([duty, *often, averted]))
    return Table("share-controls", _("What would have helped most"), columns, rows)


def _of_people(id: str, caption: str, report: Mapped, asked: list[tuple[Column, Told]]) -> Table:
    """A table with a line for each person; a column that says nothing of anybody is left out."""
    people = report["persons"]
    told = [(column, [cell(row) for row in people]) for column, cell in asked]
    said = [(column, cells) for column, cells in told if any(cells)]
    columns = [_column("person", _("Person")), *(column for column, _cells in said)]
    names = [words(row["name"]) for row in people]
    rows = [Row(cells) for cells in zip(names, *(cells for _column, cells in said), strict=True)]
    return Table(id, caption, columns, rows)


def _degree(row: Mapped) -> Cell | str:
    degree = Fraction(row["degree"])
    if not degree:
        return ""
    others = int(1 / degree) - 1
    if not others:
        return Cell(str(degree), note=_("nobody else was needed"))
    text = ngettext(
        "%(n)d other would also have had to act otherwise",
        "%(n)d others would also have had to act otherwise",
        others,
    )
    return Cell(str(degree), note=text % {"n": others})


def _interval(row: Mapped, labels: Mapping[str, str]) -> Cell | str:
    found = limits(row)
    if found is None:
        return ""
    low, high = (percent(limit) for limit in found)
    interval, notes = row["interval"], []
    if interval["expected"] is not None:
        notes.append(_("expected: %(share)s") % {"share": percent(Fraction(interval["expected"]))})
    if deciding := labels.get(interval["deciding"]):
        notes.append(_("decides most: whether “%(fact)s”") % {"fact": deciding})
    return Cell(f"{low} – {high}", note=_("; ").join(notes))


def _weighed(row: Mapped) -> Cell | str:
    degree = row["weighed"]
    if degree is None:
        return ""
    plain = percent(Fraction(row["plain_share"]))
    note = _("weight %(weight)s; with equal degrees %(share)s")
    return Cell(words(degree["name"]), note=note % {"weight": degree["weight"], "share": plain})


def _blame(row: Mapped) -> str:
    return percent(Fraction(row["blame"])) if row["blame"] is not None else ""


def _exempted(row: Mapped) -> Cell | str:
    if row["exempted"] is None:
        return ""
    return Cell(percent(_whole(row)), note=words(row["exempted"]))


def _by_kind(kind: Kind, row: Mapped) -> str:
    part = row["by_kind"].get(kind.value)
    return "" if part is None else percent(Fraction(part))


def _whole(row: Mapped) -> Fraction:
    return Fraction(row["unexempted_share"])


def _people(shares: Mapping[str, str], names: Mapping[str, str]) -> str:
    return _("; ").join(
        f"{names[person]} {percent(Fraction(part))}" for person, part in shares.items()
    )


def _column(key: str, label: Text) -> Column:
    return Column(key, label, sortable=False)


def _number(key: str, label: Text) -> Column:
    return Column(key, label, "number", sortable=False)
