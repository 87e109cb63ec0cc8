"""Targets of a year, plans of a month, their results and the published comparison."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import Bilingual
from remit.apps.organisation.models import Appointment, Duty, Post, Unit

FIRST_DAY = Q(month__day=1)


class Target(models.Model):
    """What a unit promises for a year: one indicator, one responsible post, values by month.

    Not a plan: monthly plans are drawn from it. `parent` is the target above it that it helps to
    reach. With `ceiling` less is better (accidents, arrears). Withdrawn and set anew, never edited.

    Personal data: none.
    """

    class Kind(models.TextChoices):
        """The class of a target."""

        OUTPUT = "output", _("output value")
        TASKS = "tasks", _("task development")
        BENEFIT = "benefit", _("comprehensive benefit")
        SAFETY = "safety", _("safety")
        QUALITY = "quality", _("quality")
        OWN = "own", _("own class")

    class State(models.TextChoices):
        """Whether the target still binds."""

        SET = "set", _("in force")
        WITHDRAWN = "withdrawn", _("withdrawn")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets")
    post = models.ForeignKey(Post, models.PROTECT, related_name="targets")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="targets")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SET)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    indicator_zh = models.CharField(max_length=200, blank=True)
    indicator_en = models.CharField(max_length=200, blank=True)
    measure_zh = models.CharField(max_length=30, blank=True)
    measure_en = models.CharField(max_length=30, blank=True)
    annual = models.DecimalField(max_digits=16, decimal_places=2)
    ceiling = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason_zh = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)

    title = Bilingual("title")
    indicator = Bilingual("indicator")
    measure = Bilingual("measure")
    reason = Bilingual("reason")

    class Meta:
        ordering = ["-year", "unit__path", "id"]
        indexes = [models.Index(fields=["year", "unit"], name="target_by_year")]
        constraints = [
            models.CheckConstraint(condition=Q(annual__gte=0), name="target_not_negative"),
            models.CheckConstraint(
                condition=~Q(title_zh="", title_en=""), name="target_has_a_title"
            ),
            models.CheckConstraint(
                condition=~Q(measure_zh="", measure_en=""), name="target_has_a_measure"
            ),
            models.CheckConstraint(
                condition=Q(state="set", withdrawn_at__isnull=True)
                | Q(state="withdrawn", withdrawn_at__isnull=False),
                name="target_withdrawn_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title}"

    @property
    def ref(self) -> str:
        """The target's reference in entries."""
        return f"plans.target:{self.pk}"


class TargetMonth(models.Model):
    """The part of a target that one month is to bring. Not a plan: the unit's plan may say more.

    Personal data: none.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="months")
    month = models.DateField()
    planned = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["target", "month"], name="target_month_once"),
            models.CheckConstraint(condition=FIRST_DAY, name="target_month_is_a_first_day"),
            models.CheckConstraint(condition=Q(planned__gte=0), name="target_month_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.planned}"


class MonthlyPlan(models.Model):
    """A unit's plan for one month, opened by the office, filled and submitted by the unit.

    `post` answers for it, as settled on the day of opening. `submitted_on` is the calendar day that
    counts against `due`. Once submitted it is not edited; what slipped in the month before may still
    be carried over into it.

    Personal data: links the submission with a person in a post.
    """

    class State(models.TextChoices):
        """Whether the unit has submitted."""

        OPEN = "open", _("to be submitted")
        SUBMITTED = "submitted", _("submitted")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    post = models.ForeignKey(Post, models.PROTECT, related_name="plans")
    month = models.DateField()
    due = models.DateField()
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="plans_submitted"
    )

    class Meta:
        ordering = ["-month", "unit__path"]
        indexes = [
            models.Index(fields=["-month", "unit"], name="plan_by_month"),
            models.Index(fields=["due"], condition=Q(state="open"), name="plan_open_by_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="plan_once_a_month"),
            models.CheckConstraint(condition=FIRST_DAY, name="plan_month_is_a_first_day"),
            models.CheckConstraint(
                condition=Q(
                    state="open",
                    submitted_at__isnull=True,
                    submitted_on__isnull=True,
                    submitted_by__isnull=True,
                )
                | Q(
                    state="submitted",
                    submitted_at__isnull=False,
                    submitted_on__isnull=False,
                    submitted_by__isnull=False,
                ),
                name="plan_submitted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.unit}"

    @property
    def ref(self) -> str:
        """The plan's reference in entries."""
        return f"plans.plan:{self.pk}"

    @property
    def address(self) -> str:
        """Where the plan is read and submitted, within the installation."""
        return f"/plans/{self.pk}"


class PlanItem(models.Model):
    """One line of a monthly plan and, after the month, what came of it.

    Not a task: it has no steps. `carried_from` is the line of an earlier month whose rest it is,
    `first_month` the month in which it was planned first. `note` says why it slipped; a dropped line stays, with the reason.

    Personal data: none expected; notes and reasons are free texts.
    """

    plan = models.ForeignKey(MonthlyPlan, models.PROTECT, related_name="items")
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="items")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="plan_items")
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    first_month = models.DateField()
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    measure_zh = models.CharField(max_length=30, blank=True)
    measure_en = models.CharField(max_length=30, blank=True)
    planned = models.DecimalField(max_digits=16, decimal_places=2)
    ceiling = models.BooleanField(default=False)
    done = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    note_zh = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    reason_zh = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)

    text = Bilingual("text")
    measure = Bilingual("measure")
    note = Bilingual("note")
    reason = Bilingual("reason")

    class Meta:
        ordering = ["plan", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_zh="", text_en=""), name="item_has_a_text"),
            models.CheckConstraint(
                condition=~Q(measure_zh="", measure_en=""), name="item_has_a_measure"
            ),
            models.CheckConstraint(condition=Q(planned__gte=0), name="item_not_negative"),
            models.CheckConstraint(
                condition=Q(first_month__day=1), name="item_first_month_is_a_first_day"
            ),
            models.CheckConstraint(
                condition=Q(done__isnull=True, reported_at__isnull=True)
                | Q(done__gte=0, reported_at__isnull=False),
                name="item_result_reported_at_a_time",
            ),
            models.UniqueConstraint(fields=["carried_from"], name="item_carried_over_once"),
            models.UniqueConstraint(
                fields=["plan", "target"],
                condition=Q(carried_from__isnull=True, dropped_at__isnull=True),
                name="item_of_a_target_once_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def ref(self) -> str:
        """The item's reference in entries."""
        return f"plans.item:{self.pk}"


class Summary(models.Model):
    """The published comparison of an organisation's month: what was planned, done, slipped.

    `figures` are the figures and wordings as published (`queries.figures`), amounts as strings.
    Never edited: what is reported later belongs to the month in which it was done.

    Personal data: links the publication with a person in a post.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="summaries")
    month = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        Appointment, models.PROTECT, related_name="summaries_published"
    )
    figures = models.JSONField()

    class Meta:
        verbose_name_plural = "summaries"
        ordering = ["-month", "unit__path"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="summary_once_a_month"),
            models.CheckConstraint(condition=FIRST_DAY, name="summary_month_is_a_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.unit}"

    @property
    def ref(self) -> str:
        """The summary's reference in entries."""
        return f"plans.summary:{self.pk}"

    @property
    def address(self) -> str:
        """Where the summary is read, within the installation."""
        return f"/plans/summaries/{self.pk}"
