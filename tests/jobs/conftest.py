"""A real mail server on the loopback interface."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from remit.project.environment import mail_server


class Office:
    """What the mail server does with a mail: keeps it, or refuses it while `refusing`."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusing = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Takes or refuses one mail."""
        if self.refusing:
            return "451 4.3.0 The office is closed, come back later"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 Taken"


class Loopback(Controller):
    """A server on a port that the system chooses."""

    def _trigger_server(self) -> None:
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def post_office(settings: Settings) -> Iterator[Office]:
    """A mail server that EMAIL_URL points to."""
    office = Office()
    controller = Loopback(office, hostname="127.0.0.1", port=0)
    controller.start()
    settings.MAIL_SERVER = mail_server(f"smtp://127.0.0.1:{controller.port}")
    yield office
    controller.stop()
