"""What analyses read, and what they found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from remit.apps.organisation.models import Appointment, Unit


class Label(models.Model):
    """The text that a number in a column of events stands for. Not a name of anybody.

    Personal data: none; items and deeds by reference.
    """

    ledgered = False  # made again from entries and steps

    text = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.text


class Event(models.Model):
    """One event as measures read it: whole numbers, with what comes next in its item. Not the entry itself.

    `log` says where it comes from: deeds (`seq` is the entry's number) or steps of matters read from
    another system (`seq` is the step's key). `post`, `person` and `unit` are keys, `item` and `activity`
    labels. `next_activity`, `next_post` and `dt_us` are filled in when the item's next event arrives, so
    that nothing is ever sorted again; `last` marks the item's latest event.

    Personal data: keys of the person who acted.
    """

    ledgered = False  # made again from entries and steps

    class Log(models.TextChoices):
        """Where events come from."""

        DEEDS = "deeds", _("deeds in this system")
        STEPS = "steps", _("steps of matters read from another system")

    log = models.CharField(max_length=8, choices=Log.choices)
    path = models.CharField(max_length=120)
    ts_us = models.BigIntegerField()
    seq = models.BigIntegerField()
    item = models.ForeignKey(Label, models.PROTECT, related_name="+", db_constraint=False)
    activity = models.ForeignKey(Label, models.PROTECT, related_name="+", db_constraint=False)
    post = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)
    unit = models.BigIntegerField(null=True)
    kind = models.SmallIntegerField()
    next_activity = models.BigIntegerField(null=True)
    next_post = models.BigIntegerField(null=True)
    dt_us = models.BigIntegerField(null=True)
    last = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "seq"], name="event_once"),
        ]
        indexes = [
            models.Index(fields=["log", "path", "ts_us"], name="event_by_path"),
            models.Index(
                fields=["log", "item"], condition=models.Q(last=True), name="event_last_of_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.log} {self.seq}"


class Run(models.Model):
    """A stored analysis: what was asked of which events by which engine, and what it found. Never edited.

    `asked` holds the parameters, `inputs` the digest of the events, `seed` what chance began with where
    there was any. The same question over the same events with the same engine gives the same result.

    Personal data: who asked; results name posts and units by reference.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=160, blank=True)
    title_en = models.CharField(max_length=160, blank=True)
    asked = models.JSONField(default=dict)
    inputs = models.CharField(max_length=64)
    events = models.PositiveIntegerField()
    engine = models.CharField(max_length=80)
    seed = models.BigIntegerField(null=True)
    result = models.JSONField()
    by = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="runs")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.title_zh or self.title_en or self.kind

    @property
    def ref(self) -> str:
        """The run's reference in entries."""
        return f"lab.run:{self.pk}"
