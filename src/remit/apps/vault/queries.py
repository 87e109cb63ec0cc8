"""Reading what is kept under a key.

Idea: AES-SIV (RFC 5297) needs no chance for each value and forgives its repetition; keys are wrapped by
RFC 3394 under the installation's key, which is in no database and no backup. A value says which key it is
under, so that whoever reads a row needs no other row. Keys that were read are remembered: they never
change, and what stood under a destroyed one was blanked with it.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings

from remit.apps.vault.models import Key

PREFIX = "k1."
KEY_BITS = 512
_OPENED: dict[str, AESSIV] = {}


class NotUnderThisKey(Exception):
    """What is kept was changed from outside, or belongs to another installation."""


def installation_key() -> bytes:
    """The installation's own key: it wraps the others, and is never kept beside them."""
    return bytes.fromhex(settings.VAULT_KEY)


def wrap(key: bytes) -> bytes:
    """A key as it is kept."""
    return aes_key_wrap(installation_key(), key)


def name_of(key: bytes) -> str:
    """The name of a key: a digest, which tells nothing of it."""
    return hashlib.sha256(b"remit key" + key).hexdigest()[:32]


def unwrapped(key: Key) -> bytes | None:
    """The key itself; None once it is destroyed. Raises NotUnderThisKey for a foreign one."""
    if key.wrapped is None:
        return None
    try:
        return aes_key_unwrap(installation_key(), bytes(key.wrapped))
    except (InvalidUnwrap, ValueError) as fault:
        raise NotUnderThisKey(f"key {key.id} ({key.matter})") from fault


def keys_of(matters: set[str]) -> dict[str, tuple[str, bytes]]:
    """By matter the name of its key and the key; matters without one, or a destroyed one, are left out."""
    rows = Key.objects.filter(matter__in=matters, wrapped__isnull=False)
    return {row.matter: (row.id, found) for row in rows if (found := unwrapped(row))}


def all_keys() -> dict[str, bytes]:
    """Every key that is not destroyed, by its name."""
    rows = Key.objects.filter(wrapped__isnull=False).iterator()
    return {row.id: found for row in rows if (found := unwrapped(row))}


def salt(key: bytes, seq: int) -> bytes:
    """The secret of the entry with a number, 32 bytes, as it follows from the key of its matter."""
    return hmac.digest(key, b"entry %d" % seq, "sha256")


def enclosed(key: Key, value: bytes, place: str) -> str:
    """A value as it is kept under a key, in a place (`app.model.field`) where alone it can be read."""
    siv = _siv(key)
    if siv is None:
        raise NotUnderThisKey(f"key {key.id} ({key.matter}) is destroyed")
    sealed = siv.encrypt(value, [place.encode()])
    return f"{PREFIX}{key.id}.{urlsafe_b64encode(sealed).decode()}"


def opened(kept: str, place: str) -> bytes | None:
    """The value that is kept; None where its key was destroyed. Raises NotUnderThisKey."""
    try:
        _version, name, coded = kept.split(".")
        siv = _OPENED.get(name) or _siv(Key.objects.get(pk=name))
        return siv.decrypt(urlsafe_b64decode(coded), [place.encode()]) if siv else None
    except (ValueError, InvalidTag, Key.DoesNotExist) as fault:
        raise NotUnderThisKey(f"{place}: {kept[:40]}") from fault


def forget_opened() -> None:
    """Lets go of the keys that this process remembers."""
    _OPENED.clear()


def _siv(key: Key) -> AESSIV | None:
    if key.id not in _OPENED and (found := unwrapped(key)):
        _OPENED[key.id] = AESSIV(found)
    return _OPENED.get(key.id)
