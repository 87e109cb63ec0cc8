"""Cards as boxes: their lines broken to fit, their size, and how they are drawn."""

from dataclasses import dataclass
from math import sqrt

from remit.engines.attribution.pictures.cards import Card, Form, Standing
from remit.engines.attribution.pictures.layers import Box, Size
from remit.engines.attribution.pictures.lettering import INK, MUTED, Hand, line_width, wrapped
from remit.engines.attribution.pictures.sheet import (
    BODY,
    EDGE,
    FIGURE,
    NAME,
    NOTE,
    PALE,
    SLATE,
    STRONG,
    SUNK,
    SURFACE,
    Sheet,
)

CARD_WIDTH = 204.0
GATE_WIDTH = 168.0
WIDEST = 520.0
PAD = 12.0
FIGURES = 128.0
ROOM_BESIDE = 400.0
SQUARE = 40.0
"""The side of the square that stands for the whole harm."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A card with its lines broken for one width; the share stands `beside` or below them."""

    card: Card
    width: float
    height: float
    lines: tuple[tuple[str, Hand], ...]
    notes: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    beside: bool = False


def fitted(card: Card, room: float | None = None) -> Fitted:
    """The card in a box of its usual width, or as wide as there is room for up to a limit."""
    if card.form is Form.GATE:
        return _fitted_gate(card, min(room or GATE_WIDTH, WIDEST))
    width = min(room or CARD_WIDTH, WIDEST)
    beside = card.share is not None and width >= ROOM_BESIDE
    inside = width - 2 * PAD - (SQUARE + FIGURES if beside else 0)
    body = Hand(BODY.size, colour=MUTED) if card.standing is Standing.OVERTAKEN else BODY
    lines = (
        *((line, NAME) for line in wrapped(card.heading, NAME, inside, most=3)),
        *((line, NOTE) for line in wrapped(card.under, NOTE, inside, most=2)),
        *((line, body) for line in wrapped(card.text, body, inside)),
    )
    notes = tuple(line for note in card.notes for line in wrapped(note, NOTE, inside))
    height = sum(hand.leading for _, hand in lines) + len(notes) * NOTE.leading + 2 * PAD - 4
    amount = wrapped(card.amount, NOTE, FIGURES - PAD if beside else inside - SQUARE - PAD, most=2)
    part = max(SQUARE, 24 + NOTE.leading * len(amount))
    if beside:
        height = max(height, part + 2 * PAD)
    elif card.share is not None:
        height += part + 12
    return Fitted(card, width, height, lines, notes, amount, beside)


def _fitted_gate(card: Card, room: float) -> Fitted:
    words, label = (
        wrapped(text, hand, room - 2 * PAD, most=3)
        for text, hand in ((card.heading, STRONG), (card.text, BODY))
    )
    lines = (*((line, STRONG) for line in words), *((line, BODY) for line in label))
    width = max((line_width(line, hand) for line, hand in lines), default=0.0) + 2 * PAD
    return Fitted(card, width, sum(hand.leading for _, hand in lines) + 8, lines)


def size_of(box: Fitted) -> Size:
    """Width and height."""
    return box.width, box.height


def draw_card(sheet: Sheet, box: Fitted, place: Box) -> None:
    """The box at its place, as a group of its own."""
    card = box.card
    sheet.group(card.form.name.lower(), card.spoken)
    _draw_frame(sheet, card, place)
    pad = 4.0 if card.form is Form.GATE else PAD - 2
    x, y = place.x + PAD, place.y + pad
    light = card.form is Form.HARM and card.held
    for line, hand in box.lines:
        y = sheet.lines(x, y, [line], hand._replace(colour=SURFACE) if light else hand)
    if box.beside:
        _draw_share(sheet, box, place.x + place.width - SQUARE - FIGURES, place.y + PAD)
    elif card.share is not None:
        y = _draw_share(sheet, box, x, y + 6) + 6
    sheet.lines(x, y, box.notes, NOTE._replace(colour=SURFACE if light else INK))


def _draw_frame(sheet: Sheet, card: Card, place: Box) -> None:
    fill, stroke, dash, radius = SURFACE, EDGE, "", 6.0
    match card.form, card.standing:
        case Form.HARM, _ if card.held:
            fill, stroke = INK, INK
        case Form.GATE, _:
            fill, radius = SUNK if card.held else SURFACE, min(place.height / 2, 14.0)
            dash = "" if card.held else "2 3"
        case Form.CIRCUMSTANCE, _:
            radius = 0.0
        case Form.CHOICE, Standing.EXCUSED:
            stroke, dash = SLATE, "6 4"
        case Form.CHOICE, Standing.OVERTAKEN:
            fill = PALE
        case Form.HARM, _:
            dash = "6 4"
    sheet.shape(
        "rect",
        class_="frame",
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
        rx=radius,
        fill=fill,
        stroke=stroke,
        stroke_width=1.25,
        stroke_dasharray=dash,
    )


def _draw_share(sheet: Sheet, box: Fitted, x: float, y: float) -> float:
    """The share as area and in figures; returns where the next may begin."""
    draw_part(sheet, x, y, SQUARE, float(box.card.share or 0), box.card.fill or sheet.hatch)
    sheet.text(x + SQUARE + PAD, y + 17, box.card.figure, FIGURE)
    return max(y + SQUARE, sheet.lines(x + SQUARE + PAD, y + 22, box.amount, NOTE))


def draw_part(sheet: Sheet, x: float, y: float, side: float, share: float, fill: str) -> None:
    """A square of that `side`, and in its corner a filled one: their areas are as 1 to `share`."""
    part = side * sqrt(max(0.0, min(1.0, share)))
    sheet.shape(
        "rect", class_="part", x=x, y=y + side - part, width=part, height=part, fill=fill,
        stroke=SLATE, stroke_width=0.75,
    )  # fmt: skip
    sheet.shape(
        "rect", class_="whole", x=x, y=y, width=side, height=side, fill="none", stroke=SLATE
    )
