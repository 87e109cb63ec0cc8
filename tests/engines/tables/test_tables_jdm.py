"""Reading JDM graphs: how steps hand on, and every way in which a graph is refused."""

import json
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.tables import UnreadableModel, decide, read_jdm, show


def node(name: str, kind: str, **content: object) -> dict[str, object]:
    return {"id": name, "name": name.upper(), "type": kind, "content": content}


def step(name: str, cells: list[list[str]], **more: object) -> dict[str, object]:
    """A table that reads x and writes r."""
    rules = [{"_id": str(n), "i": row[0], "o": row[1]} for n, row in enumerate(cells)]
    content: dict[str, object] = {
        "hitPolicy": "first",
        "inputs": [{"id": "i", "name": "X", "field": "x"}],
        "outputs": [{"id": "o", "name": "R", "field": "r"}],
        "rules": rules,
    }
    return node(name, "decisionTableNode", **{**content, **more})


def graph(*steps: dict[str, object], **more: object) -> str:
    """The steps in a row between an input and an output."""
    nodes = [node("in", "inputNode"), *steps, node("out", "outputNode")]
    names = [str(each["id"]) for each in nodes]
    edges = [{"sourceId": one, "targetId": other} for one, other in pairwise(names)]
    return json.dumps({"nodes": nodes, "edges": edges, **more})


def answer(text: str, *, whole: bool = True, **facts: object) -> Any:
    model = read_jdm(text)
    return decide(model, model.answer, facts, whole=whole).value


NINE = [["1", "7"], ["", "8"]]


def test_a_fact_that_is_not_stated_is_null_only_where_the_facts_are_whole() -> None:
    assert answer(graph(step("t", NINE))) == {"r": 8}
    model = read_jdm(graph(step("t", NINE)))
    found = decide(model, model.answer, {})
    assert found.waiting == {"x"}
    assert {show(each) for each in found.steps[0].possible} == {"{r: 7}", "{r: 8}"}


# Each of these was observed in gorules' zen-engine 2.1.3; where it leaves out a null, ours keeps it.
@pytest.mark.parametrize(
    ("text", "facts", "wanted"),
    [
        (graph(step("t", NINE, passThrough=True)), {"x": 1, "n": 2}, {"x": 1, "n": 2, "r": 7}),
        (graph(step("t", [["2", "7"]], passThrough=True)), {"x": 1}, {"x": 1}),
        (graph(step("t", [["2", "7"]])), {"x": 1}, {}),
        (graph(step("t", [["1", "7"], ["1", "8"]], hitPolicy="collect")), {"x": 1},
         ({"r": 7}, {"r": 8})),
        (graph(step("t", [["2", "7"]], hitPolicy="collect")), {"x": 1}, ()),
        (graph(step("t", NINE, outputPath="w.v")), {"x": 1}, {"w": {"v": {"r": 7}}}),
        (graph(step("t", [["1", "q * 2"], ["", "7"]])), {"x": 1}, {"r": 7}),
        (graph(step("t", [["1", "q.z"]])), {"x": 1}, {"r": None}),
        (graph(step("t", [["1", ""]])), {"x": 1}, {}),
        (graph(step("t", NINE, passThrough=True,
                    outputs=[{"id": "o", "name": "R", "field": "r.c"}])),
         {"x": 1, "r": {"b": 1}}, {"x": 1, "r": {"b": 1, "c": 7}}),
        (graph(step("t", NINE, inputField="l", executionMode="loop", outputPath="w")),
         {"l": [{"x": 1}, {"x": 2}]}, {"w": ({"r": 7}, {"r": 8})}),
        (graph(step("t", [["lower(x) == 'a'", "7"], ["", "8"]])), {"x": 3}, {"r": 8}),
        (graph(step("t", [["$ == null", "1"]], inputs=[{"id": "i", "name": "X"}])), {"x": 1},
         {"r": 1}),
        (graph(node("e", "expressionNode", expressions=[
            {"key": "a", "value": "x + 1"}, {"key": "b", "value": "$.a * 2"}])), {"x": 1},
         {"a": 2, "b": 4}),
        (graph(step("t", NINE), step("u", [["", "r + 1"]], passThrough=True)), {"x": 1},
         {"r": 8}),
    ],
)  # fmt: skip
def test_steps_hand_on_what_zen_hands_on(
    text: str, facts: dict[str, object], wanted: object
) -> None:
    assert answer(text, **facts) == wanted


