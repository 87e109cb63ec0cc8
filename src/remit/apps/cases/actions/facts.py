"""Naming the people concerned, stating facts, adding evidence, hearing what people say."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import PurePosixPath

from django.db import transaction
from django.db.models import Max

from remit.apps.cases.actions.gate import (
    NO_WORDS,
    ConflictOfInterest,
    NotInThisCase,
    acting,
    enter,
    fresh_case,
    fresh_concerned,
    permit,
    permit_investigation,
    require_fits,
    require_words,
    restage,
    succeed,
)
from remit.apps.cases.models import Case, Concerned, Evidence, Fact, Hearing
from remit.apps.cases.queries.steps import history, parties
from remit.apps.organisation.models import Appointment, Person
from remit.apps.organisation.queries import day
from remit.engines.findings import Refusal, error
from remit.engines.rules import Pack, parse_facts
from remit.engines.words import Words

MIB = 2**20
LARGEST_FILE = 10 * MIB
LONGEST_NAME, LONGEST_REFERENCE = 160, 120

# What a file of each kind begins with, and its media type. Kinds that may carry programs are not here.
FILE_KINDS: dict[str, tuple[bytes, str]] = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".docx": (
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".txt": (b"", "text/plain"),
}


class NotInPostThen(Refusal):
    """A case concerns who was in the post on the day of the act or before, never a successor."""


class NamedAlready(Refusal):
    """A person is named in a case once for each tenure."""


class FileNotAccepted(Refusal):
    """Evidence files are of known kinds and of limited size."""


class HeardTooEarly(Refusal):
    """A hearing is held between the opening of the case and today."""


@transaction.atomic
def name_concerned(
    case: Case, appointment: Appointment, *, by: Appointment, at: datetime
) -> Concerned:
    """Names a person, in the post held then, as concerned by the case."""
    case = fresh_case(case)
    permit_investigation(case, by=by, at=at)
    _refuse_naming(case, appointment, by)
    concerned = Concerned.objects.create(
        case=case, appointment=appointment, named_by=by, named_at=at
    )
    restage(case)
    body: dict[str, str] = {"case": case.ref, "appointment": appointment.ref}
    enter("cases.person_named", concerned, case.unit, by, at, {**body}, [case])
    return concerned


@transaction.atomic
def state_fact(
    case: Case,
    *,
    pack: Pack,
    by: Appointment,
    at: datetime,
    statement: Words = NO_WORDS,
    code: str = "",
    value: object = None,
    status: str = Fact.Status.AGREED,
    concerned: Concerned | None = None,
    said_by: Person | None = None,
) -> Fact:
    """States a fact; with a `code` of the pack it is checked and replaces the one stated before."""
    case = fresh_case(case)
    permit_investigation(case, by=by, at=at)
    if concerned is not None and concerned.case_id != case.pk:
        zh, en = (
            "此人不是本案当事人。请选择本案列明的人。",
            "This case does not concern that person.",
        )
        raise NotInThisCase(error("cases.not_in_this_case", concerned.ref, zh, en))
    if code:
        parse_facts(pack, {code: {"value": value, "status": str(status)}})
    else:
        require_words(statement, "statement", "事实陈述", "statement")
    former = _former(case, concerned, code)
    fact = Fact(
        case=case,
        concerned=concerned,
        code=code,
        value=value,
        status=status,
        statement_zh=statement.zh,
        statement_en=statement.en,
        said_by=said_by,
        stated_by=by,
        stated_at=at,
    )
    rows = succeed(former, fact)
    enter(
        "cases.fact_stated",
        fact,
        case.unit,
        by,
        at,
        {
            "case": case.ref,
            "concerned": concerned.ref if concerned else None,
            "code": code,
            "status": str(status),
            "supersedes": former.ref if former else None,
        },
        rows,
    )
    return fact


@transaction.atomic
def add_evidence(
    fact: Fact,
    *,
    by: Appointment,
    at: datetime,
    text: Words = NO_WORDS,
    reference: str = "",
    file: bytes | None = None,
    file_name: str = "",
) -> Evidence:
    """Adds what a fact rests on: words, the reference of a record, or a file with its SHA-256."""
    case = fresh_case(fact.case)
    permit_investigation(case, by=by, at=at)
    require_fits(reference, LONGEST_REFERENCE, "reference")
    if file is None and not reference:
        require_words(text, "text", "证据内容", "evidence")
    last = case.evidence.aggregate(last=Max("number"))["last"] or 0
    evidence = Evidence(
        case=case,
        fact=fact,
        number=last + 1,
        text_zh=text.zh,
        text_en=text.en,
        reference=reference,
        added_by=by,
        added_at=at,
    )
    if file is not None:
        _attach(evidence, file, file_name)
    evidence.save()
    enter(
        "cases.evidence_added",
        evidence,
        case.unit,
        by,
        at,
        {
            "case": case.ref,
            "fact": fact.ref,
            "number": evidence.number,
            "reference": reference,
            "sha256": evidence.sha256,
        },
    )
    return evidence


@transaction.atomic
def hear(
    concerned: Concerned,
    *,
    said: Words,
    by: Appointment,
    at: datetime,
    answer: Words = NO_WORDS,
    held_on: date | None = None,
) -> Hearing:
    """Keeps what the person said to the facts and the intended basis, and what was made of it."""
    require_words(said, "said", "本人陈述", "record of what the person said")
    return _hear(concerned, said, answer, by=by, at=at, held_on=held_on, waived=False)


@transaction.atomic
def waive_hearing(
    concerned: Concerned,
    *,
    reason: Words,
    by: Appointment,
    at: datetime,
    held_on: date | None = None,
) -> Hearing:
    """Keeps that the person was asked and did not want to be heard, and how that is known."""
    require_words(reason, "reason", "放弃陈述的说明", "reason of the waiver")
    return _hear(concerned, reason, NO_WORDS, by=by, at=at, held_on=held_on, waived=True)


def _hear(
    concerned: Concerned,
    said: Words,
    answer: Words,
    *,
    by: Appointment,
    at: datetime,
    held_on: date | None,
    waived: bool,
) -> Hearing:
    concerned = fresh_concerned(concerned)
    case, held_on = concerned.case, held_on or day(at)
    permit(
        "heard",
        [acting(by, "heard", case.unit, on=day(at))],
        on=held_on,
        history=history(concerned),
        parties=parties(case),
    )
    if not day(case.opened_at) <= held_on <= day(at):
        zh = "听取陈述之日须在立案之后、今日之前。请核对日期。"
        en = "A hearing is held after the case was opened and not later than today. Check the day."
        raise HeardTooEarly(error("cases.heard_too_early", "held_on", zh, en))
    hearing = Hearing.objects.create(
        concerned=concerned,
        held_on=held_on,
        waived=waived,
        said_zh=said.zh,
        said_en=said.en,
        answer_zh=answer.zh,
        answer_en=answer.en,
        by=by,
        at=at,
    )
    verb = "cases.hearing_waived" if waived else "cases.person_heard"
    body: dict[str, str] = {"case": case.ref, "held_on": held_on.isoformat()}
    enter(verb, concerned, case.unit, by, at, {**body, "hearing": hearing.ref}, [hearing])
    return hearing


def _refuse_naming(case: Case, appointment: Appointment, by: Appointment) -> None:
    if appointment.person_id == by.person_id:
        zh = "承办人不能把自己列为当事人后继续办理。请更换承办人。"
        en = "Nobody works on a case that concerns him or herself. Hand it to another officer."
        raise ConflictOfInterest(error("procedure.conflict_concerned", appointment.ref, zh, en))
    foreign = appointment.post.unit.root_path != case.unit.root_path
    if foreign or appointment.since > case.act_on:
        zh = (
            f"该任期自 {appointment.since} 起，晚于行为之日 {case.act_on}，或不属于本单位。"
            "新任者不为前任的行为负责；请选择当时在任的人。"
        )
        en = (
            f"The tenure began on {appointment.since}, after the day of the act ({case.act_on}), or is "
            "of another organisation. A successor does not answer for it: choose who was in the post."
        )
        raise NotInPostThen(error("cases.not_in_post_then", appointment.ref, zh, en))
    if case.concerned.filter(appointment=appointment).exists():
        zh = "该人已经列入本案，不必再次列入。"
        en = "This person is named in the case already; once is enough."
        raise NamedAlready(error("cases.named_already", appointment.ref, zh, en))


def _former(case: Case, concerned: Concerned | None, code: str) -> Fact | None:
    if not code:
        return None
    rows = case.facts.filter(code=code, concerned=concerned, superseded_by__isnull=True)
    return rows.first()


def _attach(evidence: Evidence, file: bytes, file_name: str) -> None:
    evidence.media_type = _media_type(file, file_name)
    evidence.file = file
    evidence.file_name = PurePosixPath(file_name.replace("\\", "/")).name[-LONGEST_NAME:]
    evidence.size = len(file)
    evidence.sha256 = sha256(file).hexdigest()


def _media_type(file: bytes, file_name: str) -> str:
    """The media type of an accepted file; its first bytes must be those of its extension's kind."""
    if not file or len(file) > LARGEST_FILE:
        zh = f"文件须非空且不超过 {LARGEST_FILE // MIB} MiB，现为 {len(file)} 字节。请压缩或拆分后再传。"
        en = (
            f"A file is not empty and at most {LARGEST_FILE // MIB} MiB; this one has {len(file)} "
            "bytes. Make it smaller or split it."
        )
        raise FileNotAccepted(error("cases.file_size", "file", zh, en))
    kind = FILE_KINDS.get(PurePosixPath(file_name.lower()).suffix)
    if kind is None or not file.startswith(kind[0]) or (not kind[0] and not _is_text(file)):
        known = "PDF, PNG, JPEG, DOCX, XLSX, TXT"
        zh = f"不接受这种文件，或内容与扩展名不符。可用：{known}。请转换后再传。"
        en = (
            "This kind of file is not accepted, or its content is not what its name says. "
            f"Accepted: {known}. Convert it and try again."
        )
        raise FileNotAccepted(error("cases.file_kind", "file", zh, en))
    return kind[1]


def _is_text(file: bytes) -> bool:
    try:
        return "\0" not in file.decode("utf-8")
    except UnicodeDecodeError:
        return False
