"""Letters on their way: a real mail server takes them, or refuses them for a while."""

import io
import socket
from datetime import timedelta

import pytest
from pypdf import PdfReader
from pytest_django import Settings

from remit.apps.correspondence.models import Letter
from remit.apps.correspondence.queries import page_values
from remit.apps.ledger import queries
from remit.apps.organisation.actions import choose_language
from remit.apps.plans import actions
from remit.engines.dates import Month
from remit.jobs import ledger, mail
from remit.project.environment import mail_server
from tests.builders import House, at, entries, house, opened
from tests.jobs.conftest import Office

pytestmark = pytest.mark.django_db
MARCH = Month(2026, 3)
NOW = at(2026, 3, 31, 17)
LATER = NOW + timedelta(minutes=5)


def publish(home: House) -> None:
    """The summary of March, with letters to the head of Roads and to the office."""
    opened(home, MARCH)
    actions.publish_summary(home.root, MARCH, by=home.clerk, at=NOW)
    ledger.seal(NOW)


def remind(home: House) -> Letter:
    """One letter without pages, sealed, so that it may go out."""
    letter = actions.remind(opened(home, MARCH), by=None, at=at(2026, 3, 1))
    ledger.seal(NOW)
    return letter


def unreachable() -> dict[str, object]:
    """Settings of a mail server at a port where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return mail_server(f"smtp://127.0.0.1:{held.getsockname()[1]}")


def test_a_summary_arrives_with_a_chinese_subject_and_its_pages(post_office: Office) -> None:
    home = house()
    choose_language(home.roads_head.person, "zh-hans", at=at(2026, 1, 5))
    publish(home)
    assert mail.deliver(NOW) == 2
    by_reader = {str(one["To"]): one for one in post_office.mails}
    received = by_reader["Rosa-H <rosa-h@example.org>"]
    assert received["Subject"] == "试验镇2026年3月计划完成情况"
    plain, html = received.get_body(("plain",)), received.get_body(("html",))
    assert plain is not None
    assert html is not None
    for text in (plain.get_content(), html.get_content()):
        assert "修路：计划10公里，至月末未报告结果。" in text
        assert "http://127.0.0.1:8000/plans/summaries/" in text
        assert "查看汇总" in text
    pages, _ = received.iter_attachments()
    assert pages.get_content_type() == "application/pdf"
    printed = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(pages.get_content())).pages
    )
    assert "道路科" in printed
    assert Letter.objects.filter(state="delivered").count() == 2
    assert len(entries("correspondence.letter_rendered")) == 2


def test_a_summary_carries_the_newest_checkpoint_and_says_what_it_vouches_for(
    post_office: Office,
) -> None:
    home = house()
    choose_language(home.roads_head.person, "zh-hans", at=at(2026, 1, 5))
    publish(home)
    seal = queries.checkpoint()
    assert seal
    assert mail.deliver(NOW) == 2
    by_reader = {str(one["To"]): one for one in post_office.mails}
    told = {
        "Rosa-H <rosa-h@example.org>": "请保留此邮件",
        "Clerk-H <clerk-h@example.org>": "Keep this mail",
    }
    for reader, words in told.items():
        received = by_reader[reader]
        carried = {one.get_filename(): one for one in received.iter_attachments()}
        assert carried["ledger-checkpoint.txt"].get_content().replace("\r", "") == seal.note
        for form in ("plain", "html"):
            body = received.get_body((form,))
            assert body is not None
            said = body.get_content()
            assert words in said
            assert bytes(seal.root).hex() in said
            assert f"{seal.size} " in said
        assert (
            queries.continued(received.as_bytes(), [queries.verifier()]).checkpoint.size
            == seal.size
        )


def test_a_reminder_carries_no_checkpoint(post_office: Office) -> None:
    remind(house())
    mail.deliver(NOW)
    (received,) = post_office.mails
    assert list(received.iter_attachments()) == []


def test_a_letter_keeps_its_message_id_so_that_a_second_copy_is_recognised() -> None:
    letter = remind(house())
    message_id = mail.message(letter).message()["Message-ID"]
    assert message_id == f"<correspondence.letter-{letter.pk}@127.0.0.1>"
    assert mail.message(letter).message()["Message-ID"] == message_id


def test_a_refusal_is_kept_and_the_letter_delivered_when_the_server_takes_it_again(
    post_office: Office,
) -> None:
    letter = remind(house())
    post_office.refusing = True
    assert mail.deliver(NOW) == 0
    letter.refresh_from_db()
    (attempt,) = letter.attempts.all()
    assert (letter.state, attempt.delivered) == ("waiting", False)
    assert "The office is closed" in attempt.answer
    assert entries("correspondence.delivery_failed")[0].subject == letter.ref
    post_office.refusing = False
    ledger.seal(LATER)
    assert mail.deliver(LATER) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.delivered_at) == ("delivered", LATER)
    assert len(post_office.mails) == 1


def test_after_a_failure_a_letter_rests_longer_each_time_and_is_then_set_aside(
    settings: Settings,
) -> None:
    letter = remind(house())
    settings.MAIL_SERVER = unreachable()
    now = NOW
    for rest in (*mail.RESTS, None):
        mail.deliver(now)
        ledger.seal(now)
        tried = letter.attempts.count()
        if rest:
            mail.deliver(now + rest - timedelta(seconds=1))
            assert letter.attempts.count() == tried
            now += rest
    letter.refresh_from_db()
    assert (letter.state, letter.attempts.count()) == ("failed", 5)
    assert mail.deliver(now + timedelta(days=30)) == 0
    assert letter.attempts.count() == 5


def test_letters_that_cannot_be_set_do_not_hold_up_the_others(post_office: Office) -> None:
    home = house()
    good = remind(home)
    bad = remind(house("other"))
    bad.content = {"no such part": "x"}
    bad.save()
    assert mail.deliver(NOW) == 1
    attempt = bad.attempts.get()
    assert (attempt.channel, attempt.delivered) == ("pages", False)
    assert "no such part" in attempt.answer
    assert [str(one["Subject"]) for one in post_office.mails] == [good.subject]


def test_without_a_mail_server_letters_reach_the_mailbox_page_with_their_pages() -> None:
    publish(house())
    assert mail.deliver(NOW) == 2
    for letter in Letter.objects.all():
        assert letter.attempts.get().channel == "mailbox"
        assert bytes(letter.pdf).startswith(b"%PDF")


@pytest.mark.parametrize("address", ["", "rosa@linshan.example"])
def test_who_has_no_address_reads_the_letter_on_the_mailbox_page(
    post_office: Office, address: str
) -> None:
    letter = remind(house())
    letter.to_address = address
    letter.save()
    assert mail.deliver(NOW) == 1
    assert letter.attempts.get().channel == "mailbox"
    assert post_office.mails == []


def test_dates_and_shares_come_back_from_json_as_values() -> None:
    content = {"date": "2026-03-31", "shares": [{"name": "A", "part": "1/3"}]}
    values = page_values(content)
    assert values["date"] == NOW.date()
    assert values["shares"][0]["part"] * 3 == 1
