"""The components: what they say, in both languages, and that nothing they need is missing."""

import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation

import remit.web
from remit.engines.words import Words
from remit.web import gallery, wording
from remit.web.bars import draw
from remit.web.components import Cell, Clock, Column, Filter, Row, Share, ShareBar, Step, Table
from remit.web.templatetags import remit as tags

WEB = Path(remit.web.__file__).parent
STATIC = WEB / "static"
TODAY = date(2026, 11, 22)


def rendered(source: str, **context: object) -> str:
    engine = Engine.get_default()
    return engine.from_string(source).render(Context(context))


def block(css: str, start: str) -> dict[str, str]:
    """The custom properties of the first rule after `start`."""
    body = css[css.index(start) :]
    body = body[body.index("{", body.index(":root")) : body.index("}", body.index(":root"))]
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", body))


def test_the_dark_tokens_are_the_same_by_preference_and_by_choice() -> None:
    css = (STATIC / "remit/tokens.css").read_text(encoding="utf-8")
    preferred = block(css, "@media (prefers-color-scheme: dark)")
    assert preferred == block(css, ':root[data-theme="dark"]')
    assert "--paper" in preferred


def test_every_icon_named_in_a_template_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'symbol id="([\w-]+)"', (STATIC / "remit/icons.svg").read_text()))
    templates = "".join(p.read_text(encoding="utf-8") for p in WEB.glob("**/templates/**/*.html"))
    named = set(re.findall(r"""{% icon ["']([\w-]+)["']""", templates))
    assert named | set(tags.STATE_ICONS.values()) <= sprite


def test_own_styles_and_scripts_fetch_nothing_from_elsewhere() -> None:
    own = [p for p in (STATIC / "remit").iterdir() if p.suffix in {".css", ".js"}]
    addresses = [a for p in own for a in re.findall(r"https?://[^\s'\"]+", p.read_text())]
    assert [a for a in addresses if not a.startswith("http://www.w3.org/")] == []


def test_no_template_carries_an_inline_style_or_script() -> None:
    for path in WEB.glob("**/templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|<script>|<style", text), path


@pytest.mark.parametrize("vendored", sorted(p for p in (STATIC / "vendor").iterdir()))
def test_what_others_made_carries_its_licence_and_names_no_missing_map(vendored: Path) -> None:
    assert (vendored / "LICENSE").read_text(encoding="utf-8").strip()
    assert not any(b"sourceMappingURL" in p.read_bytes() for p in vendored.iterdir())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_gallery_draws_every_component(language: str) -> None:
    with translation.override(language):
        page = render_to_string("components/gallery.html", gallery.sample(TODAY))
    for part in ("thread", "clock", "share-bar", "why-panel", "sheet", "chart", "error-summary"):
        assert f'class="{part}' in page


@pytest.mark.parametrize(
    ("clock", "state", "english", "chinese"),
    [
        (Clock(TODAY, 12), "running", "12 working days left", "还剩 12 个工作日"),
        (Clock(TODAY, 1), "soon", "1 working day left", "还剩 1 个工作日"),
        (Clock(TODAY, 0), "soon", "due today", "今天到期"),
        (Clock(TODAY, -2), "late", "2 working days over", "逾期 2 个工作日"),
        (Clock(TODAY, 4, stopped_by="X"), "stopped", "clock stopped", "中止计时"),
        (Clock(TODAY, done_on=TODAY), "done", "done on 22 November 2026", "2026年11月22日办结"),
        (Clock(None), "waiting", "no date yet", "尚未定期限"),
    ],
)
def test_a_clock_says_its_state_in_words(
    clock: Clock, state: str, english: str, chinese: str
) -> None:
    assert clock.state == state
    with translation.override("en"):
        assert wording.clock_words(clock) == english
    with translation.override("zh-hans"):
        assert wording.clock_words(clock) == chinese


def test_a_period_shows_its_last_day_inclusive() -> None:
    with translation.override("en"):
        assert wording.period(date(2026, 3, 1), date(2026, 4, 1)) == "1 March 2026 to 31 March 2026"
        assert wording.period(date(2026, 3, 1), date(2026, 3, 2)) == "1 March 2026"
        assert wording.period(date(2026, 3, 1), None) == "from 1 March 2026 until further notice"


