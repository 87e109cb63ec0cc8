"""`remit determine` and `remit rules`: rule packs on files, as a lawyer types it."""

import re
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from tests.command import Remit

PACKS = Path(__file__).resolve().parents[2] / "rulepacks"
PACK = PACKS / "enterprise-accountability"
CHOICE = ("--pack", PACK)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case: a plan of which two thirds were done."""
    tests = yaml.safe_load((PACK / "tests" / "missed-plan.yaml").read_text(encoding="utf-8"))
    path = tmp_path / "case.yaml"
    facts = {**tests["background"], "percent_done": 65}
    told = {"act_on": "2026-04-30", "on": "2026-05-11", "facts": facts}
    path.write_text(yaml.safe_dump(told), encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of a pack that one may change."""
    return Path(copytree(PACK, tmp_path / "own"))


def changed(pack: Path, file: str, before: str, after: str) -> Path:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return pack


def test_rules_say_what_range_they_admit_and_why(remit: Remit, case: Path) -> None:
    found = remit("determine", case, *CHOICE, "--json").json
    (outcome,) = found["outcomes"]
    assert (outcome["low"], outcome["high"]) == ("criticism", "admonition")
    assert (found["on"], found["act_on"], found["settled"]) == ("2026-05-11", "2026-04-30", True)
    assert found["rules"]["largely-missed"] == "applied"
    answer = remit("determine", case, *CHOICE)
    assert answer.code == 0
    assert "\n".join(found["proof"]["en"]) == answer.out.strip("\n")


def test_an_installed_pack_is_known_by_its_name_and_another_day_may_be_asked(
    remit: Remit, case: Path
) -> None:
    pack = ("--pack", "enterprise-accountability")
    found = remit("determine", case, *pack, "--act-on", "2026-03-31", "--json").json
    assert found["act_on"] == "2026-03-31"
    answer = remit("determine", case, "--pack", "enterprise")
    assert answer.code == 2
    assert "enterprise-accountability" in answer.err


def test_the_letter_of_a_decision_has_its_five_parts(remit: Remit) -> None:
    example = PACKS.parent / "examples" / "rules" / "neglect.yaml"
    answer = remit("determine", example, "--pack", "cn-administrative-discipline", "--letter")
    parts = [line for line in answer.out.splitlines() if line[:1].isdigit()]
    assert [part[:2] for part in parts] == ["1.", "2.", "3.", "4.", "5."]
    for said in (
        "[name, unit and post]",
        "Did the person cooperate and tell the facts truthfully? yes (E7)",
        "[still open: How grave were the circumstances?]",
        "within 1 month of receipt of the decision (Supervision Law (as amended 2024), art. 56)",
        "2 March 2026",
    ):
        assert said in answer.out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"gravity: [", "Not valid YAML"),
        (b"- a list", "a mapping of names to values"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"{on: 2026-05-11, act_on: 2026-04-30, facts: {unheard_of: true}}", "unheard_of"),
        (b"facts: {}", "act_on"),
        (b"x" * (2**20 + 1), "larger than 1 MiB"),
    ],
)
def test_a_case_that_cannot_be_read_is_refused_in_words(
    remit: Remit, tmp_path: Path, written: bytes, said: str
) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(written)
    answer = remit("determine", path, *CHOICE)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


def test_a_folder_that_is_no_rule_pack_is_refused_in_words(
    remit: Remit, tmp_path: Path, case: Path
) -> None:
    answer = remit("determine", case, "--pack", tmp_path)
    assert answer.code == 2
    assert "it is no rule pack" in answer.err


def test_the_tests_beside_the_rules_are_run_and_what_they_miss_is_counted(
    remit: Remit, own: Path
) -> None:
    assert re.fullmatch(
        r"enterprise-accountability: \d\d tests, 0 failed\n", remit("rules", "test", own).out
    )
    counted = remit("rules", "test", own, "--mutants", "--json").json[0]
    assert counted["mutants"] > 80
    assert all(left["rule"] for left in counted["not_noticed"])
    wrong = changed(own, "rules/missed-plan.yaml", "criticism, admonition", "criticism, criticism")
    answer = remit("rules", "test", wrong)
    assert answer.code == 1
    assert "should be ['criticism', 'admonition']" in answer.err


def test_a_flaw_is_shown_with_a_case_in_which_it_bites(remit: Remit, own: Path) -> None:
    assert remit("rules", "check", own).out == f"{own}: no flaw found\n"
    never = changed(
        own,
        "rules/missed-plan.yaml",
        "percent_done: {at_least: 90}",
        "percent_done: {at_least: 90, below: 80}",
    )
    answer = remit("rules", "check", never)
    assert answer.code == 1
    assert "slightly-missed" in answer.out
    kinds = [flaw["kind"] for flaw in remit("rules", "check", never, "--json").json[str(own)]]
    assert kinds == ["unreachable"]


