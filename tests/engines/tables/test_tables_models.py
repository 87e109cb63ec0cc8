"""Models of several decisions: what is handed on, what is refused, and sentences for the rows."""

from fractions import Fraction

import pytest

from remit.engines.tables import (
    UNKNOWN,
    Decision,
    DecisionTable,
    Dialect,
    FactsRefused,
    Fate,
    FlawKind,
    HitPolicy,
    Input,
    ItemType,
    Kind,
    Knowledge,
    Literal,
    Model,
    ModelRefused,
    NoSuchDecision,
    Output,
    Row,
    Unknown,
    Value,
    check_table,
    decide,
    parse_expression,
    parse_test,
    tell,
)


def table(policy: HitPolicy, *rows: str, ranking: tuple[Value, ...] = ()) -> DecisionTable:
    """A table from rows like `< 5 | true -> "x"`, reading days and late."""
    read = [row.partition("->") for row in rows]
    inputs = (
        Input("days", parse_expression("days", Dialect.FEEL), Kind.NUMBER),
        Input("late", parse_expression("late", Dialect.FEEL), Kind.BOOLEAN),
    )
    return DecisionTable(
        "t",
        "t",
        inputs,
        (Output("o", ranking),),
        tuple(
            Row(
                str(number),
                tuple(parse_test(cell, Dialect.FEEL) for cell in tests.split("|")),
                (parse_expression(output, Dialect.FEEL),),
            )
            for number, (tests, _, output) in enumerate(read, 1)
        ),
        policy,
    )


def model(logic: DecisionTable, **more: str) -> Model:
    """The table as `grade`, and further decisions as expressions that see it and the facts."""
    seen = ("days", "late", "grade")
    decisions = {"grade": Decision("grade", logic, ("days", "late"))}
    for name, text in more.items():
        decisions[name] = Decision(name, parse_expression(text, Dialect.FEEL), seen)
    return Model("", decisions, declared={"days": "number", "late": "boolean"})


GRADES = table(HitPolicy.FIRST, '> 10 | - -> "grave"', '- | true -> "late"', '- | - -> "none"')


def test_a_later_decision_waits_for_the_facts_of_the_earlier() -> None:
    whole = model(GRADES, punished='grade = "grave" or grade = "late"')
    assert decide(whole, "punished", {"days": 11}).value is True
    open_ = decide(whole, "punished", {"days": 3})
    assert (open_.waiting, [step.decision for step in open_.steps]) == (
        {"late"}, ["grade", "punished"],
    )  # fmt: skip


def test_a_table_on_an_open_decision_takes_only_the_values_that_are_still_possible() -> None:
    later = DecisionTable(
        "u",
        "u",
        (Input("grade", parse_expression("grade", Dialect.FEEL), Kind.STRING),),
        (Output("measure"),),
        (
            Row("1", (parse_test('"grave"', Dialect.FEEL),), (parse_expression("9", Dialect.FEEL),)),
            Row("2", (parse_test("-", Dialect.FEEL),), (parse_expression("1", Dialect.FEEL),)),
        ),
        HitPolicy.FIRST,
    )  # fmt: skip
    grades = model(GRADES)
    decisions = {**grades.decisions, "measure": Decision("measure", later, ("grade",))}
    both = Model("", decisions, declared=grades.declared)
    assert decide(both, "measure", {"days": 3}).value == 1
    assert decide(both, "measure", {"late": True}).value == Unknown(frozenset({"days"}), (1, 9))


def test_what_is_not_stated_is_null_only_where_the_facts_are_said_to_be_whole() -> None:
    whole = model(GRADES)
    assert isinstance(decide(whole, "grade", {}).value, Unknown)
    assert decide(whole, "grade", {}, whole=True).value == "none"
    assert decide(whole, "grade", {"days": None, "late": None}).value == "none"
    assert decide(whole, "grade", {"days": UNKNOWN, "late": None}).waiting == {"days"}


