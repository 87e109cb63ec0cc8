"""Pictures of a report: whole, readable, true to the shares, safe against hostile names."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from remit.engines.attribution import AllOf, Is, attribute
from remit.engines.attribution.pictures import Picture, causal_graph, intervals, picture, waterfall
from tests.engines.attribution.cast import all_of, game
from tests.engines.attribution.pictured import (
    CASES,
    KINDS,
    LANGUAGES,
    WIDTHS,
    Place,
    area,
    case,
    drawn,
    many,
    medium,
    number,
    read,
    rect_place,
    shapes,
    small,
    text_place,
    texts,
)

every_picture = [
    pytest.param(name, kind, language, width, id=f"{name}-{kind}-{language}-{width}")
    for name in CASES
    for kind in KINDS
    for language in LANGUAGES
    for width in WIDTHS
]


@pytest.mark.parametrize(("name", "kind", "language", "width"), every_picture)
class TestEveryPicture:
    def test_is_an_image_that_describes_itself(
        self, name: str, kind: Picture, language: str, width: int
    ) -> None:
        root = drawn(name, kind, language, width)
        assert (root.tag, root.get("role"), root.get("version")) == ("svg", "img", "1.1")
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == (
            "zh-Hans" if language == "zh-hans" else "en"
        )
        title, description = root[0], root[1]
        assert (title.tag, description.tag) == ("title", "desc")
        assert title.text
        assert description.text
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"

    def test_fits_the_width_it_was_asked_for(
        self, name: str, kind: Picture, language: str, width: int
    ) -> None:
        root = drawn(name, kind, language, width)
        left, top, wide, high = map(float, root.get("viewBox", "").split())
        assert (left, top) == (0, 0)
        assert number(root, "width") <= width
        sheet = Place(0, 0, wide, high)
        assert all(sheet.holds(text_place(text)) for text in root.iter("text"))
        assert all(sheet.holds(rect_place(rect)) for rect in shapes(root, "frame"))

    def test_has_letters_large_enough_and_no_two_texts_on_each_other(
        self, name: str, kind: Picture, language: str, width: int
    ) -> None:
        root = drawn(name, kind, language, width)
        scale = number(root, "width") / float(root.get("viewBox", "").split()[2])
        found = list(root.iter("text"))
        assert min(number(text, "font-size") for text in found) * scale >= 10.5
        places = [text_place(text) for text in found]
        assert not any(one.meets(other) for one, other in combinations(places, 2))

    def test_runs_nothing_and_fetches_nothing(
        self, name: str, kind: Picture, language: str, width: int
    ) -> None:
        root = drawn(name, kind, language, width)
        drawing = {"rect", "line", "path", "circle", "text", "pattern"}
        structure = {"svg", "title", "desc", "defs", "g"}
        assert {element.tag for element in root.iter()} <= drawing | structure
        names = {name for element in root.iter() for name in element.attrib}
        assert not any(name.startswith("on") or "href" in name for name in names)
        assert "style" not in names

    def test_writes_in_colours_that_can_be_read(
        self, name: str, kind: Picture, language: str, width: int
    ) -> None:
        root = drawn(name, kind, language, width)
        grounds = [(rect_place(r), r.get("fill", "")) for r in shapes(root, "frame")]
        for text in root.iter("text"):
            place = text_place(text)
            under = next((fill for ground, fill in grounds if ground.holds(place)), "#ffffff")
            assert contrast(text.get("fill", ""), under) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_report_gives_the_same_text(kind: Picture) -> None:
    situation, report = case("medium")
    first = picture(kind, situation, report, "en")
    assert picture(kind, medium(), attribute(medium()), "en") == first


@pytest.mark.parametrize("width", WIDTHS)
def test_areas_in_the_graph_are_as_the_shares(width: int) -> None:
    situation, report = case("medium")
    shares = {key: part for person in report.persons for key, part in person.by_choice}
    expected = {
        one.label.en: float(shares[one.id]) for one in situation.choices if one.id in shares
    }
    root = drawn("medium", Picture.CAUSES, "en", width)
    groups = [group for group in shapes(root, "choice") if shapes(group, "part")]
    ratios = {
        (group[0].text or "").split(", ")[1]: area(shapes(group, "part")[0])
        / area(shapes(group, "whole")[0])
        for group in groups
    }
    assert ratios == pytest.approx(expected, abs=1e-3)
    (account,) = shapes(root, "account")
    part, whole = shapes(account, "part")[0], shapes(account, "whole")[0]
    assert area(part) / area(whole) == pytest.approx(float(report.system.share), abs=1e-3)
    assert "hatch" in part.get("fill", "")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_choice_has_one_box_and_its_text_stays_inside(name: str, width: int) -> None:
    root = drawn(name, Picture.CAUSES, "zh-hans", width)
    assert len(shapes(root, "choice")) == len(case(name)[0].choices)
    frames = [rect_place(frame) for frame in shapes(root, "frame")]
    assert not any(one.meets(other) for one, other in combinations(frames, 2))
    for group in (g for g in root.iter("g") if shapes(g, "frame")):
        (frame,) = shapes(group, "frame")
        for text in group.iter("text"):
            assert rect_place(frame).holds(text_place(text))


def test_a_choice_that_does_not_count_is_dashed_and_says_why() -> None:
    root = drawn("small", Picture.CAUSES, "en", 1280)
    (excused,) = [g for g in shapes(root, "choice") if "Chu Xi" in texts(g)]
    assert "Not counted: not told" in texts(excused)
    assert shapes(excused, "frame")[0].get("stroke-dasharray")
    assert not shapes(excused, "part")
    assert "Dashed: not counted" in texts(root)


def test_an_exempted_choice_is_hatched_and_says_why() -> None:
    root = drawn("medium", Picture.CAUSES, "zh-hans", 1280)
    (exempted,) = [g for g in shapes(root, "choice") if "尤严" in texts(g)]
    assert "免予追究：事前已书面报告风" in texts(exempted)
    assert "hatch" in shapes(exempted, "part")[0].get("fill", "")


def test_an_overtaken_choice_is_grey_and_says_so() -> None:
    root = drawn("rocks", Picture.CAUSES, "en", 1280)
    suzy, billy = shapes(root, "choice")
    assert "No cause" in texts(billy)
    assert shapes(billy, "frame")[0].get("fill") != shapes(suzy, "frame")[0].get("fill")
    assert not shapes(billy, "part")


def test_a_duty_that_was_met_is_shown_as_met() -> None:
    root = drawn("medium", Picture.CAUSES, "en", 1280)
    (met,) = [g for g in shapes(root, "choice") if "He Chi" in texts(g)]
    assert "told the schools nearby" in texts(met)
    assert "Duty met" in texts(met)


def test_a_gate_within_a_gate_of_its_kind_is_not_drawn() -> None:
    situation = game(AllOf((all_of("a", "b"), Is("c"))), ["a", "b", "c"])
    root = read(causal_graph(situation, attribute(situation), "en"))
    assert not shapes(root, "gate")
    assert "all of these" in texts(shapes(root, "harm")[0])


def test_what_was_not_told_leads_to_the_work_left_undone() -> None:
    root = drawn("small", Picture.CAUSES, "en", 1280)
    assert "Not so in fact" in texts(shapes(root, "circumstance")[0])
    assert "Circle: the reverse of it" in texts(root)
    assert "Thin" not in texts(root)


def test_sixty_factors_are_drawn_and_more_are_refused_in_words() -> None:
    situation = many(59)
    report = replace(case("rocks")[1], persons=())
    assert len(shapes(read(causal_graph(situation, report, "en")), "choice")) == 59
    root = read(causal_graph(many(60), report, "en"))
    assert not shapes(root, "choice")
    assert "There are 61 factors; beyond 60" in texts(root)


@pytest.mark.parametrize("kind", KINDS)
def test_without_harm_every_picture_says_that_nothing_is_shared(kind: Picture) -> None:
    situation = replace(
        small(), choices=tuple(replace(one, actual=False) for one in small().choices)
    )
    root = read(picture(kind, situation, attribute(situation), "en"))
    assert "did not happen: no shares" in texts(root)
    assert not shapes(root, "part")


def test_a_choice_that_made_the_harm_less_likely_has_no_area() -> None:
    situation, report = case("small")
    first = report.persons[0]
    helped = replace(first, by_choice=((first.by_choice[0][0], Fraction(-1, 20)),))
    changed = replace(report, persons=(helped, *report.persons[1:]))
    group = shapes(read(causal_graph(situation, changed, "en")), "choice")[0]
    assert "Made the harm less likely" in texts(group)
    assert "−5.0\u00a0%" in texts(group)
    assert area(shapes(group, "part")[0]) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_the_waterfall_goes_from_equal_parts_to_the_exact_shares(width: int) -> None:
    _, report = case("medium")
    rows = shapes(drawn("medium", Picture.WATERFALL, "en", width), "row")
    names = [row[0].text for row in rows]
    assert names[-1] == "System account"
    assert len(names) == len(report.persons) + 1
    people = {person.name.en: person.share for person in report.persons}
    unit = number(shapes(rows[0], "equal")[0], "width") * len(report.persons)
    for row, name in zip(rows[:-1], names[:-1], strict=True):
        equal, step, share = (
            sum(number(bar, "width") for bar in shapes(row, kind))
            for kind in ("equal", "step", "share")
        )
        assert equal == pytest.approx(unit / 12, abs=0.01)
        assert share == pytest.approx(unit * float(people[name or ""]), abs=0.01)
        assert step == pytest.approx(abs(share - equal), abs=0.01)


def test_beyond_sixty_persons_the_smallest_shares_stand_together() -> None:
    _, report = case("small")
    last = report.persons[-1]
    crowd = tuple(replace(last, person=f"p{n}", share=Fraction(n, 10_000)) for n in range(80))
    rows = shapes(read(waterfall(replace(report, persons=crowd), "en")), "row")
    assert len(rows) == 60
    assert rows[-1][0].text == "21 more persons together"


def test_two_widths_of_one_picture_share_no_ids() -> None:
    wide, narrow = (drawn("medium", Picture.CAUSES, "en", width) for width in WIDTHS)
    ids = [{element.get("id") for element in root.iter()} - {None} for root in (wide, narrow)]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_the_waterfall_writes_every_figure() -> None:
    written = texts(read(waterfall(case("small")[1], "zh-hans")))
    for figure in ("均摊33.3%", "+16.7 个百分点", "−33.3 个百分点", "50.0%", "0.0%", "43"):
        assert figure in written


def test_intervals_run_from_low_to_high_and_name_the_deciding_fact() -> None:
    _, report = case("medium")
    root = drawn("medium", Picture.INTERVALS, "en", 1280)
    spans = {
        person.name.en: float(person.interval.high - person.interval.low)
        for person in report.persons
        if person.interval and person.interval.high > person.interval.low
    }
    found = {row[0].text: shapes(row, "band") for row in shapes(root, "row")}
    widths = {name: number(bands[0], "width") for name, bands in found.items() if bands}
    assert widths.keys() == spans.keys()
    unit = widths["You Yan"] / spans["You Yan"]
    assert widths == pytest.approx({name: unit * span for name, span in spans.items()}, abs=0.02)
    assert "the notice about the cold store reached the deputy head" in texts(root)
    assert "Qian Mo left the cold store out of the handover list" in texts(root)
    assert "expected" in texts(root)


def test_without_disputed_facts_the_shares_are_points() -> None:
    situation, report = case("small")
    root = read(intervals(situation, report, "zh-hans"))
    assert "没有争议事实" in texts(root)
    assert not shapes(root, "band")
    assert len(shapes(root, "point")) == len(report.persons) + 1
