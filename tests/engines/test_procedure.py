"""The steps of a case, conflicts of interest and clocks."""

from datetime import date

import pytest

from remit.engines.dates import Calendar, TimeLimit, Unit
from remit.engines.procedure import (
    STEPS,
    Acting,
    ClockState,
    Parties,
    Taken,
    check,
    clocks,
    conflicts,
    next_steps,
)
from remit.engines.words import Words

PARTIES = Parties(
    concerned=frozenset({"li"}),
    reporters=frozenset({"reporter"}),
    line=frozenset({"boss"}),
    relatives=frozenset({"cousin"}),
    witnesses=frozenset({"witness"}),
)
TODAY = date(2026, 6, 1)
REASON = Words("本人书面放弃", "Waived in writing")
INVESTIGATED = (
    Taken("received", date(2026, 3, 1), ("intake",)),
    Taken("verified", date(2026, 3, 5), ("officer",), result="founded"),
    Taken("opened", date(2026, 3, 9), ("head",)),
    Taken("heard", date(2026, 3, 20), ("officer",)),
    Taken("attributed", date(2026, 3, 21), ("officer",)),
    Taken("determined", date(2026, 3, 22), ("officer",)),
    Taken("proposed", date(2026, 3, 25), ("officer",)),
)
DECIDED = (
    *INVESTIGATED,
    Taken("decided", date(2026, 4, 1), ("zhao", "qian")),
    Taken("served", date(2026, 4, 3), ("clerk",)),
)
APPEALED = (*DECIDED, Taken("appealed", date(2026, 4, 20), ("li",), stage="reexamination"))


def deciders(*persons: str) -> list[Acting]:
    return [
        Acting(person, frozenset({"cases.decide", "cases.decide_appeal"})) for person in persons
    ]


def ids(step: str, history: tuple[Taken, ...], by: list[Acting]) -> list[str]:
    found = check(step, by=by, on=TODAY, history=history, parties=PARTIES)
    return [finding.id for finding in found]


def test_two_uninvolved_persons_with_the_power_may_decide() -> None:
    assert ids("decided", INVESTIGATED, deciders("zhao", "qian")) == []


def test_one_person_alone_or_the_same_twice_may_not_decide() -> None:
    assert ids("decided", INVESTIGATED, deciders("zhao")) == ["procedure.too_few_persons"]
    assert ids("decided", INVESTIGATED, deciders("zhao", "zhao")) == ["procedure.too_few_persons"]


@pytest.mark.parametrize(
    ("person", "finding"),
    [
        ("li", "procedure.conflict_concerned"),
        ("boss", "procedure.conflict_line"),
        ("reporter", "procedure.conflict_reporter"),
        ("officer", "procedure.conflict_officer"),
        ("cousin", "procedure.conflict_relative"),
        ("witness", "procedure.conflict_witness"),
    ],
)
def test_whoever_has_a_conflict_of_interest_may_not_decide(person: str, finding: str) -> None:
    assert ids("decided", INVESTIGATED, deciders("zhao", person)) == [finding]


def test_nobody_is_decided_upon_unheard() -> None:
    unheard = tuple(taken for taken in INVESTIGATED if taken.step != "heard")
    found = check(
        "decided", by=deciders("zhao", "qian"), on=TODAY, history=unheard, parties=PARTIES
    )
    assert [finding.id for finding in found] == ["procedure.step_missing"]
    assert "record a waiver" in found[0].message.en


def test_a_waiver_of_the_hearing_counts_only_with_a_reason() -> None:
    unheard = tuple(taken for taken in INVESTIGATED if taken.step != "heard")
    bare = Taken("heard", date(2026, 3, 20), ("officer",), waived=True)
    reasoned = Taken("heard", date(2026, 3, 20), ("officer",), waived=True, reason=REASON)
    assert ids("decided", (*unheard, bare), deciders("zhao", "qian")) == ["procedure.step_missing"]
    assert ids("decided", (*unheard, reasoned), deciders("zhao", "qian")) == []


def test_a_step_needs_the_power_of_a_post_held_that_day() -> None:
    found = ids("served", DECIDED[:-1], [Acting("clerk")])
    assert found == ["procedure.power_missing"]


def test_an_unfounded_report_opens_no_case_but_may_be_closed_and_the_name_cleared() -> None:
    history = (
        Taken("received", date(2026, 3, 1)),
        Taken("verified", date(2026, 3, 5), ("officer",), result="unfounded"),
    )
    assert ids("opened", history, [Acting("head", frozenset({"cases.open"}))]) == [
        "procedure.step_excluded"
    ]
    assert {step.code for step in next_steps(history)} == {
        "received",
        "rehabilitated",
        "closed",
    } - {"received"}


def test_only_the_person_concerned_may_appeal() -> None:
    assert ids("appealed", DECIDED, [Acting("li")]) == []
    assert ids("appealed", DECIDED, [Acting("stranger")]) == ["procedure.not_concerned"]


