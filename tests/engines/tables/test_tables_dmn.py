"""Reading DMN: what is understood, and every way in which a file is refused."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.tables import (
    HitPolicy,
    Kind,
    Model,
    UnreadableModel,
    check_table,
    decide,
    read_dmn,
)
from remit.engines.tables.model import DecisionTable

SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
GRADE = """
<decisionTable hitPolicy="UNIQUE">
  <input label="Days late"><inputExpression typeRef="number"><text>days late</text>
    </inputExpression></input>
  <input><inputExpression><text>Person.grade</text></inputExpression></input>
  <output name="measure" typeRef="string"/>
  <output name="months" typeRef="number"/>
  <rule><description>grave</description>
    <inputEntry><text>&gt; 10</text></inputEntry><inputEntry><text>-</text></inputEntry>
    <outputEntry><text>"demerit"</text></outputEntry><outputEntry><text>12</text></outputEntry>
  </rule>
  <rule>
    <inputEntry><text>[1..10]</text></inputEntry><inputEntry><text>"A"</text></inputEntry>
    <outputEntry><text>"warning"</text></outputEntry><outputEntry><text>6</text></outputEntry>
  </rule>
</decisionTable>"""


def written(logic: str = GRADE, more: str = "", space: str = SPACE) -> str:
    return f"""<?xml version="1.0"?>
<definitions xmlns="{space}" xmlns:x="urn:else" name="m" id="m">
<itemDefinition name="tGrade"><typeRef>string</typeRef>
  <allowedValues><text>"A","B"</text></allowedValues></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="grade"><typeRef>tGrade</typeRef>
  </itemComponent></itemDefinition>
<x:more><decision name="not ours either"/></x:more>
<inputData id="d" name="days late"><variable name="days late" typeRef="number"/></inputData>
<inputData id="p" name="Person"><variable name="Person" typeRef="tPerson"/></inputData>
<decision id="g" name="Grade"><x:note><decision name="not ours"/></x:note>
  <informationRequirement><requiredInput href="#d"/></informationRequirement>
  <informationRequirement><requiredInput href="#p"/></informationRequirement>
  {logic}
