"""Texts, findings, and the one form of every error."""

from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict

from remit.engines.findings import Finding
from remit.engines.words import Words

# The statuses of calls that were refused; all answer in the form of Problem.
ERRORS = frozenset({401, 403, 404, 405, 409, 422})


class Text(Schema):
    """A text in Chinese, in English, or in both."""

    zh: str = ""
    en: str = ""


class Given(BaseModel):
    """What a program sends: a name it misspelt is told, not passed over."""

    model_config = ConfigDict(extra="forbid")


class GivenText(Given):
    """A text in Chinese, in English, or in both."""

    zh: str = ""
    en: str = ""

    def words(self) -> Words:
        """As the engines hold it."""
        return Words(self.zh, self.en)


def both(row: object, name: str) -> Text:
    """Both wordings of a bilingual column pair."""
    return Text(zh=getattr(row, f"{name}_zh"), en=getattr(row, f"{name}_en"))


class FindingOut(Schema):
    """What a check found: stable id, severity, where, what and what to do, where it is written."""

    id: str
    severity: str
    subject: str
    message: Text
    source: str = ""

    @staticmethod
    def of(finding: Finding) -> "FindingOut":
        """From the engines' value."""
        return FindingOut(
            id=finding.id,
            severity=finding.severity.value,
            subject=finding.subject,
            message=Text(zh=finding.message.zh, en=finding.message.en),
            source=finding.source,
        )


class Problem(Schema):
    """Why a call failed: a code for programs, a message for people, all findings."""

    code: str
    message: str
    findings: list[FindingOut] = Field(default_factory=list)
