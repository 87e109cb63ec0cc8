"""Whether a deed in a case may be done, and the refusals when not."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Model

from remit.apps.cases.models import (
    Appeal,
    Attribution,
    Case,
    Concerned,
    Decision,
    Determination,
    Evidence,
    Fact,
    Report,
)
from remit.apps.cases.queries.steps import history_of_case, parties
from remit.apps.ledger.actions import Json, NotYetSealed, record
from remit.apps.ledger.queries import unsealed
from remit.apps.organisation.actions import PowerNotHeld, actor, require
from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day, may
from remit.engines.findings import Finding, Refusal, error
from remit.engines.procedure import STEPS, Acting, Parties, Taken, check, conflicts
from remit.engines.words import Words

NO_WORDS = Words("", "")
INVESTIGATE = STEPS["determined"].power
TOO_FEW = "procedure.too_few_persons"


class StepOutOfOrder(Refusal):
    """A step has its place: what must come before is missing, or it was taken already."""


class ConflictOfInterest(Refusal):
    """Nobody acts in a case that touches him or herself, his or her line or own earlier steps."""


class TooFewPersons(Refusal):
    """A decision is taken by more than one person."""


class NotConcerned(Refusal):
    """Only the person concerned may ask for a decision to be looked at again."""


class CaseClosed(Refusal):
    """A closed case takes nothing in."""


class NothingSaid(Refusal):
    """A record that must give reasons or words cannot be empty."""


class TextTooLong(Refusal):
    """A title, an address or a reference has room for so many characters."""


class NotInThisCase(Refusal):
    """What is said of a person in a case is said of one whom that case concerns."""


# In this order: who has no power learns that first, who is barred next.
_REFUSALS: tuple[tuple[str, type[Refusal]], ...] = (
    ("procedure.power_missing", PowerNotHeld),
    ("procedure.conflict_", ConflictOfInterest),
    ("procedure.not_concerned", NotConcerned),
    ("procedure.step_", StepOutOfOrder),
    (TOO_FEW, TooFewPersons),
)


def acting(by: Appointment, step: str, unit: Unit, *, on: date) -> Acting:
    """The person as the procedure sees it: with the power of the step if the post has it that day."""
    power = STEPS[step].power
    return Acting(by.person.ref, frozenset({power} if may(by, power, unit, on=on) else ()))


def permit(
    step: str,
    by: Sequence[Acting],
    *,
    on: date,
    history: Sequence[Taken],
    parties: Parties,
    awaiting: bool = False,
) -> None:
    """Raises the refusal of the broken rule unless the step may be taken.

    With `awaiting` the step still waits for its other persons: their number does not count yet.
    """
    findings = check(step, by=by, on=on, history=history, parties=parties)
    refuse(f for f in findings if not (awaiting and f.id == TOO_FEW))


def refuse(findings: Iterable[Finding]) -> None:
    """Raises the refusal named as the first broken rule, with all findings; nothing for none."""
    found = tuple(findings)
    if not found:
        return
    for prefix, refusal in _REFUSALS:
        if any(finding.id.startswith(prefix) for finding in found):
            raise refusal(*found)
    raise StepOutOfOrder(*found)


def fresh_case(case: Case) -> Case:
    """The case as it stands now; its row stays locked, so that deeds follow one another."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit", "report__duty__post")
    return rows.get(pk=case.pk)


def fresh_concerned(concerned: Concerned) -> Concerned:
    """The person concerned as things stand now, with the case's row locked."""
    rows = Concerned.objects.select_related("appointment__person", "appointment__post__unit")
    found = rows.get(pk=concerned.pk)
    found.case = fresh_case(concerned.case)
    return found


