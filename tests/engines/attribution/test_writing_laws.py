"""Random situations written, read, exchanged and told: nothing is lost, nothing odd is printed."""

import json
import re
from dataclasses import replace

from hypothesis import given

from remit.engines.attribution import (
    Choice,
    Report,
    Situation,
    attribute,
    parse_situation,
    report_mapping,
    situation_mapping,
    situation_of_tree,
    tree_of,
)
from remit.engines.faulttree import (
    FaultTree,
    compile_network,
    evaluate,
    minimal_cut_sets,
    parse_mef,
    write_mef,
)
from remit.engines.words import Words
from tests.engines.attribution.made_up import situations, told_in_full
from tests.engines.attribution.plainly import Plain, subsets

ODD = re.compile(
    r"None|\{|\}|Fraction|Words\(|\bc[1-5]\b|\bk[12]\b|step[12]|\.fault|“”|\(\)|（）|  "
)


@given(told_in_full())
def test_a_situation_survives_being_written_and_read(situation: Situation) -> None:
    """As a mapping, and as a text: what JSON writes YAML reads."""
    written = situation_mapping(situation)
    assert parse_situation(written) == situation
    assert parse_situation(json.dumps(written, ensure_ascii=False)) == situation


@given(told_in_full())
def test_a_report_is_strict_json_and_every_sentence_can_be_read_aloud(
    situation: Situation,
) -> None:
    report = attribute(situation)
    json.dumps(report_mapping(report), allow_nan=False)
    for sentence in sentences(report):
        for text in sentence:
            assert text.strip()
            assert not ODD.search(text.replace("{x}", "")), text
            assert text[-1] in "。.", text
            assert text[0] not in " ，,", text
    for person in report.persons:
        assert person.sentences
        assert any("share" in sentence.en for sentence in person.sentences)
        assert (person.blame is None) == (not any("blame" in s.en for s in person.sentences))


def sentences(report: Report) -> list[Words]:
    """All that the report says to a reader."""
    return [
        *(sentence for person in report.persons for sentence in person.sentences),
        *report.system.sentences,
        *report.cut_sets.sentences,
        *report.prevention.sentences,
        *(finding.message for finding in report.findings),
    ]


def departures_exchanged(situation: Situation) -> dict[str, Choice]:
    """The choices by the names of their events in a fault tree."""
    names = {c.id: f"{c.id}_departed" if c.baseline else c.id for c in situation.choices}
    return {names[choice.id]: choice for choice in situation.choices}


@given(told_in_full())
def test_a_situation_in_the_exchange_format_has_the_same_cut_sets_and_probability(
    situation: Situation,
) -> None:
    """The tree as written and read again, against all subsets of departures worked out plainly."""
    tree = parse_mef(write_mef(tree_of(situation)))
    events = departures_exchanged(situation)
    again = tree_of(situation_of_tree(tree))
    assert cut_sets(again) == cut_sets(tree) == minimal_departures(situation, events)
    assert probability(again) == probability(tree)
    assert probability(tree) == probability(tree_of(situation))


def minimal_departures(situation: Situation, events: dict[str, Choice]) -> set[frozenset[str]]:
    """The smallest sets of departures with which the harm happens, all others being as owed."""
    plain = Plain(situation)
    found: list[frozenset[str]] = []
    for some in subsets(list(events), least=0):
        chosen = {c.id: c.baseline != (event in some) for event, c in events.items()}
        harm = plain.worked_out(chosen)[situation.outcome.factor]
        if harm and not any(smaller <= set(some) for smaller in found):
            found.append(frozenset(some))
    return set(found)


def cut_sets(tree: FaultTree) -> set[frozenset[str]]:
    compiled = compile_network(tree.gates, tree.top)
    return {frozenset(names) for names in minimal_cut_sets(compiled).listed()}


def probability(tree: FaultTree) -> float:
    compiled = compile_network(tree.gates, tree.top)
    return evaluate(compiled, {leaf: tree.probabilities[leaf] for leaf in compiled.leaves})


@given(situations())
def test_a_tree_keeps_who_owns_what_and_of_what_kind(situation: Situation) -> None:
    """Gates of fault do not travel; without them the shares are the same."""
    ungated = replace(situation, choices=tuple(replace(c, gates=()) for c in situation.choices))
    single = replace(ungated, outcome=replace(ungated.outcome, worse=()))
    again = situation_of_tree(parse_mef(write_mef(tree_of(single))))
    before, after = attribute(single), attribute(again)
    found = {person.person: person.share for person in after.persons if person.share}
    assert found == {person.person: person.share for person in before.persons if person.share}
