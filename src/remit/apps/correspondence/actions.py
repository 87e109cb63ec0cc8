"""Writing letters and keeping the proof of their service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.db.models import Q, QuerySet

from remit.apps.correspondence.models import Attempt, Letter
from remit.apps.correspondence.queries import ATTEMPTS
from remit.apps.ledger.actions import Json, forget, record
from remit.engines.findings import Finding, Refusal, error
from remit.engines.words import Words

PERSON = "organisation.person:"
LONGEST_ANSWER = 300
ERASED = Words("已依法删除", "Erased by law")


class NothingToErase(Refusal):
    """An erasure erases something."""


class Actor(Protocol):
    """Whoever does a deed, by the reference that entries name."""

    @property
    def ref(self) -> str:
        """The reference."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets a letter: reference for the ledger, name and address for the envelope, language."""

    ref: str
    name: str
    address: str
    language: str


@transaction.atomic
def write_letter(
    to: Addressee,
    *,
    kind: str,
    subject: str,
    text: str,
    about: str,
    path: str,
    actor: str,
    at: datetime,
    link: str = "",
    content: Mapping[str, Json] | None = None,
    matter: str = "",
) -> Letter:
    """Writes a letter for delivery. With `content`, pages are rendered from it and attached.

    `link` is the address within the installation where the one deed asked for can be done. `matter` is
    what the letter is erased with: without one the person it is to, or else the letter itself.
    """
    letter = Letter(
        kind=kind,
        path=path,
        about=about,
        matter=matter or (to.ref if to.ref.startswith(PERSON) else ""),
        to_ref=to.ref,
        language=to.language,
        subject=subject,
        link=link,
        written_at=at,
    )
    if not letter.matter:
        # What it says is kept under its own name, which it has only once it is there.
        letter.save()
        letter.matter = letter.ref
    letter.to_name, letter.to_address = to.name, to.address
    letter.text, letter.content = text, dict(content or {})
    letter.save()
    body: dict[str, Json] = {"kind": kind, "about": about, "to": to.ref}
    _enter("correspondence.letter_written", letter, at, body, actor)
    return letter


@transaction.atomic
def note_rendering(letter: Letter, pdf: bytes, *, at: datetime) -> Letter:
    """Keeps the rendered pages of a letter."""
    letter.pdf = pdf
    letter.save(update_fields=["pdf"])
    _enter("correspondence.letter_rendered", letter, at, {"bytes": len(pdf)})
    return letter


@transaction.atomic
def note_delivery(letter: Letter, *, channel: str, at: datetime) -> Letter:
    """Keeps the proof that a letter was delivered."""
    attempt = Attempt.objects.create(letter=letter, at=at, channel=channel, delivered=True)
    letter.state = Letter.State.DELIVERED
    letter.delivered_at = at
    letter.save(update_fields=["state", "delivered_at"])
    _enter("correspondence.letter_delivered", letter, at, {"channel": channel}, rows=[attempt])
    return letter


@transaction.atomic
def note_failure(letter: Letter, *, channel: str, answer: str, at: datetime) -> Letter:
    """Keeps why a letter was not delivered; after several attempts it is set aside as failed."""
    attempt = Attempt.objects.create(
        letter=letter, at=at, channel=channel, delivered=False, answer=answer[:LONGEST_ANSWER]
    )
    if letter.attempts.count() >= ATTEMPTS:
        letter.state = Letter.State.FAILED
        letter.save(update_fields=["state"])
    _enter("correspondence.delivery_failed", letter, at, {"channel": channel}, rows=[attempt])
    return letter


@transaction.atomic
def note_reading(letter: Letter, *, actor: str, at: datetime) -> Letter:
    """Keeps when the addressee first opened a letter; opening it again changes nothing."""
    if letter.read_at is not None:
        return letter
    letter.read_at = at
    letter.save(update_fields=["read_at"])
    _enter("correspondence.letter_read", letter, at, {}, actor)
    return letter


@transaction.atomic
def erase_letters(
    letters: Sequence[Letter], *, under: str, by: Actor | None, at: datetime
) -> list[Letter]:
    """Erases letters under an approved erasure; that each was written and delivered is kept.

    Its subject then says that it was erased; the keys of matters that hold more than it are left.
    """
    rows = Letter.objects.filter(pk__in=[letter.pk for letter in letters], erased_at__isnull=True)
    found = list(rows.order_by("id"))
    if not found:
        raise NothingToErase(_nothing(under))
    refs = {letter.ref for letter in found}
    own = {letter.matter for letter in found if letter.matter == letter.ref}
    forgotten, _told = forget(matters=own, subjects=refs, at=at)
    kept = Letter.objects.filter(pk__in=[letter.pk for letter in found])
    _blank(kept, at)
    record(
        "correspondence.letters_erased",
        at=at,
        actor=by.ref if by else "clock",
        subject=under,
        path=min((letter.path for letter in found), key=len),
        body={"under": under, "forgotten": forgotten},
        rows=[*kept, *Attempt.objects.filter(letter__in=kept).select_related("letter")],
    )
    return list(kept)


def _blank(rows: QuerySet[Letter], at: datetime) -> None:
    """Takes out what the letters said and to whom; each says in its language that it was erased."""
    Attempt.objects.filter(letter__in=rows).update(answer="")
    chinese = Q(language__startswith="zh")
    for wanted, words in ((chinese, ERASED.zh), (~chinese, ERASED.en)):
        rows.filter(wanted).update(
            subject=words, text="", content=None, pdf=None, to_ref="", to_name="", to_address="",
            erased_at=at,
        )  # fmt: skip


def _nothing(under: str) -> Finding:
    zh = "没有可删除的信件：均已删除，或不存在。请核对删除事项。"
    en = "There is no letter to erase: they are gone, or were erased. Look at what is to be erased."
    return error("correspondence.nothing_to_erase", under, zh, en)


def _enter(
    verb: str,
    letter: Letter,
    at: datetime,
    body: Mapping[str, Json],
    actor: str = "clock",
    rows: Sequence[Attempt] = (),
) -> None:
    record(
        verb,
        at=at,
        actor=actor,
        subject=letter.ref,
        path=letter.path,
        body=body,
        rows=[letter, *rows],
        matter=letter.matter,
    )
