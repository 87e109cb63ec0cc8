"""The reckoned reasons that a decision rests on: shares of the harm, and what the rules admit."""

from django.db import models
from django.db.models import Q

from remit.apps.cases.models.erasure import Erasable
from remit.apps.cases.models.files import Case, Concerned
from remit.apps.fields import EnclosedJSON
from remit.apps.organisation.models import Appointment


class Attribution(Erasable):
    """Whose share of the harm is whose, as reckoned from one situation and adopted by an officer.

    Situation and report are kept whole, with the digest of the inputs and the engine's version, so that
    anybody can reckon again. Not a measure: a share of the harm is not guilt.

    Personal data: references and names of the people in the situation, and their shares.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="attributions")
    situation = EnclosedJSON(null=True)
    report = EnclosedJSON(null=True)
    inputs = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=80)
    adopted_by = models.ForeignKey(Appointment, models.PROTECT, related_name="attributions_adopted")
    adopted_at = models.DateTimeField()
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(superseded_by__isnull=True),
                name="attribution_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The attribution's reference in entries."""
        return f"cases.attribution:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return f"cases.case:{self.case_id}"


class Determination(Erasable):
    """What a rule pack admits for one person on given facts, with its proof. Not the decision.

    With `on_appeal` the panel made it, on facts restated in the appeal.
    `result` is `queries.determination_mapping`: everything a letter or a page needs, so that it can be
    read for as long as the row lives, whatever becomes of the pack.

    Personal data: facts about the person concerned and what follows from them.
    """

    concerned = models.ForeignKey(Concerned, models.PROTECT, related_name="determinations")
    pack_id = models.CharField(max_length=80)
    pack_version = models.CharField(max_length=40)
    pack_digest = models.CharField(max_length=80)
    on = models.DateField()
    act_on = models.DateField()
    facts = EnclosedJSON(null=True)
    result = EnclosedJSON(null=True)
    inputs = models.CharField(max_length=80, blank=True)
    on_appeal = models.ForeignKey(
        "cases.Appeal", models.PROTECT, null=True, blank=True, related_name="determinations"
    )
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="determinations_made")
    at = models.DateTimeField()
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["concerned"],
                condition=Q(superseded_by__isnull=True),
                name="determination_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The determination's reference in entries."""
        return f"cases.determination:{self.pk}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the case."""
        return self.concerned.matter
