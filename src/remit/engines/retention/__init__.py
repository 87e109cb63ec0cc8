"""How long what is kept is kept: dated, cited classes, and what their periods say on a day.

Idea: a class names a kind of record, the event its period starts with, how long it runs, what follows
when it is over, and the provision it rests on. Several classes may hold for one thing; the one that asks
to keep it longest governs, and one that forbids erasing beats all. What has no class is kept.
"""

from remit.engines.retention.classes import (
    EVENTS,
    Class,
    Event,
    Kind,
    Mode,
    Provision,
)
from remit.engines.retention.reading import ClassesRefused, parse_classes
from remit.engines.retention.standing import Standing, State, Thing, due, stand

__all__ = [
    "EVENTS", "Class", "ClassesRefused", "Event", "Kind", "Mode", "Provision", "Standing", "State",
    "Thing", "due", "parse_classes", "stand",
]  # fmt: skip
