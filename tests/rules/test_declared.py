"""Every model says what personal data it keeps; every address who may open it."""

import pytest
from django.apps import apps
from django.db.models import Model

from remit.web.access import addresses, every_address_declares_its_policy

MODELS = [model for model in apps.get_models() if model.__module__.startswith("remit.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_says_what_it_is_and_what_personal_data_it_keeps(model: type[Model]) -> None:
    lines = [line.strip() for line in (model.__doc__ or "").strip().splitlines() if line.strip()]
    start = next((n for n, line in enumerate(lines) if line.startswith("Personal data: ")), 0)
    assert start > 0, "the last paragraph of the docstring must begin with 'Personal data: '"
    assert lines[-1].endswith(".")


def test_every_address_declares_who_may_open_it() -> None:
    assert every_address_declares_its_policy() == []
    assert len(list(addresses())) > 80


def test_an_address_without_a_policy_stops_the_start(settings: object) -> None:
    settings.ROOT_URLCONF = __name__  # type: ignore[attr-defined]
    (fault,) = every_address_declares_its_policy()
    assert "nothing-declared" in fault.msg


def _undeclared(request: object) -> None:
    """A view that declares nothing."""


def _urlpatterns() -> list[object]:
    from django.urls import path

    return [path("nothing-declared", _undeclared)]  # type: ignore[arg-type, list-item]


urlpatterns = _urlpatterns()