def test_a_loop_over_no_list_is_told() -> None:
    model = read_jdm(graph(step("t", NINE, inputField="l", executionMode="loop")))
    found = decide(model, model.answer, {"l": 3})
    assert [each.id for each in found.findings] == ["tables.no_result"]


def test_each_element_of_a_loop_has_a_step_of_its_own() -> None:
    model = read_jdm(graph(step("t", NINE, inputField="l", executionMode="loop")))
    found = decide(model, model.answer, {"l": [{"x": 1}, {"x": 2}]})
    assert [(each.decision, each.part) for each in found.steps] == [("T", "[1]"), ("T", "[2]")]


def refused(text: str) -> set[str]:
    with pytest.raises(UnreadableModel) as fault:
        read_jdm(text)
    assert all(each.message.zh and each.message.en for each in fault.value.findings)
    return {each.id for each in fault.value.findings}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "jdm.malformed"),
        ("[" * 100_000, "jdm.malformed"),
        (" " * 8_000_001, "jdm.too_large"),
        ("[]", "jdm.missing"),
        ('{"nodes": [1]}', "jdm.missing"),
        ('{"nodes": {}}', "jdm.missing"),
        (graph(node("s", "switchNode")), "jdm.not_read"),
        (graph(node("f", "functionNode", source="x")), "jdm.not_read"),
        (graph(step("t", [["1 +", "2"]])), "jdm.unparsable"),
        (graph(step("t", [["-", "2"]])), "jdm.not_read"),
        (graph(step("t", [["]1..2]", "2"]])), "jdm.unparsable"),
        (graph(step("t", [["1", "foo(2)"]])), "tables.unknown_function"),
        (graph(step("t", NINE, hitPolicy="best")), "jdm.not_read"),
        (graph(step("t", NINE, outputPath="a..b")), "jdm.not_read"),
        (graph(step("t", NINE), step("t", NINE)), "jdm.missing"),
        (graph(edges=[{"sourceId": "lost", "targetId": "out"}]), "tables.unknown_requirement"),
        (graph(edges=[{"sourceId": "out", "targetId": "out"}]), "tables.loop"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, wanted: str) -> None:
    assert wanted in refused(text)


@pytest.mark.parametrize("more", [{"outputPath": "a.b", "passThrough": True}, {}])
def test_a_graph_that_blows_up_its_context_is_stopped(more: dict[str, object]) -> None:
    steps = [step(f"s{n}", [["", "[r, r]"]], **more) for n in range(200)]
    model = read_jdm(graph(*steps))
    found = decide(model, model.answer, {"x": 1, "r": [1]})
    assert "tables.too_large" in [each.id for each in found.findings]
    assert found.waiting


def test_a_loop_in_a_loop_in_a_loop_is_stopped() -> None:
    text = graph(step("t", [["", "len(map(l, len(map(l, len(map(l, 1))))))"]]))
    model = read_jdm(text)
    found = decide(model, model.answer, {"l": [1] * 1000})
    assert "tables.no_result" in [each.id for each in found.findings]


def test_all_faults_are_told_at_once() -> None:
    text = graph(step("t", [["1 +", "2 +"]]), node("s", "switchNode"), step("u", [["'", "1"]]))
    assert refused(text) == {"jdm.unparsable", "jdm.not_read"}


TEXT = graph(step("t", NINE, passThrough=True), step("u", [["", "r + 1"]]))


@given(st.integers(0, len(TEXT) - 1), st.integers(0, 30), st.text(max_size=5))
def test_a_damaged_graph_is_read_or_refused_and_nothing_else(at: int, cut: int, put: str) -> None:
    with suppress(UnreadableModel):
        read_jdm(TEXT[:at] + put + TEXT[at + cut :])
