"""A case in which every personal column holds a word that stands nowhere else, and where it is looked for."""

from dataclasses import replace

from django.db import connection

from remit.apps.cases import actions
from remit.apps.cases.models import Appeal, Case, Decision, Fact, Report
from remit.apps.correspondence import actions as letters
from remit.apps.correspondence.models import Letter
from remit.engines.words import Words
from tests.builders import House, at, house, seal_all
from tests.case_builders import ACT, Bench, agreed, bench, lateness, pack

CANARY = "qanari"
WORDS = Words(f"{CANARY}中", f"{CANARY} said")
PAPER = b"%PDF-1.7 " + CANARY.encode()


def found(word: str = CANARY) -> list[str]:
    """The columns of all tables in which a word can be read, by looking at every cell."""
    return [
        f"{table}.{column}"
        for table, column, cell in _cells()
        if word.lower() in _text(cell).lower()
    ]


def told(home: House) -> Report:
    """A citizen's report, with an address to answer to."""
    return _reported(home)


def whole_case() -> Case:
    """A closed case: reported, heard, decided, appealed twice, changed, its name cleared."""
    home = house()
    who = bench(home)
    case = _opened(home, who)
    decision = agreed(_proposed(case, home, who), who, at(2025, 4, 15))
    actions.serve_decision(decision, by=None, at=at(2025, 4, 16))
    seal_all()
    changed = _appealed(decision, who)
    actions.serve_decision(changed, by=None, at=at(2025, 5, 2))
    seal_all()
    actions.rehabilitate(decision.concerned, reasons=WORDS, by=who.officer, at=at(2025, 5, 5))
    seal_all()
    actions.close_case(case, by=who.officer, at=at(2025, 6, 30))
    _delivered()
    seal_all()
    return case


def _reported(home: House) -> Report:
    return actions.receive_report(
        home.roads,
        title=WORDS,
        source=Report.Source.CITIZEN,
        by=None,
        at=at(2025, 4, 1),
        text=CANARY,
        happened_on=ACT,
        contact=f"{CANARY}@example.org",
        language="en",
    )


def _opened(home: House, who: Bench) -> Case:
    report = _reported(home)
    actions.conclude_verification(
        report, Report.State.WELL_FOUNDED, reasons=WORDS, by=who.officer, at=at(2025, 4, 2)
    )
    return actions.open_case(report, pack=pack(), by=who.officer, at=at(2025, 4, 3), title=WORDS)


def _proposed(case: Case, home: House, who: Bench) -> Decision:
    by, concerned = who.officer, actions.name_concerned(
        case, home.roads_head, by=who.officer, at=at(2025, 4, 4)
    )  # fmt: skip
    for code in ("missed", "means", "told"):
        fact = actions.state_fact(
            case, pack=pack(), by=by, at=at(2025, 4, 7), concerned=concerned, code=code, value=True,
            statement=WORDS, said_by=concerned.person,
        )  # fmt: skip
    _evidenced(fact, who)
    actions.hear(concerned, said=WORDS, answer=WORDS, by=by, at=at(2025, 4, 8))
    situation = replace(lateness(concerned, home.clerk), title=WORDS)
    actions.adopt_attribution(case, situation, by=by, at=at(2025, 4, 9))
    actions.determine(concerned, pack=pack(), by=by, at=at(2025, 4, 10))
    first = actions.propose_decision(
        concerned, "warning", pack=pack(), reasons=WORDS, by=by, at=at(2025, 4, 11)
    )
    actions.send_back(first, reasons=WORDS, by=who.first, at=at(2025, 4, 12))
    return actions.propose_decision(
        concerned, "demerit", pack=pack(), reasons=WORDS, departure=WORDS, by=by, at=at(2025, 4, 13)
    )


def _evidenced(fact: Fact, who: Bench) -> None:
    actions.add_evidence(
        fact, by=who.officer, at=at(2025, 4, 7), text=WORDS, reference=CANARY, file=PAPER,
        file_name=f"{CANARY}.pdf",
    )  # fmt: skip


def _appealed(decision: Decision, who: Bench) -> Decision:
    appeal = actions.file_appeal(
        decision, grounds=WORDS, by=decision.concerned.person, at=at(2025, 4, 20), pack=pack()
    )
    actions.propose_on_appeal(
        appeal, Appeal.Outcome.CHANGED, measure="talk", pack=pack(), reasons=WORDS, departure=WORDS,
        by=who.third, at=at(2025, 4, 25),
    )  # fmt: skip
    done = actions.decide_appeal(appeal, pack=pack(), by=who.fourth, at=at(2025, 4, 28))
    seal_all()
    assert done.new_decision
    return done.new_decision


def _delivered() -> None:
    for letter in Letter.objects.all():
        letters.note_rendering(letter, PAPER, at=at(2025, 7, 1))
        letters.note_failure(letter, channel="smtp", answer=f"no {CANARY}", at=at(2025, 7, 1))
        letters.note_delivery(letter, channel="mailbox", at=at(2025, 7, 2))


def _cells() -> list[tuple[str, str, object]]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cells: list[tuple[str, str, object]] = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            cells += [(table, name, cell) for row in cursor.fetchall()
                      for name, cell in zip(names, row, strict=True)]  # fmt: skip
    return cells


def _text(cell: object) -> str:
    if isinstance(cell, bytes | memoryview):
        return bytes(cell).decode("utf-8", "replace")
    return str(cell)
