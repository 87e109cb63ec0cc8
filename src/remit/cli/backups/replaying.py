"""Erasures that an older backup does not know: gathered, proved, and done again before anything is served."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps

from remit.apps.cases import actions as cases
from remit.apps.correspondence import actions as correspondence
from remit.apps.lab import actions as lab
from remit.apps.ledger import queries as ledger
from remit.apps.ledger.actions import seal
from remit.apps.organisation import actions as organisation
from remit.apps.organisation.queries import day
from remit.cli.backups.reading import Archive, journal, journal_of, newer
from remit.engines.archive import Erasure, unproved
from remit.engines.findings import Finding, error

LETTERS, PERSON = "correspondence.letters_erased", "organisation.person_erased"
# By the verb of an erasure what does it again.
DEEDS: dict[str, Callable[..., Any]] = {
    "cases.case_erased": cases.erase_case,
    "cases.report_erased": cases.erase_report,
    "lab.log_removed": lab.remove_log_again,
    LETTERS: correspondence.erase_letters,
    PERSON: organisation.erase_person,
}
LETTER = "correspondence.letter"


def gathered(backup: Archive, files: Iterable[Path], own: Iterable[Erasure]) -> list[Erasure]:
    """All that tells of erasures: files, backups beside this one that are newer, the database itself."""
    told = [*own]
    for file in files:
        told += journal(file)
    for later in newer(backup):
        told += journal_of(later)
    return told


def faults(told: Iterable[Erasure], known: Iterable[Erasure]) -> Iterator[Finding]:
    """The erasures that nothing proves, or that this version cannot do; those of the backup pass."""
    own, verifier = {(one.deed, one.at) for one in known}, ledger.verifier()
    for one in {each.line: each for each in told}.values():
        if (one.deed, one.at) in own:
            continue
        if finding := unproved(one, verifier):
            yield finding
        elif one.verb not in DEEDS:
            yield _unknown(one)


def seal_all(at: datetime) -> None:
    """Seals every entry that waits."""
    while seal(signer=ledger.signer(), chance=os.urandom, at=at):
        pass


def replay(one: Erasure, at: datetime) -> bool:
    """Erases again what was erased after the backup; whether there was anything to erase."""
    thing = _letters(one) if one.verb == LETTERS else _thing(one.subject)
    if not thing:
        return False
    if one.verb == PERSON:
        _end_tenures(thing, one, at)
    DEEDS[one.verb](thing, under=one.under, by=None, at=at)
    seal_all(at)
    return True


def _thing(ref: str) -> Any:
    """The row with a reference, unless it is not there or was erased already."""
    label, _, key = ref.partition(":")
    row = apps.get_model(label)._default_manager.filter(pk=key).first()
    gone = ("erased_at", "erased", "removed_at")
    erased = any(getattr(row, name, None) for name in gone)
    return None if erased else row


def _letters(one: Erasure) -> list[Any]:
    """The letters that an erasure left blank, and that are there: its entry names them by its rows."""
    found = (_thing(ref) for ref in one.rows if ref.startswith(f"{LETTER}:"))
    return [letter for letter in found if letter]


def _end_tenures(person: Any, one: Erasure, at: datetime) -> None:
    """Ends what was still a tenure when the backup was made: nobody is erased while in a post."""
    for tenure in person.appointments.filter(until__isnull=True):
        organisation.end_appointment(tenure, by=None, at=at, until=day(one.at))
    seal_all(at)


def _unknown(one: Erasure) -> Finding:
    return error(
        "restore.unknown_erasure",
        one.subject,
        f"本版本不认识删除事项“{one.verb}”，恢复后无法再次删除。请用更新的版本恢复。",
        f"This version does not know the erasure “{one.verb}” and could not do it again. Restore with a newer "
        "version.",
    )
