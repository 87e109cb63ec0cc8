"""`remit attribute`: an engine on a file, with no database anywhere near."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.command import Remit

ROOT = Path(__file__).resolve().parents[2]
FLOOD = ROOT / "examples" / "flood.yaml"
SITUATIONS = [
    *sorted((ROOT / "src" / "remit" / "demo" / "situations").glob("*.yaml")),
    *(
        file
        for file in sorted((ROOT / "examples").glob("*.yaml"))
        if "\nsituation:" in file.read_text("utf-8")
    ),
]
NEGLECT = ROOT / "examples" / "rules" / "neglect.yaml"
PACK = ROOT / "rulepacks" / "cn-administrative-discipline"

TREE = """<opsa-mef><define-fault-tree name="cooling">
<define-gate name="top"><and><basic-event name="pump"/><gate name="either"/></and></define-gate>
<define-gate name="either"><or><basic-event name="valve"/><basic-event name="cable"/></or></define-gate>
</define-fault-tree></opsa-mef>"""


@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_every_shipped_situation_is_shared_out_completely(remit: Remit, path: Path) -> None:
    report = remit("attribute", path, "--json").json
    assert report["certificate"]["total"] == report["certificate"]["harm"] == "1"
    answer = remit("attribute", path)
    assert answer.code == 0
    assert "sum 1 = harm 1" in answer.out


def test_a_situation_may_be_written_in_json_too(remit: Remit, tmp_path: Path) -> None:
    path = tmp_path / "situation.json"
    # Dates stay texts: YAML's own reader would make them dates, which JSON does not have.
    written = yaml.load(SITUATIONS[0].read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    path.write_text(json.dumps(_truths(written), ensure_ascii=False), encoding="utf-8")
    same = remit("attribute", SITUATIONS[0], "--json").json
    assert remit("attribute", path, "--json").json == same


def test_a_newcomer_reads_who_how_much_why_and_what_would_have_changed_it(remit: Remit) -> None:
    answer = remit("attribute", FLOOD)
    assert re.search(r"Lu Ping\s+│ Cause\s+│ 11/30", answer.out)
    assert "Had you stopped the works on 2 May and had the cut filled" in answer.out
    assert "You had the power (权责清单4.2 / duty list 4.2)" in answer.out
    assert "the lower figure counts" in answer.out
    assert "Everybody in the boat: He Chi 25.0 %" in answer.out
    assert (
        "would have brought the expected harm from 15.0 % of the whole down to 0.0 %" in answer.out
    )
    assert "exact fractions" in answer.out


def test_the_pictures_are_drawn_beside_the_answer(
    remit: Remit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = remit("attribute", FLOOD, "--svg")
    drawn = sorted(path.name for path in tmp_path.glob("*.svg"))
    assert drawn == ["flood-causes.svg", "flood-intervals.svg", "flood-waterfall.svg"]
    assert all(name in answer.out for name in drawn)
    assert "Lu Ping" in (tmp_path / "flood-causes.svg").read_text(encoding="utf-8")


def test_a_fault_tree_is_shared_out_event_by_event(remit: Remit, tmp_path: Path) -> None:
    path = tmp_path / "two_of_three.xml"
    path.write_text(TREE, encoding="utf-8")
    report = remit("attribute", path, "--json").json
    assert {person["person"]: person["share"] for person in report["persons"]} == {
        "pump": "2/3", "valve": "1/6", "cable": "1/6",
    }  # fmt: skip
    assert report["cut_sets"]["count"] == 2


def test_a_faulty_situation_is_refused_with_its_line(remit: Remit, tmp_path: Path) -> None:
    path = tmp_path / "flood.yaml"
    written = FLOOD.read_text(encoding="utf-8").replace("path: cut_left_open", "path: cut_left")
    path.write_text(written, encoding="utf-8")
    line = written[: written.index("id: dyke_open")].count("\n")
    answer = remit("attribute", path)
    assert answer.code == 2
    assert f"dyke_open (line {line})" in answer.err
    assert "The factor “cut_left” is used but not defined" in answer.err


def _truths(value: object) -> object:
    """The value with its truth words as truth values again."""
    if isinstance(value, dict):
        return {key: _truths(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_truths(part) for part in value]
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def test_engines_need_no_database(tmp_path: Path) -> None:
    away = {
        "REMIT_DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere",
        "REMIT_HOME": str(tmp_path / "none"),
    }
    for typed in (
        ["attribute", str(SITUATIONS[0]), "--json"],
        ["determine", str(NEGLECT), "--pack", str(PACK), "--json"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", "from remit.project.main import main; main()", *typed],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **away},
        )
        assert json.loads(done.stdout)
    assert not (tmp_path / "none").exists()
