"""How functions are compiled: single precision throughout, no locks held, kept on disk once compiled.

The order of additions may be changed where that makes vectors of them, but the same machine code serves
any number of threads, so the same numbers come out.
"""

import hashlib
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from numba import njit

Inferred = Any
"""A type that the compiler infers: float32 numbers, rows of them, or tuples of both."""
_HOW: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": True}
_READ = (
    "answering", "chance", "choosing", "design", "learning", "parameters", "record", "schedule",
    "state", "town", "working", "kernel.answering", "kernel.arithmetic", "kernel.choosing",
    "kernel.compiling", "kernel.fetching", "kernel.given", "kernel.layout", "kernel.learning", "kernel.weeks",
)  # fmt: skip


def _edition() -> str:
    """A digest of all sources that machine code depends on.

    Numba compiles anew when the file of a function changes, but not when a constant or a function
    that it reads from another file does.
    """
    digest = hashlib.sha256()
    for name in _READ:
        spec = find_spec(f"remit.engines.storm.{name}")
        loader: Any = spec.loader if spec else None
        digest.update((loader.get_source(spec.name) or "").encode() if spec and loader else b"")
    return digest.hexdigest()[:12]


EDITION = _edition()


def entered(function: Callable[..., Any]) -> Any:
    """The function, compiled with all that it calls when it is first called from Python, and kept on disk."""
    function.__qualname__ += f"-{EDITION}"
    return njit(cache=True, **_HOW)(function)


def compiled(function: Callable[..., Any]) -> Any:
    """The function as a part of the machine code of those that call it."""
    return njit(**_HOW)(function)


def inlined(function: Callable[..., Any]) -> Any:
    """The function in the place of each call, so that constants reach the loops."""
    return njit(forceinline=True, **_HOW)(function)
