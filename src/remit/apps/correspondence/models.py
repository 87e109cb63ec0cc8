"""Letters and mails."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from remit.apps.fields import Enclosed, EnclosedBytes, EnclosedJSON


class Letter(models.Model):
    """A letter or mail as it was written; a job renders and delivers it. Never edited afterwards.

    `content` holds the values that a letter is rendered from, `pdf` the rendered pages. What it says is
    kept under the key of its `matter`: the case, the report, the person, or the letter itself. Once it
    was erased by law its subject says so, and it names nobody.

    Personal data: the addressee's name, address and reference; whatever the text says of people.
    """

    class Kind(models.TextChoices):
        """What the letter is for."""

        REMINDER = "reminder", _("reminder")
        SUMMARY = "summary", _("monthly summary")
        NOTICE = "notice", _("notice")
        DECISION = "decision", _("decision")
        RECEIPT = "receipt", _("receipt")

    class State(models.TextChoices):
        """How far the letter has come."""

        WAITING = "waiting", _("waiting to be sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("could not be delivered")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    path = models.CharField(max_length=120, db_index=True)
    about = models.CharField(max_length=120, db_index=True)
    matter = models.CharField(max_length=120, blank=True, db_index=True)
    to_ref = models.CharField(max_length=120, blank=True, db_index=True)
    to_name = Enclosed(blank=True)
    to_address = Enclosed(blank=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = Enclosed(blank=True)
    link = models.CharField(max_length=200, blank=True)
    content = EnclosedJSON(null=True)
    pdf = EnclosedBytes(null=True)
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-written_at", "-id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="letter_waiting"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def ref(self) -> str:
        """The letter's reference in entries."""
        return f"correspondence.letter:{self.pk}"


class Attempt(models.Model):
    """One try to deliver a letter: the proof of service, or why it failed.

    Personal data: the mail server's answer may name the address.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    delivered = models.BooleanField()
    answer = Enclosed(blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.channel}"

    @property
    def matter(self) -> str:
        """What it is kept under, and erased with: the matter of its letter."""
        return self.letter.matter
