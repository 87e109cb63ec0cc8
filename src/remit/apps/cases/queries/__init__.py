"""Questions about reports and cases: who sees them, what was done, what comes next, and why."""

from remit.apps.cases.queries.effect import (
    Seal,
    in_effect,
    open_appeals,
    rulings_on,
    seals,
    told,
)
from remit.apps.cases.queries.letters import Draft as LetterDraft
from remit.apps.cases.queries.letters import (
    appeal_letter,
    decision_letter,
    rehabilitation_letter,
)
from remit.apps.cases.queries.listing import listed, next_clock, next_of
from remit.apps.cases.queries.operating import everything, letters_of
from remit.apps.cases.queries.packs import (
    RulePackMissing,
    admitted,
    calendar,
    current_facts,
    known_facts,
    measure_words,
    pack_of,
    packs,
)
from remit.apps.cases.queries.sight import (
    Standing,
    my_cases,
    report_by_receipt,
    reports_visible_to,
    standing,
    visible_to,
)
from remit.apps.cases.queries.situations import Draft, Question, owner, situation
from remit.apps.cases.queries.steps import (
    Running,
    StepState,
    clocks,
    history,
    history_of_case,
    history_of_report,
    next_steps,
    parties,
    parties_of_report,
)
from remit.apps.cases.queries.threads import (
    Link,
    Waiting,
    decision_in,
    effects_ending,
    entries,
    thread,
    waiting_for,
)

__all__ = [
    "Draft",
    "LetterDraft",
    "Link",
    "Question",
    "RulePackMissing",
    "Running",
    "Seal",
    "Standing",
    "StepState",
    "Waiting",
    "admitted",
    "appeal_letter",
    "calendar",
    "clocks",
    "current_facts",
    "decision_in",
    "decision_letter",
    "effects_ending",
    "entries",
    "everything",
    "history",
    "history_of_case",
    "history_of_report",
    "in_effect",
    "known_facts",
    "letters_of",
    "listed",
    "measure_words",
    "my_cases",
    "next_clock",
    "next_of",
    "next_steps",
    "open_appeals",
    "owner",
    "pack_of",
    "packs",
    "parties",
    "parties_of_report",
    "rehabilitation_letter",
    "report_by_receipt",
    "reports_visible_to",
    "rulings_on",
    "seals",
    "situation",
    "standing",
    "thread",
    "told",
    "visible_to",
    "waiting_for",
]
