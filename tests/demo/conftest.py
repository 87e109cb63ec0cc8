"""The made-up places, set up once for the tests that look at them, and taken down again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from remit.demo.load import load

ZONE = ZoneInfo("Asia/Shanghai")
END = datetime(2026, 9, 16, 10, tzinfo=ZONE)
# Twenty people sign in; that their passwords are hard to guess is not looked at here.
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@dataclass(frozen=True)
class Demo:
    """The end of the history, and what was told while it was set up."""

    end: datetime
    told: list[str]


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    """The demo places; the tests of a module share them, in a transaction that is rolled back."""
    told: list[str] = []
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=QUICK, ACCEPTANCE_DATA="none"),
        transaction.atomic(),
    ):
        load(at=END, tell=told.append)
        yield Demo(END, told)
        transaction.set_rollback(True)
