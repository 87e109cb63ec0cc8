"""Which attribute of a log means what: one shape per family of logs, recognised by its attributes.

The families are those of public logs: building permits of Dutch municipalities (BPI Challenge
2015), the receipt phase of environmental permits (CoSeLoG), support tickets (BPI Challenge 2013),
travel claims by role (BPI Challenge 2020), and everything else that keeps to the standard keys.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from remit.engines.eventlog.trace import ACTIVITY, Trace


@dataclass(frozen=True, slots=True)
class LogShape:
    """The attribute that carries each meaning; None where the log has no such attribute.

    Whoever has another kind of log hands in a shape of their own; `dataclasses.replace` helps.
    """

    name: str = "plain"
    activity: str = ACTIVITY
    """Of an event: the activity, or its code where `label` names it in words."""
    label: str | None = None
    """Of an event: the activity in English."""
    local_label: str | None = None
    """Of an event: the activity in the language of the body that kept the log."""
    doer: tuple[str, ...] = ("org:resource",)
    """Of an event: who did it; several attributes where one alone is not unique."""
    watcher: str | None = None
    """Of an event: who watches over it."""
    answers: str | None = None
    """Of a case: who answers for it."""
    unit: str | None = "org:group"
    role: str | None = "org:role"
    transition: str | None = "lifecycle:transition"
    planned: str | None = None
    """Of an event: when it was planned to be done."""
    due: str | None = None
    """Of an event: when it has to be done at the latest."""
    finished: str | None = None
    """Of an event: when it was done, where that is not the timestamp."""
    opened: str | None = None
    closed: str | None = None
    planned_end: str | None = None
    deadline: str | None = None
    """Of a case: its first and last day, when it was planned to end and when it has to."""
    department: str | None = None
    group: str | None = None
    """Of a case: who it was given to."""
    missing: frozenset[str] = frozenset({"", "EMPTY", "UNKNOWN"})
    """Texts that stand for no value."""
    system: frozenset[str] = frozenset({"SYSTEM"})
    """Doers that are nobody: they never hold a case."""

    def text(self, attributes: Mapping[str, str], key: str | None) -> str:
        """The text of `key`, empty where it is missing or the log has no such attribute.

        >>> LogShape().text({"org:group": "EMPTY"}, "org:group")
        ''
        """
        if key is None:
            return ""
        text = attributes.get(key, "").strip()
        return "" if text in self.missing else text

    def holder(self, attributes: Mapping[str, str], *keys: str | None) -> str:
        """Who is named under `keys`, empty where that is nobody."""
        named = ", ".join(filter(None, (self.text(attributes, key) for key in keys)))
        return "" if named in self.system else named


PLAIN = LogShape()
PERMITS = LogShape(
    name="permits",
    label="activityNameEN",
    local_label="activityNameNL",
    watcher="monitoringResource",
    answers="Responsible_actor",
    unit=None,
    role=None,
    planned="planned",
    due="dueDate",
    finished="dateFinished",
    opened="startDate",
    closed="endDate",
    planned_end="endDatePlanned",
)
RECEIPT = LogShape(
    name="receipt",
    answers="responsible",
    opened="startdate",
    closed="enddate",
    planned_end="enddate_planned",
    deadline="deadline",
    department="department",
    group="group",
)
TICKETS = LogShape(name="tickets", doer=("org:resource", "resource country"))
CLAIMS = LogShape(name="claims", doer=("org:role",), unit=None)
SHAPES: dict[LogShape, frozenset[str]] = {
    PERMITS: frozenset({"activityNameEN", "monitoringResource", "startDate"}),
    RECEIPT: frozenset({"deadline", "enddate_planned", "responsible", "startdate"}),
    TICKETS: frozenset({"org:resource", "resource country"}),
    CLAIMS: frozenset({"org:role", "variant-index", "id"}),
}
"""Each known shape and the attributes by which it is told, of cases and events together."""


def recognise(keys: AbstractSet[str]) -> LogShape:
    """The shape of a log in which cases and events have these attributes, at worst the plain one.

    >>> recognise({"org:resource", "resource country", "concept:name"}).name
    'tickets'
    """
    for shape, marks in SHAPES.items():
        if marks <= keys:
            return shape
    return PLAIN


def keys_of(traces: Iterable[Trace]) -> frozenset[str]:
    """Every attribute that these cases or their events have."""
    keys: set[str] = set()
    for trace in traces:
        keys.update(trace.attributes)
        keys.update(*(event.attributes for event in trace.events))
    return frozenset(keys)