</decision>{more}
</definitions>"""


def table(model: Model) -> DecisionTable:
    logic = model.decisions["Grade"].logic
    assert isinstance(logic, DecisionTable)
    return logic


def refused(text: str) -> list[tuple[str, int]]:
    """The kinds and lines of all findings, after a look that they are told in both languages."""
    with pytest.raises(UnreadableModel) as fault:
        read_dmn(text)
    assert all(each.message.zh and each.message.en for each in fault.value.findings)
    return [(each.id, each.line) for each in fault.value.findings]


def test_a_table_is_read_with_its_types_names_and_notes() -> None:
    model = read_dmn(written())
    assert list(model.decisions) == ["Grade"]
    found = table(model)
    assert [column.kind for column in found.inputs] == [Kind.NUMBER, Kind.STRING]
    assert [row.note for row in found.rows] == ["grave", ""]
    facts = {"days late": 4, "Person": {"grade": "A"}}
    assert decide(model, "Grade", facts).value == {"measure": "warning", "months": 6}


def test_the_allowed_values_of_a_type_bound_the_search_for_gaps() -> None:
    gaps = [flaw.example for flaw in check_table(table(read_dmn(written())))]
    assert {"days late": 1, "Person.grade": "B"} in gaps
    assert {example["Person.grade"] for example in gaps} <= {"A", "B"}


def test_with_an_open_fact_what_all_cases_share_is_known() -> None:
    found = decide(read_dmn(written()), "Grade", {"days late": 11})
    assert found.value == {"measure": "demerit", "months": 12}
    assert decide(read_dmn(written()), "Grade", {"days late": 4}).waiting == {"Person.grade"}


def test_functions_are_read_and_applied() -> None:
    more = f"""<businessKnowledgeModel id="k" name="per day"><encapsulatedLogic>
      <formalParameter name="sum total"/><literalExpression><text>sum total / 2</text>
      </literalExpression></encapsulatedLogic></businessKnowledgeModel>
    <decision id="f" name="Fine"><informationRequirement><requiredInput href="#d"/>
      </informationRequirement><knowledgeRequirement><requiredKnowledge href="#k"/>
      </knowledgeRequirement><literalExpression><text>per day(days late) + 0.5</text>
      </literalExpression></decision>
    <decision id="h" name="Grades"><informationRequirement><requiredDecision href="#f"/>
      </informationRequirement>{GRADE.replace("days late", "Fine").replace("Person.grade", "1")}
    </decision>"""
    model = read_dmn(written(more=more))
    assert decide(model, "Fine", {"days late": 4}).value == Fraction(5, 2)
    assert decide(model, "Grades", {"days late": 100}).steps[0].value == Fraction(101, 2)


@pytest.mark.parametrize(
    ("written_as", "policy"),
    [
        ('hitPolicy="RULE ORDER"', HitPolicy.RULE_ORDER),
        ('hitPolicy="COLLECT" aggregation="MAX"', HitPolicy.GREATEST),
        ('hitPolicy="COLLECT"', HitPolicy.COLLECT),
        ("", HitPolicy.UNIQUE),
    ],
)
def test_hit_policies_are_read(written_as: str, policy: HitPolicy) -> None:
    logic = GRADE.replace('hitPolicy="UNIQUE"', written_as)
    logic = logic.replace('<output name="months" typeRef="number"/>', "")
    for months in ("12", "6"):
        logic = logic.replace(f"<outputEntry><text>{months}</text></outputEntry>", "")
    assert table(read_dmn(written(logic))).hit_policy is policy


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "dmn.malformed"),
        ("<a/>", "dmn.not_dmn"),
        (written(space="urn:other"), "dmn.not_dmn"),
        (written().replace("</definitions>", ""), "dmn.malformed"),
        (written().replace('<?xml version="1.0"?>', "<!DOCTYPE a [<!ENTITY b 'c'>]>"), "dmn.doctype"),
        (written("<x:a>" * 70 + "</x:a>" * 70), "dmn.too_large"),
        ("<" * 8_000_001, "dmn.too_large"),
        (written(more='<import name="other"/>'), "dmn.not_read"),
        (written("<context/>"), "dmn.not_read"),
        (written(""), "dmn.missing"),
        (written(GRADE.replace("UNIQUE", "BEST")), "dmn.not_read"),
        (written(more='<decision name="Grade"/>'), "dmn.name_twice"),
        (written().replace('typeRef="tPerson"', 'typeRef="tPersons"'), "dmn.unknown_type"),
        (written().replace("<typeRef>tGrade</typeRef>", "<typeRef>t</typeRef>"), "dmn.unknown_type"),
        (written().replace('href="#p"', 'href="#q"'), "dmn.missing"),
        (written().replace("Person.grade", "Persn.grade"), "tables.unknown_name"),
        (written().replace("<inputEntry><text>-</text></inputEntry>", ""), "tables.row_length"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(text: str, wanted: str) -> None:
    assert wanted in [kind for kind, _ in refused(text)]


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    text = written(GRADE.replace("[1..10]", "[1..").replace('"demerit"', '"demerit'))
    lines = text.splitlines()
    told = refused(text)
    assert [kind for kind, _ in told] == ["dmn.unparsable", "dmn.unparsable"]
    assert ['"demerit' in lines[told[0][1] - 1], "[1.." in lines[told[1][1] - 1]] == [True, True]


def test_a_type_that_is_defined_by_itself_is_refused() -> None:
    text = written().replace("<typeRef>string</typeRef>", "<typeRef>tGrade</typeRef>")
    assert ("dmn.unknown_type", 3) in refused(text)


TEXT = written()


@given(st.integers(0, len(TEXT) - 1), st.integers(0, 30), st.text(max_size=5))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(at: int, cut: int, put: str) -> None:
    with suppress(UnreadableModel):
        read_dmn(TEXT[:at] + put + TEXT[at + cut :])
