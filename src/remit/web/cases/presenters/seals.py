"""Whether what was found and decided in a case has effect: accepted, or sealed with its receipt."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from remit.apps.cases import queries
from remit.apps.ledger import queries as ledger
from remit.apps.organisation import queries as organisation
from remit.web.cases.presenters.history import VERBS
from remit.web.cases.presenters.registers import day_of, joined
from remit.web.components import Task
from remit.web.standpoint import Standpoint
from remit.web.wording import day, pick

if TYPE_CHECKING:
    from remit.apps.cases.models import Case

READ = "ledger.read"


def rulings(case: "Case", standpoint: Standpoint) -> list[Task]:
    """The shares, decisions and rulings of a case, each with its seal and the way to its receipt."""
    found = [seal for seal in queries.seals(case) if day_of(seal.entry.at) <= standpoint.on]
    readable = _readable(found, standpoint)
    return [_task(seal, may_read=seal.entry.pk in readable) for seal in found]


def _task(seal: queries.Seal, *, may_read: bool) -> Task:
    label, on = _label(seal), day(day_of(seal.entry.at))
    if not seal.sealed:
        return Task(label, "", "waiting", _("accepted, being sealed"), on)
    href = reverse("entry_receipt", args=[seal.entry.pk]) if may_read else ""
    hint = _("%(day)s · open for the receipt") % {"day": on} if href else on
    return Task(label, href, "done", _("sealed"), hint)


def _label(seal: queries.Seal) -> str:
    """What was done, and to whom."""
    words = str(VERBS[seal.entry.verb])
    decision = getattr(seal.of, "decision", seal.of)
    concerned = getattr(decision, "concerned", None)
    return joined(words, pick(concerned.person.name)) if concerned else words


def _readable(found: list[queries.Seal], standpoint: Standpoint) -> set[int]:
    """Which entries the reader may read: those of the units in reach, and the reader's own deeds."""
    entries = [seal.entry for seal in found]
    ranges = organisation.reach(standpoint.acting, READ, on=standpoint.today)
    reached = ledger.within(ranges).filter(pk__in=[entry.pk for entry in entries])
    own = {standpoint.reader.ref, *(row.ref for row in standpoint.reader.appointments.all())}
    done = {entry.pk for entry in entries if entry.actor in own}
    return done | set(reached.values_list("pk", flat=True))
