"""Rendering and delivering the letters that wait; keeping why one could not be delivered."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from remit.apps.correspondence import actions, queries
from remit.apps.ledger import queries as ledger
from remit.engines.words import Words
from remit.jobs.letters import render
from remit.jobs.mails import Line, Mail, write

if TYPE_CHECKING:
    from remit.apps.correspondence.models import Letter
    from remit.apps.ledger.models import Checkpoint

logger = logging.getLogger(__name__)

# How long a letter rests after its first, second, ... failure; the last rest spans a weekend.
RESTS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=8), timedelta(hours=48))
BATCH = 500
SMTP, MAILBOX, PAGES = "smtp", "mailbox", "pages"
# Domains that no mail server serves (RFC 2606): the made-up people have addresses there.
UNSERVED = (".example", ".invalid", ".test", ".localhost")
DASH = "- "
# By the kind of a letter: what its link does, and why its reader gets it.
WORDS = {
    "reminder": (
        Words("打开计划", "Open the plan"),
        Words(
            "您收到此邮件，是因为您的岗位负责这份计划。",
            "You get this mail because your post answers for this plan.",
        ),
    ),
    "summary": (
        Words("查看汇总", "Read the summary"),
        Words(
            "您收到此邮件，是因为您负责其中的计划，或负责编制汇总。",
            "You get this mail because you answer for a plan in it, or prepare the summary.",
        ),
    ),
}
# Mails that many people keep for long: each binds the ledger to what it held then.
CARRIERS = frozenset({"summary"})
CARRIED = "ledger-checkpoint.txt"
VOUCHED = Words(
    "请保留此邮件。发出时台账共有 {size} 条记录，根哈希为 {root}。附件 ledger-checkpoint.txt 有本系统的签名："
    "日后台账若被改写，凭它即可发现。核对方法：打开 {page}，选择该附件。",
    "Keep this mail. When it was sent the ledger held {size} entries; root {root}. The attachment "
    "ledger-checkpoint.txt is signed: were the ledger rewritten later, it would show. To check, open {page} "
    "and choose the attachment.",
)
OTHER_WORDS = (
    Words("在系统中查看", "Open it"),
    Words("此信是写给您本人的。", "You get this mail because it is addressed to you."),
)


def deliver(now: datetime) -> int:
    """Delivers the letters whose turn it is; returns how many were delivered.

    Without a mail server, or an address, a letter is delivered into the mailbox page.
    """
    letters = queries.waiting(limit=BATCH)
    server = Server.configured()
    try:
        return sum(_deliver(letter, server, now) for letter in letters if _rested(letter, now))
    finally:
        if server:
            server.backend.close()


@dataclass
class Server:
    """The mail server for one round: once it cannot be reached it is not tried again."""

    backend: EmailBackend
    fault: OSError | None = None

    @classmethod
    def configured(cls) -> "Server | None":
        """The server of EMAIL_URL, not yet spoken to; None when there is none."""
        given = settings.MAIL_SERVER
        if not given:
            return None
        backend = EmailBackend(
            host=given["EMAIL_HOST"],
            port=given["EMAIL_PORT"],
            username=given["EMAIL_HOST_USER"],
            password=given["EMAIL_HOST_PASSWORD"],
            use_ssl=given["EMAIL_USE_SSL"],
            timeout=settings.EMAIL_TIMEOUT,
        )
        return cls(backend)

    def send(self, letter: "Letter") -> None:
        """Sends one letter; raises OSError (which SMTP errors are) when it was not taken."""
        if self.fault:
            raise self.fault
        try:
            self.backend.open()
        except OSError as fault:
            self.fault = fault
            raise
        try:
            self.backend.send_messages([message(letter)])
        except OSError:
            self.backend.close()
            raise


def message(letter: "Letter") -> EmailMultiAlternatives:
    """The letter as a mail: text and HTML with its one link, the pages as PDF; a summary carries the
    newest checkpoint of the ledger.

    The same letter has the same Message-ID, so that a mail sent twice is recognised as one.
    """
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    name = letter.ref.replace(":", "-")
    seal = ledger.checkpoint() if letter.kind in CARRIERS else None
    written = write(_worded(letter, seal), letter.language)
    mail = EmailMultiAlternatives(
        subject=written.subject,
        body=written.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr((letter.to_name, letter.to_address))],
        headers={
            "Message-ID": f"<{name}@{host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    mail.attach_alternative(written.html, "text/html")
    if letter.pdf:
        mail.attach(f"{name}.pdf", bytes(letter.pdf), "application/pdf")
    if seal:
        mail.attach(CARRIED, ledger.cosigned(seal), "text/plain")
    return mail


def _worded(letter: "Letter", seal: "Checkpoint | None") -> Mail:
    """The letter's text as paragraphs, its rows beginning with a dash as lines; what it vouches for."""
    rows = [row for row in letter.text.splitlines() if row.strip()]
    deed, reason = WORDS.get(letter.kind, OTHER_WORDS)
    return Mail(
        subject=letter.subject,
        greeting=Words(f"{letter.to_name}，您好：", f"Dear {letter.to_name},"),
        paragraphs=[row for row in rows if not row.startswith(DASH)],
        lines=[Line(row.removeprefix(DASH)) for row in rows if row.startswith(DASH)],
        deed=deed,
        link=f"{settings.BASE_URL}{letter.link or '/'}",
        reason=reason,
        organ=letter.content.get("organ", ""),
        after=[_vouched(seal)] if seal else (),
    )


def _vouched(seal: "Checkpoint") -> Words:
    page, root = f"{settings.BASE_URL}/ledger", bytes(seal.root).hex()
    said = (text.format(size=seal.size, root=root, page=page) for text in VOUCHED)
    return Words(*said)


def _served(address: str) -> bool:
    return bool(address) and not address.lower().endswith(UNSERVED)


def _rested(letter: "Letter", now: datetime) -> bool:
    attempts = list(letter.attempts.all())
    if not attempts:
        return True
    return now >= attempts[-1].at + RESTS[min(len(attempts), len(RESTS)) - 1]


def _deliver(letter: "Letter", server: Server | None, now: datetime) -> bool:
    """Whether the letter was delivered; one that fails must not hold up the others."""
    channel = PAGES
    try:
        if letter.content and not letter.pdf:
            pages = render(queries.page_values(letter.content), letter.language)
            actions.note_rendering(letter, pages, at=now)
        channel = SMTP if server and _served(letter.to_address) else MAILBOX
        if server and channel == SMTP:
            server.send(letter)
    except Exception as fault:
        logger.warning("%s was not delivered by %s: %s", letter.ref, channel, fault)
        answer = f"{type(fault).__name__}: {fault}"
        actions.note_failure(letter, channel=channel, answer=answer, at=now)
        return False
    actions.note_delivery(letter, channel=channel, at=now)
    return True
