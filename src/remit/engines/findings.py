"""What a check has found, and the refusal of a deed that broke a rule."""

from dataclasses import dataclass
from enum import StrEnum

from remit.engines.words import Words


class Severity(StrEnum):
    """How much a finding weighs: an `error` stops the deed, a `warning` asks to look, a `note` tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark.

    `id` is stable and dotted (`workbook.unknown_unit`), `subject` says where (a reference, a field,
    `Posts!C7`), `message` says what, why and what to do next, `source` where the rule is written,
    `line` on which line of the reader's own file it is (0: no file).
    """

    id: str
    severity: Severity
    subject: str
    message: Words
    source: str = ""
    line: int = 0


class Refusal(Exception):
    """A deed that was refused: nothing was changed. Subclasses are named as the broken rule."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.subject}: {f.message.en}" for f in findings))
        self.findings = findings


def error(id: str, subject: str, zh: str, en: str, source: str = "") -> Finding:
    """A finding of severity `error`."""
    return Finding(id, Severity.ERROR, subject, Words(zh, en), source)


def warning(id: str, subject: str, zh: str, en: str, source: str = "") -> Finding:
    """A finding of severity `warning`."""
    return Finding(id, Severity.WARNING, subject, Words(zh, en), source)


def as_mapping(finding: Finding) -> dict[str, str]:
    """A finding as programs read it."""
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "zh": finding.message.zh,
        "en": finding.message.en,
        "source": finding.source,
    }
