"""Every template means what linear temporal logic on finite traces says, on random logs.

`holds` evaluates formulas by the definition of the logic, event by event: no line is shared with
the engine.
"""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from remit.engines.measures.declare import Rule, Template, broken, events_behind, places_of
from remit.engines.measures.table import EventRow, EventTable

Formula = tuple[object, ...]
A, B = ("a",), ("b",)


def holds(formula: Formula, trace: str, at: int = 0) -> bool:
    """Whether the formula is true of the trace from here on; nothing is true past the end."""
    match formula:
        case ("not", inner):
            return not holds(inner, trace, at)  # type: ignore[arg-type]
        case ("and", *parts):
            return all(holds(part, trace, at) for part in parts)  # type: ignore[arg-type]
        case ("or", *parts):
            return any(holds(part, trace, at) for part in parts)  # type: ignore[arg-type]
        case ("next", inner):
            return at + 1 < len(trace) and holds(inner, trace, at + 1)  # type: ignore[arg-type]
        case ("until", left, right):
            return any(
                holds(right, trace, end)  # type: ignore[arg-type]
                and all(holds(left, trace, place) for place in range(at, end))  # type: ignore[arg-type]
                for end in range(at, len(trace))
            )
        case (str(letter),):
            return at < len(trace) and trace[at] == letter
    raise AssertionError(formula)


def no(formula: Formula) -> Formula:
    return ("not", formula)


def then(one: Formula, other: Formula) -> Formula:
    return ("or", no(one), other)


def ever(formula: Formula) -> Formula:
    return ("until", ("or", A, no(A)), formula)


def always(formula: Formula) -> Formula:
    return no(ever(no(formula)))


def weakly(left: Formula, right: Formula) -> Formula:
    return ("or", ("until", left, right), always(left))


def weak_next(formula: Formula) -> Formula:
    return no(("next", no(formula)))


RESPONSE = always(then(A, ever(B)))
PRECEDENCE = weakly(no(B), A)
ALTERNATE_RESPONSE = always(then(A, ("next", ("until", no(A), B))))
ALTERNATE_PRECEDENCE = ("and", PRECEDENCE, always(then(B, weak_next(PRECEDENCE))))
CHAIN_RESPONSE = always(then(A, ("next", B)))
CHAIN_PRECEDENCE = ("and", no(B), always(then(("next", B), A)))
MEANT: dict[Template, Formula] = {
    Template.EXISTENCE: ever(A),
    Template.ABSENCE: no(ever(A)),
    Template.EXACTLY: ("and", ever(A), no(ever(("and", A, ("next", ever(A)))))),
    Template.INIT: A,
    Template.RESPONDED_EXISTENCE: then(ever(A), ever(B)),
    Template.COEXISTENCE: ("and", then(ever(A), ever(B)), then(ever(B), ever(A))),
    Template.RESPONSE: RESPONSE,
    Template.PRECEDENCE: PRECEDENCE,
    Template.SUCCESSION: ("and", RESPONSE, PRECEDENCE),
    Template.ALTERNATE_RESPONSE: ALTERNATE_RESPONSE,
    Template.ALTERNATE_PRECEDENCE: ALTERNATE_PRECEDENCE,
    Template.ALTERNATE_SUCCESSION: ("and", ALTERNATE_RESPONSE, ALTERNATE_PRECEDENCE),
    Template.CHAIN_RESPONSE: CHAIN_RESPONSE,
    Template.CHAIN_PRECEDENCE: CHAIN_PRECEDENCE,
    Template.CHAIN_SUCCESSION: ("and", CHAIN_RESPONSE, CHAIN_PRECEDENCE),
    Template.NOT_COEXISTENCE: no(("and", ever(A), ever(B))),
    Template.NOT_SUCCESSION: always(then(A, no(ever(B)))),
    Template.NOT_CHAIN_SUCCESSION: always(then(A, no(("next", B)))),
}
logs = st.lists(st.text("abc", min_size=1, max_size=8), max_size=6)


def table_of(log: list[str]) -> EventTable:
    """Instants are all the same within two events: the place in the log settles the order."""
    return EventTable.from_rows(
        EventRow(place // 2, 100 * item + place, f"item {item}", letter)
        for item, trace in enumerate(log)
        for place, letter in enumerate(trace)
    )


def rule_of(template: Template) -> Rule:
    return Rule(template, "a", "b" if template.binary else "")


def test_every_template_has_its_formula() -> None:
    assert set(MEANT) == set(Template)


@settings(max_examples=max(300, settings().max_examples))
@given(logs)
@example(["ba", "ab", "aab", "abb", "abab", "acb", "c", "bab"])
def test_templates_mean_what_the_logic_says(log: list[str]) -> None:
    places = places_of(table_of(log), "ab")
    for template, formula in MEANT.items():
        expected = [not holds(formula, trace) for trace in log]
        assert broken(places, rule_of(template)).tolist() == expected, template


@given(logs)
def test_every_broken_rule_has_events_behind_it_in_its_own_item(log: list[str]) -> None:
    places = places_of(table_of(log), "ab")
    for template in Template:
        rule = rule_of(template)
        for item, bad in enumerate(broken(places, rule)):
            if bad:
                seqs = events_behind(places, rule, item)
                assert seqs
                assert sorted(set(seqs)) == list(seqs)
                assert {seq // 100 for seq in seqs} == {item}


@given(logs, st.integers(1, 3))
def test_counts_are_counted(log: list[str], count: int) -> None:
    places = places_of(table_of(log), "a")
    times = [trace.count("a") for trace in log]
    for template, expected in (
        (Template.EXISTENCE, [each < count for each in times]),
        (Template.ABSENCE, [each >= count for each in times]),
        (Template.EXACTLY, [each != count for each in times]),
    ):
        assert broken(places, Rule(template, "a", count=count)).tolist() == expected


@given(logs)
def test_removing_the_events_behind_a_forbidden_meeting_mends_it(log: list[str]) -> None:
    table = table_of(log)
    places = places_of(table, "ab")
    rule = rule_of(Template.NOT_SUCCESSION)
    seqs = {
        seq
        for item in broken(places, rule).nonzero()[0].tolist()
        for seq in events_behind(places, rule, item)
    }
    rest = EventTable.from_rows(row for row in table.rows() if row.seq not in seqs)
    assert not broken(places_of(rest, "ab"), rule).any()
