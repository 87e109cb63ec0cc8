"""The vault's rows."""

from django.db import models


class Key(models.Model):
    """The key of one matter (a case, a report, a person), wrapped by the installation's own key.

    What is said of people in the matter, and the salts of its entries, can be read with it only. Once it
    is destroyed the row stays, without the key, so that nothing is ever written under that name again.
    It is not a key of people: nobody signs in with it.

    Personal data: none; it opens what is kept of people.
    """

    ledgered = False  # destroying a key is told by the entry of the erasure

    id = models.CharField(max_length=32, primary_key=True)
    matter = models.CharField(max_length=120, unique=True)
    wrapped = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wrapped__isnull=False) ^ models.Q(destroyed_at__isnull=False),
                name="key_there_or_destroyed",
            ),
        ]

    def __str__(self) -> str:
        return f"key of {self.matter}"
