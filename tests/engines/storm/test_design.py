"""Designs: what is written is what is simulated, and everything wrong is told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.storm.design import Design, DesignRefused, read_design
from remit.engines.storm.parameters import PARTS, Storm, parameter, parameters
from remit.engines.storm.schedule import COLUMNS, inspections_met, rise, schedule

EVERY = {f"{part}.{each.name}": each for part in PARTS for each in parameters(part)}
VALUES = st.fixed_dictionaries(
    {},
    optional={
        name: st.floats(each.low, each.high, allow_nan=False) for name, each in EVERY.items()
    },
)


@given(VALUES)
def test_a_design_written_and_read_again_is_the_same(values: dict[str, float]) -> None:
    design = Design("a").changed(values)
    written: dict[str, dict[str, float]] = {}
    for name, value in design.values().items():
        part, _, own = name.partition(".")
        written.setdefault(part, {})[own] = value
    again = read_design(written, name="b")
    assert again.digest == design.digest
    assert again.values() == design.values()


@given(st.sampled_from(sorted(EVERY)), st.floats(0, 1))
def test_another_value_is_another_digest(name: str, share: float) -> None:
    about = EVERY[name]
    base = Design(storm=Storm())
    value = about.low + share * (about.high - about.low)
    changed = base.changed({name: value})
    assert (changed.digest == base.digest) == (changed.value(name) == base.value(name))


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(DesignRefused) as refused:
        read_design(
            {
                "regime": {"precision": 1.5, "presision": 0.3, "clarity": True},
                "world": {"load": "many"}, "people": 3, "weather": {"rain": 1},
            }
        )  # fmt: skip
    told = [(each.id, each.subject) for each in refused.value.findings]
    assert told == [
        ("storm.out_of_range", "regime.precision"), ("storm.unknown", "regime.presision"),
        ("storm.no_number", "regime.clarity"), ("storm.no_number", "world.load"),
        ("storm.not_a_part", "people"), ("storm.unknown", "weather"),
    ]  # fmt: skip
    assert all(each.message.zh and each.message.en for each in refused.value.findings)


@pytest.mark.parametrize("nothing", [None, 3, ["regime"], "regime"])
def test_what_is_no_mapping_is_no_design(nothing: object) -> None:
    with pytest.raises(DesignRefused) as refused:
        read_design(nothing)
    assert [each.id for each in refused.value.findings] == ["storm.no_design"]


def test_not_a_number_is_out_of_range() -> None:
    with pytest.raises(DesignRefused) as refused:
        read_design({"regime": {"precision": float("nan")}})
    assert [each.id for each in refused.value.findings] == ["storm.out_of_range"]


def test_a_storm_without_values_is_the_usual_storm_and_none_is_none() -> None:
    assert read_design({"storm": {}}).storm == Storm()
    assert read_design({}).storm is None
    assert read_design({"storm": {"weeks": 9}}).calm.digest == Design().digest


@pytest.mark.parametrize("name", sorted(EVERY))
def test_every_parameter_has_a_default_in_its_range_and_speaks_both_languages(name: str) -> None:
    about = parameter(name)
    assert about.low <= about.default <= about.high
    assert about.low < about.high
    assert about.words.zh
    assert about.words.en
    assert about.words.zh != about.words.en
    assert about.unit
    assert about.source


def test_no_two_parameters_of_a_part_are_told_alike() -> None:
    for part in PARTS:
        for language in ("zh", "en"):
            told = [getattr(each.words, language) for each in parameters(part)]
            assert len(set(told)) == len(told)


def test_the_regime_of_each_week_is_the_design_and_the_storm_on_top() -> None:
    storm = Storm(start=2, weeks=2, ramp=0, intensity=0.5, inspections=1)
    design = Design(storm=storm).with_(regime__intensity=0.3)
    rows = schedule(design, 6)
    priority, routine = COLUMNS.index("intensity_priority"), COLUMNS.index("intensity_routine")
    assert rows[:, priority] == pytest.approx([0.3, 0.3, 0.8, 0.8, 0.3, 0.3])
    assert rows[:, routine] == pytest.approx([0.3] * 6)
    met = inspections_met(design)
    assert rows[:, COLUMNS.index("inspections")] == pytest.approx([met, met, 2 * met, 2 * met, met, met])  # fmt: skip


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 20))
def test_a_storm_rises_and_fades_within_its_weeks(start: int, weeks: int, ramp: int) -> None:
    blown = rise(Storm(start=start, weeks=weeks, ramp=ramp), 90)
    assert (blown[:start] == 0).all()
    assert (blown[start + weeks :] == 0).all()
    assert (blown[start : start + weeks] > 0).all()
    assert (blown <= 1).all()


def test_sharing_all_evidence_leaves_one_inspection_of_each_subject() -> None:
    assert inspections_met(Design().with_(regime__ask_once=1, regime__inspections=0.4)) == pytest.approx(0.4)  # fmt: skip
