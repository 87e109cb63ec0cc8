"""The graph of causes: from what people chose and what was so, to the harm."""

from collections.abc import Mapping, Sequence

from remit.engines.attribution.answer import Report
from remit.engines.attribution.pictures.boxes import Fitted, draw_card, fitted, size_of
from remit.engines.attribution.pictures.captions import certified, headed, no_harm, shared_among
from remit.engines.attribution.pictures.cards import Form
from remit.engines.attribution.pictures.frame import MARGIN, draw_foot, draw_head, draw_keys
from remit.engines.attribution.pictures.lanes import in_lanes
from remit.engines.attribution.pictures.layers import Edge, Layout, Size, Way, in_layers
from remit.engines.attribution.pictures.net import Link, Net, net_of
from remit.engines.attribution.pictures.rows import sheet_width
from remit.engines.attribution.pictures.sheet import EDGE, SLATE, Sheet
from remit.engines.attribution.pictures.signs import draw_bubble, signs_used
from remit.engines.attribution.situation import Situation
from remit.engines.words import Words

PAGE = 1200.0
MOST_FACTORS = 60
SHRINKING = 1.1
"""How much wider than its room a layered graph may be: letters shrink by as much."""
LIST_WIDTH = 720.0
LEAST_WIDTH = 560.0
"""How wide a small graph is at least, for its heading and its key."""


def causal_graph(situation: Situation, report: Report, language: str, width: float = PAGE) -> str:
    """The graph of causes as SVG text, at most `width` CSS pixels wide.

    Where the layers do not fit beside each other, the boxes stand one below the other. A situation
    of more than `MOST_FACTORS` factors is not drawn; the picture says so.
    """
    count = len(situation.choices) + len(situation.circumstances) + len(situation.equations)
    if count > MOST_FACTORS:
        return _not_drawn(report, language, width, count)
    nets = [net_of(situation, report, language, terse=terse) for terse in (False, True)]
    net, boxes, layout = _laid_out(nets, width - 2 * MARGIN)
    room = max(layout.width + 2 * MARGIN, min(width, LEAST_WIDTH))
    sheet = Sheet("causes", f"{report.situation_id} {width:g}", language, room)
    title = _title(report, language)
    top = draw_head(sheet, title, shared_among(report, language))
    _draw_ways(sheet, net, layout, top)
    for key, box in boxes.items():
        place = layout.boxes[key]
        draw_card(sheet, box, place._replace(x=place.x + MARGIN, y=place.y + top))
    y = draw_keys(sheet, signs_used(net, language), top + layout.height + 24)
    height = draw_foot(sheet, certified(report, language), y)
    spoken = [card.spoken for card in net.cards.values() if card.form is not Form.GATE]
    description = Words("；", "; ").pick(language).join(spoken)
    return sheet.finished(height, title, description, width)


def _laid_out(nets: Sequence[Net], room: float) -> tuple[Net, Mapping[str, Fitted], Layout]:
    """The first net whose layers fit and are not higher than a list; else the first, as a list."""
    listed, lanes = _as_list(nets[0], room)
    for net in nets:
        boxes = {key: fitted(card) for key, card in net.cards.items()}
        sizes = {key: size_of(box) for key, box in boxes.items()}
        layers = in_layers(sizes, _edges(net), net.last, _lower(net))
        if layers.width <= room * SHRINKING and layers.height <= lanes.height:
            return net, boxes, layers
    return nets[0], listed, lanes


def _as_list(net: Net, room: float) -> tuple[Mapping[str, Fitted], Layout]:
    boxes: dict[str, Fitted] = {}

    def fit(key: str, width: float) -> Size:
        boxes[key] = fitted(net.cards[key], width)
        return size_of(boxes[key])

    width = min(room, LIST_WIDTH)
    return boxes, in_lanes(list(net.cards), _edges(net), net.last, width, fit, _lower(net))


def _edges(net: Net) -> list[Edge]:
    return [(link.source, link.target) for link in net.links]


def _lower(net: Net) -> set[int]:
    """The links to the reverse of what also leads on as it is."""
    leading = {link.source for link in net.links if not link.negated}
    return {n for n, link in enumerate(net.links) if link.negated and link.source in leading}


def _draw_ways(sheet: Sheet, net: Net, layout: Layout, top: float) -> None:
    """The links below, so that boxes lie on them; what came about lies on what did not."""
    sheet.group("links")
    ways = sorted(zip(net.links, layout.ways, strict=True), key=lambda pair: pair[0].active)
    for link, way in ways:
        _draw_way(sheet, link, way, top)


def _draw_way(sheet: Sheet, link: Link, way: Way, top: float) -> None:
    stroke, width = (SLATE, 1.75) if link.active else (EDGE, 1.0)
    move = f"translate({MARGIN:g} {top:g})"
    sheet.shape(
        "path", d=way.path, transform=move, fill="none", stroke=stroke, stroke_width=width,
        stroke_dasharray="1.5 4" if link.condition else "",
    )  # fmt: skip
    x, y = way.end
    sheet.shape("path", d=f"M{x:g} {y:g}l-8 -4v8z", transform=move, fill=stroke)
    if link.negated:
        draw_bubble(sheet, way.start[0] + MARGIN + 5 * way.towards, way.start[1] + top)


def _title(report: Report, language: str) -> str:
    if not report.harm:
        return no_harm(report, language)
    return headed(report, "怎样造成的", "how it came about", language)


def _not_drawn(report: Report, language: str, width: float, count: int) -> str:
    sheet = Sheet("causes", f"{report.situation_id} {width:g}", language, sheet_width(width))
    title = _title(report, language)
    lead = Words(
        f"共有{count}个因素，超过{MOST_FACTORS}个，画出来无法看清，因此不画。"
        "请看份额图，或按事件拆分后再画。",
        f"There are {count} factors; beyond {MOST_FACTORS} a drawing cannot be read, so none is "
        "made. See the picture of the shares, or split the situation by event.",
    ).pick(language)
    y = draw_head(sheet, title, lead)
    height = draw_foot(sheet, certified(report, language), y)
    return sheet.finished(height, title, lead, width)
