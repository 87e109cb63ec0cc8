"""The signs of the graph of causes, and the key that explains those in use."""

from collections.abc import Iterator

from remit.engines.attribution.pictures.boxes import draw_part
from remit.engines.attribution.pictures.cards import Form, Standing
from remit.engines.attribution.pictures.frame import Key
from remit.engines.attribution.pictures.lettering import INK
from remit.engines.attribution.pictures.net import Net
from remit.engines.attribution.pictures.sheet import EDGE, MARKS, PALE, SLATE, SURFACE, Sheet
from remit.engines.words import Words


def draw_bubble(sheet: Sheet, x: float, y: float) -> None:
    """The sign of the reverse, around its middle."""
    sheet.shape("circle", cx=x, cy=y, r=5, fill=SURFACE, stroke=INK, stroke_width=1.5)


def signs_used(net: Net, language: str) -> Iterator[Key]:
    """The signs that this graph uses."""
    standings = {card.standing for card in net.cards.values() if card.form is Form.CHOICE}
    shares = [card for card in net.cards.values() if card.share]
    if shares:
        text = Words(
            "方格为全部损害，填充部分为份额", "The square is the harm, the filled part the share"
        )
        yield Key(_part_sign, text.pick(language))
    if any(not card.fill for card in shares):
        text = Words("斜线：不由任何个人承担", "Hatched: falls on nobody")
        yield Key(_hatch_sign, text.pick(language))
    if Standing.EXCUSED in standings:
        yield Key(_dashed_sign, Words("虚线框：不计入", "Dashed: not counted").pick(language))
    if Standing.OVERTAKEN in standings:
        yield Key(_pale_sign, Words("灰底：不是原因", "Grey: no cause").pick(language))
    if any(link.negated for link in net.links):
        yield Key(_bubble_sign, Words("圆圈：其反面", "Circle: the reverse of it").pick(language))
    if any(link.condition for link in net.links):
        text = Words("点线：问责的前提", "Dotted: condition of a fault")
        yield Key(_condition_sign, text.pick(language))
    if any(not link.active for link in net.links):
        yield Key(_thin_sign, Words("细线：没有起作用", "Thin: had no effect").pick(language))


def _part_sign(sheet: Sheet, x: float, y: float) -> None:
    draw_part(sheet, x + 4, y, 14, 0.4, MARKS[0])


def _hatch_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape("rect", x=x + 4, y=y, width=14, height=14, fill=sheet.hatch, stroke=INK)


def _dashed_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(
        "rect", x=x, y=y, width=22, height=14, rx=3, fill=SURFACE, stroke=SLATE,
        stroke_dasharray="4 3",
    )  # fmt: skip


def _pale_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape("rect", x=x, y=y, width=22, height=14, rx=3, fill=PALE, stroke=EDGE)


def _bubble_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape("path", d=f"M{x:g} {y + 7:g}h22", fill="none", stroke=SLATE, stroke_width=1.75)
    draw_bubble(sheet, x + 8, y + 7)


def _condition_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape(
        "path", d=f"M{x:g} {y + 7:g}h22", fill="none", stroke=SLATE, stroke_width=1.75,
        stroke_dasharray="1.5 4",
    )  # fmt: skip


def _thin_sign(sheet: Sheet, x: float, y: float) -> None:
    sheet.shape("path", d=f"M{x:g} {y + 7:g}h22", fill="none", stroke=EDGE, stroke_width=1)