@pytest.mark.parametrize(
    ("part", "words"),
    [(Fraction(3, 8), "37.5%"), (Fraction(1, 3), "33.3%"), (1, "100%"), (0, "0%"), (None, "")],
)
def test_a_part_of_one_is_shown_as_per_cent(part: Fraction | int | None, words: str) -> None:
    assert wording.percent(part) == words


def test_the_segments_of_a_share_bar_lie_end_to_end() -> None:
    shares = [Share("a", Fraction(1, 2)), Share("b", Fraction(1, 3)), Share("c", Fraction(1, 6))]
    segments = draw(ShareBar("s", "Shares", shares)).segments
    assert [s.start for s in segments] == ["0.000%", "50.000%", "83.333%"]
    assert [s.width for s in segments] == ["50.000%", "33.333%", "16.667%"]


def test_a_share_bar_is_explained_by_the_reason_of_the_largest() -> None:
    shares = [Share("a", Fraction(1, 3), reason="small"), Share("b", Fraction(2, 3), reason="big")]
    assert ShareBar("s", "Shares", shares).explanation == "big"


def test_the_thread_shows_what_does_not_exist_yet_as_hollow() -> None:
    with translation.override("en"):
        page = rendered("{% thread s %}", s=[Step("duty", "Roads", "/d"), Step("case")])
    assert '<a class="name" href="/d">Roads</a>' in page
    assert '<li class="hollow">Case' in page


def test_a_name_with_markup_is_shown_and_not_obeyed() -> None:
    row = Row((Cell("<b>x</b>", note="<i>", href='/a"b'), Cell("<u>", state="late")), key="1")
    table = Table("t", "T", (Column("a", "<th>"), Column("b", "B")), (row,))
    page = rendered("{% table t %}", t=table)
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<i>" not in page
    assert "<u>" not in page
    assert 'data-label="&lt;th&gt;"' in page


def test_a_head_sorts_first_upwards_then_downwards_and_keeps_the_filter() -> None:
    columns = (Column("due", "Due"),)
    first = Table("t", "T", columns, (), query={"q": "road", "page": "3"})
    again = Table("t", "T", columns, (), query={"q": "road", "sort": "due"}, sort="due")
    assert first.heads[0].href == "?q=road&sort=due"
    assert again.heads[0].href == "?q=road&sort=-due"
    assert again.heads[0].sorted == "ascending"


def test_the_pager_knows_where_it_stands() -> None:
    table = Table("t", "T", (), [Row(())] * 25, total=143, page=3, query={"page": "3"})
    pager = table.pager
    assert (pager.first, pager.last, pager.pages) == (51, 75, 6)
    assert [n for n, _ in pager.around] == [1, 2, 3, 4, 5]
    assert (pager.previous_url, pager.next_url) == ("?page=2", "?page=4")


def test_the_workbook_holds_what_is_filtered_and_not_the_page_alone() -> None:
    table = Table("t", "T", (), (), query={"q": "a", "page": "2"}, xlsx="/x?format=xlsx")
    assert table.xlsx_url == "/x?format=xlsx&q=a"


def test_an_empty_list_tells_a_narrow_filter_from_nothing_at_all() -> None:
    with translation.override("en"):
        narrowed = Table("t", "T", (), (), filters=(Filter("q", "Name", "zzz"),))
        assert "Nothing matches" in rendered("{% table t %}", t=narrowed)
        assert "Nothing here yet" in rendered("{% table t %}", t=Table("t", "T", (), ()))


def test_a_chart_specification_holds_plain_values_in_the_readers_language() -> None:
    with translation.override("zh-hans"):
        plain = tags.plain({"a": [Words("中", "en"), Fraction(1, 4), TODAY], "b": (1, None)})
    assert json.loads(json.dumps(plain)) == {"a": ["中", 0.25, "2026-11-22"], "b": [1, None]}
