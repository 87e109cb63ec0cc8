"""Which organisation a command speaks of."""

from typing import TYPE_CHECKING

from remit.engines.findings import Refusal, error

if TYPE_CHECKING:
    from remit.apps.organisation.models import Unit


class NoSuchOrganisation(Refusal):
    """No organisation has this code."""


def organisation(code: str) -> "Unit":
    """The organisation with this code; raises NoSuchOrganisation naming those there are."""
    from remit.apps.organisation import queries

    root = queries.organisations().filter(code=code).first()
    if root is None:
        known = ", ".join(queries.organisations().values_list("code", flat=True)) or "-"
        raise NoSuchOrganisation(
            error(
                "cli.no_such_organisation",
                code,
                f"没有代码为此的单位。现有：{known}。",
                f"No organisation has this code. There are: {known}.",
            )
        )
    return root
