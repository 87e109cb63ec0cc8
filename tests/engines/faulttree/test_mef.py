"""Reading and writing the exchange format: what it says, what is refused, and there and back."""

import math
from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.faulttree import FaultTree, parse_mef, write_mef
from remit.engines.faulttree.mef_xml import MOST_ELEMENTS, UnreadableFaultTree
from remit.engines.findings import Finding
from remit.engines.formulas import AllOf, AnyOf, Constant, Formula, Is, Not, Quorum, holds

PUMPS = """<?xml version="1.0"?>
<opsa-mef>
  <define-fault-tree name="pumps">
    <define-gate name="dry">
      <label>No water</label>
      <and><gate name="first"/><event name="second" type="gate"/></and>
    </define-gate>
    <define-gate name="first"><or><basic-event name="p1"/><event name="power"/></or></define-gate>
    <define-gate name="second">
      <atleast min="2">
        <basic-event name="p2"/><house-event name="winter"/><event name="power"/>
      </atleast>
    </define-gate>
  </define-fault-tree>
</opsa-mef>"""
EVENTS = """<opsa-mef><model-data>
  <define-basic-event name="p1"><float value="1e-2"/></define-basic-event>
  <define-basic-event name="power">
    <label>Power &lt;cut&gt;</label>
    <attributes><attribute name="owner" value="works"/></attributes>
    <float value="0.5"/>
  </define-basic-event>
  <define-house-event name="winter"><constant value="true"/></define-house-event>
</model-data></opsa-mef>"""


def tree(*definitions: str) -> str:
    return f'<opsa-mef>\n<define-fault-tree name="t">{"".join(definitions)}</define-fault-tree></opsa-mef>'


def gate(name: str, formula: str) -> str:
    return f'\n<define-gate name="{name}">{formula}</define-gate>'


def event(name: str, expression: str) -> str:
    return f'\n<define-basic-event name="{name}">{expression}</define-basic-event>'


def parts(*names: str) -> str:
    return "".join(f'<basic-event name="{name}"/>' for name in names)


def found_in(*texts: str, top: str = "") -> tuple[Finding, ...]:
    with pytest.raises(UnreadableFaultTree) as refused:
        parse_mef(*texts, top=top)
    assert all(finding.message.zh and finding.message.en for finding in refused.value.findings)
    return refused.value.findings


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def test_a_tree_and_its_events_may_stand_in_two_texts() -> None:
    assert parse_mef(PUMPS, EVENTS) == FaultTree(
        "pumps",
        "dry",
        {
            "dry": AllOf((Is("first"), Is("second"))),
            "first": AnyOf((Is("p1"), Is("power"))),
            "second": Quorum(2, (Is("p2"), Is("winter"), Is("power"))),
            "winter": Constant(value=True),
        },
        {"p1": 0.01, "power": 0.5},
        {"dry": "No water", "power": "Power <cut>"},
        {"power": {"owner": "works"}},
    )


CONNECTIVES: Mapping[str, tuple[int, object]] = {
    "and": (3, all),
    "or": (3, any),
    "nand": (3, lambda v: not all(v)),
    "nor": (3, lambda v: not any(v)),
    "not": (1, lambda v: not v[0]),
    "xor": (2, lambda v: v[0] != v[1]),
    "iff": (2, lambda v: v[0] == v[1]),
    "imply": (2, lambda v: v[1] or not v[0]),
}


@pytest.mark.parametrize("word", CONNECTIVES)
def test_connectives_mean_what_the_format_says(word: str) -> None:
    count, means = CONNECTIVES[word]
    names = "abc"[:count]
    formula = parse_mef(tree(gate("top", f"<{word}>{parts(*names)}</{word}>"))).gates["top"]
    for values in product((False, True), repeat=count):
        assert callable(means)
        assert holds(formula, dict(zip(names, values, strict=True))) == means(values)


def test_a_component_sees_its_own_names_first_and_others_by_path() -> None:
    found = parse_mef(
        tree(
            gate("top", '<or><gate name="inner.top"/><basic-event name="e"/></or>'),
            '<define-component name="inner" role="private">',
            gate("top", '<and><gate name="part"/><basic-event name="e"/></and>'),
            gate("part", parts("own")),
            event("own", '<float value="0.25"/>'),
            "</define-component>",
            event("e", '<float value="0.5"/>'),
        )
    )
    assert found.gates["top"] == AnyOf((Is("t-inner-top"), Is("e")))
    assert found.gates["t-inner-top"] == AllOf((Is("t-inner-part"), Is("e")))
    assert found.probabilities == {"e": 0.5, "t-inner-own": 0.25}
    assert parse_mef(write_mef(found)) == found


