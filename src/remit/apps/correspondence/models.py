"""Letters and mails."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """A letter or mail as it was written; a job renders and delivers it. Never edited afterwards.

    `content` holds the values that a letter is rendered from, `pdf` the rendered pages.

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
    to_ref = models.CharField(max_length=120, db_index=True)
    to_name = models.CharField(max_length=120)
    to_address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    link = models.CharField(max_length=200, blank=True)
    content = models.JSONField(default=dict)
    pdf = models.BinaryField(null=True)
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

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
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.channel}"
