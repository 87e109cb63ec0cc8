"""The checkpoint that a file carries: a note by itself, or one within a saved mail.

Idea: a checkpoint that went out by mail binds the log to whoever kept the mail, so it must be found again
in whatever form a mail program saves it: attached, quoted, with other line ends.
Source: C2SP tlog-checkpoint; RFC 5322 and RFC 2045 for mails.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError

from remit.engines.findings import error
from remit.engines.merkle.checkpoints import SOURCE, MalformedCheckpoint, parse_checkpoint
from remit.engines.merkle.notes import MalformedNote, Note, parse_note

_NOTE = re.compile(
    r"^[^\n]+\n[0-9]{1,19}\n[A-Za-z0-9+/]{43}=\n(?:[^\n]+\n)*\n(?:\N{EM DASH} [^\n]+\n)+",
    re.MULTILINE,
)
_MARGIN = re.compile(r"^(?:> ?)+|[ \t\r]+$", re.MULTILINE)


def carried_note(given: bytes) -> Note:
    """The first signed checkpoint in a file, nothing verified; raises MalformedNote where there is none."""
    for text in _texts(given):
        for found in _NOTE.finditer(_MARGIN.sub("", text) + "\n"):
            if note := _checkpoint(found.group()):
                return note
    raise MalformedNote(_NONE)


def _checkpoint(written: str) -> Note | None:
    try:
        note = parse_note(written)
        parse_checkpoint(note.text)
    except (MalformedNote, MalformedCheckpoint):
        return None
    return note


def _texts(given: bytes) -> Iterator[str]:
    """The file as it is, then each text of the mail that it may be."""
    yield given.decode(errors="replace")
    for part in message_from_bytes(given, policy=policy.default).walk():
        if part.get_content_maintype() == "text":
            try:
                yield str(part.get_content())
            except (LookupError, ValueError, MessageError):
                continue


_NONE = error(
    "merkle.no_checkpoint_in_file",
    "file",
    "文件中没有已签名的检查点。请使用邮件附件 ledger-checkpoint.txt，或连同附件保存的整封邮件。",
    "There is no signed checkpoint in this file. Use the attachment ledger-checkpoint.txt, or the mail saved "
    "whole with its attachments.",
    SOURCE,
)
