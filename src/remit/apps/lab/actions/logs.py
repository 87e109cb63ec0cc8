"""Taking in a file of events of another system, bringing its events in, and removing it."""

import gzip
import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from remit.apps.lab.actions.refusals import (
    LogAlreadyBroughtIn,
    LogRemoved,
    NothingToMeasure,
    ReasonMissing,
    already_brought_in,
    no_events,
    no_reason,
    removed,
)
from remit.apps.lab.models import Log
from remit.apps.lab.queries.files import form_in, handed_in, read
from remit.apps.ledger.actions import record
from remit.apps.organisation.actions import actor, require
from remit.apps.organisation.models import Appointment, Unit
from remit.apps.organisation.queries import day
from remit.apps.vault.actions import destroy_keys
from remit.engines.eventlog.columns import MEANINGS
from remit.engines.eventlog.forms import Form
from remit.engines.eventlog.layouts import Order
from remit.engines.eventlog.tabular import Asked
from remit.engines.measures.keeping import packed

MEASURE = "insight.measure"
# Of which columns anything is said, by form; of tables all of them.
MEANT: Mapping[Form, Collection[str]] = {
    Form.XES: (), Form.OCEL_JSON: ("item",), Form.OCEL_SQLITE: ("item",),
}  # fmt: skip
NEVER_BROUGHT_IN = "逾期未接入，由时钟移除。Never brought in; removed by the clock."
AGAIN = "恢复备份后再次移除。Removed again after a backup was put back."


@transaction.atomic
def receive_log(
    unit: Unit, name: str, content: bytes, *, by: Appointment | None, at: datetime
) -> Log:
    """Keeps a file of events until it is known what its columns mean. Raises a Refusal with all faults.

    What is no log is refused here, and nothing of it is kept.
    """
    by = _who(unit, by, at)
    form = form_in(name, content)
    log = Log.objects.create(
        unit=unit, name=name[:160], form=form.value, size=len(content), by=by, at=at,
        digest=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    # The key is named after the row, which therefore comes first.
    log.file = gzip.compress(content, 6, mtime=0)
    log.save(update_fields=["file"])
    body = {"digest": log.digest, "size": str(log.size), "form": log.form}
    _enter("lab.log_received", log, by, at, body)
    return log


@transaction.atomic
def bring_in_log(
    log: Log,
    columns: Mapping[str, str],
    *,
    by: Appointment | None,
    at: datetime,
    dates: Order | None = None,
) -> Log:
    """Keeps the events of a file that was received, and lets the file itself go.

    `columns` says what the columns of a table are called by their meaning, `dates` what comes first
    where the year comes last. Raises a Refusal with everything that is wrong.
    """
    by = _who(log.unit, by, at)
    log = _open(log)
    found = read(log.name, handed_in(log), Asked(columns, dates))
    if not len(found.table):
        raise NothingToMeasure(no_events(log))
    log.table, log.file = packed(found.table), None
    log.events, log.brought_in_at = len(found.table), at
    log.columns = _meant(log, columns)
    log.dates = dates.value if dates else ""
    log.save()
    meanings = ", ".join(sorted(log.columns))
    body = {"digest": log.digest, "events": str(log.events), "columns": meanings}
    _enter("lab.log_brought_in", log, by, at, body)
    return log


@transaction.atomic
def remove_log(log: Log, why: str, *, by: Appointment | None, at: datetime) -> Log:
    """Lets the file and the events of a log go for ever, with their key; that it was there stays."""
    by = _who(log.unit, by, at)
    log = Log.objects.select_for_update().get(pk=log.pk)
    if log.removed_at:
        raise LogRemoved(removed(log))
    if not why.strip():
        raise ReasonMissing(no_reason())
    return _let_go(log, why.strip()[:200], by, at)


@transaction.atomic
def remove_forgotten_log(log: Log, *, at: datetime) -> Log:
    """Lets go, as the clock, of a file that was received and never brought in.

    Raises LogRemoved or LogAlreadyBroughtIn.
    """
    return _let_go(_open(log), NEVER_BROUGHT_IN, None, at)


@transaction.atomic
def remove_log_again(log: Log, *, under: str, by: Appointment | None, at: datetime) -> Log:
    """Lets go again of a log that was removed after the backup that brought it back; `under` is empty."""
    return _let_go(log, f"{AGAIN} {under}".strip(), by, at)


def _let_go(log: Log, why: str, by: Appointment | None, at: datetime) -> Log:
    log.file = log.table = None
    log.removed_at, log.why_removed = at, why
    log.save()
    destroy_keys({log.matter}, at=at)
    # No entry is left blank by it; that it says so brings it into the journal that outlives backups.
    body = {"digest": log.digest, "events": str(log.events), "forgotten": ""}
    _enter("lab.log_removed", log, by, at, body)
    return log


def _meant(log: Log, columns: Mapping[str, str]) -> dict[str, str]:
    """What was said of the file, as far as a file of its form is read by it."""
    said = MEANT.get(Form(log.form), MEANINGS.keys())
    return {meaning: name for meaning, name in columns.items() if name and meaning in said}


def _who(unit: Unit, by: Appointment | None, at: datetime) -> Appointment:
    """Who acts. Raises PowerNotHeld, also where nobody does."""
    require(by, MEASURE, unit, on=day(at))
    if by is None:
        raise AssertionError("a power is held by somebody")
    return by


def _open(log: Log) -> Log:
    """The log as it is kept, to be brought in. Raises LogRemoved or LogAlreadyBroughtIn."""
    row = Log.objects.select_for_update().get(pk=log.pk)
    if row.removed_at:
        raise LogRemoved(removed(row))
    if row.brought_in_at:
        raise LogAlreadyBroughtIn(already_brought_in(row))
    return row


def _enter(
    verb: str, log: Log, by: Appointment | None, at: datetime, body: Mapping[str, str]
) -> None:
    record(
        verb, at=at, actor=actor(by), subject=log.ref, path=log.unit.path, body=dict(body), rows=[log]
    )  # fmt: skip
