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


class Sealed(models.Model):
    """The leaf of a numbered entry, as it stands in the tree for ever. Not the entry's values.

    `secret` salts what the leaf commits to; when the values have to be erased it is destroyed with them,
    and the leaf and its proofs still stand.

    Personal data: the secret opens commitments to the references of an entry.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    secret = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"leaf {self.seq}"


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree (C2SP tlog-tiles); the last of a level grows.

    Personal data: none.
    """

    level = models.PositiveSmallIntegerField()
    place = models.PositiveBigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "place"], name="tile_once"),
        ]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.place}"


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root. Never two of one size, never changed.

    Personal data: none.
    """

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"checkpoint {self.size}"