def test_two_rows_of_a_unique_table_are_a_finding_that_names_both_and_no_answer() -> None:
    twice = model(table(HitPolicy.UNIQUE, '< 5 | - -> "x"', '- | true -> "y"'), told="grade")
    found = decide(twice, "told", {"days": 1, "late": True})
    assert found.waiting == {"grade"}
    assert [(each.id, each.subject) for each in found.findings] == [("tables.not_unique", "grade")]
    assert "1, 2" in found.findings[0].message.zh


def test_a_conflict_that_is_only_possible_is_told_as_possible() -> None:
    twice = model(table(HitPolicy.UNIQUE, '< 5 | - -> "x"', '- | true -> "y"'))
    found = decide(twice, "grade", {"days": 1})
    assert [each.id for each in found.findings] == ["tables.not_unique_possibly"]
    assert found.waiting == {"late", "grade"}


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        (HitPolicy.COLLECT, (3, 1, 2)),
        (HitPolicy.RULE_ORDER, (3, 1, 2)),
        (HitPolicy.OUTPUT_ORDER, (1, 2, 3)),
        (HitPolicy.PRIORITY, 1),
        (HitPolicy.SUM, 6),
        (HitPolicy.LEAST, 1),
        (HitPolicy.GREATEST, 3),
        (HitPolicy.COUNT, 3),
        (HitPolicy.FIRST, 3),
    ],
)
def test_each_hit_policy_makes_of_three_rows_what_it_says(
    policy: HitPolicy, wanted: object
) -> None:
    rows = table(policy, "- | - -> 3", "> 0 | - -> 1", "> 0 | true -> 2", ranking=(1, 2, 3))
    assert decide(model(rows), "grade", {"days": 1, "late": True}).value == wanted


def ranked(*rows: tuple[str, str, str]) -> DecisionTable:
    """A table of days with two outputs, of which only the first is ranked: heavy before light."""
    return DecisionTable(
        "t",
        "t",
        (Input("days", parse_expression("days", Dialect.FEEL), Kind.NUMBER),),
        (Output("measure", ("heavy", "light")), Output("note")),
        tuple(
            Row(str(n), (parse_test(cell, Dialect.FEEL),), (Literal(measure), Literal(note)))
            for n, (cell, measure, note) in enumerate(rows, 1)
        ),
        HitPolicy.PRIORITY,
    )


def test_rows_of_one_rank_with_different_results_are_told() -> None:
    tied = ranked(("< 5", "light", "a"), ("> 2", "light", "b"), ("> 3", "heavy", "c"))
    whole = Model("", {"d": Decision("d", tied, ("days",))}, declared={"days": "number"})
    assert decide(whole, "d", {"days": 4}).value == {"measure": "heavy", "note": "c"}
    (flaw,) = check_table(tied)
    assert (flaw.kind, flaw.rows) == (FlawKind.OVERLAP, ("1", "2"))
    found = decide(whole, "d", flaw.example)
    assert ([each.id for each in found.findings], found.waiting) == (["tables.not_ranked"], {"d"})
    covered = ranked(("< 5", "light", "a"), ("> 3", "light", "b"), ("> 3", "heavy", "c"))
    assert [(flaw.kind, flaw.rows) for flaw in check_table(covered)] == [
        (FlawKind.UNREACHABLE, ("2",))
    ]


def test_a_sum_of_what_cannot_be_added_is_no_answer() -> None:
    rows = table(HitPolicy.SUM, "- | - -> 3", '- | - -> "x"')
    found = decide(model(rows), "grade", {"days": 1, "late": True})
    assert [each.id for each in found.findings] == ["tables.not_collected"]
    assert found.waiting == {"grade"}


