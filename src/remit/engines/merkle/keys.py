"""Keys of logs and witnesses, in the one-line forms that other programs read too.

Idea: a key's number is the start of a hash over its name, its kind and itself, so that a name cannot
be moved to another key unseen. A public key reads `name+number+base64`, a secret one
`PRIVATE+KEY+name+number+base64`. Source: C2SP signed-note (Signature types, Ed25519 signatures);
golang.org/x/mod/sumdb/note for the secret form; RFC 8032 for Ed25519.
"""

import hashlib
import re
from dataclasses import dataclass, field
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from remit.engines.findings import Finding, Refusal, error
from remit.engines.merkle.encoding import from_base64, text_of, to_base64

SOURCE = "C2SP signed-note"
_SECRET = "PRIVATE+KEY+"  # noqa: S105 - the public prefix that marks a secret key
_KEY_BYTES = 32
_NUMBER = re.compile("[0-9a-f]{8}")


class MalformedKey(Refusal):
    """A key that cannot be read, or that is not of the kind needed."""


class SignatureKind(IntEnum):
    """What a key signs: a text, or a text together with the time (a witness)."""

    ED25519 = 1
    COSIGNATURE = 4


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key of 32 bytes under a name."""

    name: str
    kind: SignatureKind
    key: bytes

    def __post_init__(self) -> None:
        _refuse_unless_key(self.name, self.key)

    @property
    def id(self) -> bytes:
        """The key's number: four bytes."""
        named = f"{self.name}\n".encode() + bytes([self.kind]) + self.key
        return hashlib.sha256(named).digest()[:4]

    @property
    def text(self) -> str:
        """The one-line form."""
        return f"{self.name}+{self.id.hex()}+{to_base64(bytes([self.kind]) + self.key)}"

    def holds(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made the 64-byte Ed25519 signature over the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key: a seed of 32 bytes under a name. Its `text` is a secret as well."""

    name: str
    kind: SignatureKind
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _refuse_unless_key(self.name, self.seed)

    @property
    def verifier(self) -> Verifier:
        """The public key."""
        secret = Ed25519PrivateKey.from_private_bytes(self.seed)
        return Verifier(self.name, self.kind, secret.public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The one-line form."""
        seed = to_base64(bytes([self.kind]) + self.seed)
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{seed}"

    def signature(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def generate_signer(name: str, seed: bytes, kind: SignatureKind = SignatureKind.ED25519) -> Signer:
    """A secret key from 32 bytes of good randomness; raises MalformedKey.

    >>> generate_signer("log.example", bytes(32)).verifier.text
    'log.example+d85f6874+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
    """
    return Signer(name, kind, seed)


def parse_verifier(given: str) -> Verifier:
    """The public key in a line `name+number+base64`; raises MalformedKey."""
    name, kind, key, number = _parts(given)
    verifier = Verifier(name, kind, key)
    if verifier.id.hex() != number:
        raise MalformedKey(_wrong_number(name))
    return verifier


def parse_signer(given: str) -> Signer:
    """The secret key in a line `PRIVATE+KEY+name+number+base64`; raises MalformedKey."""
    if not given.startswith(_SECRET):
        raise MalformedKey(_unreadable())
    name, kind, seed, number = _parts(given.removeprefix(_SECRET))
    signer = Signer(name, kind, seed)
    if signer.verifier.id.hex() != number:
        raise MalformedKey(_wrong_number(name))
    return signer


def _parts(line: str) -> tuple[str, SignatureKind, bytes, str]:
    parts = text_of(line, MalformedKey).split("+", 2)
    content = from_base64(parts[-1])
    if len(parts) < 3 or not _NUMBER.fullmatch(parts[1]) or not content:
        raise MalformedKey(_unreadable())
    if content[0] not in list(SignatureKind):
        raise MalformedKey(_unknown_kind(content[0]))
    return parts[0], SignatureKind(content[0]), content[1:], parts[1]


def is_name(name: str) -> bool:
    """Whether a key may bear this name: not empty, no white space, no plus sign."""
    return bool(name) and "+" not in name and not any(each.isspace() for each in name)


def _refuse_unless_key(name: str, key: bytes) -> None:
    text_of(name, MalformedKey)
    if not is_name(name) or len(key) != _KEY_BYTES:
        raise MalformedKey(_unreadable())


def _unreadable() -> Finding:
    return error(
        "merkle.key_unreadable",
        "key",
        "无法识别这把密钥：名称不得为空、不得含空格或加号，密钥须为 32 字节，"
        "写作“名称+八位编号+base64”。请重新复制完整的一行。",
        "This key cannot be read: its name is not empty and has no spaces or plus signs, the key has"
        " 32 bytes, and the line reads “name+eight-digit number+base64”. Copy the whole line again.",
        SOURCE,
    )


def _wrong_number(name: str) -> Finding:
    return error(
        "merkle.key_number",
        name,
        f"“{name}”的密钥与其编号不符，可能抄错或被换过。请向台账管理方核实。",
        f"The key of “{name}” does not fit its number: it was mistyped or exchanged. Ask the keeper"
        " of the log for it again.",
        SOURCE,
    )


def _unknown_kind(kind: int) -> Finding:
    return error(
        "merkle.key_kind",
        str(kind),
        f"不支持种类为 {kind} 的密钥，只支持 Ed25519（1）与见证签名（4）。请索取这两种之一。",
        f"Keys of kind {kind} are not supported, only Ed25519 (1) and witness cosignatures (4). Ask"
        " for one of these.",
        SOURCE,
    )


def wrong_kind(name: str) -> Finding:
    """What is said of a log's key used as a witness's, or the other way round."""
    return error(
        "merkle.key_misused",
        name,
        f"“{name}”的密钥种类不适合此用途：台账用普通密钥签名，见证方用见证密钥签名。请换用正确的密钥。",
        f"The key of “{name}” is of the wrong kind: a log signs with a plain key, a witness with a"
        " witness key. Use the right one.",
        SOURCE,
    )
