"""Every test here reads measures as the analyst."""

from tests.analyst import analyst, home, signed_in

__all__ = ["analyst", "home", "signed_in"]
