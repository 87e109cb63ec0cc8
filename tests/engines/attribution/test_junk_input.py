"""Junk for a situation: it is refused, and never breaks the reader."""

import json
from copy import deepcopy

from hypothesis import example as tried
from hypothesis import given
from hypothesis import strategies as st

from remit.engines.attribution import (
    SituationRefused,
    attribute,
    parse_situation,
    situation_mapping,
)
from remit.engines.findings import Finding
from tests.engines.attribution.cast import EXAMPLES

FLOOD = (EXAMPLES / "flood.yaml").read_text(encoding="utf-8")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(st.text(max_size=6) | st.integers(), part, max_size=3)
    ),
    max_leaves=12,
)
LOADED = json.loads(json.dumps(situation_mapping(parse_situation(FLOOD))))
ODD = JUNK | st.sampled_from(["1/0", "--1", "9" * 70, "rain", "head", 10**400, {"not": {}}])


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, object]:
    """A good situation with up to three places replaced by junk, doubled or left out."""
    whole: dict[str, object] = deepcopy(LOADED)
    for _ in range(draw(st.integers(1, 3))):
        part: object = whole
        while True:
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))  # type: ignore[arg-type]
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            inner = part[key]  # type: ignore[index]
            if isinstance(inner, dict | list) and draw(st.integers(0, 4)):
                part = inner
                continue
            part[key] = deepcopy(draw(ODD))  # type: ignore[index]
            break
    return whole


@given(st.dictionaries(st.sampled_from([*LOADED, "patterns", "x"]), JUNK, max_size=10))
def test_junk_in_a_mapping_is_refused_and_never_breaks_the_reader(
    source: dict[str, object],
) -> None:
    only_refused(source)


@given(damaged())
def test_damage_to_a_good_situation_is_read_or_refused(source: dict[str, object]) -> None:
    only_refused(source)


@given(st.text(max_size=200) | st.text("situaon:-[]{}&*#!|>'\"% \n0123.", max_size=80))
@tried("situation: &a [*a]")
@tried("? [a, b]\n: c")
@tried("on: 2026-02-31")
@tried("x: 1\nx: 2")
@tried("<<: {a: 1}")
def test_junk_in_a_text_is_refused_and_never_breaks_the_reader(source: str) -> None:
    only_refused(source)


@given(st.integers(0, len(FLOOD) - 1), st.integers(0, 40), st.text(max_size=5))
def test_a_good_text_with_a_tear_in_it_is_read_or_refused(at: int, gone: int, put: str) -> None:
    only_refused(FLOOD[:at] + put + FLOOD[at + gone :])


def only_refused(source: dict[str, object] | str) -> None:
    """Read and reckoned, or refused with findings in both languages."""
    findings: tuple[Finding, ...] = ()
    try:
        attribute(parse_situation(source))
    except SituationRefused as refusal:
        findings = refusal.findings
    assert all(finding.message.zh and finding.message.en for finding in findings)
