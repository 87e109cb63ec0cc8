"""Every test here types commands."""

from tests.command import remit

__all__ = ["remit"]
