"""What was decided, by whom, for how long; appeals; clearing a name."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from remit.apps.cases.models.erasure import ERASED, Erasable
from remit.apps.cases.models.files import Concerned
from remit.apps.cases.models.reasons import Attribution, Determination
from remit.apps.fields import Bilingual, Enclosed
from remit.apps.organisation.models import Appointment

EXEMPT = "exempt"
NO_MEASURE = "none"


class Decision(Erasable):
    """What follows for one person: a measure of the pack's ladder, none, or exempt. With its reasons.

    The officer proposes, two others confirm (`Confirmation`); only then is it decided. A decider who
    disagrees sends it back, with reasons, and the officer may propose anew. Never edited afterwards: an appeal that changes it writes a new one that supersedes it. `departure` says why the
    measure lies outside what the rules admit, and is empty when it lies inside.

    Personal data: the measure and the reasons for one person; who proposed.
    """

    class State(models.TextChoices):
        """How far the decision has come."""

        PROPOSED = "proposed", _("proposed")
        SENT_BACK = "sent_back", _("sent back")
        DECIDED = "decided", _("decided")
        SERVED = "served", _("served")
        SUPERSEDED = "superseded", _("superseded")

    concerned = models.ForeignKey(Concerned, models.PROTECT, related_name="decisions")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="decisions")
    attribution = models.ForeignKey(Attribution, models.PROTECT, related_name="decisions")
    measure = models.CharField(max_length=60, blank=True)
    measure_zh = models.CharField(max_length=120, blank=True)
    measure_en = models.CharField(max_length=120, blank=True)
    reasons_zh = Enclosed(blank=True)
    reasons_en = Enclosed(blank=True)
    departs = models.BooleanField(default=False)
    departure_zh = Enclosed(blank=True)
    departure_en = Enclosed(blank=True)
    proposed_by = models.ForeignKey(Appointment, models.PROTECT, related_name="decisions_proposed")
    proposed_at = models.DateTimeField()
    sent_back_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="decisions_sent_back"
    )
    sent_back_zh = Enclosed(blank=True)
    sent_back_en = Enclosed(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    served_at = models.DateTimeField(null=True, blank=True)
    served_by = models.CharField(max_length=80, blank=True)
    effect_since = models.DateField(null=True, blank=True)
    effect_until = models.DateField(null=True, blank=True)
    effect_ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    measure_name = Bilingual("measure")
    reasons = Bilingual("reasons")
    departure = Bilingual("departure")
    sent_back = Bilingual("sent_back")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=ERASED | ~Q(reasons_zh="", reasons_en=""), name="decision_has_reasons"
            ),
            models.CheckConstraint(
                condition=ERASED | Q(departs=False) | ~Q(departure_zh="", departure_en=""),
                name="decision_departs_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "sent_back"]) | Q(decided_at__isnull=False),
                name="decision_decided_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="served") | Q(served_at__isnull=False),
                name="decision_served_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(effect_until__isnull=True) | Q(effect_until__gt=F("effect_since")),
                name="decision_effect_runs_forward",
            ),
            models.UniqueConstraint(
                fields=["concerned"],
                condition=Q(state__in=["proposed", "decided", "served"]),
                name="decision_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concerned}: {self.measure_name}"

    @property
    def ref(self) -> str:
        """The decision's reference in entries."""
        return f"cases.decision:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return self.concerned.matter

    @property
    def burdens(self) -> bool:
        """Whether a measure was laid on the person (neither exempt nor none)."""
        return self.measure not in ("", EXEMPT, NO_MEASURE)


class Confirmation(models.Model):
    """That one decider agreed to a proposed decision. Two of them decide it.

    Personal data: who decided.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="decisions_confirmed")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "by"], name="confirmation_once_a_decider"),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.decision}"

    @property
    def ref(self) -> str:
        """The confirmation's reference in entries."""
        return f"cases.confirmation:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return self.decision.matter


class Appeal(Erasable):
    """The person concerned asks for a decision to be looked at again by two people new to it.

    It never edits the decision: when it changes or revokes it, `new_decision` supersedes the first.
    `due` is the last day to decide it.

    Personal data: the person's own words; who decided.
    """

    class Stage(models.TextChoices):
        """Which of the two appeals it is."""

        REEXAMINATION = "reexamination", _("re-examination")
        REVIEW = "review", _("review")

    class Outcome(models.TextChoices):
        """What the appeal came to."""

        UPHELD = "upheld", _("decision upheld")
        CHANGED = "changed", _("decision changed")
        REVOKED = "revoked", _("decision revoked")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    stage = models.CharField(max_length=14, choices=Stage.choices, default=Stage.REEXAMINATION)
    grounds_zh = Enclosed(blank=True)
    grounds_en = Enclosed(blank=True)
    filed_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    reasons_zh = Enclosed(blank=True)
    reasons_en = Enclosed(blank=True)
    departure_zh = Enclosed(blank=True)
    departure_en = Enclosed(blank=True)
    proposed_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="appeals_proposed"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="appeals_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    new_decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="came_from"
    )

    grounds = Bilingual("grounds")
    reasons = Bilingual("reasons")
    departure = Bilingual("departure")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=ERASED | ~Q(grounds_zh="", grounds_en=""), name="appeal_has_grounds"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | (~Q(outcome="") & ~Q(proposed_by=F("decided_by"))),
                name="appeal_is_decided_by_two",
            ),
            models.UniqueConstraint(fields=["decision", "stage"], name="appeal_once_a_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_outcome_display() or self.filed_at:%Y-%m-%d}"

    @property
    def ref(self) -> str:
        """The appeal's reference in entries."""
        return f"cases.appeal:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return self.decision.matter


class Rehabilitation(Erasable):
    """That a person's name and standing were restored, why, and by whom (empty: by the passing of time).

    Personal data: that a case concerned the person and how it ended.
    """

    class Cause(models.TextChoices):
        """Why the name was cleared or the standing restored."""

        EFFECT_ENDED = "effect_ended", _("the effect period ended")
        REVOKED = "revoked", _("the decision was revoked or changed")
        CLEARED = "cleared", _("the report was wrong or the person is exempt")

    concerned = models.ForeignKey(Concerned, models.PROTECT, related_name="rehabilitations")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="rehabilitations"
    )
    cause = models.CharField(max_length=14, choices=Cause.choices)
    reasons_zh = Enclosed(blank=True)
    reasons_en = Enclosed(blank=True)
    by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="rehabilitations_made"
    )
    at = models.DateTimeField()

    reasons = Bilingual("reasons")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=ERASED | ~Q(reasons_zh="", reasons_en=""),
                name="rehabilitation_has_reasons",
            ),
            models.UniqueConstraint(
                fields=["concerned", "decision"], name="rehabilitation_once_a_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concerned}: {self.get_cause_display()}"

    @property
    def ref(self) -> str:
        """The rehabilitation's reference in entries."""
        return f"cases.rehabilitation:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return self.concerned.matter
