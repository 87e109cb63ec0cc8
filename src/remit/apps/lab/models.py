"""What analyses read, and what they found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import EnclosedBytes
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


class Log(models.Model):
    """A file of events of another system, brought to be measured. No matter of the house is made from it.

    `file` holds what was handed in (gzipped) until its columns are known, `table` the events from then
    on; both are kept under the log's own key and gone with it once the log is removed. `columns` says
    which column of the file has which meaning, `digest` is the SHA-256 of the file as handed in.

    Personal data: names of people and posts as the file has them, in `file` and `table` alone; who
    handed it in.
    """

    class Form(models.TextChoices):
        """What kind of file it was."""

        XES = "xes", "XES"
        OCEL_JSON = "ocel-json", "OCEL 2.0, JSON"
        OCEL_SQLITE = "ocel-sqlite", "OCEL 2.0, SQLite"
        CSV = "csv", "CSV"
        PARQUET = "parquet", "Parquet"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="logs")
    name = models.CharField(max_length=160)
    form = models.CharField(max_length=12, choices=Form.choices)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    columns = models.JSONField(default=dict)
    dates = models.CharField(max_length=12, blank=True)
    events = models.PositiveIntegerField(default=0)
    file = EnclosedBytes(null=True)
    table = EnclosedBytes(null=True)
    by = models.ForeignKey(Appointment, models.PROTECT, related_name="logs")
    at = models.DateTimeField()
    brought_in_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    why_removed = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True)
                | models.Q(file__isnull=True, table__isnull=True),
                name="removed_log_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The log's reference in entries."""
        return f"lab.log:{self.pk}"

    @property
    def matter(self) -> str:
        """What its texts are kept under the key of."""
        return self.ref

    @property
    def measured(self) -> bool:
        """Whether its events can be looked at."""
        return self.brought_in_at is not None and self.removed_at is None

    @property
    def waiting(self) -> bool:
        """Whether it was handed in and not brought in yet."""
        return self.brought_in_at is None and self.removed_at is None


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
