"""Erasing reports and cases by law: what they said is gone, that they were there is kept.

Who may approve an erasure is asked by the app that keeps them; here only what is still at work is refused.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from remit.apps.cases.actions.gate import fresh_case
from remit.apps.cases.models import (
    Appeal,
    Attribution,
    Case,
    Concerned,
    Confirmation,
    Decision,
    Determination,
    Evidence,
    Fact,
    Hearing,
    Rehabilitation,
    Report,
    Verification,
)
from remit.apps.correspondence.actions import erase_letters
from remit.apps.correspondence.queries import kept_under
from remit.apps.ledger.actions import forget, record
from remit.apps.ledger.queries import ref_of
from remit.apps.organisation.actions import actor
from remit.apps.organisation.models import Appointment
from remit.apps.organisation.queries import rows_behind
from remit.engines.findings import Refusal, error

Blanks = Mapping[str, Any]
Chosen = Iterator[tuple[QuerySet[Any], Blanks]]


class CaseNotClosed(Refusal):
    """Only what is closed is erased."""


class ErasedWithItsCase(Refusal):
    """A report that led to a case is erased together with the case."""


class ErasedAlready(Refusal):
    """What was erased holds nothing that could be erased again."""


@transaction.atomic
def erase_report(report: Report, *, under: str, by: Appointment | None, at: datetime) -> Report:
    """Erases a report that led to no case, and its letters, under an approved erasure."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("unit")
    report = rows.get(pk=report.pk)
    _refuse_report(report)
    _erase("cases.report_erased", report, {report.ref}, list(_of_report(report)), under, by, at)
    report.refresh_from_db()
    return report


@transaction.atomic
def erase_case(case: Case, *, under: str, by: Appointment | None, at: datetime) -> Case:
    """Erases a closed case with its report and its letters, under an approved erasure."""
    case = fresh_case(case)
    _refuse_case(case)
    matters = {case.ref, case.report.ref}
    chosen = [*_of_report(case.report), *_of_case(case)]
    _erase("cases.case_erased", case, matters, chosen, under, by, at)
    case.refresh_from_db()
    return case


def _erase(
    verb: str,
    thing: Report | Case,
    matters: set[str],
    chosen: list[tuple[QuerySet[Any], Blanks]],
    under: str,
    by: Appointment | None,
    at: datetime,
) -> None:
    """Blanks the rows and forgets what the ledger said of them; what is left is told of anew."""
    if letters := kept_under(*matters):
        erase_letters(letters, under=under, by=by, at=at)
    refs = {ref_of(row) for rows, _ in chosen for row in rows.only("pk")}
    forgotten, told = forget(matters=matters, subjects={*matters, *refs}, at=at)
    for rows, blanks in chosen:
        rows.update(**blanks, **_erased(rows.model, at))
    record(
        verb,
        at=at,
        actor=actor(by),
        subject=thing.ref,
        path=thing.unit.path,
        body={"under": under, "forgotten": forgotten},
        rows=rows_behind({*told, *refs}),
    )


def _of_report(report: Report) -> Chosen:
    """What a report says of people, row by row, and what is left of it."""
    texts = _empty("title_zh", "title_en", "text", "contact", "receipt")
    yield Report.objects.filter(pk=report.pk), {**texts, "reported_by": None}
    yield Verification.objects.filter(report=report), _empty("reasons_zh", "reasons_en")


def _of_case(case: Case) -> Chosen:
    """What a case says of people, row by row, and what is left of it: dates, states, and who worked on it."""
    people = list(case.concerned.all())
    yield Case.objects.filter(pk=case.pk), _empty("title_zh", "title_en")
    yield Concerned.objects.filter(case=case), {"appointment": None}
    said = _empty("statement_zh", "statement_en")
    yield Fact.objects.filter(case=case), {**said, "value": None, "said_by": None}
    paper = _empty("text_zh", "text_en", "reference", "file_name", "sha256")
    yield Evidence.objects.filter(case=case), {**paper, "file": None}
    heard = _empty("said_zh", "said_en", "answer_zh", "answer_en")
    yield Hearing.objects.filter(concerned__in=people), heard
    reckoned: Blanks = {"inputs": "", "situation": None, "report": None}
    yield Attribution.objects.filter(case=case), reckoned
    found: Blanks = {"inputs": "", "facts": None, "result": None}
    yield Determination.objects.filter(concerned__in=people), found
    yield from _of_decisions(people)


def _of_decisions(people: list[Concerned]) -> Chosen:
    reasons = _empty("reasons_zh", "reasons_en", "departure_zh", "departure_en", "measure")
    decisions = Decision.objects.filter(concerned__in=people)
    words = _empty("measure_zh", "measure_en", "sent_back_zh", "sent_back_en")
    yield decisions, {**reasons, **words}
    yield Confirmation.objects.filter(decision__in=decisions), {}
    grounds = _empty("grounds_zh", "grounds_en")
    yield Appeal.objects.filter(decision__in=decisions), {**reasons, **grounds}
    cleared = Rehabilitation.objects.filter(concerned__in=people)
    yield cleared, _empty("reasons_zh", "reasons_en")


def _empty(*columns: str) -> dict[str, Any]:
    return dict.fromkeys(columns, "")


def _erased(model: type[Model], at: datetime) -> dict[str, datetime]:
    """That it was erased, where the row has room to say so: one that held no text has none."""
    return {"erased_at": at} if hasattr(model, "erased_at") else {}


def _refuse_report(report: Report) -> None:
    if report.erased_at is not None:
        raise _already(report.ref)
    if Case.objects.filter(report=report).exists():
        zh = "该反映已经立案，随案件一并删除，不能单独删除。请对案件提请删除。"
        en = "The report led to a case and is erased with it, not alone. Propose to erase the case."
        raise ErasedWithItsCase(error("cases.erased_with_its_case", report.ref, zh, en))
    if report.state in (Report.State.RECEIVED, Report.State.WELL_FOUNDED):
        zh = "该反映尚未办结，不能删除。请先完成核实；核实属实的，先立案并结案。"
        en = (
            "The report is still open and cannot be erased. Look into it first; if it is well-founded, "
            "open a case and close that."
        )
        raise CaseNotClosed(error("cases.case_not_closed", report.ref, zh, en))


def _refuse_case(case: Case) -> None:
    if case.erased_at is not None:
        raise _already(case.ref)
    if case.stage != Case.Stage.CLOSED:
        zh = "案件尚未结案，不能删除。请先结案。"
        en = "The case is not closed and cannot be erased. Close it first."
        raise CaseNotClosed(error("cases.case_not_closed", case.ref, zh, en))


def _already(ref: str) -> ErasedAlready:
    zh, en = (
        "内容已经依法删除，不必再次删除。",
        "It was erased already; there is nothing left to erase.",
    )
    return ErasedAlready(error("cases.erased_already", ref, zh, en))
