"""What somebody reported, and what looking into it showed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from remit.apps.cases.models.erasure import ERASED, Erasable, Title
from remit.apps.fields import Bilingual, Enclosed
from remit.apps.organisation.models import Appointment, Duty, Person, Unit


class Report(Erasable):
    """What a citizen, the office or the clock reported about a unit's work. Not yet an allegation.

    `about` is the record it speaks of (`plans.monthlyplan:7`), `duty` the duty that may have been
    missed, `happened_on` the day on which it was due. `receipt` lets the reporter ask how it stands.

    Personal data: what the report says of people; who reported and an address to answer to.
    """

    class Source(models.TextChoices):
        """Where the report came from."""

        CITIZEN = "citizen", _("a citizen")
        OFFICE = "office", _("an office")
        CLOCK = "clock", _("a time limit that passed")

    class State(models.TextChoices):
        """What is known of the report."""

        RECEIVED = "received", _("received")
        WELL_FOUNDED = "well_founded", _("verified: well-founded")
        UNFOUNDED = "unfounded", _("verified: unfounded")
        INSUFFICIENT = "insufficient", _("verified: not enough to go on")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    source = models.CharField(max_length=10, choices=Source.choices)
    title_zh = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    text = Enclosed(blank=True)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="reports")
    happened_on = models.DateField(null=True, blank=True)
    reported_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    contact = Enclosed(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=14, choices=State.choices, default=State.RECEIVED)
    receipt = models.CharField(max_length=20, blank=True)

    title = Title("title")

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=ERASED | ~Q(title_zh="", title_en=""), name="report_has_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(source="clock") | ~Q(about=""),
                name="report_of_the_clock_has_a_subject",
            ),
            models.UniqueConstraint(
                fields=["about"], condition=Q(source="clock"), name="report_of_the_clock_once"
            ),
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="report_receipt_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """The report's reference in entries."""
        return f"cases.report:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: itself."""
        return self.ref


class Verification(Erasable):
    """What looking into a report showed, with reasons. It finds facts, it holds nobody to account.

    Personal data: what the reasons say of people; the verifying person in the post.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="verification")
    outcome = models.CharField(max_length=14, choices=Report.State.choices)
    reasons_zh = Enclosed(blank=True)
    reasons_en = Enclosed(blank=True)
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="verifications")
    at = models.DateTimeField()

    reasons = Bilingual("reasons")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="received"), name="verification_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=ERASED | ~Q(reasons_zh="", reasons_en=""),
                name="verification_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_outcome_display()}"

    @property
    def ref(self) -> str:
        """The verification's reference in entries."""
        return f"cases.verification:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the report."""
        return f"cases.report:{self.report_id}"
