"""What is kept that can be erased as a whole: reports, closed cases, people who left, a year of letters.

Where a thing has no kind here (an open case, a report on which a case was opened, a person in post) it is
kept: it goes with what it belongs to, or it is still at work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear, Substr

from remit.apps.cases.models import Case, Concerned, Decision, Fact, Report
from remit.apps.cases.queries import parties, parties_of_report
from remit.apps.correspondence.models import Letter
from remit.apps.organisation.models import STEP, Appointment, Person, Unit
from remit.apps.organisation.queries import Range, day, organisations, within
from remit.engines.retention import Event, Kind, Thing
from remit.engines.words import Words

LETTERS = "correspondence.letters"
REPORTS = {
    Report.State.UNFOUNDED.value: Kind.REPORT_UNFOUNDED,
    Report.State.INSUFFICIENT.value: Kind.REPORT_INSUFFICIENT,
}
IN_FORCE = (Decision.State.DECIDED, Decision.State.SERVED)


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing with the unit it belongs to, and how people call it where they may know."""

    thing: Thing
    path: str
    label: Words


def things(ranges: list[Range] | None = None, *, on: date) -> list[Kept]:
    """Everything in the units (in all, without any) that can be erased as a whole and has not been."""
    return [
        *_reports(Report.objects.filter(_there(ranges, "unit__path"))),
        *_cases(Case.objects.filter(_there(ranges, "unit__path"))),
        *_people(Person.objects.filter(_there(ranges, "home__path")), on),
        *_letters(Letter.objects.filter(_there(ranges, "path")), on),
    ]


def thing(ref: str, *, on: date) -> Kept | None:
    """The thing with a reference; None where nothing of it can be erased as a whole."""
    kind, _, key = ref.partition(":")
    if kind == LETTERS:
        return next(_letters(letters_of(ref), on), None)
    pk = int(key) if key.isdecimal() and len(key) < 18 else 0
    found: Iterator[Kept] = iter(())
    match kind:
        case "cases.report":
            found = _reports(Report.objects.filter(pk=pk))
        case "cases.case":
            found = _cases(Case.objects.filter(pk=pk))
        case "organisation.person":
            found = _people(Person.objects.filter(pk=pk), on)
    return next(found, None)


def ref_called(text: str) -> str:
    """The reference of what a person calls by a case number, a sign-in name, or the reference itself."""
    written = text.strip()
    year, dash, number = written.partition("-")
    if dash and year.isdecimal() and number.isdecimal() and len(number) < 18:
        return f"cases.case:{int(number)}"
    if ":" in written:
        return written
    person = Person.objects.filter(login=written).first()
    return person.ref if person else ""


def letters_of(ref: str) -> QuerySet[Letter]:
    """The letters of an organisation's year, by the reference of that year; none for another one."""
    path, _, year = ref.partition(":")[2].partition("/")
    known = year.isdecimal() and len(year) == 4 and year > "1900"
    if not (known and path.isdecimal() and len(path) == STEP):
        return Letter.objects.none()
    of_year = Q(delivered_at__year=year) | Q(delivered_at__isnull=True, written_at__year=year)
    return _whole(Letter.objects.filter(of_year, path__startswith=path))


def barred(ref: str) -> frozenset[str]:
    """The people whom a matter is about or names, by reference: they do not decide what becomes of it."""
    kind, _, key = ref.partition(":")
    if kind == "organisation.person":
        return frozenset({ref})
    if kind == "cases.report":
        people = parties_of_report(Report.objects.select_related("duty__post").get(pk=key))
        return people.concerned | people.reporters
    if kind != "cases.case":
        return frozenset()
    case = Case.objects.select_related("report__duty__post", "officer__person").get(pk=key)
    people = parties(case)
    asked = Fact.objects.filter(case=case, said_by__isnull=False).select_related("said_by")
    witnesses = {row.said_by.ref for row in asked if row.said_by}
    return people.concerned | people.reporters | witnesses


def names_in(ref: str) -> frozenset[str]:
    """The names and sign-in names of the people whom a matter is about or names."""
    keys = [one.rpartition(":")[2] for one in barred(ref)]
    rows = Person.objects.filter(pk__in=keys).values_list("name_zh", "name_en", "login")
    return frozenset(name for row in rows for name in row if len(name) > 1)


def _there(ranges: list[Range] | None, field: str) -> Q:
    return Q() if ranges is None else within(ranges, field)


