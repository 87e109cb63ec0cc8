"""`remit lab`: designs of accountability simulated, compared, swept, held against claims, calibrated."""

from remit.cli.laboratory.commands import app

__all__ = ["app"]