def test_no_row_is_told_and_gives_null_zero_rows_or_an_empty_list() -> None:
    facts = {"days": 1, "late": True}
    single = decide(model(table(HitPolicy.UNIQUE, "< 0 | - -> 1")), "grade", facts)
    assert (single.value, [each.id for each in single.findings]) == (None, ["tables.no_row"])
    assert decide(model(table(HitPolicy.COLLECT, "< 0 | - -> 1")), "grade", facts).value == ()
    assert decide(model(table(HitPolicy.COUNT, "< 0 | - -> 1")), "grade", facts).value == 0


def test_every_fault_of_the_facts_is_told_at_once() -> None:
    with pytest.raises(FactsRefused) as refused:
        decide(model(GRADES), "grade", {"days": "ten", "lat": True, "late": object()})
    assert sorted(each.id for each in refused.value.findings) == [
        "tables.no_value", "tables.unknown_fact", "tables.wrong_fact",
    ]  # fmt: skip
    assert "“late”" in str(refused.value)


def test_numbers_may_be_given_in_any_exact_or_written_form() -> None:
    whole = model(GRADES, twice="days * 2")
    assert decide(whole, "twice", {"days": 0.1}).value == Fraction(1, 5)
    with pytest.raises(FactsRefused):
        decide(whole, "twice", {"days": float("nan")})


def test_a_decision_that_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(NoSuchDecision, match="grade"):
        decide(model(GRADES), "grad", {})


def test_a_function_is_applied_with_its_own_names() -> None:
    body = parse_expression("p * 2", Dialect.FEEL)
    decision = Decision("d", parse_expression("twice(days) + 1", Dialect.FEEL), ("days", "twice"))
    knowledge = {"twice": Knowledge("twice", ("p",), body)}
    whole = Model("", {"d": decision}, knowledge, {"days": "number"})
    assert decide(whole, "d", {"days": 3}).value == 7
    assert decide(whole, "d", {}).waiting == {"days"}


def test_lists_that_double_with_every_decision_are_stopped() -> None:
    decisions = {"d0": Decision("d0", parse_expression("[1]", Dialect.FEEL))}
    for n in range(60):
        text = f"[d{n}, d{n}]"
        decisions[f"d{n + 1}"] = Decision(
            f"d{n + 1}", parse_expression(text, Dialect.FEEL), (f"d{n}",)
        )
    found = decide(Model("", decisions), "d60", {})
    assert "tables.too_large" in [each.id for each in found.findings]
    assert found.waiting


def refused(whole: Model) -> list[str]:
    with pytest.raises(ModelRefused) as fault:
        decide(whole, next(iter(whole.decisions)), {})
    assert all(each.message.zh and each.message.en for each in fault.value.findings)
    return [each.id for each in fault.value.findings]


def test_a_model_with_faults_is_refused_with_all_of_them() -> None:
    assert refused(model(GRADES, a="b + days", b="f(1)", c="date()")) == [
        "tables.not_required", "tables.unknown_function", "tables.wrong_arguments",
    ]  # fmt: skip
    assert refused(model(GRADES, a="dayz")) == ["tables.unknown_name"]
    assert refused(model(table(HitPolicy.PRIORITY, "- -> 1"))) == [
        "tables.row_length", "tables.no_ranking",
    ]  # fmt: skip


def test_decisions_that_require_one_another_are_refused() -> None:
    one = Decision("a", parse_expression("b", Dialect.FEEL), ("b",))
    other = Decision("b", parse_expression("a", Dialect.FEEL), ("a",))
    assert refused(Model("", {"a": one, "b": other})) == ["tables.loop"]


def test_functions_that_call_one_another_too_deeply_are_refused() -> None:
    knowledge = {
        f"f{n}": Knowledge(
            f"f{n}",
            ("p",),
            parse_expression("-" * 50 + f"f{n + 1}(p)", Dialect.FEEL),
            (f"f{n + 1}",),
        )
        for n in range(20)
    }
    knowledge["f20"] = Knowledge("f20", ("p",), parse_expression("p", Dialect.FEEL))
    decision = Decision("d", parse_expression("f0(1)", Dialect.FEEL), ("f0",))
    assert set(refused(Model("", {"d": decision}, knowledge))) == {"tables.too_deep"}


