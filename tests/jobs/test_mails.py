"""Mails as written: one subject, one deed, one link, and nothing obeyed that was only quoted."""

from remit.engines.words import Words
from remit.jobs.mails import Line, Mail, write

MAIL = Mail(
    subject=Words("十一月计划：还剩 2 个工作日", "Plan for November:\n2 working days left"),
    greeting=Words("周启明同志：", "Dear Zhou Qiming,"),
    paragraphs=[Words("请核对后报送。", "Please check and hand it in.")],
    deed=Words("核对并报送", "Check and hand in"),
    link="https://remit.example/p?a=1&b=2",
    reason=Words("因为您任镇长。", "Because you are head of town."),
    lines=[Line(Words("值班表 <新>", "Roster & <van>"), "new", "30 Nov")],
)


def test_a_subject_is_one_line() -> None:
    assert write(MAIL, "en").subject == "Plan for November: 2 working days left"


def test_text_and_html_say_the_same_in_the_language_asked_for() -> None:
    written = write(MAIL, "zh-hans")
    for part in ("周启明同志：", "请核对后报送。", "核对并报送", "因为您任镇长。"):
        assert part in written.text
        assert part in written.html
    assert 'lang="zh-Hans"' in written.html


def test_the_plain_text_keeps_signs_that_html_has_to_escape() -> None:
    written = write(MAIL, "en")
    assert "Roster & <van>" in written.text
    assert "https://remit.example/p?a=1&b=2" in written.text
    assert "Roster &amp; &lt;van&gt;" in written.html
    assert "<van>" not in written.html


def test_a_mail_has_one_button_and_fetches_nothing() -> None:
    html = write(MAIL, "en").html
    assert html.count("<a ") == 1
    assert "<img" not in html
    assert "src=" not in html
