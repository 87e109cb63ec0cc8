"""What is kept how long, what is due, and what was erased under which basis."""

from remit.apps.retention.queries.classes import classes, classes_on
from remit.apps.retention.queries.erasures import (
    CLOCK,
    CONFIRM,
    PROPOSE,
    Stood,
    due,
    erasures_in,
    looked_on,
    needed,
    ranges_of,
    standing,
    standings,
    to_carry_out,
    to_propose,
)
from remit.apps.retention.queries.things import (
    Kept,
    barred,
    letters_of,
    names_in,
    ref_called,
    thing,
    things,
)

__all__ = [
    "CLOCK", "CONFIRM", "PROPOSE", "Kept", "Stood", "barred", "classes", "classes_on", "due",
    "erasures_in", "letters_of", "looked_on", "names_in", "needed", "ranges_of", "ref_called",
    "standing", "standings", "thing", "things", "to_carry_out", "to_propose",
]  # fmt: skip
