"""`remit lab` through the real door: designs from files, comparisons, sweeps that go on, claims, calibration."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree.ElementTree import fromstring

import duckdb
import pytest

from remit.cli.laboratory.asking import design_of
from remit.cli.laboratory.telling import UNITS_ZH
from remit.cli.laboratory.trees import NoSuchPosts, from_table, tree_of
from remit.engines.storm.claims import CLAIMS
from remit.engines.storm.claims.regimes import COUNTY, PRECISE
from remit.engines.storm.design import VERSION, Design
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import PARTS, parameters
from tests.command import Remit

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
HARSH, PRECISE_FILE, STORM = (EXAMPLES / f"{name}.yaml" for name in ("harsh", "precise", "storm"))
SMALL = ("--tree", "2x4x4", "--weeks", "40")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.yaml"
    file.write_text("regime:\n  precision: 1.5\n  presision: 0.3\nworld:\n  load: many\n", "utf-8")
    return file


def test_the_harsh_example_is_the_county_and_the_precise_one_the_precise_regime() -> None:
    assert design_of(HARSH).digest == Design().changed(COUNTY).digest
    assert design_of(PRECISE_FILE).digest == Design().changed(PRECISE).digest
    assert design_of(STORM).storm is not None


@pytest.mark.parametrize("file", [HARSH, PRECISE_FILE, STORM], ids=lambda file: file.stem)
def test_every_example_is_explained_in_both_languages(file: Path) -> None:
    remarks = [line for line in file.read_text("utf-8").splitlines() if "#" in line]
    assert any("\u4e00" <= letter <= "\u9fff" for line in remarks for letter in line)
    values = [line for line in remarks if not line.lstrip().startswith("#")]
    assert all("/" in line.partition("#")[2] for line in values)


def test_a_run_tells_every_figure_and_that_nobody_is_forecast(remit: Remit) -> None:
    told = remit("lab", "run", HARSH, *SMALL, "--seeds", 2)
    assert told.code == 0
    # A narrow terminal breaks names over lines; their first words stand whole.
    for figure in FIGURES.values():
        assert figure.words.en.split()[0] in told.out
    assert "nothing is forecast about any person" in told.out
    assert "no parameter was measured" in told.out
    assert VERSION in told.out


def test_a_run_answers_in_chinese_where_the_terminal_does(
    remit: Remit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    told = remit("lab", "run", HARSH, *SMALL)
    assert "落实率" in told.out
    assert "不预测任何人" in told.out
    assert "Implementation" not in told.out


def test_a_run_in_json_is_one_document_with_intervals(remit: Remit) -> None:
    told = remit(
        "lab", "run", STORM, "--tree", "2x4x4", "--weeks", 170, "--seeds", 3, "--json"
    ).json
    assert set(told["figures"]) == set(told["storm"]) == set(FIGURES)
    figure = told["figures"]["implementation"]
    assert figure["low"] <= figure["value"] <= figure["high"]
    assert told["design"]["digest"] == design_of(STORM).digest
    assert told["posts"] == 42
    with_storm, without = (told["storm"]["implementation_priority"][kind] for kind in ("with", "without"))  # fmt: skip
    assert with_storm["value"] > without["value"]


def test_a_run_of_one_seed_tells_no_interval(remit: Remit) -> None:
    told = remit("lab", "run", HARSH, *SMALL, "--seeds", 1, "--json").json
    assert told["figures"]["implementation"]["low"] is None
    assert "95 %" not in remit("lab", "run", HARSH, *SMALL, "--seeds", 1).out


def test_equal_runs_tell_the_same_and_engines_agree_nearly(remit: Remit) -> None:
    one, other = (remit("lab", "run", HARSH, *SMALL, "--json").json for _ in range(2))
    assert one == other
    plain = remit("lab", "run", HARSH, *SMALL, "--engine", "numpy", "--json").json
    value = plain["figures"]["taken_up"]["value"]
    assert one["figures"]["taken_up"]["value"] == pytest.approx(value, rel=0.05)


def test_all_faults_of_a_design_are_told_with_their_lines(remit: Remit, wrong: Path) -> None:
    told = remit("lab", "run", wrong)
    assert told.code == 2
    assert told.out == ""
    for place in ("regime.precision (line 2)", "regime.presision (line 3)", "world.load (line 5)"):
        assert place in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("run", HARSH, "--tree", "10y10"), "10x10x10"),
        (("run", HARSH, "--tree", "2000x2000"), "Too many posts"),
        (("run", HARSH, "--tree", "/nowhere/posts.csv"), "cannot be read"),
        (("run", HARSH, "--engine", "mesa"), "There are: auto, numpy, numba"),
        (("run", "/nowhere/design.yaml"), "cannot be read"),
        (("sweep", HARSH, "--over", "regime.presision=0:1:3"), "There are: regime.intensity"),
        (("sweep", HARSH, "--over", "regime.precision=0:1"), "LOW:HIGH:STEPS"),
        (("sweep", HARSH, "--over", "regime.precision=0:2:3"), "out of the range 0 to 1"),
        (("sweep", HARSH, "--over", "regime.precision=0,1", "--figure", "joy"), "no such figure"),
        (("sweep", HARSH, "--over", "regime.veto=0,1", "--executor", "ray"), "serial, pool, joblib, dask"),
        (("claims", "Z9"), "There are: S1"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_what_can(
    remit: Remit, arguments: tuple[object, ...], reason: str
) -> None:
    told = remit("lab", *arguments)
    assert told.code == 2
    assert reason in told.err
    assert "Traceback" not in told.err


def test_posts_come_from_a_table_in_any_order(remit: Remit, tmp_path: Path) -> None:
    table = tmp_path / "posts.csv"
    table.write_text("\ufeffpost,superior\nclerk,head\nhead,\nporter,clerk\n", "utf-8")
    told = remit("lab", "run", HARSH, "--tree", table, "--weeks", 20, "--json").json
    assert told["posts"] == 3


def test_a_table_that_is_no_tree_tells_every_missing_superior() -> None:
    with pytest.raises(NoSuchPosts) as refused:
        from_table("t.csv", "post,superior\na,x\nb,y\n")
    assert [each.subject for each in refused.value.findings] == ["t.csv: x", "t.csv: y"]
    with pytest.raises(NoSuchPosts):
        from_table("t.csv", "post,superior\na,b\nb,a\n")
    with pytest.raises(NoSuchPosts):
        from_table("t.csv", "name,boss\na,\n")


@pytest.mark.parametrize(("said", "posts"), [("10x10x10", 1110), ("1", 1), ("5", 5), ("400", 444), ("3x2", 9)])  # fmt: skip
def test_posts_can_be_a_shape_or_a_number(said: str, posts: int) -> None:
    assert len(tree_of(said)) == posts


def test_a_comparison_tells_what_changes_for_whom_how_sure_and_what_is_assumed(
    remit: Remit,
) -> None:
    told = remit(
        "lab", "compare", HARSH, PRECISE_FILE, "--tree", "6x6x6", "--seeds", 4, "--weeks", 120,
        "--environments", 4,
    )  # fmt: skip
    assert told.code == 0
    for part in (
        "harsh → precise", "In short", "What the designs differ in", "For whom", "sanctions of bottom level",
        "robust (100%)", "What is assumed", "It forecasts nothing about any person",
        "share of 4 random environments",
    ):  # fmt: skip
        assert part in told.out


def test_a_comparison_in_json_has_direction_interval_and_robustness(remit: Remit) -> None:
    told = remit(
        "lab", "compare", HARSH, PRECISE_FILE, "--tree", "6x6x6", "--seeds", 4, "--weeks", 120,
        "--environments", 4, "--json",
    ).json  # fmt: skip
    wrong = told["figures"]["wrong_share"]
    assert (wrong["direction"], wrong["better"], wrong["robust"], wrong["environments"]) == (-1, 1, 1.0, 4)  # fmt: skip
    assert wrong["change"]["high"] < 0
    assert told["bearing"]["wrong"]["levels"]["bottom"]["value"] < 0
    assert told["stopped"] is False


def test_a_design_compared_with_itself_differs_in_nothing(remit: Remit) -> None:
    arguments = ("lab", "compare", HARSH, HARSH, *SMALL, "--environments", 2)
    told = remit(*arguments, "--json").json
    assert all(not each["direction"] for each in told["figures"].values())
    assert "The two designs are the same" in remit(*arguments).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", STORM, "--tree", "2x4x4", "--weeks", "170"),
        ("compare", HARSH, PRECISE_FILE, *SMALL, "--environments", "0"),
        ("sweep", HARSH, "--over", "regime.veto=0,1", *SMALL),
        ("sweep", HARSH, "--over", "regime.veto=0,1", "--over", "regime.precision=0:1:3", *SMALL),
    ],
    ids=["weeks", "differences", "curve", "grid"],
)
def test_pictures_are_whole_svg_and_say_in_words_what_they_show(
    remit: Remit, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    file = tmp_path / "picture.svg"
    told = remit("lab", *arguments, "--svg", file, "--json")
    assert told.code == 0
    assert told.json
    assert str(file) in told.err
    root = fromstring(file.read_text("utf-8"))
    assert root.tag.endswith("svg")
    words = " ".join(root.itertext())
    assert "nothing" in words
    assert "nan" not in words
    assert VERSION in words


def test_a_picture_that_cannot_be_written_is_told(remit: Remit) -> None:
    told = remit(
        "lab", "sweep", HARSH, "--over", "regime.veto=0,1", *SMALL, "--svg", "/nowhere/x.svg"
    )
    assert told.code == 2
    assert "cannot be written" in told.err


def test_a_sweep_tells_a_table_and_is_kept_under_its_keys(remit: Remit, tmp_path: Path) -> None:
    store = tmp_path / "sweep.duckdb"
    arguments = (
        "lab", "sweep", HARSH, "--over", "regime.precision=0.1:0.9:3", "--over", "regime.veto=0,1",
        *SMALL, "--seeds", 2, "--store", store,
    )  # fmt: skip
    first = remit(*arguments, "--json").json
    assert len(first["points"]) == 6
    assert {len(point["figures"]["harm"]) for point in first["points"]} == {2}
    with duckdb.connect(str(store)) as connection:
        kept = connection.execute("SELECT count(*) FROM storm_outcome").fetchone()
    assert kept == (12,)
    began = time.monotonic()
    assert remit(*arguments, "--json").json == first
    assert time.monotonic() - began < 5
    told = remit(*arguments, "--figure", "wrong_share")
    assert "Share of sanctions that are wrong: mean over 2 seeds" in told.out
    assert "0.1" in told.out


def test_the_pool_comes_to_the_same_numbers(remit: Remit) -> None:
    arguments = ("lab", "sweep", HARSH, "--over", "regime.veto=0,1", *SMALL, "--json")
    assert remit(*arguments, "--executor", "pool").json == remit(*arguments).json


def test_ctrl_c_stops_a_sweep_between_chunks_and_the_next_one_goes_on(tmp_path: Path) -> None:
    store = tmp_path / "sweep.duckdb"
    command = [sys.executable, "-c", "from remit.project.main import main; main()"]
    arguments = [
        "lab", "sweep", str(HARSH), "--over", "regime.precision=0:1:200", "--tree", "10x10x10",
        "--engine", "numpy", "--seeds", "1", "--store", str(store),
    ]  # fmt: skip
    with subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "LANG": "en"},
    ) as running:  # fmt: skip
        deadline = time.monotonic() + 60
        while not store.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(6)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "goes on from here" in errors
    assert "Traceback" not in errors
    with duckdb.connect(str(store)) as connection:
        kept = connection.execute("SELECT count(*) FROM storm_outcome").fetchone()
    assert kept is not None
    assert 0 < kept[0] < 200
    assert f"Stopped after {kept[0]} of 200" in errors


def test_the_scoreboard_is_shown_as_shipped_without_reckoning(remit: Remit) -> None:
    began = time.monotonic()
    told = remit("lab", "claims", "--json").json
    assert time.monotonic() - began < 3
    assert [each["id"] for each in told["claims"]] == [each.id for each in CLAIMS]
    words = remit("lab", "claims").out
    assert f"{len(CLAIMS)} claims, {told['hold']} hold" in words
    assert "P15" in words
    assert "does not appear at" in words


def test_claims_can_be_named_in_small_letters(remit: Remit) -> None:
    told = remit("lab", "claims", "s1", "P4", "--json").json
    assert [each["id"] for each in told["claims"]] == ["S1", "P4"]


def test_claims_are_reckoned_anew_when_asked(remit: Remit) -> None:
    told = remit(
        "lab", "claims", "O5", "E4", "--robust", "--tree", "2x5x5", "--seeds", 2, "--environments", 2,
        "--json",
    ).json  # fmt: skip
    assert (told["posts"], told["seeds"], told["environments"]) == (62, 2, 2)
    assert all(0 <= each["robust"] <= 1 for each in told["claims"])


def test_a_ledger_that_a_known_design_made_gives_its_parameters_back(
    remit: Remit, tmp_path: Path
) -> None:
    seen = tmp_path / "observed.yaml"
    seen.write_text("duties: 9.1\npapers: 0.27\nsanctions: 0.22\ninquiries:\n", "utf-8")
    arguments = ("lab", "calibrate", HARSH, "--observed", seen, "--draws", 200, *SMALL)
    told = remit(*arguments, "--json").json
    assert set(told["observables"]) == {"duties", "papers", "sanctions"}
    by_name = {each["name"]: each for each in told["parameters"]}
    assert by_name["world.load"]["identified"]
    assert by_name["world.load"]["value"] == pytest.approx(9.1, abs=1.5)
    words = remit(*arguments).out
    assert "What the ledger tells of the parameters" in words
    assert "not identified" in words


def test_observed_names_and_values_are_checked_all_at_once(remit: Remit, tmp_path: Path) -> None:
    seen = tmp_path / "observed.yaml"
    seen.write_text("duties: many\njoy: 3\n", "utf-8")
    told = remit("lab", "calibrate", HARSH, "--observed", seen, *SMALL)
    assert told.code == 2
    assert "duties" in told.err
    assert "joy" in told.err
    seen.write_text("duties:\n", "utf-8")
    assert "Nothing is observed" in remit("lab", "calibrate", HARSH, "--observed", seen).err


def test_a_small_run_answers_within_seconds_from_a_cold_start() -> None:
    began = time.monotonic()
    answer = subprocess.run(
        [sys.executable, "-c", "from remit.project.main import main; main()", "lab", "run", str(HARSH),
         "--engine", "numpy", "--tree", "111", "--seeds", "1", "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    # Two seconds on a quiet machine; a busy one is given four times that.
    assert time.monotonic() - began < 8
    assert json.loads(answer.stdout)["posts"] == 111


def test_what_gets_worse_is_told_beside_what_gets_better(remit: Remit) -> None:
    told = remit(
        "lab", "compare", HARSH, PRECISE_FILE, "--tree", "6x6x6", "--seeds", 4, "--environments", 0
    )
    assert "What gets worse as well" in told.out
    assert "Overload: up by" in told.out


def test_every_unit_of_a_parameter_has_its_chinese_word() -> None:
    assert {each.unit for part in PARTS for each in parameters(part)} == set(UNITS_ZH)
