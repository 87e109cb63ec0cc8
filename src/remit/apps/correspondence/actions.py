"""Writing letters and keeping the proof of their service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from remit.apps.correspondence.models import Attempt, Letter
from remit.apps.correspondence.queries import ATTEMPTS
from remit.apps.ledger.actions import Json, record


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
) -> Letter:
    """Writes a letter for delivery. With `content`, pages are rendered from it and attached.

    `link` is the address within the installation where the one deed asked for can be done.
    """
    letter = Letter.objects.create(
        kind=kind,
        path=path,
        about=about,
        to_ref=to.ref,
        to_name=to.name,
        to_address=to.address,
        language=to.language,
        subject=subject,
        text=text,
        link=link,
        content=dict(content or {}),
        written_at=at,
    )
    record(
        "correspondence.letter_written",
        at=at,
        actor=actor,
        subject=letter.ref,
        path=path,
        body={"kind": kind, "about": about, "to": to.ref},
    )
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
    Attempt.objects.create(letter=letter, at=at, channel=channel, delivered=True)
    letter.state = Letter.State.DELIVERED
    letter.delivered_at = at
    letter.save(update_fields=["state", "delivered_at"])
    _enter("correspondence.letter_delivered", letter, at, {"channel": channel})
    return letter


@transaction.atomic
def note_failure(letter: Letter, *, channel: str, answer: str, at: datetime) -> Letter:
    """Keeps why a letter was not delivered; after several attempts it is set aside as failed."""
    Attempt.objects.create(
        letter=letter, at=at, channel=channel, delivered=False, answer=answer[:300]
    )
    if letter.attempts.count() >= ATTEMPTS:
        letter.state = Letter.State.FAILED
        letter.save(update_fields=["state"])
    _enter("correspondence.delivery_failed", letter, at, {"channel": channel})
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


def _enter(
    verb: str, letter: Letter, at: datetime, body: Mapping[str, Json], actor: str = "clock"
) -> None:
    record(verb, at=at, actor=actor, subject=letter.ref, path=letter.path, body=body)
