"""What is left of a row once its texts were erased by law."""

from typing import Any

from django.db import models
from django.db.models import Q

from remit.apps.fields import Bilingual
from remit.engines.words import Words

ERASED_WORDS = Words("已依法删除", "erased by law")
ERASED = Q(erased_at__isnull=False)


class Erasable(models.Model):
    """A row whose texts can be erased by law. That it was there, and when, is kept.

    Personal data: none of its own.
    """

    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Title(Bilingual):
    """A title of two columns; once they were erased it says so."""

    def words(self, row: Any) -> Words:
        """Both texts of the row, or that they were erased."""
        return ERASED_WORDS if row.erased_at else super().words(row)
