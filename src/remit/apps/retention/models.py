"""Erasures by law and who agreed to them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import Bilingual
from remit.apps.organisation.models import Appointment
from remit.engines.retention import Kind
from remit.engines.words import Words


class Erasure(models.Model):
    """That something kept is to be erased by law: proposed, then confirmed and carried out, or refused.

    It is not what is erased, and says nothing of it but kind and reference. The clock proposes without
    `proposed_by`. An erasure that the clock carries out by itself (`automatic`) has no `confirmed_by`.

    Personal data: who proposed, confirmed or refused. Reasons name nobody.
    """

    class State(models.TextChoices):
        """How far the erasure has come."""

        PROPOSED = "proposed", _("waiting to be confirmed")
        CONFIRMED = "confirmed", _("carried out")
        REFUSED = "refused", _("kept after all")

    kind = models.CharField(max_length=24)
    what = models.CharField(max_length=120, db_index=True)
    path = models.CharField(max_length=120, db_index=True)
    class_id = models.CharField(max_length=60, blank=True)
    basis_zh = models.TextField(blank=True)
    basis_en = models.TextField(blank=True)
    reasons_zh = models.TextField(blank=True)
    reasons_en = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="erasures_proposed"
    )
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="erasures_confirmed"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="erasures_refused"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_zh = models.TextField(blank=True)
    refused_en = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    basis = Bilingual("basis")
    reasons = Bilingual("reasons")
    refused = Bilingual("refused")

    class Meta:
        ordering = ["-proposed_at", "-id"]
        indexes = [models.Index(fields=["state", "path"], name="erasure_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis_zh="", basis_en=""), name="erasure_has_a_legal_basis"
            ),
            models.CheckConstraint(
                condition=~Q(reasons_zh="", reasons_en=""), name="erasure_has_reasons"
            ),
            models.CheckConstraint(
                condition=Q(automatic=False)
                | Q(proposed_by__isnull=True, kind=Kind.REPORT_UNFOUNDED.value),
                name="erasure_automatic_of_unfounded_reports",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(confirmed_by__isnull=True) | Q(automatic=True),
                    state="confirmed",
                    confirmed_at__isnull=False,
                )
                | Q(~Q(state="confirmed"), confirmed_at__isnull=True, confirmed_by__isnull=True),
                name="erasure_confirmed_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(proposed_by=F("confirmed_by")),
                name="erasure_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(refused_zh="", refused_en=""),
                    state="refused",
                    refused_at__isnull=False,
                    refused_by__isnull=False,
                )
                | Q(~Q(state="refused"), refused_at__isnull=True, refused_by__isnull=True),
                name="erasure_refused_by_whom_and_why",
            ),
            models.UniqueConstraint(
                fields=["what"],
                condition=Q(state__in=["proposed", "confirmed"]),
                name="erasure_of_a_thing_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.get_state_display()}"

    @property
    def ref(self) -> str:
        """The erasure's reference in entries."""
        return f"retention.erasure:{self.pk}"

    @property
    def kind_words(self) -> Words:
        """The kind of what is to be erased, as a reader sees it."""
        return Kind(self.kind).words


class Confirmation(models.Model):
    """That one person agreed to a proposed erasure. With the proposer, or another, it makes two.

    Personal data: who confirmed.
    """

    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="erasure_confirmations")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["erasure", "by"], name="erasure_confirmed_once_each"),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.erasure}"

    @property
    def ref(self) -> str:
        """The confirmation's reference in entries."""
        return f"retention.confirmation:{self.pk}"
