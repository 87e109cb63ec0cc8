"""Enrolling people, filling posts, keys for programs."""

from datetime import date, datetime
from hashlib import sha256

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions.authority import (
    PowerNotHeld,
    enter,
    require_forward,
    require_maintenance,
)
from remit.apps.organisation.models import (
    ERASED_LOGIN,
    Appointment,
    Person,
    Post,
    Token,
    Unit,
)
from remit.apps.organisation.queries import as_left, day, organisation_of
from remit.engines.findings import Refusal, error
from remit.engines.words import Words


class PostAlreadyFilled(Refusal):
    """A post has one incumbent at a time."""


class SignInNameTaken(Refusal):
    """A sign-in name belongs to one person of the whole installation."""


class PasswordTooWeak(Refusal):
    """A password is long enough, no common one, and no mere number."""


class PersonErased(Refusal):
    """Somebody whose name was erased by law is not appointed and signs in no more."""


class TenureNotOpen(Refusal):
    """A tenure that has ended, or ends before it began, cannot be ended."""


@transaction.atomic
def enrol_person(
    login: str,
    name: Words,
    *,
    unit: Unit,
    by: Appointment | None,
    at: datetime,
    email: str = "",
    language: str = "zh-hans",
    password: str | None = None,
) -> Person:
    """Enrols a person; without a password the person cannot sign in."""
    require_maintenance(by, unit, at=at)
    _refuse_taken(login)
    person = Person(
        login=login,
        name_zh=name.zh,
        name_en=name.en,
        email=email,
        home=organisation_of(unit),
        language=language,
        invented=unit.invented,
    )
    person.set_password(password)
    person.save()
    path, matter = unit.root_path, person.ref
    enter(
        "organisation.person_enrolled", person.ref, path, by, at, {}, rows=[person], matter=matter
    )
    return person


@transaction.atomic
def appoint(
    post: Post,
    person: Person,
    *,
    by: Appointment | None,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    kind: str = Appointment.Kind.INCUMBENT,
    reason: str = "",
) -> Appointment:
    """Appoints a person to a post for [since, until)."""
    since = since or day(at)
    require_maintenance(by, post.unit, at=at)
    require_forward(since, until)
    refuse_erased(person)
    if kind == Appointment.Kind.INCUMBENT:
        _refuse_second_incumbent(post, since, until)
    appointment = Appointment.objects.create(
        post=post, person=person, kind=kind, since=since, until=until, reason=reason
    )
    body: dict[str, Json] = {
        "post": post.ref,
        "person": person.ref,
        "kind": str(kind),
        "since": since.isoformat(),
        "until": until.isoformat() if until else None,
    }
    enter(
        "organisation.person_appointed",
        appointment.ref,
        post.unit.path,
        by,
        at,
        body,
        rows=[appointment],
        matter=person.ref,
    )
    return appointment


@transaction.atomic
def end_appointment(
    appointment: Appointment,
    *,
    by: Appointment | None,
    at: datetime,
    until: date,
    reason: str = "",
) -> Appointment:
    """Ends a tenure: `until` is the first day the person no longer fills the post."""
    require_maintenance(by, appointment.post.unit, at=at)
    if appointment.until is not None or until <= appointment.since:
        zh = f"该任期始于 {appointment.since}，止于 {appointment.until or '未定'}，不能在 {until} 结束。请核对日期。"
        en = (
            f"The tenure runs from {appointment.since} until {appointment.until or 'further notice'} "
            f"and cannot end on {until}. Check the date."
        )
        raise TenureNotOpen(error("organisation.tenure_not_open", "until", zh, en))
    appointment.until = until
    appointment.save(update_fields=["until"])
    body: dict[str, Json] = {"until": until.isoformat()}
    path = appointment.post.unit.path
    enter(
        "organisation.appointment_ended",
        appointment.ref,
        path,
        by,
        at,
        body,
        rows=[as_left(appointment)],
        matter=appointment.person.ref,
    )
    return appointment


@transaction.atomic
def issue_token(by: Appointment, label: str, secret: str, *, at: datetime) -> Token:
    """Keeps the digest of a secret with which a program may act for the appointment."""
    digest = sha256(secret.encode()).hexdigest()
    token = Token.objects.create(appointment=by, label=label, digest=digest, since=at)
    path, matter = by.post.unit.path, by.person.ref
    enter("organisation.token_issued", token.ref, path, by, at, {}, rows=[token], matter=matter)
    return token


