"""Mails as written: one subject, one deed, one link; plain text and HTML say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine

from remit.engines.words import Words

HERE = Path(__file__).parent
FIXED = {
    "plain_link": Words(
        "如按钮无法打开，请将此地址复制到浏览器：",
        "If the button does not open, copy this address into a browser:",
    ),
    "product": Words("Remit", "Remit"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a digest: what, its state in words, until when; `url` opens it."""

    what: str | Words
    state: str | Words = ""
    when: str | Words = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says. `deed` is the text of its one link; `reason` why the reader gets it."""

    subject: str | Words
    greeting: str | Words
    paragraphs: Sequence[str | Words]
    deed: str | Words
    link: str
    reason: str | Words
    organ: str | Words = ""
    lines: Sequence[Line] = ()
    after: Sequence[str | Words] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A mail ready to be sent."""

    subject: str
    text: str
    html: str


def write(mail: Mail, language: str) -> Written:
    """`mail` in `language`; the subject is one line whatever it was given."""

    def pick(text: str | Words) -> str:
        return text.pick(language) if isinstance(text, Words) else text

    subject = " ".join(pick(mail.subject).split())
    context = {
        "lang": "zh-Hans" if language.startswith("zh") else "en",
        "subject": subject,
        "greeting": pick(mail.greeting),
        "paragraphs": [pick(text) for text in mail.paragraphs],
        "lines": [
            {"what": pick(x.what), "state": pick(x.state), "when": pick(x.when), "url": x.url}
            for x in mail.lines
        ],
        "deed": pick(mail.deed),
        "link": mail.link,
        "after": [pick(text) for text in mail.after],
        "reason": pick(mail.reason),
        "organ": pick(mail.organ),
        "fixed": {key: words.pick(language) for key, words in FIXED.items()},
    }
    return Written(
        subject=subject,
        text=_engine().get_template("mail.txt").render(Context(context, autoescape=False)),
        html=_engine().get_template("mail.html").render(Context(context)),
    )


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(HERE / "templates")])
