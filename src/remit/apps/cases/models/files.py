"""The case file and the people it concerns."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from remit.apps.cases.models.erasure import ERASED, Erasable, Title
from remit.apps.cases.models.reports import Report
from remit.apps.organisation.models import Appointment, Person, Unit


class Case(Erasable):
    """A well-founded report that is being dealt with, under one rule pack. Not a finding of fault.

    `act_on` is the day of the act (rules of substance); the law of procedure is that of the day of each
    step. `stage` follows the furthest step any person concerned has reached; it is for lists, the steps
    themselves are read from the records (`queries.next_steps`).

    Personal data: what the title says of people; the officer in the post.
    """

    class Stage(models.TextChoices):
        """How far the case has come."""

        OPEN = "open", _("being looked into")
        PROPOSED = "proposed", _("waiting for a decision")
        DECIDED = "decided", _("decided")
        APPEALED = "appealed", _("under appeal")
        CLOSED = "closed", _("closed")

    report = models.OneToOneField(Report, models.PROTECT, related_name="case")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cases")
    title_zh = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    officer = models.ForeignKey(Appointment, models.PROTECT, related_name="cases")
    opened_by = models.ForeignKey(Appointment, models.PROTECT, related_name="cases_opened")
    opened_at = models.DateTimeField()
    act_on = models.DateField()
    pack_id = models.CharField(max_length=80)
    pack_version = models.CharField(max_length=40)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="cases_closed"
    )

    title = Title("title")

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["unit", "stage"], name="case_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=ERASED | ~Q(title_zh="", title_en=""), name="case_has_a_title"
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_at__isnull=False)
                | (~Q(stage="closed") & Q(closed_at__isnull=True)),
                name="case_closed_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def ref(self) -> str:
        """The case's reference in entries."""
        return f"cases.case:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: itself."""
        return self.ref

    @property
    def number(self) -> str:
        """The number people call the case by."""
        return f"{self.opened_at:%Y}-{self.pk:04d}"


class Concerned(models.Model):
    """A person a case concerns, in the post held on the day of the act. Not an offender.

    Personal data: that a case concerns the person, and in which post.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="concerned")
    # Empty in an erased case only, of which nothing but the page of the case itself is ever shown.
    appointment: "models.ForeignKey[Appointment, Appointment]" = models.ForeignKey(  # type: ignore[misc]  # see above
        Appointment, models.PROTECT, null=True, related_name="concerned_by"
    )
    named_by = models.ForeignKey(Appointment, models.PROTECT, related_name="concerned_named")
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "appointment"], name="concerned_once_in_a_case"
            ),
        ]

    def __str__(self) -> str:
        return str(self.appointment) if self.appointment_id else self.ref

    @property
    def ref(self) -> str:
        """The reference of the person concerned in entries."""
        return f"cases.concerned:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return f"cases.case:{self.case_id}"

    @property
    def person(self) -> Person:
        """The human being, whatever post the person holds by now."""
        return self.appointment.person