def permit_investigation(case: Case, *, by: Appointment, at: datetime) -> None:
    """Raises unless the person may work on the file: power, no conflict, the case open."""
    if case.stage == Case.Stage.CLOSED:
        zh = "案件已经结案，不能再增加内容。如有新的事实，请另行登记。"
        en = "The case is closed and takes nothing in. For new facts, register a new report."
        raise CaseClosed(error("cases.case_closed", case.ref, zh, en))
    appealed = Appeal.objects.filter(
        decision__concerned__case=case, decided_at__isnull=True
    ).exists()
    panel = appealed and may(by, STEPS["appeal_decided"].power, case.unit, on=day(at))
    if not panel:
        require(by, INVESTIGATE, case.unit, on=day(at))
    step = "appeal_decided" if panel else "determined"
    refuse(conflicts(by.person.ref, step, history_of_case(case), parties(case)))


def refuse_unsealed(*refs: str) -> None:
    """Raises NotYetSealed while an entry about any of these is not sealed: it has no effect yet."""
    if waiting := unsealed(*refs).first():
        zh = "所依据的决定已受理而尚未封存，暂不生效。封存通常在数秒内完成；请稍后再试。"
        en = (
            "What this builds on is accepted and not sealed yet, so it has no effect yet. Sealing takes "
            "seconds: try again."
        )
        raise NotYetSealed(error("ledger.not_yet_sealed", waiting.subject, zh, en))


def require_words(words: Words, subject: str, zh: str, en: str) -> None:
    """Raises NothingSaid when the words are empty in both languages; `zh`, `en` name them."""
    if not words.pick("en").strip():
        zh_text = f"没有填写{zh}。请至少用一种语言填写。"
        en_text = f"The {en} is missing. Write it in at least one language."
        raise NothingSaid(error("cases.nothing_said", subject, zh_text, en_text))


def require_fits(text: str, most: int, subject: str) -> None:
    """Raises TextTooLong when the text has more characters than there is room for."""
    if len(text) > most:
        zh = f"最多 {most} 字，现有 {len(text)} 字。请缩短，细节写入正文。"
        en = f"At most {most} characters fit here; there are {len(text)}. Shorten it."
        raise TextTooLong(error("cases.text_too_long", subject, zh, en))


def succeed(
    former: Fact | Attribution | Determination | None, new: Fact | Attribution | Determination
) -> list[Model]:
    """Saves the new row and lets it supersede the former one, which stays; returns the rows it wrote."""
    if former is None:
        new.save()
        return [new]
    # Only one row may be in force at any moment, so the former first points to itself.
    former.superseded_by_id = former.pk
    former.save(update_fields=["superseded_by"])
    new.save()
    former.superseded_by_id = new.pk
    former.save(update_fields=["superseded_by"])
    return [new, former]


def restage(case: Case) -> None:
    """Sets the case's stage to the furthest step that its people have reached."""
    case.stage = _stage(case)
    case.save(update_fields=["stage"])


def enter(
    verb: str,
    thing: Report | Case | Concerned | Fact | Evidence | Decision | Appeal,
    unit: Unit,
    by: Appointment | None,
    at: datetime,
    body: dict[str, Json],
    rows: Iterable[Model] = (),
) -> None:
    """Writes the entry of a deed, when all it saves is saved; `rows` are those besides the thing itself."""
    record(
        verb,
        at=at,
        actor=actor(by),
        subject=thing.ref,
        path=unit.path,
        body=body,
        rows=[thing, *rows],
        matter=thing.matter,
    )


def _stage(case: Case) -> str:
    if case.closed_at is not None:
        return Case.Stage.CLOSED
    decisions = Decision.objects.filter(concerned__case=case)
    if Appeal.objects.filter(decision__in=decisions, decided_at__isnull=True).exists():
        return Case.Stage.APPEALED
    if decisions.filter(state=Decision.State.PROPOSED).exists():
        return Case.Stage.PROPOSED
    decided = decisions.filter(state__in=[Decision.State.DECIDED, Decision.State.SERVED])
    if decided.count() == case.concerned.count() > 0:
        return Case.Stage.DECIDED
    return Case.Stage.OPEN
