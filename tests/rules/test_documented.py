"""What a user can set, call or be given is described in the reference, and nothing else is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from django.apps import apps
from django.conf import settings

from remit.engines.powers import POWERS
from remit.engines.procedure import STEPS
from remit.project.main import app
from remit.project.settings import ENVIRONMENT
from remit.web.access import addresses

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
CODE = re.compile(r"[a-z]+\.[a-z_]+")


def rows(page: str) -> set[str]:
    """What the first column of a page's tables names in code type."""
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.M))


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command with the words that call it."""
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
    for name in inner or ():
        yield from commands(inner[name], f"{path} {name}")


def options(command: Any) -> set[str]:
    """The options of a command but for help."""
    found = {
        option
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    return found - {"--help"}


def test_every_setting_is_described_and_no_other() -> None:
    assert rows("settings.md") == set(ENVIRONMENT.known)


def test_every_command_is_described_with_its_options_and_no_other() -> None:
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    described = {
        re.sub(r"( [A-Z]+)+$", "", call): set(re.findall(r"`(--[a-z-]+)`", named))
        for call, named in re.findall(r"^\| `(remit [^`]+)` \|[^|]*\|([^|]*)\|$", text, re.M)
    }
    whole = typer.main.get_command(app)
    real = {path: options(command) for path, command in commands(whole, "remit")}
    assert described == real


def test_every_power_is_described_and_no_other() -> None:
    assert rows("powers.md") == set(POWERS)


def test_every_power_that_a_page_or_a_step_takes_is_known() -> None:
    pages = {
        power
        for _, view in addresses()
        for power in getattr(getattr(view, "access_policy", None), "powers", ())
    }
    steps = {step.power for step in STEPS.values()} - {""}
    assert pages | steps <= set(POWERS)


@pytest.mark.parametrize("name", ["organisation", "plans", "matters", "cases", "retention", "lab"])
def test_every_power_that_an_app_names_is_known(name: str) -> None:
    config = apps.get_app_config(name)
    assert config.module is not None
    module = config.module.__name__
    named = {
        value
        for kind in ("queries", "actions")
        for key, value in vars(__import__(f"{module}.{kind}", fromlist=["*"])).items()
        if key.isupper() and isinstance(value, str) and CODE.fullmatch(value)
    }
    assert named <= set(POWERS)


def test_the_settings_of_the_tests_are_those_of_the_project() -> None:
    assert settings.SETTINGS_MODULE == "remit.project.settings"
