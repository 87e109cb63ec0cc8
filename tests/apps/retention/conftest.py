"""What the tests of erasures share: a house with its bench and its keepers, a closed case."""

import pytest

from remit.apps.cases.models import Case
from tests.builders import House, house
from tests.case_builders import Bench, bench
from tests.retention_builders import Keepers, closed_case, keepers


@pytest.fixture
def home(db: None) -> House:
    """A small organisation."""
    return house()


@pytest.fixture
def who(home: House) -> Bench:
    """Those who handle cases."""
    return bench(home)


@pytest.fixture
def keep(home: House) -> Keepers:
    """Those who propose and confirm erasures."""
    return keepers(home)


@pytest.fixture
def case(home: House, who: Bench) -> Case:
    """A case closed without a measure on 20 April 2025."""
    return closed_case(home, who)
