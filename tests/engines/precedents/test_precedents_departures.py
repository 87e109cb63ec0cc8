"""The register of departures: by rule and year, with a finding where the reason is missing."""

from datetime import date
from fractions import Fraction

import pytest

from remit.engines.precedents import Decision, DecisionsRefused, register

GIVEN = [
    Decision("d4", "art. 39", date(2025, 12, 31), 1, 3, 0, "first offence"),
    Decision("d1", "art. 39", date(2025, 1, 1), 1, 3, 2),
    Decision("d2", "art. 39", date(2025, 3, 4), 1, 3, 4, " "),
    Decision("d3", "art. 39", date(2025, 3, 4), 1, 3, 3),
    Decision("e1", "art. 39", date(2026, 1, 1), 2, 2, 2),
    Decision("f1", "art. 30", date(2026, 1, 1), 0, 1, 2),
]


def test_every_rule_and_year_has_a_line_with_its_rate() -> None:
    lines = register(GIVEN).lines
    assert [(each.rule, each.year, each.decisions, each.rate) for each in lines] == [
        ("art. 30", 2026, 1, Fraction(1)),
        ("art. 39", 2025, 4, Fraction(1, 2)),
        ("art. 39", 2026, 1, Fraction(0)),
    ]
    assert (lines[1].milder, lines[1].heavier, lines[1].unexplained) == (1, 1, ("d2",))
    assert lines[1].words == (
        "2025年依“art. 39”作出4件决定，其中2件（50.0%）超出可选范围：偏轻1件，偏重1件；未说明理由1件。",
        "In 2025 there were 4 decisions under “art. 39”, 2 (50.0 %) outside what was admissible: "
        "1 milder, 1 heavier; 1 without a reason.",
    )


def test_a_departure_without_a_reason_is_a_finding_and_one_with_it_is_none() -> None:
    found = register(GIVEN).findings
    assert [(each.id, each.subject) for each in found] == [
        ("precedents.departure_without_reason", "f1"),
        ("precedents.departure_without_reason", "d2"),
    ]
    assert "art. 39" in found[1].message.zh
    assert "art. 39" in found[1].message.en


def test_the_order_of_decisions_does_not_matter() -> None:
    assert register(reversed(GIVEN)) == register(GIVEN)


def test_what_cannot_be_registered_is_refused_with_all_that_is_wrong() -> None:
    wrong = Decision("w", "art. 39", date(2025, 1, 1), 3, 1, 2)
    with pytest.raises(DecisionsRefused) as refused:
        register([wrong, *GIVEN[:2], *GIVEN[:1]])
    assert [(each.id, each.subject) for each in refused.value.findings] == [
        ("precedents.decision_twice", "d4"),
        ("precedents.range_reversed", "w"),
    ]
