"""A small log of a town's permits: three people, one watching, one answering; and its reading."""

from remit.apps.matters import actions
from remit.apps.matters.models import Source
from remit.apps.organisation.models import Appointment, Unit
from remit.engines.eventlog import holding
from tests.builders import at
from tests.engines.eventlog.written import case, event, log, on, read

READ = at(2025, 6, 1)
FILE = actions.LogFile("town.xes", "a" * 64, "permits")
# Anna does and hands to Ben, whom Carl watches; Carl answers for both permits.
TOWN = log(
    case(
        "permit-1",
        event(at=on(1), who="Anna", what="receive", planned=on(1), activityNameEN="Received"),
        event(at=on(5), who="Ben", what="check", planned=on(3), monitoringResource="Carl"),
        event(at=on(9), who="Anna", what="decide", planned=on(9), dueDate=on(8)),
        Responsible_actor="Carl",
        startDate=on(1),
        endDatePlanned=on(7),
        endDate=on(9),
    ),
    case(
        "permit-2",
        event(at=on(2), who="Ben", what="receive", planned=on(2)),
        Responsible_actor="Carl",
        startDate=on(2),
        endDatePlanned=on(30),
    ),
    case(
        "permit-3",
        event(at=on(3), who="Anna", what="receive", planned=on(3)),
        startDate=on(3),
        endDatePlanned=on(4),
    ),
)


def cases(content: bytes = TOWN) -> list[holding.Matter]:
    """The cases of a log as the engine understands them."""
    return list(holding.matters(read(content)))


def imported(
    root: Unit,
    content: bytes = TOWN,
    *,
    file: actions.LogFile = FILE,
    by: Appointment | None = None,
) -> Source:
    """The log, read into the organisation."""
    return actions.import_log(root, cases(content), file=file, by=by, at=READ)