def _reports(rows: QuerySet[Report]) -> Iterator[Kept]:
    rows = rows.filter(state__in=REPORTS, erased_at__isnull=True, case__isnull=True)
    columns = ("pk", "state", "unit__path", "unit__country", "verification__at")
    for pk, state, path, country, at in rows.order_by("pk").values_list(*columns):
        found = Thing(REPORTS[state], f"cases.report:{pk}", country, _on(Event.VERIFIED, at))
        yield Kept(found, path, Words(f"第{pk}号反映", f"report {pk}"))


def _cases(rows: QuerySet[Case]) -> Iterator[Kept]:
    closed = rows.filter(stage=Case.Stage.CLOSED, erased_at__isnull=True)
    decided: dict[int, list[Decision]] = {}
    decisions = Decision.objects.filter(concerned__case__in=closed, state__in=IN_FORCE)
    for decision in decisions.select_related("concerned"):
        if decision.burdens:
            decided.setdefault(decision.concerned.case_id, []).append(decision)
    for case in closed.select_related("unit").order_by("pk"):
        measures = decided.get(case.pk, [])
        kind = Kind.CASE_WITH_MEASURE if measures else Kind.CASE_WITHOUT_MEASURE
        events = _on(Event.CLOSED, case.closed_at)
        ended = [_ended(one) for one in measures]
        known = [one for one in ended if one is not None]
        if measures and len(known) == len(ended):
            events |= {Event.EFFECT_ENDED: max(*known, events[Event.CLOSED])}
        label = Words(f"{case.number} 号案件", f"case {case.number}")
        yield Kept(Thing(kind, case.ref, case.unit.country, events), case.unit.path, label)


def _ended(decision: Decision) -> date | None:
    """The day on which a measure had done its work; one without a period has when it was served."""
    moment = decision.effect_ended_at
    if decision.effect_until is None:
        moment = decision.served_at
    return day(moment) if moment else None


def _people(rows: QuerySet[Person], on: date) -> Iterator[Kept]:
    """People who filled posts and fill none, and whom no case that is kept concerns."""
    running = Appointment.objects.filter(Q(until__isnull=True) | Q(until__gt=on))
    concerned = Concerned.objects.filter(case__erased_at__isnull=True)
    left = (
        rows.filter(erased=False, home__isnull=False)
        .exclude(pk__in=running.values("person"))
        .exclude(pk__in=concerned.values("appointment__person"))
        .annotate(last=Max("appointments__until"))
        .filter(last__isnull=False)
    )
    for person in left.select_related("home").order_by("pk"):
        if person.home is None:
            continue
        events = {Event.LAST_APPOINTMENT_ENDED: person.last}
        found = Thing(Kind.PERSON_LEFT, person.ref, person.home.country, events)
        yield Kept(found, person.home.path, Words(person.name_zh, person.name_en))


def _whole(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """The letters that are sent and no part of a case or report."""
    sent = rows.filter(erased_at__isnull=True).exclude(state=Letter.State.WAITING)
    return sent.exclude(matter__startswith="cases.").exclude(path="")


def _letters(rows: QuerySet[Letter], on: date) -> Iterator[Kept]:
    """One thing for all letters of an organisation and year: periods run from the last of them."""
    roots = {unit.path: unit for unit in organisations()}
    arrived = Coalesce("delivered_at", "written_at")
    years = (
        _whole(rows)
        .order_by()
        .annotate(root=Substr("path", 1, STEP), year=ExtractYear(arrived))
        .values("root", "year")
        .annotate(last=Max(arrived))
    )
    for row in sorted(years, key=lambda row: (row["root"], row["year"])):
        if unit := roots.get(row["root"]):
            events = _on(Event.DELIVERED, row["last"]) if row["year"] < on.year else {}
            yield _year(unit, row["year"], events)


def _year(unit: Unit, year: int, events: dict[Event, date]) -> Kept:
    found = Thing(Kind.LETTER, f"{LETTERS}:{unit.path}/{year}", unit.country, events)
    zh, en = unit.name_zh or unit.name_en, unit.name_en or unit.name_zh
    return Kept(found, unit.path, Words(f"{zh}{year}年的文书", f"letters of {en}, {year}"))


def _on(event: Event, at: datetime | None) -> dict[Event, date]:
    return {event: day(at)} if at else {}