def test_a_value_that_a_column_does_not_allow_gives_no_answer() -> None:
    column = Input(
        "days",
        parse_expression("days * 2", Dialect.FEEL),
        Kind.NUMBER,
        parse_test("[0..20]", Dialect.FEEL),
    )
    row = Row("1", (parse_test("-", Dialect.FEEL),), (parse_expression("1", Dialect.FEEL),))
    limited = DecisionTable("t", "t", (column,), (Output("o"),), (row,))
    whole = Model("", {"d": Decision("d", limited, ("days",))}, declared={"days": "number"})
    assert decide(whole, "d", {"days": 10}).value == 1
    found = decide(whole, "d", {"days": 11})
    assert ([each.id for each in found.findings], found.waiting) == (["tables.not_allowed"], {"d"})


def test_a_fact_that_its_type_does_not_allow_is_refused_at_any_depth() -> None:
    types = {
        "loan": ItemType(components=(("rate", "rate"), ("parts", "parts"))),
        "rate": ItemType(Kind.NUMBER, parse_test("[0..1]", Dialect.FEEL)),
        "parts": ItemType(Kind.NUMBER, is_list=True),
    }
    decision = Decision("d", parse_expression("loan.rate", Dialect.FEEL), ("loan",))
    whole = Model("", {"d": decision}, declared={"loan": "loan"}, types=types)
    loan = {"rate": Fraction(1, 2), "parts": [1, 2]}
    assert decide(whole, "d", {"loan": loan}).value == Fraction(1, 2)
    with pytest.raises(FactsRefused) as fault:
        decide(whole, "d", {"loan": {"rate": 2, "parts": [1, "x"]}})
    assert [each.subject for each in fault.value.findings] == ["loan.rate", "loan.parts[2]"]


def test_every_row_is_told_in_both_languages() -> None:
    step = decide(model(GRADES), "grade", {"days": 3}).steps[-1]
    assert [tell(step, proof).en for proof in step.rows] == [
        "Row 1 does not apply: days is 3, and > 10 is asked for.",
        "Row 2 is open: true is asked of late, and late is not known.",
        "Row 3 applies.",
    ]
    assert tell(step, step.rows[0]).zh == "行 1 不适用：“days”为 3，而要求 > 10。"
    first = decide(model(GRADES), "grade", {"days": 30, "late": True}).steps[-1]
    assert [proof.fate for proof in first.rows] == [
        Fate.APPLIED, Fate.OUTRANKED, Fate.OUTRANKED,
    ]  # fmt: skip


def test_rows_with_conditions_are_not_called_faulty_but_not_checked() -> None:
    rows = table(HitPolicy.FIRST, "? > 2 * 3 | - -> 1", "- | - -> 2")
    assert [flaw.kind for flaw in check_table(rows)] == [FlawKind.NOT_CHECKED]
    certain = table(HitPolicy.UNIQUE, "? > 2 * 3 | - -> 1", "< 3 | - -> 2")
    assert [flaw.kind for flaw in check_table(certain)] == [FlawKind.NOT_CHECKED]


def test_columns_reckoned_from_one_fact_are_told_as_related() -> None:
    inputs = tuple(
        Input(text, parse_expression(text, Dialect.FEEL), Kind.NUMBER)
        for text in ("days", "days + 1")
    )
    row = Row("1", (parse_test("-", Dialect.FEEL),) * 2, (parse_expression("1", Dialect.FEEL),))
    (flaw,) = check_table(DecisionTable("t", "t", inputs, (Output("o"),), (row,)))
    assert (flaw.kind, flaw.finding.severity) == (FlawKind.NOT_CHECKED, "note")
