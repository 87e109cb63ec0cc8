"""Listing duties, powers and means; lending powers."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from remit.apps.ledger.actions import Json
from remit.apps.organisation.actions.authority import (
    DELEGATE,
    PowerNotHeld,
    enter,
    require_forward,
    require_maintenance,
)
from remit.apps.organisation.models import Appointment, Delegation, Duty, Means, Post, Power
from remit.apps.organisation.queries import as_left, day, holder, may
from remit.engines.dates import ONE_DAY
from remit.engines.findings import error
from remit.engines.words import Words


@transaction.atomic
def list_duty(
    post: Post,
    number: str,
    text: Words,
    *,
    by: Appointment | None,
    at: datetime,
    basis: str = "",
    since: date | None = None,
) -> Duty:
    """Puts a duty on the post's list."""
    require_maintenance(by, post.unit, at=at)
    duty = Duty.objects.create(
        post=post,
        number=number,
        text_zh=text.zh,
        text_en=text.en,
        basis=basis,
        since=since or day(at),
    )
    body: dict[str, Json] = {"post": post.ref}
    enter("organisation.duty_listed", duty.ref, post.unit.path, by, at, body, rows=[duty])
    return duty


@transaction.atomic
def list_power(
    post: Post,
    number: str,
    text: Words,
    *,
    by: Appointment | None,
    at: datetime,
    code: str = "",
    basis: str = "",
    since: date | None = None,
) -> Power:
    """Puts a power on the post's list; `code` says what Remit lets the holder do by it."""
    require_maintenance(by, post.unit, at=at)
    power = Power.objects.create(
        post=post,
        number=number,
        text_zh=text.zh,
        text_en=text.en,
        code=code,
        basis=basis,
        since=since or day(at),
    )
    body: dict[str, Json] = {"post": post.ref, "code": code}
    enter("organisation.power_listed", power.ref, post.unit.path, by, at, body, rows=[power])
    return power


@transaction.atomic
def grant_means(
    post: Post,
    number: str,
    text: Words,
    *,
    by: Appointment | None,
    at: datetime,
    amount: Decimal | None = None,
    measure: str = "",
    basis: str = "",
    since: date | None = None,
) -> Means:
    """Puts means (budget, staff, equipment) at the post's disposal."""
    require_maintenance(by, post.unit, at=at)
    means = Means.objects.create(
        post=post,
        number=number,
        text_zh=text.zh,
        text_en=text.en,
        amount=amount,
        measure=measure,
        basis=basis,
        since=since or day(at),
    )
    body: dict[str, Json] = {"post": post.ref, "amount": str(amount) if amount else None}
    enter("organisation.means_granted", means.ref, post.unit.path, by, at, body, rows=[means])
    return means


@transaction.atomic
def end_listing(
    line: Duty | Power | Means, *, by: Appointment | None, at: datetime, until: date
) -> Duty | Power | Means:
    """Takes a duty, power or means off the post's list: `until` is the first day without it.

    Days before keep it, so that what was owed or allowed then can still be told.
    """
    require_maintenance(by, line.post.unit, at=at)
    require_forward(line.since, until)
    line.until = until
    line.save(update_fields=["until"])
    body: dict[str, Json] = {"post": line.post.ref, "until": until.isoformat()}
    path = line.post.unit.path
    enter("organisation.listing_ended", line.ref, path, by, at, body, rows=[as_left(line)])
    return line


@transaction.atomic
def delegate_power(
    power: Power,
    to_post: Post,
    *,
    by: Appointment,
    at: datetime,
    until: date | None,
    reason: str,
    since: date | None = None,
) -> Delegation:
    """Lends a power of the acting person's own post to another post of the organisation."""
    since = since or day(at)
    require_forward(since, until)
    own = power.post_id == by.post_id and holder(power.post, on=day(at)) is not None
    same_organisation = to_post.unit.root_path == power.post.unit.root_path
    if not (own and same_organisation and may(by, DELEGATE, power.post.unit, on=day(at))):
        zh = (
            "只能把本岗位清单上的权力授给本单位的岗位，且本岗位须有授权之权。请由权力所属岗位办理。"
        )
        en = (
            "A post may lend only a power on its own list, to a post of its own organisation, and only "
            "if it may delegate. Ask the post that owns the power."
        )
        raise PowerNotHeld(error("organisation.not_yours_to_lend", power.ref, zh, en))
    delegation = Delegation.objects.create(
        power=power, to_post=to_post, since=since, until=until, reason=reason
    )
    body: dict[str, Json] = {
        "power": power.ref,
        "to": to_post.ref,
        "until": until.isoformat() if until else None,
    }
    path = power.post.unit.path
    enter("organisation.power_delegated", delegation.ref, path, by, at, body, rows=[delegation])
    return delegation


@transaction.atomic
def end_delegation(
    delegation: Delegation, *, by: Appointment, at: datetime, until: date | None = None
) -> Delegation:
    """Takes back a power that the acting person's post has lent, from `until` on.

    Without `until`: from today, or from the day after the delegation began.
    """
    until = until or max(day(at), delegation.since + ONE_DAY)
    if delegation.power.post_id != by.post_id:
        zh = "只有出借权力的岗位可以收回授权。请由该岗位办理。"
        en = "Only the post that lent a power takes it back. Ask that post."
        raise PowerNotHeld(error("organisation.not_yours_to_end", delegation.ref, zh, en))
    require_forward(delegation.since, until)
    delegation.until = until
    delegation.save(update_fields=["until"])
    body: dict[str, Json] = {"until": until.isoformat()}
    path = delegation.power.post.unit.path
    rows = [as_left(delegation)]
    enter("organisation.delegation_ended", delegation.ref, path, by, at, body, rows=rows)
    return delegation
