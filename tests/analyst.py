"""A house, and the analyst who looks at its measures and tries designs for it."""

import pytest
from django.test import Client

from remit.apps.organisation.models import Appointment
from tests.builders import House, hold, house, post


@pytest.fixture
def home() -> House:
    """The house, its clerk and heads as builders make them."""
    return house()


@pytest.fixture
def analyst(home: House) -> Appointment:
    """Who may look at the measures of the whole house, try designs for it, and store both."""
    made = post(home.root, "analyst", "insight.read", "insight.measure", "ledger.read")
    return hold(made, "ana")


@pytest.fixture
def signed_in(client: Client, analyst: Appointment) -> Client:
    """The analyst's browser."""
    client.force_login(analyst.person)
    return client
