"""Receiving a report, looking into it, opening a case."""

import base64
from datetime import date, datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from remit.apps.cases.actions.gate import (
    NO_WORDS,
    StepOutOfOrder,
    acting,
    enter,
    permit,
    refuse,
    require_fits,
    require_words,
)
from remit.apps.cases.models import Case, Report, Verification
from remit.apps.cases.queries.letters import answer_to_report, receipt_for_report
from remit.apps.cases.queries.steps import history_of_report, parties_of_report
from remit.apps.correspondence.actions import Addressee, write_letter
from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions import PowerNotHeld, actor, require
from remit.apps.organisation.models import Appointment, Duty, Unit
from remit.apps.organisation.queries import day, may
from remit.engines.findings import Refusal, error
from remit.engines.procedure import STEPS, conflicts
from remit.engines.rules import Pack
from remit.engines.words import Words

LONGEST_TITLE, LONGEST_CONTACT, LONGEST_REFERENCE = 160, 254, 120


class ReportedAlready(Refusal):
    """The clock reports one missed limit once."""


class ReportNotWellFounded(Refusal):
    """Only a report found to be well-founded opens a case."""


class DayOfActMissing(Refusal):
    """A case needs the day of the act: it says which rules hold and who was in the post."""


@transaction.atomic
def receive_report(
    unit: Unit,
    *,
    title: Words,
    source: str,
    by: Appointment | None,
    at: datetime,
    text: str = "",
    about: str = "",
    duty: Duty | None = None,
    happened_on: date | None = None,
    contact: str = "",
    language: str = "zh-hans",
) -> Report:
    """Registers a report; a citizen's (`by` empty) gets a receipt, sent to `contact` if there is one."""
    if source == Report.Source.OFFICE:
        require(by, STEPS["received"].power, unit, on=day(at))
    require_words(title, "title", "标题", "title")
    _refuse_long(title, contact, about)
    if source == Report.Source.CLOCK:
        _refuse_second(about)
    report = Report.objects.create(
        unit=unit,
        source=source,
        title_zh=title.zh,
        title_en=title.en,
        about=about,
        duty=duty,
        happened_on=happened_on,
        reported_by=by.person if by else None,
        language=language,
        received_at=at,
    )
    # What it says is kept under its own name, which it has only now.
    report.text, report.contact = text, contact
    if source == Report.Source.CITIZEN:
        report.receipt = _receipt(report)
    report.save(update_fields=["text", "contact", "receipt"])
    enter("cases.report_received", report, unit, by, at, {"source": str(source), "about": about})
    if report.receipt and report.contact:
        _write_to_reporter(report, *receipt_for_report(report), "clock", report.received_at)
    return report


@transaction.atomic
def conclude_verification(
    report: Report, outcome: str, *, reasons: Words, by: Appointment, at: datetime
) -> Verification:
    """Keeps what looking into the report showed, and answers the citizen who made it."""
    report = _fresh(report)
    permit(
        "verified",
        [acting(by, "verified", report.unit, on=day(at))],
        on=day(at),
        history=history_of_report(report),
        parties=parties_of_report(report),
    )
    require_words(reasons, "reasons", "理由", "reasons")
    verification = Verification.objects.create(
        report=report,
        outcome=outcome,
        reasons_zh=reasons.zh,
        reasons_en=reasons.en,
        by=by,
        at=at,
    )
    report.state = outcome
    report.save(update_fields=["state"])
    body: dict[str, Json] = {"outcome": str(outcome)}
    enter("cases.verification_concluded", report, report.unit, by, at, body, [verification])
    if report.contact:
        _write_to_reporter(report, *answer_to_report(report), actor(by), at)
    return verification


