"""Letters: what stands on the paper, in both languages, whatever the texts contain."""

import re
from datetime import date
from fractions import Fraction
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from remit.engines.words import Words
from remit.jobs.letters import UnknownPart, content, render

LETTER: dict[str, object] = {
    "organ": Words("林山镇问责委员会", "Panel of Linshan Town"),
    "title": Words("关于周启明同志责任的决定", "Decision on the share of Zhou Qiming"),
    "number": "LS-D-2026-3",
    "date": date(2026, 11, 20),
    "addressee": Words("周启明同志", "Mr Zhou Qiming"),
    "facts": [{"text": Words("冷库停电。", "The store failed."), "evidence": [Words("记录", "log")]}],
    "shares": [
        {"name": Words("周启明", "Zhou"), "part": Fraction(5, 12), "low": Fraction(1, 3),
         "high": Fraction(1, 2), "reason": Words("未派车", "sent no van")},
        {"name": Words("制度账户", "The system"), "part": Fraction(7, 12), "reason": "–"},
    ],
    "rules": [{"citation": "§ 7", "text": Words("可以减轻", "may mitigate"), "outcome": "met"}],
    "decision": [Words("予以提醒。", "A reminder.")],
    "rights": Words("三十日内可以申诉。", "You may appeal within thirty days."),
}  # fmt: skip


def text(pdf: bytes) -> str:
    """The text of a PDF without any white space, which PDF does not keep between Chinese signs."""
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_a_chinese_letter_numbers_its_sections_in_chinese_and_says_how_many_pages() -> None:
    page = text(render(LETTER, "zh-hans"))
    for part in ("林山镇问责委员会", "周启明同志：", "一、事实与证据", "二、责任份额及理由", "四、决定",
                 "五、权利与期限", "2026年11月20日", "第1页，共"):  # fmt: skip
        assert part in page


def test_an_english_letter_says_the_same() -> None:
    page = text(render(LETTER, "en"))
    for part in ("PanelofLinshanTown", "1.Factsandevidence", "41.7%", "33.3%–50%", "5.Yourrights",
                 "20November2026", "Page1of1"):  # fmt: skip
        assert part in page


def whole(pdf: bytes) -> bytes:
    """A PDF with its object streams unpacked."""
    buffer = BytesIO()
    PdfWriter(clone_from=BytesIO(pdf)).write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_markup_in_a_text_is_printed_and_not_obeyed(language: str) -> None:
    nasty = '#let x = 1 $y$ *b* _i_ @ref <lab> [c] \\ " // {} ]'
    page = text(render({**LETTER, "decision": [nasty]}, language))
    assert "".join(nasty.split()) in page


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render(LETTER, "zh-hans") == render(LETTER, "zh-hans")


def test_a_part_that_no_place_shows_is_refused() -> None:
    with pytest.raises(UnknownPart, match="verdict"):
        render({**LETTER, "verdict": ["x"]}, "en")


def test_a_section_without_content_leaves_no_number_out() -> None:
    made = content({**LETTER, "heard": ["I was away."], "rules": []}, "en")
    sections = made["sections"]
    assert isinstance(sections, list)
    assert [s["heading"].split(".")[0] for s in sections] == ["1", "2", "3", "4", "5"]


def test_only_the_vendored_fonts_and_those_of_the_typesetter_are_used() -> None:
    pdfs = [render(LETTER, language) for language in ("zh-hans", "en")]
    named = {n for pdf in pdfs for n in re.findall(rb"/BaseFont ?/\w+\+(\w+)-", whole(pdf))}
    assert named == {b"NotoSerifCJKsc", b"NotoSansCJKsc", b"LibertinusSerif"}


def test_rare_characters_of_names_have_their_glyphs() -> None:
    rare = "㛃䶮𬎆喆甪"
    page = PdfReader(BytesIO(render({**LETTER, "addressee": rare}, "zh-hans"))).pages[0]
    assert rare in "".join(page.extract_text().split())


def test_a_character_that_no_font_has_does_not_keep_a_letter_from_being_made() -> None:
    assert "三十日内" in text(render({**LETTER, "opening": ["\N{GRINNING FACE}"]}, "zh-hans"))


def test_a_draft_says_so_in_the_head_of_the_page() -> None:
    assert "Draft,notsent" in text(render({**LETTER, "draft": True}, "en"))


def test_a_letter_of_no_parts_is_still_a_page() -> None:
    assert text(render({}, "zh-hans"))