def test_who_decided_may_not_decide_the_appeal() -> None:
    assert ids("appeal_decided", APPEALED, deciders("zhao", "sun")) == [
        "procedure.conflict_decider"
    ]
    assert ids("appeal_decided", APPEALED, deciders("zhou", "sun")) == []


def test_appeals_take_turns_and_end_after_the_second() -> None:
    assert ids("appealed", APPEALED, [Acting("li")]) == ["procedure.step_missing"]
    first = (*APPEALED, Taken("appeal_decided", date(2026, 5, 1), ("zhou", "sun"), result="upheld"))
    assert ids("appealed", first, [Acting("li")]) == []
    assert ids("appeal_decided", first, deciders("wu", "zheng")) == ["procedure.step_missing"]
    second = (
        *first,
        Taken("appealed", date(2026, 5, 2), ("li",)),
        Taken("appeal_decided", date(2026, 5, 9), ("wu", "zheng"), result="upheld"),
    )
    assert ids("appealed", second, [Acting("li")]) == ["procedure.step_taken"]


def test_who_decided_the_first_appeal_may_not_decide_the_second() -> None:
    history = (
        *APPEALED,
        Taken("appeal_decided", date(2026, 5, 1), ("zhou", "sun"), result="upheld"),
        Taken("appealed", date(2026, 5, 2), ("li",)),
    )
    assert ids("appeal_decided", history, deciders("zhou", "wu")) == ["procedure.conflict_decider"]


def test_an_annulled_decision_has_no_effect_to_end_and_leads_to_rehabilitation() -> None:
    history = (
        *APPEALED,
        Taken("appeal_decided", date(2026, 5, 1), ("zhou", "sun"), result="annulled"),
    )
    codes = {step.code for step in next_steps(history)}
    assert "effect_ended" not in codes
    assert "rehabilitated" in codes


def test_a_decision_cannot_be_taken_twice_and_a_closed_case_stays_closed() -> None:
    assert ids("decided", DECIDED, deciders("zhao", "qian")) == ["procedure.step_taken"]
    closed = (
        *DECIDED,
        Taken("effect_ended", date(2027, 4, 1)),
        Taken("closed", date(2027, 4, 2), ("clerk",)),
    )
    assert ids("appealed", closed, [Acting("li")]) == ["procedure.step_excluded"]


def test_a_step_may_not_be_dated_before_the_one_it_follows() -> None:
    by = [Acting("clerk", frozenset({"cases.serve"}))]
    found = check("served", by=by, on=date(2026, 3, 30), history=DECIDED[:-1], parties=PARTIES)
    assert [finding.id for finding in found] == ["procedure.too_early"]


def test_all_faults_are_told_at_once() -> None:
    found = ids("decided", INVESTIGATED[:3], [Acting("li")])
    assert found == [
        "procedure.step_missing",
        "procedure.step_missing",
        "procedure.too_few_persons",
        "procedure.power_missing",
        "procedure.conflict_concerned",
    ]


def test_every_step_has_both_languages_and_a_source() -> None:
    for step in STEPS.values():
        assert step.name.zh, step.code
        assert step.name.en, step.code
        assert step.source, step.code
        assert set(step.after) <= set(STEPS), step.code


def test_the_steps_open_one_after_another() -> None:
    assert [step.code for step in next_steps(())] == ["received"]
    assert {s.code for s in next_steps(INVESTIGATED)} >= {"decided"}
    assert {s.code for s in next_steps(DECIDED)} == {"appealed", "effect_ended"}


APPEAL = TimeLimit(
    "appeal", Words("申请复审", "Re-examination asked for"), "served", "appealed:reexamination",
    1, Unit.MONTH, "Supervision Law 2024, art. 56",
)  # fmt: skip
ANSWER = TimeLimit(
    "answer", Words("作出复审决定", "Re-examination decided"), "appealed:reexamination",
    "appeal_decided", 1, Unit.MONTH, "Supervision Law 2024, art. 56",
)  # fmt: skip


def test_clocks_start_with_their_step_and_stop_with_the_answering_one() -> None:
    running = clocks([APPEAL, ANSWER], APPEALED, calendar=Calendar(), on=date(2026, 5, 1))
    assert [(c.due.limit.id, c.state, c.due.last_day) for c in running] == [
        ("appeal", ClockState.KEPT, date(2026, 5, 3)),
        ("answer", ClockState.RUNNING, date(2026, 5, 20)),
    ]
    assert running[1].words.en == "Re-examination decided: until 20 May 2026, 19 days left."


def test_a_clock_that_nobody_answered_is_missed() -> None:
    late = clocks([APPEAL], DECIDED, calendar=Calendar(), on=date(2026, 5, 4))
    assert late[0].state is ClockState.MISSED
    assert conflicts("zhao", "served", DECIDED, PARTIES) == ()
