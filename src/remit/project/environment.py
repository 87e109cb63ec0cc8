"""Settings read from environment variables; every fault is named, all at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from remit.engines.findings import Refusal
from remit.engines.merkle import SignatureKind, parse_verifier

Value = TypeVar("Value")
# A name, its whole domain with a dot before it, an address in brackets, or any.
HOST = re.compile(
    r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]|[0-9a-fA-F:]*:[0-9a-fA-F:]*|\*"
)
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*@")
# The fewest characters of the key that signs sessions.
SECRET = 32
# A note bears at most 100 signatures, and a name stands in a column of 120 characters.
MOST_WITNESSES, LONGEST_NAME = 32, 100


class Misconfigured(Exception):
    """The process must not start: names each bad variable, its allowed values and what to do."""


@dataclass
class Environment:
    """Reads variables and collects faults; `done()` raises them together.

    A variable NAME may be given as a file by NAME_FILE (for secrets).
    """

    variables: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        """The variable as text."""
        self.known.append(name)
        if path := self.variables.get(f"{name}_FILE"):
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as fault:
                self.faults.append(f"{name}_FILE={path}: cannot be read ({fault.strerror}).")
        return self.variables.get(name, default)

    def flag(self, name: str, *, default: bool) -> bool:
        """The variable as yes or no."""
        value = self.text(name, "yes" if default else "no").lower()
        allowed = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        return self._checked(name, value, allowed.__getitem__, "yes or no", default)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """The variable as one of the allowed words."""
        value = self.text(name, default)
        if value in allowed:
            return value
        self.fault(name, value, " or ".join(allowed))
        return default

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """The variable as a whole number in [low, high]."""

        def within(value: str) -> int:
            number = int(value)
            if not low <= number <= high:
                raise ValueError
            return number

        words = f"a whole number from {low} to {high}"
        return self._checked(name, self.text(name, str(default)), within, words, default)

    def hosts(self, name: str, default: str) -> list[str]:
        """The variable as host names, separated by commas."""
        allowed = "names such as remit.example.org, separated by commas, without http:// and port"
        return self._checked(name, self.text(name, default), hosts, allowed, [])

    def origin(self, name: str, default: str) -> str:
        """The variable as the address under which people reach the installation."""
        allowed = "http://host, https://host or either with a port, without a path"
        return self._checked(name, self.text(name, default), origin, allowed, default)

    def zone(self, name: str, default: str) -> str:
        """The variable as the name of a time zone."""
        allowed = "a time zone such as Asia/Shanghai or Europe/Amsterdam"
        return self._checked(name, self.text(name, default), zone, allowed, default)

    def sender(self, name: str, default: str) -> str:
        """The variable as an e-mail address."""
        allowed = "an e-mail address, also as Name <name@example.org>"
        return self._checked(name, self.text(name, default), sender, allowed, default)

    def secret(self, name: str) -> str:
        """The variable as a secret of some length, or empty."""
        value = self.text(name)
        if value and len(value) < SECRET:
            # The value itself must not be told: it may be in a log.
            self.fault(name, "...", f"empty or at least {SECRET} characters")
        return value

    def folder(self, name: str, default: str, *, made: bool = False) -> Path:
        """The variable as a folder; one that is `made` is created, any other given must exist."""
        given = self.text(name, default)
        path = Path(given).resolve()
        try:
            if made:
                path.mkdir(parents=True, exist_ok=True)
            if given != default and not path.is_dir():
                raise NotADirectoryError
        except OSError:
            allowed = "a folder that can be made and written" if made else "a folder that exists"
            self.fault(name, given, allowed)
        return path

    def database(self, name: str, default: str) -> dict[str, Any]:
        """The variable as a Django database: sqlite:///path or postgres://user:password@host:port/name."""
        allowed = "sqlite:///path/to/file or postgres://user:password@host:port/name"
        return self._checked(name, self.text(name, default), database, allowed, database(default))

    def mail(self, name: str) -> dict[str, Any]:
        """The variable as Django mail settings: smtp://, smtps:// or empty for the mailbox page."""
        allowed = "empty, smtp://user:password@host:port or smtps://user:password@host:port"
        return self._checked(name, self.text(name), mail_server, allowed, {})

    def witnesses(self, name: str) -> tuple[str, ...]:
        """The variable as public keys of witnesses, separated by blanks or commas."""
        allowed = f"empty or up to {MOST_WITNESSES} witness keys as `remit witness-key` shows them"
        return self._checked(name, self.text(name), witnesses, allowed, ())

    def done(self) -> None:
        """Raises Misconfigured when any variable was wrong."""
        if self.faults:
            raise Misconfigured("Remit cannot start:\n  " + "\n  ".join(self.faults))

    def _checked(
        self, name: str, value: str, read: Callable[[str], Value], allowed: str, default: Value
    ) -> Value:
        try:
            return read(value)
        except (KeyError, ValueError, OSError):
            self.fault(name, value, allowed)
            return default

    def fault(self, name: str, value: str, allowed: str) -> None:
        """Notes that a variable has a value it cannot have; a password in it is not told."""
        told = PASSWORD.sub(r"\1...@", value)
        if not any(line.startswith(f"{name}=") for line in self.faults):
            self.faults.append(f"{name}={told!r}: must be {allowed}. Correct or unset {name}.")


def hosts(text: str) -> list[str]:
    """Host names separated by commas; ValueError when one is none."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if not names or not all(HOST.fullmatch(name) for name in names):
        raise ValueError(text)
    return names


def origin(url: str) -> str:
    """Scheme, host and port of an address; ValueError when it has more or less."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not HOST.fullmatch(parts.hostname or ""):
        raise ValueError(url)
    bare = f"{parts.scheme}://{parts.netloc}"
    if url.rstrip("/") != bare or "@" in parts.netloc or parts.port == 0:
        raise ValueError(url)
    return bare


def zone(name: str) -> str:
    """The name of a time zone; ValueError when there is none of that name."""
    ZoneInfo(name)
    return name


def sender(text: str) -> str:
    """An e-mail address; ValueError when it is none."""
    _, address = parseaddr(text)
    if not ADDRESS.fullmatch(address):
        raise ValueError(text)
    return text


def database(url: str) -> dict[str, Any]:
    """Django's settings of one database; ValueError when the address is not understood."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path.removeprefix("/")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"} and parts.hostname and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname,
            "PORT": parts.port or 5432,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(url)


def witnesses(text: str) -> tuple[str, ...]:
    """The keys of different witnesses; ValueError when one is none or is a ledger's."""
    try:
        keys = [parse_verifier(part) for part in text.replace(",", " ").split()]
    except Refusal as refused:
        raise ValueError(text) from refused
    wrong = [key for key in keys if key.kind is not SignatureKind.COSIGNATURE]
    long = [key for key in keys if len(key.name) > LONGEST_NAME]
    if wrong or long or len(keys) > MOST_WITNESSES or len({key.id for key in keys}) < len(keys):
        raise ValueError(text)
    return tuple(key.text for key in keys)


def mail_server(url: str) -> dict[str, Any]:
    """Django's mail settings of an SMTP address; {} for an empty one."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError(url)
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
