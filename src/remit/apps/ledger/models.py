"""The ledger's rows."""

from django.db import models


class Entry(models.Model):
    """One deed: verb in the past, what it was done to, by whom, when.

    It is record and outbox at once: written in the deed's own transaction without a number, then
    numbered by the one sequencer (`actions.sequence`). It is not a log for operators, and it holds no
    names and no free texts. Its canonical form is `queries.canonical`.

    Personal data: references to the person who acted and to the subject, no names.
    """

    seq = models.PositiveBigIntegerField(null=True, unique=True)
    verb = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    path = models.CharField(max_length=120)
    body = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="entry_by_subject"),
            models.Index(fields=["path", "id"], name="entry_by_path"),
            models.Index(fields=["verb", "id"], name="entry_by_verb"),
            models.Index(
                fields=["id"], condition=models.Q(seq__isnull=True), name="entry_not_numbered"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(verb=""), name="entry_has_a_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.seq or '-'} {self.verb} {self.subject}"


class Position(models.Model):
    """How far a reader of the ledger has come: the last number it has worked off. Not a lock.

    Personal data: none.
    """

    reader = models.CharField(max_length=60, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} at {self.seq}"
