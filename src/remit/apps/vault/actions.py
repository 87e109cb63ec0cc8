"""Making and destroying keys. Neither is a deed of its own: the entry of the deed around it tells."""

from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.db import transaction

from remit.apps.vault.models import Key
from remit.apps.vault.queries import KEY_BITS, forget_opened, name_of, wrap
from remit.engines.findings import Refusal, error


class MatterErased(Refusal):
    """Nothing more is written of a matter that was erased."""


@transaction.atomic
def key_for(matter: str) -> Key:
    """The key of a matter, made with the first thing said in it. Raises MatterErased.

    Its bytes come from the library, like the salt of a password: no result ever depends on them.
    """
    if not matter:
        raise ValueError("What is kept under a key belongs to a matter.")
    if found := Key.objects.filter(matter=matter).first():
        return _usable(found)
    drawn = AESSIV.generate_key(KEY_BITS)
    row, _made = Key.objects.get_or_create(
        matter=matter, defaults={"id": name_of(drawn), "wrapped": wrap(drawn)}
    )
    return _usable(row)


@transaction.atomic
def destroy_keys(matters: set[str], *, at: datetime) -> int:
    """Destroys the keys of matters for ever; returns how many there were."""
    rows = Key.objects.filter(matter__in=matters, wrapped__isnull=False)
    forget_opened()
    return rows.update(wrapped=None, destroyed_at=at)


def _usable(key: Key) -> Key:
    if key.wrapped is None:
        raise MatterErased(
            error(
                "vault.matter_erased",
                key.matter,
                "该事项的内容已依法删除，不能再写入。如有新的情况，请另行登记。",
                "What was kept of this matter was erased by law: nothing more can be written in it. "
                "For anything new, register a new one.",
            )
        )
    return key
