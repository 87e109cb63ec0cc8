"""The ledger's rows."""

from django.db import models


class Entry(models.Model):
    """One deed: verb in the past, what it was done to, by whom, when.

    It is record and outbox at once: written in the deed's own transaction without a number, then
    numbered by the one sequencer (`actions.sequence`). It is not a log for operators, and it holds no
    names and no free texts. Its canonical form is `queries.canonical`.

    `matter` is what it belongs to, where that can be erased as a whole: a case, a report, a person.
    `rows` says how the deed left the rows it wrote: by `app.model:key` a digest of what the row says
    under the installation's key, so that a row changed from outside no longer agrees.

    Personal data: references to the person who acted and to the subject, no names.
    """

    ledgered = False

    seq = models.PositiveBigIntegerField(null=True, unique=True)
    verb = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    matter = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=120)
    body = models.JSONField()
    rows = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="entry_by_subject"),
            models.Index(fields=["matter", "id"], name="entry_by_matter"),
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

    ledgered = False

    reader = models.CharField(max_length=60, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} at {self.seq}"


class Sealed(models.Model):
    """The leaf of a numbered entry, as it stands in the tree for ever. Not the entry's values.

    What the leaf commits to is salted: from the key of the entry's matter where it has one, else from
    `secret`. When the values have to be erased, key or secret is destroyed with them, and the leaf and its
    proofs still stand.

    Personal data: the secret opens commitments to the references of an entry.
    """

    ledgered = False

    seq = models.PositiveBigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    key = models.CharField(max_length=32, blank=True)
    secret = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"leaf {self.seq}"


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree (C2SP tlog-tiles); the last of a level grows.

    Personal data: none.
    """

    ledgered = False

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

    ledgered = False

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Cosignature(models.Model):
    """A witness's signature under a checkpoint: that it continues all that the witness saw before.

    Personal data: none.
    """

    ledgered = False

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=120)
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="cosigned_once"),
        ]
        indexes = [models.Index(fields=["witness", "checkpoint"], name="cosigned_by_witness")]

    def __str__(self) -> str:
        return f"{self.witness} under {self.checkpoint_id}"


class Audit(models.Model):
    """What a full audit of the ledger found, as findings; none when everything holds.

    Personal data: none; findings name entries and rows by reference.
    """

    ledgered = False

    at = models.DateTimeField(db_index=True)
    size = models.PositiveBigIntegerField()
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"audit of {self.at:%Y-%m-%d}"