@transaction.atomic
def open_case(
    report: Report,
    *,
    pack: Pack,
    by: Appointment,
    at: datetime,
    officer: Appointment | None = None,
    title: Words = NO_WORDS,
    act_on: date | None = None,
) -> Case:
    """Opens a case on a well-founded report, under a rule pack, in the hands of an officer."""
    report, officer = _fresh(report), officer or by
    _refuse_unfounded(report)
    _permit_opening(report, by, officer, at)
    words = title if title.pick("en") else Words(report.title_zh, report.title_en)
    _refuse_long(words)
    case = Case.objects.create(
        report=report,
        unit=report.unit,
        title_zh=words.zh,
        title_en=words.en,
        officer=officer,
        opened_by=by,
        opened_at=at,
        act_on=_day_of_act(report, act_on, at),
        pack_id=pack.id,
        pack_version=pack.version,
    )
    enter(
        "cases.case_opened",
        case,
        case.unit,
        by,
        at,
        {
            "report": report.ref,
            "officer": officer.ref,
            "act_on": case.act_on.isoformat(),
            "pack": pack.id,
            "pack_version": pack.version,
            "pack_digest": pack.digest,
        },
    )
    return case


def _refuse_long(title: Words, contact: str = "", about: str = "") -> None:
    for text in title:
        require_fits(text, LONGEST_TITLE, "title")
    require_fits(contact, LONGEST_CONTACT, "contact")
    require_fits(about, LONGEST_REFERENCE, "about")


def _refuse_second(about: str) -> None:
    if former := Report.objects.filter(source=Report.Source.CLOCK, about=about).first():
        zh = f"“{about}”逾期一事已经登记（{former.ref}），不重复登记。"
        en = f"That {about} is late was reported before ({former.ref}); it is not reported twice."
        raise ReportedAlready(error("cases.reported_already", former.ref, zh, en))


def _receipt(report: Report) -> str:
    """A code for the report that nobody can guess: reckoned from its number and the secret key."""
    digest = salted_hmac("cases.receipt", str(report.pk), algorithm="sha256").digest()
    code = base64.b32encode(digest).decode()[:12]
    return "-".join((code[:4], code[4:8], code[8:]))


def _write_to_reporter(report: Report, subject: str, text: str, who: str, at: datetime) -> None:
    to = Addressee(report.ref, report.contact, report.contact, report.language)
    write_letter(
        to,
        kind="receipt",
        subject=subject,
        text=text,
        about=report.ref,
        path=report.unit.path,
        actor=who,
        at=at,
        matter=report.ref,
    )


def _fresh(report: Report) -> Report:
    """The report as it stands now; its row stays locked, so that deeds follow one another."""
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "duty__post", "reported_by").get(pk=report.pk)


def _refuse_unfounded(report: Report) -> None:
    if report.state != Report.State.WELL_FOUNDED:
        zh = "该反映尚未核实属实，不能立案。请先完成初步核实并写明理由。"
        en = (
            "The report has not been found to be well-founded, so it opens no case. "
            "Look into it first and give the reasons."
        )
        raise ReportNotWellFounded(error("cases.report_not_well_founded", report.ref, zh, en))
    if former := Case.objects.filter(report=report).first():
        zh = f"该反映已经立案（{former.number}），不重复立案。"
        en = f"The report has opened case {former.number} already; it opens no second one."
        raise StepOutOfOrder(error("procedure.step_taken", former.ref, zh, en))


def _permit_opening(report: Report, by: Appointment, officer: Appointment, at: datetime) -> None:
    history, people = history_of_report(report), parties_of_report(report)
    person = acting(by, "opened", report.unit, on=day(at))
    permit("opened", [person], on=day(at), history=history, parties=people)
    refuse(conflicts(officer.person.ref, "determined", history, people))
    if not may(officer, STEPS["determined"].power, report.unit, on=day(at)):
        zh = "指定的承办人当日没有调查权限。请指定有该权限的人。"
        en = "The officer named has no power to investigate that day. Name somebody who has."
        raise PowerNotHeld(error("cases.officer_without_power", "officer", zh, en))


def _day_of_act(report: Report, act_on: date | None, at: datetime) -> date:
    found = act_on or report.happened_on
    if found is None or found > day(at):
        zh = (
            "立案须写明行为发生之日，且不得晚于立案之日：适用哪些规则、当时谁在任，都由这一天决定。"
        )
        en = (
            "A case needs the day of the act, not later than the day of opening: it says which rules "
            "hold and who was in the post. Enter it."
        )
        raise DayOfActMissing(error("cases.day_of_act_missing", "act_on", zh, en))
    return found
