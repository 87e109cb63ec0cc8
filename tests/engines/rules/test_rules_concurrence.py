"""Several acts, measures added beside, and assertions by those who may not make them."""

import pytest

from remit.engines.rules import Determination, concur, determine, parse_facts, parse_pack
from remit.engines.rules.concurrence import NoConcurrence
from tests.engines.rules.small_packs import (
    ACT_ON,
    LADDER,
    ON,
    both,
    cite,
    determined,
    header,
    pack,
    rule,
)

PERIODS = {"warning": 6, "demerit": 12, "demotion": 24}
RUNGS = [
    {"measure": code, "name": both(code), "kind": "grave", "cite": cite(7)}
    | ({"months": PERIODS[code]} if code in PERIODS else {})
    for code in LADDER
]
LIKE = {"below": "demotion", "most_months": 30, "cite": cite(16)}
LAW = pack(ladder=RUNGS, concurrence={"rule": "heaviest", "cite": cite(15), "same_measure": LIKE})


@pytest.mark.parametrize(
    ("measures", "executed", "months"),
    [
        (["warning"], "warning", (6, 6)),
        (["warning", "demotion"], "demotion", (24, 24)),
        (["demerit", "demerit", "warning"], "demerit", (12, 24)),
        (["demerit", "demerit", "demerit"], "demerit", (12, 30)),
        (["demotion", "demotion"], "demotion", (24, 24)),
        (["dismissal", "warning"], "dismissal", (None, None)),
    ],
)
def test_the_heaviest_is_executed_and_like_ones_lengthen_the_period(
    measures: list[str], executed: str, months: tuple[int | None, int | None]
) -> None:
    found = concur(LAW, [LAW.measure(code) for code in measures])
    assert (found.measure.code, (found.shortest, found.longest)) == (executed, months)


def test_a_pack_without_a_provision_refuses_and_says_so() -> None:
    documents = {"pack.yaml": {k: v for k, v in header().items() if k != "concurrence"}}
    law = parse_pack(documents)
    with pytest.raises(NoConcurrence) as refused:
        concur(law, [law.measure("warning")])
    assert refused.value.findings[0].id == "rules.no_concurrence"


def test_a_measure_beside_is_told_and_shall_goes_before_may() -> None:
    law = pack(
        rule("band", {"a": True}, {"set": "warning"}),
        rule("beside", {"b": True}, {"concur": "talk"}, "may"),
        rule("also", {"c": True}, {"concur": "talk"}),
    )
    some = determined(law, {"a": True, "b": True, "c": False}).outcomes[0]
    both_of_them = determined(law, {"a": True, "b": True, "c": True}).outcomes[0]
    assert some.words.en == "warning; talk may be added"
    assert [(m.code, modality.value) for m, modality in both_of_them.beside] == [("talk", "shall")]


def test_what_somebody_asserts_who_may_not_stays_open() -> None:
    vocabulary = [
        {"fact": "a", "type": "bool", "question": both("a?"), "may_assert": ["court"]},
    ]
    law = pack(rule("band", {"a": True}, {"set": "warning"}), vocabulary=vocabulary)

    def said(party: str) -> Determination:
        facts = {"a": {"value": True, "status": "asserted", "party": party}}
        return determine(law, parse_facts(law, facts), ON, ACT_ON)

    assert said("court").settled
    open_still = said("reporter")
    assert len(open_still.outcomes) == 2
    assert [finding.id for finding in open_still.findings] == ["rules.may_not_assert"]
    assert "a court or prosecutor" in open_still.findings[0].message.en
