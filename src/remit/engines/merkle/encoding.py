"""The small forms that all files of the log are made of, each in one spelling only.

Idea: a reader that takes two spellings of one thing lets a file be altered without a trace, so base64
must be what would be written again, and a number has no leading zero.
Source: C2SP signed-note and tlog-checkpoint (Conventions, Format); RFC 4648, section 4.
"""

import base64
import binascii
import re

from remit.engines.findings import Finding, Refusal, error

MOST_BYTES = 1_000_000
MOST_SIZE = 2**63 - 1
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


def text_of(given: str | bytes, refusal: type[Refusal]) -> str:
    """The text of a file: UTF-8, at most 1,000,000 bytes, no control characters but newline."""
    try:
        content = given.encode() if isinstance(given, str) else given
        text = content.decode()
    except UnicodeError:
        raise refusal(_not_text("不是 UTF-8 文本", "is not UTF-8 text")) from None
    if len(content) > MOST_BYTES:
        raise refusal(_not_text(f"超过 {MOST_BYTES} 字节", f"has more than {MOST_BYTES} bytes"))
    if _CONTROL.search(text):
        raise refusal(_not_text("含有控制字符", "holds control characters"))
    return text


def from_base64(text: str) -> bytes | None:
    """The bytes; None where `text` is not their one spelling.

    >>> from_base64("AAE="), from_base64("AAF="), from_base64("AAE")
    (b'\\x00\\x01', None, None)
    """
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if to_base64(content) == text else None


def to_base64(content: bytes) -> str:
    """The standard spelling, padded."""
    return base64.b64encode(content).decode()


def from_decimal(text: str) -> int | None:
    """The number from 0 to 2**63 - 1; None where `text` is not its one spelling.

    >>> from_decimal("70"), from_decimal("070"), from_decimal("+7")
    (70, None, None)
    """
    number = int(text) if _DECIMAL.fullmatch(text) else None
    return number if number is None or number <= MOST_SIZE else None


def _not_text(zh: str, en: str) -> Finding:
    return error(
        "merkle.not_text",
        "file",
        f"文件{zh}，因而无法读取。请索取原始文件，不要经文字处理软件保存。",
        f"The file {en} and cannot be read. Ask for the original file and do not save it with a"
        " word processor.",
        "C2SP signed-note",
    )
