"""The model as it is written down: the reference is what the code says, the explanation leaves nothing out."""

import re
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from remit.engines.storm import state
from remit.engines.storm.claims import CLAIMS, Text
from remit.engines.storm.design import Design
from remit.engines.storm.outcome import outcome
from remit.engines.storm.parameters import PARTS, parameters
from remit.engines.storm.running import kernel_there, simulate
from remit.engines.storm.tree import Tree
from tools import odd
from tools.odd_roles import CONSTANTS, STATE

EXPLANATION = Path(odd.ROOT, "docs/explanation/laboratory.md").read_text(encoding="utf-8")
NAMES = [f"{part}.{each.name}" for part in PARTS for each in parameters(part)]
ELEMENTS = (
    "Purpose and patterns", "Entities, state variables, scales", "Process overview and scheduling",
    "Design concepts", "Initialisation", "Input data", "Submodels",
)  # fmt: skip
WITHIN = 0.1


def test_writing_the_reference_anew_changes_nothing() -> None:
    assert odd.FILE.read_text(encoding="utf-8") == odd.text(), "run `python -m tools.odd`"


def test_the_explanation_has_the_seven_elements_in_their_order() -> None:
    found = re.findall(r"^## \d\. (.+)$", EXPLANATION, re.M)
    assert tuple(found) == ELEMENTS


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_is_in_the_explanation(name: str) -> None:
    assert re.search(rf"\b{re.escape(name)}\b", EXPLANATION)


@pytest.mark.parametrize("name", odd.MODULES)
def test_every_module_is_in_the_explanation(name: str) -> None:
    assert f"`{name}`" in EXPLANATION


def test_every_constant_has_a_role_and_every_role_a_constant() -> None:
    real = {(own, name) for own in odd.WITH_CONSTANTS for name in odd.constants(own)}
    assert real == set(CONSTANTS)


@pytest.mark.parametrize("name", sorted({name for _, name in CONSTANTS}))
def test_every_constant_is_in_the_explanation(name: str) -> None:
    assert re.search(rf"\b{name}\b", EXPLANATION)


def test_every_state_variable_is_told_and_no_other() -> None:
    real = {
        (kind.__name__, each.name) for kind in (state.Traits, state.State) for each in fields(kind)
    }
    assert real == set(STATE)


def test_the_steps_of_a_week_are_found_in_the_code() -> None:
    steps = [each.__name__ for each in odd.week()]
    assert steps[:3] == ["quality", "utilities", "choose"]
    assert steps[-1] == "renew"
    assert {"work", "harm", "inquire", "answer", "fall", "learn", "merit", "feed"} <= set(steps)


def test_the_explanation_counts_claims_and_texts_as_they_are() -> None:
    words = {9: "nine", 8: "eight", 10: "ten"}
    assert f"{len(CLAIMS)} claims of {words[len(Text)]} texts" in EXPLANATION


def test_every_equation_of_the_explanation_names_only_parameters_there_are() -> None:
    named = set(re.findall(r"\b(?:regime|world|people|storm)\.[a-z_]+", EXPLANATION))
    assert named <= set(NAMES)


@pytest.mark.skipif(not kernel_there(), reason="a minute without the compiled kernel")
def test_the_plausible_moments_are_met_or_not_as_the_explanation_says() -> None:
    tree = Tree.regular(10, 10, times=10)
    runs = [outcome(simulate(tree, Design(), seed)) for seed in range(8)]
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| ([\d.]+) \| (yes|no) \|$", EXPLANATION, re.M)
    assert len(rows) == 8
    for name, plausible, reckoned, met in rows:
        got, wanted = float(np.mean([run[name] for run in runs])), float(plausible)
        assert f"{got:.2g}" == f"{float(reckoned):.2g}", name
        assert (abs(got - wanted) <= WITHIN * wanted) == (met == "yes"), name
