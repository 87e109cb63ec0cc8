"""A password is set by its owner or by the installation, and never a weak one."""

import pytest
from django.test import Client

from remit.apps.organisation import actions
from tests.builders import at, entries, hold, post, unit

pytestmark = pytest.mark.django_db
WHEN = at(2026, 2, 1)


def test_its_owner_sets_it_and_other_sessions_end() -> None:
    owner = hold(post(unit(None, "T", "某镇", "Town"), "clerk"), "clara")
    client = Client()
    client.force_login(owner.person)
    session = client.session["_auth_user_hash"]
    actions.set_password(owner.person, "correct horse battery", by=owner, at=WHEN)
    assert owner.person.check_password("correct horse battery")
    assert owner.person.get_session_auth_hash() != session
    assert entries("organisation.password_set")[0].actor == owner.ref


def test_nobody_sets_anothers() -> None:
    town = unit(None, "T", "某镇", "Town")
    owner = hold(post(town, "clerk"), "clara")
    other = hold(post(town, "office", "organisation.maintain"), "otto")
    with pytest.raises(actions.PowerNotHeld):
        actions.set_password(owner.person, "correct horse battery", by=other, at=WHEN)


@pytest.mark.parametrize("weak", ["", "short", "1234567890", "password"])
def test_a_weak_one_is_refused_in_both_languages(weak: str) -> None:
    owner = hold(post(unit(None, "T", "某镇", "Town"), "clerk"), "clara")
    with pytest.raises(actions.PasswordTooWeak) as refused:
        actions.set_password(owner.person, weak, by=None, at=WHEN)
    (finding,) = refused.value.findings
    assert "密码" in finding.message.zh
    assert "password" in finding.message.en
    assert not owner.person.has_usable_password()
