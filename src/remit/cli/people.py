"""People of the installation, for whoever runs it."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from remit.cli.answers import say
from remit.cli.database import open_database
from remit.engines.findings import Refusal, error


class NobodyOfThatLogin(Refusal):
    """The person named does not exist."""


def nobody(login: str) -> NobodyOfThatLogin:
    """The refusal for a sign-in name that nobody has."""
    return NobodyOfThatLogin(
        error(
            "cli.nobody_of_that_login",
            login,
            "没有此登录名的人员。请核对登录名，或先录入人员。",
            "Nobody has this login. Check it, or enrol the person first.",
        )
    )


def password(
    login: Annotated[str, typer.Argument(help="The sign-in name of the person.")],
) -> None:
    """Give a person a new password: typed twice, or one line from a pipe."""
    open_database()
    from remit.apps.organisation import actions, queries

    person = queries.person(login)
    if person is None:
        raise nobody(login)
    actions.set_password(person, _typed(), by=None, at=datetime.now(tz=UTC))
    say(f"{login} can now sign in with the new password.")


def _typed() -> str:
    if sys.stdin.isatty():
        secret: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return secret
    return sys.stdin.readline().rstrip("\n")