@transaction.atomic
def revoke_token(token: Token, *, by: Appointment, at: datetime) -> Token:
    """Ends a token of the acting person's own at once."""
    if token.appointment.person_id != by.person_id:
        zh = "只有本人可以停用自己的令牌。请由令牌的主人停用。"
        en = "Only its owner ends a token. Ask the owner."
        raise PowerNotHeld(error("organisation.not_your_token", token.ref, zh, en))
    token.until = at
    token.save(update_fields=["until"])
    path, matter, rows = by.post.unit.path, by.person.ref, [as_left(token)]
    enter("organisation.token_revoked", token.ref, path, by, at, {}, rows=rows, matter=matter)
    return token


@transaction.atomic
def set_password(person: Person, password: str, *, by: Appointment | None, at: datetime) -> Person:
    """Gives a person a new password; who was signed in with the old one is signed out.

    By the person, or by the installation itself (None). Raises PasswordTooWeak, PowerNotHeld.
    """
    if by is not None and by.person_id != person.pk:
        zh = "密码只能由本人设定。请由本人设定，或请运行本系统的人重设。"
        en = "Only its owner sets a password. Ask the owner, or whoever runs this installation."
        raise PowerNotHeld(error("organisation.not_your_password", person.ref, zh, en))
    refuse_erased(person)
    _refuse_weak(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    matter, rows = person.ref, [as_left(person)]
    enter("organisation.password_set", person.ref, "", by, at, {}, rows=rows, matter=matter)
    return person


@transaction.atomic
def choose_language(person: Person, language: str, *, at: datetime) -> Person:
    """Keeps the language in which a person is written to."""
    refuse_erased(person)
    person.language = language
    person.save(update_fields=["language"])
    matter, rows, body = person.ref, [as_left(person)], {"language": language}
    enter("organisation.language_chosen", person.ref, "", None, at, body, rows=rows, matter=matter)
    return person


def refuse_erased(person: Person) -> None:
    """Raises PersonErased; the person's row stays as it is until this deed has ended."""
    row = Person.objects.select_for_update(no_key=True).filter(pk=person.pk)
    if row.values_list("erased", flat=True).get():
        zh = "该人员的信息已依法删除，不能再任职或登录。如系另一人，请另行登记。"
        en = (
            "What was kept of this person was erased by law: the person is neither appointed nor signs "
            "in. Enrol a new person."
        )
        raise PersonErased(error("organisation.person_erased", person.ref, zh, en))


def _refuse_taken(login: str) -> None:
    if login.startswith(ERASED_LOGIN) or Person.objects.filter(login=login).exists():
        zh = f"登录名“{login}”已被使用。请换一个，如加上单位简称。"
        en = f"The sign-in name '{login}' is taken. Choose another, such as one with the unit's name."
        raise SignInNameTaken(error("organisation.sign_in_name_taken", "login", zh, en))


def _refuse_weak(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as fault:
        zh = "密码太弱：至少八个字符，不能是常见密码，也不能全是数字。请换一个。"
        en = (
            "The password is too weak: it needs at least 8 characters, and is neither common nor "
            "digits alone. Choose another."
        )
        raise PasswordTooWeak(
            error("organisation.password_too_weak", "password", zh, en)
        ) from fault


def _refuse_second_incumbent(post: Post, since: date, until: date | None) -> None:
    others = post.appointments.filter(kind=Appointment.Kind.INCUMBENT)
    overlap = others.filter(Q(until__isnull=True) | Q(until__gt=since))
    if until is not None:
        overlap = overlap.filter(since__lt=until)
    if first := overlap.select_related("person").first():
        zh = f"岗位“{post.name_zh or post.name}”自 {first.since} 起已有人任职。请先结束前一任期，或以代理、副职任命。"
        en = (
            f"The post '{post.name_en or post.name}' has been filled since {first.since}. "
            "End that tenure first, or appoint as acting or deputy."
        )
        raise PostAlreadyFilled(error("organisation.post_already_filled", post.ref, zh, en))