TABLE = """{"nodes": [{"id": "i", "type": "inputNode", "name": "in"},
 {"id": "t", "type": "decisionTableNode", "name": "measure", "content": {"hitPolicy": "first",
  "inputs": [{"id": "a", "name": "missed", "field": "missed"}],
  "outputs": [{"id": "b", "name": "measure", "field": "measure"}],
  "rules": [{"_id": "1", "a": "> 2", "b": "'talk'"}, {"_id": "2", "a": "<= 2", "b": "'none'"}]}},
 {"id": "o", "type": "outputNode", "name": "out"}],
 "edges": [{"id": "1", "sourceId": "i", "targetId": "t"}, {"id": "2", "sourceId": "t", "targetId": "o"}]}"""


def test_a_decision_table_made_elsewhere_is_decided_with_the_reason_for_every_row(
    remit: Remit, tmp_path: Path
) -> None:
    model, facts = tmp_path / "table.json", tmp_path / "facts.yaml"
    model.write_text(TABLE, encoding="utf-8")
    facts.write_text("missed: 3", encoding="utf-8")
    answer = remit("rules", "table", model, facts)
    assert answer.code == 0
    assert "Row 1 applies." in answer.out
    assert "talk" in remit("rules", "table", model, facts, "--json").json["value"]


def test_a_table_that_cannot_be_read_is_refused_with_its_line(remit: Remit, tmp_path: Path) -> None:
    model = tmp_path / "table.dmn"
    model.write_text("<definitions>", encoding="utf-8")
    answer = remit("rules", "table", model)
    assert answer.code == 2
    assert "Not valid XML" in answer.err


PAST = """
cases:
  - {case: confessed, act_on: 2019-03-01, on: 2019-06-01, of: {unit: Roads}, facts: &facts
    {act: leak, bad_consequence: true, gravity: ordinary, person_status: civil_servant,
     confessed: true, cooperated: false, denounced: false, averted_loss: false, minor_role: false,
     returned_gains: false, misled_or_coerced: false, repentant: false, reoffended: false,
     obstructed: false, evidence_destroyed: false, shielded: false, incited: false,
     refused_return: false, crime: none, acted_on_order: false, leadership_accountability: false,
     main_role: false, persisted: false, colluded: false, leading_part: false}}
"""
THEN, NOW = "cn-administrative-discipline@2019-06-30", "cn-administrative-discipline@2021-06-30"


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """Two decided cases: one confessed, one not."""
    path = tmp_path / "past.yaml"
    one = PAST.replace("&facts", "")
    other = one.replace("cases:\n", "").replace("confessed: true", "confessed: false")
    path.write_text(one + other.replace("case: confessed", "case: silent").lstrip("\n"), "utf-8")
    return path


def test_what_shall_be_lighter_in_the_old_law_only_may_be_in_the_new(
    remit: Remit, past: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = remit("rules", "whatif", THEN, NOW, "--cases", past, "--svg")
    assert answer.code == 0
    assert "1 of 2 cases (50.0 %) would come out differently" in answer.out
    before = "warning to major demerit; the lighter end must be chosen"
    after = "no measure to major demerit; a lighter choice within it is allowed"
    assert f"confessed: {before} → {after}" in answer.out
    drawn = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert drawn == [
        f"cn-administrative-discipline-{kind}.svg" for kind in ("directions", "results")
    ]
    told = remit("rules", "whatif", THEN, NOW, "--cases", past, "--json").json
    assert (told["cases"], told["changed"]) == (2, 1)
    assert {rule["rule"] for rule in told["rules"]} >= {
        "lighter-confessed",
        "lighter-confessed-2007",
    }


def test_one_pack_on_two_days_and_two_packs_are_told_apart(remit: Remit, own: Path) -> None:
    old_new = remit("rules", "diff", THEN, NOW, "--json").json
    assert {
        "part": "provision",
        "change": "removed",
        "id": "lighter-confessed-2007",
    }.items() <= next(row for row in old_new if row["id"] == "lighter-confessed-2007").items()
    assert remit("rules", "diff", PACK, own).out == "The two do not differ.\n"
    changed(own, "rules/missed-plan.yaml", "criticism, admonition", "criticism, criticism")
    assert "criticism" in remit("rules", "diff", PACK, own).out


def test_a_day_that_is_none_is_refused_in_words(remit: Remit) -> None:
    answer = remit("rules", "diff", THEN, "cn-administrative-discipline@soon")
    assert answer.code == 2
    assert "After @ comes a day" in answer.err
