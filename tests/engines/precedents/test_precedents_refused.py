"""A base or a case that contradicts its own form is refused, with every fault at once."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from remit.engines.findings import Refusal
from remit.engines.precedents import (
    CaseBaseRefused,
    CaseRefused,
    Precedent,
    Quantity,
    Rung,
    Scale,
    Side,
    case_base,
    constrain,
    nearest,
)
from remit.engines.precedents.aspects import Value
from tests.engines.precedents.small_bases import ASPECTS, HARM, LADDER, both


def told(refusal: Refusal) -> list[tuple[str, str]]:
    assert all(each.message.zh and each.message.en for each in refusal.findings)
    return [(each.id.removeprefix("precedents."), each.subject) for each in refusal.findings]


def test_every_fault_of_a_base_is_told_at_once() -> None:
    aspects = (
        HARM,
        HARM,
        Scale("intent", both("intent"), (("slight", both("slight")),)),
        Scale("gain", both("gain"), (("some", both("some")), ("some", both("much")))),
        Quantity("loss", both("loss"), Side.MILDER, least=3, most=1),
        Quantity("days", both("days"), Side.HEAVIER, least=3, most=3),
    )
    decided = [
        Precedent("P", {"harm": "yes", "colour": "red"}, "exile"),
        Precedent("P", {"intent": "wilful"}, "none"),
    ]
    with pytest.raises(CaseBaseRefused) as refused:
        case_base(aspects, [Rung("none", both("none"))], decided)
    assert told(refused.value) == [
        ("aspect_twice", "harm"),
        ("scale_too_short", "intent"),
        ("scale_value_twice", "some"),
        ("range_reversed", "loss"),
        ("range_reversed", "days"),
        ("ladder_too_short", "ladder"),
        ("precedent_twice", "P"),
        ("unknown_outcome", "P"),
        ("wrong_value", "P.harm"),
        ("unknown_aspect", "P.colour"),
        ("wrong_value", "P.intent"),
    ]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"harm": 1, "confessed": None}, ["harm", "confessed"]),
        ({"intent": "reckless", "loss": -1}, ["intent", "loss"]),
        ({"loss": 0.5, "service": True, "share": Fraction(3, 2)}, ["loss", "service", "share"]),
    ],
)
def test_a_case_with_values_that_are_none_is_refused(
    values: Mapping[str, Value], wrong: list[str]
) -> None:
    base = case_base(ASPECTS, LADDER, [])
    with pytest.raises(CaseRefused) as refused:
        constrain(base, values)
    assert told(refused.value) == [("wrong_value", f"case.{name}") for name in wrong]
    with pytest.raises(CaseRefused):
        nearest(base, values, 1)


def test_a_case_with_an_aspect_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CaseRefused) as refused:
        constrain(case_base(ASPECTS, LADDER, []), {"colour": "red"})
    assert told(refused.value) == [("unknown_aspect", "case.colour")]