HOURS = "<system-mission-time/>"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (f'<exponential><float value="1e-3"/>{HOURS}</exponential>', 1 - math.exp(-0.1)),
        (f'<exponential><parameter name="rate"/>{HOURS}</exponential>', 1 - math.exp(-0.2)),
        (
            f'<GLM><float value="0"/><float value="0.1"/><float value="0.3"/>{HOURS}</GLM>',
            0.25 * (1 - math.exp(-40)),
        ),
        (
            f'<Weibull><float value="50"/><int value="2"/><int value="0"/>{HOURS}</Weibull>',
            1 - math.exp(-4),
        ),
        (
            '<periodic-test><float value="1e-3"/><float value="40"/><float value="0"/>'
            f"{HOURS}</periodic-test>",
            1 - math.exp(-0.02),
        ),
        ('<uniform-deviate><float value="0.2"/><float value="0.4"/></uniform-deviate>', 0.3),
        (
            '<lognormal-deviate><float value="0.2"/><int value="3"/><float value="0.95"/>'
            "</lognormal-deviate>",
            0.2,
        ),
        ('<mul><float value="0.5"/><float value="0.5"/><float value="0.5"/></mul>', 0.125),
        ('<sub><float value="1"/><div><int value="1"/><int value="4"/></div></sub>', 0.75),
    ],
)
def test_probabilities_follow_laws_in_time_and_parameters(expression: str, value: float) -> None:
    rate = (
        '<define-parameter name="rate"><parameter name="other"/></define-parameter>'
        '<define-parameter name="other"><float value="2e-3"/></define-parameter>'
    )
    text = tree(gate("top", parts("e")), event("e", expression), rate)
    assert parse_mef(text, mission_time=100).probabilities["e"] == pytest.approx(value)


def test_every_fault_is_told_at_once_with_its_line() -> None:
    text = tree(
        gate("top", '<and><gate name="missing"/><basic-event name="e"/></and>'),
        gate("top2", '<xor><basic-event name="e"/></xor>'),
        gate("top2", "<maybe/>"),
        gate("top3", '<atleast min="3"><basic-event name="e"/></atleast>'),
        event("e", '<float value="much"/>'),
        event("f", '<float value="1.5"/>'),
        event("g", '<exponential><float value="1"/></exponential>'),
        event("h", '<parameter name="rate"/>'),
        event("i", '<float value="0.1"/><float value="0.2"/>'),
        "\n<define-CCF-group/>",
        "\n<define-gate/>",
    )
    told = [(finding.id, finding.subject) for finding in found_in(text)]
    assert sorted(told) == sorted(
        [
            ("mef.unknown_name", "line 3"),
            ("mef.defined_twice", "line 5"),
            ("mef.unknown_name", "line 5"),
            ("mef.formula", "line 6"),
            ("mef.number", "line 7"),
            ("mef.element", "line 8"),
            ("mef.number", "line 9"),
            ("mef.unknown_name", "line 10"),
            ("mef.element", "line 11"),
            ("mef.element", "line 12"),
            ("mef.missing", "line 13"),
        ]
    )


def test_faults_of_several_texts_name_the_text() -> None:
    findings = found_in(PUMPS, EVENTS.replace("1e-2", "2"), "<opsa-mef>")
    assert [finding.subject for finding in findings] == ["text 3, line 1"]
    findings = found_in(PUMPS, EVENTS.replace("1e-2", "2"))
    assert [finding.subject for finding in findings] == ["text 2, line 2"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "mef.malformed"),
        ("<opsa-mef>", "mef.malformed"),
        ("\ud800", "mef.malformed"),
        ("<html/>", "mef.element"),
        ("<opsa-mef/>", "mef.top"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><opsa-mef>&b;</opsa-mef>', "mef.doctype"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><opsa-mef/>', "mef.doctype"),
        ("<opsa-mef>" * 101, "mef.too_large"),
        ("<a>" + "<b/>" * MOST_ELEMENTS + "</a>", "mef.too_large"),
        (tree(gate("a", parts("x")), gate("b", parts("x"))), "mef.top"),
        (tree(gate("top", "<xor>" * 9 + parts("x", "y"))), "mef.malformed"),
        (tree(gate("top", '<constant value="maybe"/>')), "mef.formula"),
        (tree(gate("top", '<gate name="e"/>'), event("e", "")), "mef.element"),
        (tree(gate("top", '<event name="a.b"/>')), "mef.unknown_name"),
    ],
)
def test_what_is_no_fault_tree_is_refused(text: str, kind: str) -> None:
    assert ids(found_in(text)) == [kind]


def test_nested_alternatives_that_would_grow_without_end_are_refused() -> None:
    formula = parts("x")
    for _ in range(40):
        formula = f"<xor>{formula}{parts('y')}</xor>"
    assert ids(found_in(tree(gate("top", formula)))) == ["mef.formula"]


