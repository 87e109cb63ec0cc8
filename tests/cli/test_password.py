"""`remit password`: somebody enrolled without one can sign in."""

import sys
from io import StringIO

import pytest
from django.test import Client

from tests.builders import entries, hold, post, unit
from tests.command import Remit

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery"


def test_a_person_signs_in_with_the_password_given(
    remit: Remit, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = hold(post(unit(None, "T", "某镇", "Town"), "clerk"), "clara").person
    monkeypatch.setattr(sys, "stdin", StringIO(f"{GOOD}\n"))
    answer = remit("password", "clara")
    assert answer.code == 0
    assert GOOD not in answer.out + answer.err
    assert Client().login(username="clara", password=GOOD)
    (entry,) = entries("organisation.password_set")
    assert (entry.subject, entry.actor, entry.body) == (person.ref, "clock", {})


@pytest.mark.parametrize(("login", "secret"), [("nobody", GOOD), ("clara", "1234"), ("clara", "")])
def test_nobody_and_weak_passwords_are_refused_in_words(
    remit: Remit, monkeypatch: pytest.MonkeyPatch, login: str, secret: str
) -> None:
    person = hold(post(unit(None, "T", "某镇", "Town"), "clerk"), "clara").person
    monkeypatch.setattr(sys, "stdin", StringIO(f"{secret}\n"))
    answer = remit("password", login)
    assert answer.code == 2
    assert "ERROR" in answer.err
    person.refresh_from_db()
    assert not person.has_usable_password()
