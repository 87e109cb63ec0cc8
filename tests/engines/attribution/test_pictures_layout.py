"""How pictures are laid out: lines broken to fit, boxes apart, ways clear of boxes."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from remit.engines.attribution.pictures.lanes import in_lanes
from remit.engines.attribution.pictures.layers import Box, Edge, Layout, in_layers
from remit.engines.attribution.pictures.lettering import Hand, line_width, printable, wrapped
from tests.engines.attribution.pictured import Place


@given(st.text(), st.integers(20, 400))
def test_broken_lines_keep_to_the_width_and_lose_nothing(text: str, room: int) -> None:
    hand = Hand(14)
    lines = wrapped(text, hand, room, most=10_000)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())
    assert all(line_width(line, hand) <= room for line in lines)
    assert len(wrapped(text, hand, room, most=2)) <= 2


@given(st.text())
def test_what_is_printable_may_stand_in_xml(text: str) -> None:
    element = Element("text")
    element.text = printable(text)
    again = ET.fromstring(ET.tostring(element, encoding="unicode")).text or ""
    assert again == printable(text)


def test_chinese_lines_do_not_begin_with_a_closing_mark() -> None:
    text = "接到通知后，没有停餐；也没有报告（含口头报告）。" * 3
    for room in range(60, 200, 7):
        lines = wrapped(text, Hand(14), room, most=99)
        assert not any(line[0] in "，。；）" for line in lines)
        assert not any(line[-1] == "（" for line in lines)


@st.composite
def nets(draw: st.DrawFn) -> tuple[dict[str, tuple[float, float]], list[Edge], list[str]]:
    """Boxes and edges from earlier to later ones; the last box is the harm."""
    count = draw(st.integers(2, 14))
    keys = [f"box{number}" for number in range(count)]
    side = st.integers(28, 160)
    sizes = {key: (float(draw(side)), float(draw(side))) for key in keys}
    pairs = st.sampled_from(list(combinations(keys, 2)))
    return sizes, draw(st.lists(pairs, max_size=30)), keys[-1:]


def points(path: str) -> Iterator[tuple[float, float]]:
    """Points close to each other along a path of the commands M, H, V, C and Q."""
    x = y = 0.0
    for command, given_numbers in re.findall(r"([MHVCQ])([^MHVCQ]*)", path):
        values = [float(value) for value in given_numbers.split()]
        ends = {"H": lambda: (values[0], y), "V": lambda: (x, values[0])}  # noqa: B023
        if command == "M":
            x, y = values
            continue
        end = ends[command]() if command in ends else (values[-2], values[-1])
        middle = list(pairwise(values))[::2][:-1] if command in "CQ" else []
        yield from curve([(x, y), *middle, end])
        x, y = end


def curve(anchors: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points of a Bézier curve (de Casteljau)."""
    for at in (n / 24 for n in range(25)):
        line = anchors
        while len(line) > 1:
            line = [
                (a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at) for a, b in pairwise(line)
            ]
        yield line[0]


def inside(box: Box, point: tuple[float, float]) -> bool:
    across = box.x + 0.01 < point[0] < box.x + box.width - 0.01
    return across and box.y + 0.01 < point[1] < box.y + box.height - 0.01


def check_layout(layout: Layout) -> None:
    places = [Place(b.x, b.y, b.x + b.width, b.y + b.height) for b in layout.boxes.values()]
    sheet = Place(-0.01, -0.01, layout.width + 0.01, layout.height + 0.01)
    assert all(sheet.holds(place) for place in places)
    assert not any(one.meets(other) for one, other in combinations(places, 2))
    for way in layout.ways:
        assert not any(inside(b, p) for p in points(way.path) for b in layout.boxes.values())


@given(nets())
def test_layers_keep_boxes_apart_and_ways_out_of_them(
    net: tuple[dict[str, tuple[float, float]], list[Edge], list[str]],
) -> None:
    sizes, edges, last = net
    layout = in_layers(sizes, edges, last)
    check_layout(layout)
    for source, target in edges:
        assert layout.boxes[source].x < layout.boxes[target].x


@given(nets())
def test_lanes_keep_boxes_apart_and_ways_out_of_them(
    net: tuple[dict[str, tuple[float, float]], list[Edge], list[str]],
) -> None:
    sizes, edges, last = net
    layout = in_lanes(list(sizes), edges, last, 360, lambda key, room: (room, sizes[key][1]))
    check_layout(layout)
    for source, target in edges:
        assert layout.boxes[source].y < layout.boxes[target].y