def test_a_hostile_file_is_told_a_hundred_faults_and_no_more() -> None:
    text = tree(gate("top", "<and>" + '<gate name="missing"/>' * 100_000 + "</and>"))
    assert len(found_in(text)) == 100


def test_gates_in_a_circle_are_named_in_order() -> None:
    links = (gate(f"g{n}", f'<gate name="g{(n + 1) % 5000}"/>') for n in range(5000))
    (finding, *_) = found_in(tree(gate("top", '<gate name="g0"/>'), *links))
    assert finding.id == "mef.loop"
    assert "g10 -> g11 -> g12" in finding.message.en


def test_parameters_in_a_circle_are_refused() -> None:
    pair = (
        '<define-parameter name="a"><parameter name="b"/></define-parameter>'
        '<define-parameter name="b"><parameter name="a"/></define-parameter>'
    )
    text = tree(gate("top", parts("e")), event("e", '<parameter name="a"/>'), pair)
    assert ids(found_in(text)) == ["mef.loop"]


def test_several_tops_are_named_and_one_may_be_chosen() -> None:
    text = tree(gate("a", parts("x")), gate("b", '<gate name="c"/>'), gate("c", parts("y")))
    (finding,) = found_in(text)
    assert "(a, b)" in finding.message.en
    assert parse_mef(text, top="b").top == "b"
    assert ids(found_in(text, top="z")) == ["mef.unknown_name"]


def test_prefixes_of_namespaces_are_ignored() -> None:
    plain = tree(gate("top", parts("x")))
    other = plain.replace("</", "</m:").replace("<", "<m:").replace("<m:/m:", "</m:")
    other = other.replace("<m:opsa-mef>", '<m:opsa-mef xmlns:m="http://open-psa.org">')
    assert parse_mef(other) == parse_mef(plain)


NAMES = ("a", "b_2", "部门", "x-y")
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t\r<>&\"'"), min_size=1
)


def inner(formulas: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    several = st.lists(formulas, max_size=3).map(tuple)
    counted = st.tuples(st.integers(0, 4), several).map(lambda pair: Quorum(*pair))
    return several.map(AllOf) | several.map(AnyOf) | counted | formulas.map(Not)


FORMULAS = st.recursive(
    st.sampled_from(NAMES).map(Is) | st.booleans().map(Constant), inner, max_leaves=8
)


@st.composite
def trees(draw: st.DrawFn) -> FaultTree:
    gates: dict[str, Formula] = {"top": draw(FORMULAS)}
    if draw(st.booleans()):
        gates |= {"top": AllOf((gates["top"], Is("below"))), "below": draw(FORMULAS)}
    chances = draw(st.dictionaries(st.sampled_from(NAMES), st.floats(0, 1)))
    known = st.sampled_from((*NAMES, "top"))
    labels = draw(st.dictionaries(known, TEXTS.map(str.strip).filter(bool)))
    attributes = draw(st.dictionaries(known, st.dictionaries(TEXTS, TEXTS, min_size=1)))
    return FaultTree("t", "top", gates, chances, labels, attributes)


@given(trees())
def test_what_is_written_reads_the_same(written: FaultTree) -> None:
    read = parse_mef(write_mef(written))
    assert parse_mef(write_mef(read)) == read
    for field in ("name", "top", "probabilities", "labels", "attributes"):
        assert getattr(read, field) == getattr(written, field)
    for values in product((False, True), repeat=len(NAMES)):
        world = dict(zip(NAMES, values, strict=True))
        assert truth(read, world) == truth(written, world)


def truth(tree: FaultTree, world: Mapping[str, bool]) -> bool:
    below = holds(tree.gates["below"], world) if "below" in tree.gates else False
    return holds(tree.gates["top"], {**world, "below": below})


def test_names_and_texts_that_the_format_does_not_allow_are_told() -> None:
    spoilt = FaultTree("t", "a b", {"a b": Is("1c")}, {}, {"1c": "bell \a"})
    with pytest.raises(UnreadableFaultTree) as refused:
        write_mef(spoilt)
    assert ids(refused.value.findings) == ["mef.name", "mef.name", "mef.text"]


def test_formulas_too_deep_to_be_read_again_are_not_written() -> None:
    deep: Formula = Is("a")
    for _ in range(5000):
        deep = Not(deep)
    with pytest.raises(UnreadableFaultTree) as refused:
        write_mef(FaultTree("t", "top", {"top": deep, "low": Is("a")}))
    assert [(f.id, f.subject) for f in refused.value.findings] == [("mef.too_large", "top")]


def test_the_deepest_formula_that_is_written_is_read_again() -> None:
    deep: Formula = Is("a")
    for _ in range(96):
        deep = Not(deep)
    written = FaultTree("t", "top", {"top": deep})
    assert parse_mef(write_mef(written)) == written
