"""Settings read from environment variables; every fault is named, all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

Value = TypeVar("Value")


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
        self._fault(name, value, " or ".join(allowed))
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

    def names(self, name: str, default: str) -> list[str]:
        """The variable as a list, separated by commas."""
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def database(self, name: str, default: str) -> dict[str, Any]:
        """The variable as a Django database: sqlite:///path or postgres://user:password@host:port/name."""
        allowed = "sqlite:///path/to/file or postgres://user:password@host:port/name"
        return self._checked(name, self.text(name, default), database, allowed, database(default))

    def mail(self, name: str) -> dict[str, Any]:
        """The variable as Django mail settings: smtp://, smtps:// or empty for the mailbox page."""
        allowed = "empty, smtp://user:password@host:port or smtps://user:password@host:port"
        return self._checked(name, self.text(name), mail_server, allowed, {})

    def done(self) -> None:
        """Raises Misconfigured when any variable was wrong."""
        if self.faults:
            raise Misconfigured("Remit cannot start:\n  " + "\n  ".join(self.faults))

    def _checked(
        self, name: str, value: str, read: Callable[[str], Value], allowed: str, default: Value
    ) -> Value:
        try:
            return read(value)
        except (KeyError, ValueError):
            self._fault(name, value, allowed)
            return default

    def _fault(self, name: str, value: str, allowed: str) -> None:
        self.faults.append(f"{name}={value!r}: must be {allowed}. Correct or unset {name}.")


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
