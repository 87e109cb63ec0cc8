"""Linshan Town as it was founded, with its people in their posts and nothing done yet."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from remit.demo.founding import FOUNDING, Founding
from remit.demo.linshan.house import HOUSE
from remit.demo.moments import Timeline
from remit.demo.register import Register

ZONE = ZoneInfo("Asia/Shanghai")
END = datetime(2026, 9, 16, 10, tzinfo=ZONE)


@pytest.fixture
def town(db: None, settings: Settings) -> Register:
    """The town on the day after its foundation; passwords are quick to reckon."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    register = Register(Timeline(END, ZONE), {})
    Founding(HOUSE, register).found(register.timeline.instant(FOUNDING))
    return register
