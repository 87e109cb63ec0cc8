"""The file of a case: what is alleged, what is known and how surely, what is still open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from remit.apps.cases.queries import Link
from remit.engines.rules import Pack, Term
from remit.engines.words import Words
from remit.web.components import Answer, Reference, Step, Text
from remit.web.wording import pick

if TYPE_CHECKING:
    from remit.apps.cases.models import Case, Evidence, Fact, Report

# How sure a fact is, as a chip: its state and its word.
SURENESS: dict[str, tuple[str, Text]] = {
    "agreed": ("done", gettext_lazy("agreed by both sides")),
    "asserted": ("running", gettext_lazy("said by one side")),
    "contested": ("soon", gettext_lazy("contested")),
    "unknown": ("waiting", gettext_lazy("not known yet")),
}
OPEN = ("contested", "unknown")
RECORDS: dict[str, Text] = {
    "plans.plan": gettext_lazy("monthly plan"),
    "plans.item": gettext_lazy("plan item"),
    "plans.summary": gettext_lazy("monthly summary"),
    "matters.matter": gettext_lazy("matter"),
    "correspondence.letter": gettext_lazy("letter sent by the system"),
}
PAGES = {
    "plans.plan": "plan",
    "plans.target": "target",
    "cases.case": "case",
    "cases.report": "report",
    "cases.decision": "decision",
    "matters.matter": "matter",
    "organisation.post": "post",
    "organisation.unit": "unit",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as it is read: a question with its answer, or a statement; how sure; on what it rests."""

    fact: "Fact"
    question: Text
    answer: Text
    statement: str
    state: str
    words: Text
    of: str
    said_by: str
    evidence: tuple[Reference, ...]
    stated_at: datetime


def alleged(case: "Case") -> list[Answer]:
    """What the report says was not done, by whom it was owed, and what looking into it showed."""
    report = case.report
    lines = [
        Answer(_("What was reported"), report.title, note=report.text),
        Answer(_("Unit"), case.unit.name),
        Answer(_("Day of the act"), case.act_on),
        *about(report),
    ]
    verification = getattr(report, "verification", None)
    if verification is not None:
        found = Answer(_("What looking into it showed"), verification.get_outcome_display())
        lines.append(Answer(found.label, found.value, note=verification.reasons))
    return lines


def about(report: "Report") -> list[Answer]:
    """The duty and the record a report speaks of, where it names them."""
    lines = []
    if report.duty is not None:
        post = reverse("post", args=[report.duty.post_id])
        basis = f"{report.duty.post.name} · {report.duty.basis}".rstrip(" ·")
        lines.append(Answer(_("Duty"), report.duty.text, post, basis))
    if href := page_of(report.about):
        lines.append(Answer(_("Record"), _("open the record it is about"), href))
    return lines


def lines(facts: Iterable["Fact"], pack: Pack, *, on: date) -> list[Line]:
    """The facts known on the day, what is open first among equals of the order of the file."""
    known = [fact for fact in facts if timezone.localtime(fact.stated_at).date() <= on]
    return [line(fact, pack) for fact in known]


def grouped(rows: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The facts of the case as a whole, then those about each person."""
    found: dict[str, list[Line]] = {}
    for row in sorted(rows, key=lambda row: row.fact.concerned_id or 0):
        found.setdefault(row.of, []).append(row)
    return [(of or _("The case as a whole"), group) for of, group in found.items()]


def telling(rows: Sequence[Line]) -> list[Line]:
    """The facts told in words, and those that are open: what one reads first."""
    return [row for row in rows if not row.fact.code or row.fact.status in OPEN]


def open_points(rows: Sequence[Line]) -> list[Line]:
    """The facts that are contested or not known."""
    return [row for row in rows if row.fact.status in OPEN]


def answer_of(pack: Pack, code: str, value: object) -> Words:
    """A kept value of a fact in words."""
    term = term_of(pack, code)
    if term is None or value is None:
        return Words("未知", "not known") if value is None else Words(str(value), str(value))
    return term.says(_typed(term, value))


def term_of(pack: Pack, code: str) -> Term | None:
    """The fact of that name in the pack's vocabulary, if it is there."""
    return next((term for term in pack.vocabulary if term.id == code), None)


def thread(links: Iterable[Link], current: str = "case") -> list[Step]:
    """The thread of a case; what does not exist yet stays hollow."""
    return [
        Step(
            link.kind,
            link.label if pick(link.label) else "",
            page_of(link.ref),
            link.kind == current,
        )
        for link in links
    ]


def page_of(ref: str) -> str:
    """The address of the page of a record; empty where it has none."""
    kind, _colon, number = ref.partition(":")
    if kind not in PAGES or not number.isdecimal():
        return ""
    try:
        return reverse(PAGES[kind], args=[int(number)])
    except NoReverseMatch:
        return ""


def sections(case: "Case", current: str) -> list[Mapping[str, object]]:
    """The places inside a case file, as tabs."""
    places: list[tuple[str, Text, str]] = [
        ("case", _("Overview"), reverse("case", args=[case.pk])),
        ("facts", _("Facts and evidence"), reverse("facts", args=[case.pk])),
        ("attribution", _("Shares"), reverse("attribution", args=[case.pk])),
    ]
    named = case.concerned.select_related("appointment__person")
    places += [(row.ref, row.person.name, reverse("concerned", args=[row.pk])) for row in named]
    places.append(("history", _("History"), reverse("case_history", args=[case.pk])))
    return [
        {"label": label, "href": href, "current": key == current} for key, label, href in places
    ]


def line(fact: "Fact", pack: Pack) -> Line:
    """One fact as it is read."""
    term = term_of(pack, fact.code) if fact.code else None
    state, words = SURENESS[fact.status]
    return Line(
        fact=fact,
        question=term.question if term else "",
        answer=answer_of(pack, fact.code, fact.value) if fact.code else "",
        statement=fact.statement,
        state=state,
        words=words,
        of=fact.concerned.person.name if fact.concerned else "",
        said_by=fact.said_by.name if fact.said_by else "",
        evidence=tuple(paper(row) for row in fact.evidence.all()),
        stated_at=fact.stated_at,
    )


def paper(row: "Evidence") -> Reference:
    """A piece of evidence: its number, what it shows, and its file."""
    href = reverse("evidence_file", args=[row.pk]) if row.sha256 else page_of(row.reference)
    parts = [row.text, record(row.reference), row.file_name]
    return Reference(row.label, href, " · ".join(part for part in parts if part))


def record(ref: str) -> str:
    """A reference to a record of this system in words; any other reference as it was written."""
    kind, _colon, number = ref.partition(":")
    if kind not in RECORDS:
        return ref
    return _("%(record)s no. %(number)s") % {"record": RECORDS[kind], "number": number}


def _typed(term: Term, value: object) -> bool | str | Fraction:
    if isinstance(value, bool):
        return value
    if term.type == "number":
        return Fraction(str(value))
    return str(value)
