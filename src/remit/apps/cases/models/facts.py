"""What is known: facts with their evidence, and what the person concerned said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from remit.apps.cases.models.erasure import ERASED, Erasable
from remit.apps.cases.models.files import Case, Concerned
from remit.apps.fields import Bilingual, Enclosed, EnclosedBytes, EnclosedJSON
from remit.apps.organisation.models import Appointment, Person


class Fact(Erasable):
    """One thing said to be so. With a `code` of the rule pack it is read by the rules; without, it tells.

    `concerned` empty: it holds for the whole case. A fact restated supersedes the earlier one, which
    stays.

    Personal data: what the statement says of people; who says so.
    """

    class Status(models.TextChoices):
        """How sure the fact is."""

        AGREED = "agreed", _("agreed")
        ASSERTED = "asserted", _("asserted")
        CONTESTED = "contested", _("contested")
        UNKNOWN = "unknown", _("not known")

    case = models.ForeignKey(Case, models.PROTECT, related_name="facts")
    concerned = models.ForeignKey(
        Concerned, models.PROTECT, null=True, blank=True, related_name="facts"
    )
    code = models.CharField(max_length=80, blank=True)
    value = EnclosedJSON(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.AGREED)
    statement_zh = Enclosed(blank=True)
    statement_en = Enclosed(blank=True)
    said_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="facts_said"
    )
    stated_by = models.ForeignKey(Appointment, models.PROTECT, related_name="facts_stated")
    stated_at = models.DateTimeField()
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    statement = Bilingual("statement")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=ERASED | ~Q(code="", statement_zh="", statement_en=""),
                name="fact_says_something",
            ),
            models.UniqueConstraint(
                fields=["case", "code"],
                condition=Q(superseded_by__isnull=True, concerned__isnull=True) & ~Q(code=""),
                name="fact_of_the_case_once",
            ),
            models.UniqueConstraint(
                fields=["concerned", "code"],
                condition=Q(superseded_by__isnull=True, concerned__isnull=False) & ~Q(code=""),
                name="fact_of_a_person_once",
            ),
        ]

    def __str__(self) -> str:
        return self.statement or self.code

    @property
    def ref(self) -> str:
        """The fact's reference in entries."""
        return f"cases.fact:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return f"cases.case:{self.case_id}"


class Evidence(Erasable):
    """What a fact rests on: words, the reference of a record, or a file. Added, never taken away.

    A file is kept with its SHA-256, so that anybody can check that it is the one that was given.

    Personal data: whatever the text or the file says of people; who added it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    text_zh = Enclosed(blank=True)
    text_en = Enclosed(blank=True)
    reference = models.CharField(max_length=120, blank=True)
    file = EnclosedBytes(null=True)
    file_name = Enclosed(blank=True)
    media_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(Appointment, models.PROTECT, related_name="evidence_added")
    added_at = models.DateTimeField()

    text = Bilingual("text")

    class Meta:
        ordering = ["case", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="evidence_number_once"),
            models.CheckConstraint(
                condition=ERASED | ~Q(text_zh="", text_en="", reference="", sha256=""),
                name="evidence_is_something",
            ),
            models.CheckConstraint(
                condition=Q(sha256="", file__isnull=True) | (~Q(sha256="") & Q(size__gt=0)),
                name="evidence_file_has_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text or self.reference or self.file_name}"

    @property
    def ref(self) -> str:
        """The evidence's reference in entries."""
        return f"cases.evidence:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return f"cases.case:{self.case_id}"

    @property
    def label(self) -> str:
        """What the evidence is called in the file and in letters."""
        return f"E{self.number}"


class Hearing(Erasable):
    """What the person concerned said, or that the person was asked and waived. Both are on record.

    `answer` says what was accepted of it, what not, and why.

    Personal data: the person's own words and what is answered to them.
    """

    concerned = models.ForeignKey(Concerned, models.PROTECT, related_name="hearings")
    held_on = models.DateField()
    waived = models.BooleanField(default=False)
    said_zh = Enclosed(blank=True)
    said_en = Enclosed(blank=True)
    answer_zh = Enclosed(blank=True)
    answer_en = Enclosed(blank=True)
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="hearings_held")
    at = models.DateTimeField()

    said = Bilingual("said")
    answer = Bilingual("answer")

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=ERASED | ~Q(said_zh="", said_en=""),
                name="hearing_records_words_or_waiver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concerned} {self.held_on}"

    @property
    def ref(self) -> str:
        """The hearing's reference in entries."""
        return f"cases.hearing:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return self.concerned.matter
