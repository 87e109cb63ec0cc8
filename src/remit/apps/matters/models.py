"""Matters, who held them, and the steps taken."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import Bilingual
from remit.apps.organisation.models import Post, Unit


class Source(models.Model):
    """A log of another system that matters were read from. Holds no row of the log itself.

    `people` counts who did something, `named` also those who only watched or answered.

    Personal data: none.
    """

    organisation = models.ForeignKey(Unit, models.PROTECT, related_name="sources")
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    shape = models.CharField(max_length=40)
    matters = models.PositiveIntegerField()
    events = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    named = models.PositiveIntegerField()
    known_until = models.DateTimeField()
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-read_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="source_read_once"),
        ]

    def __str__(self) -> str:
        return self.file

    @property
    def ref(self) -> str:
        """The source's reference in entries."""
        return f"matters.source:{self.pk}"


class Matter(models.Model):
    """A thing that must be dealt with by a date: a permit, a request, a debt handed over. Not a step of it.

    `lead` is the post that answers for the whole matter. `deadline` is when it must be closed by
    rule, `planned` when its holder planned to close it. `days_late` is as known at `known_until`:
    what another system told stands still until it is read again.

    Personal data: none in itself; titles of imported matters are those of the other system.
    """

    # Its rows are made again from the file whose SHA-256 the entry of the import holds.
    ledgered = False

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="matters")
    path = models.CharField(max_length=120)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="read")
    code = models.CharField(max_length=80)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=120, blank=True)
    lead = models.ForeignKey(Post, models.PROTECT, null=True, related_name="leads")
    opened = models.DateTimeField()
    planned = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    known_until = models.DateTimeField()
    days_late = models.PositiveIntegerField(default=0)
    steps_taken = models.PositiveIntegerField(default=0)
    steps_late = models.PositiveIntegerField(default=0)

    title = Bilingual("title")

    class Meta:
        ordering = ["-opened", "id"]
        indexes = [
            models.Index(fields=["path", "-opened", "id"], name="matter_by_path"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="matter_code_once_in_unit"),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    @property
    def ref(self) -> str:
        """The matter's reference in entries."""
        return f"matters.matter:{self.pk}"


class Holding(models.Model):
    """A post holding a matter for [since, until), in one of three roles. The holder may do nothing with it.

    Personal data: none; who filled the post is told by its appointments.
    """

    ledgered = False  # as matters are

    class Role(models.TextChoices):
        """Who did it, who watched over it, who answers for it."""

        DOER = "doer", _("did it")
        WATCHER = "watcher", _("watched over it")
        ANSWERS = "answers", _("answers for it")

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=8, choices=Role.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    steps = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["role", "since", "id"]
        constraints = [
            # A log in whole days has holders who kept a matter for less than a day.
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="holding_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.since} - {self.until}"


class Step(models.Model):
    """One thing done in a matter, with the day it was planned for. Not the matter's closing.

    Personal data: none; who filled the posts is told by their appointments.
    """

    ledgered = False  # as matters are

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    name_en = models.CharField(max_length=200, blank=True)
    name_local = models.CharField(max_length=200, blank=True)
    doer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="steps_done")
    watcher = models.ForeignKey(Post, models.PROTECT, null=True, related_name="steps_watched")
    planned = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    done = models.DateTimeField()
    days_late = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["matter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="step_number_once"),
        ]

    def __str__(self) -> str:
        return self.name_en or self.name_local or self.code
