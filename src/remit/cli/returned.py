"""Handing a cosigned checkpoint back to the ledger that published it, so that receipts bear it."""

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from remit.cli.answers import language
from remit.cli.published import PATIENCE_SECONDS
from remit.engines.findings import Finding, Refusal, warning

LONGEST_ANSWER = 2**12
LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}


class NotReturned(Refusal):
    """The ledger did not take the cosigned checkpoint, or did not answer."""


def takes_back(named: str) -> bool:
    """Whether a source can be handed anything: a folder cannot."""
    return "://" in named


def hand_back(named: str, note: str) -> str:
    """Sends the note to the source's own page for it; returns its answer. Raises NotReturned."""
    url = f"{named.rstrip('/')}/cosignatures"
    headers = {
        "User-Agent": "remit-witness",
        "Content-Type": "text/plain; charset=utf-8",
        "Accept-Language": LANGUAGES[language()],
    }
    asked = Request(url, note.encode(), headers)  # noqa: S310 - the source was read before: http or https
    try:
        with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - same
            return _line(answer.read(LONGEST_ANSWER))
    except HTTPError as fault:
        with fault:
            raise NotReturned(_refused(url, fault)) from fault
    except (OSError, HTTPException) as fault:
        raise NotReturned(_silent(url, str(fault))) from fault


def _line(content: bytes) -> str:
    """The first line of an answer, and nothing that could steer a terminal."""
    first = content.decode(errors="replace").strip().split("\n")[0]
    return "".join(each for each in first if each.isprintable())


def _refused(url: str, fault: HTTPError) -> Finding:
    plain = fault.headers.get_content_type() == "text/plain"
    try:
        said = _line(fault.read(LONGEST_ANSWER)) if plain else ""
    except (OSError, HTTPException):
        said = ""
    told = f"{fault.code} {said}".strip()
    return warning(
        "witness.not_taken_back",
        url,
        f"见证已完成并保存在本机，但对方没有收下签名（{told}）。请让对方核对设置项 REMIT_WITNESSES"
        " 中的公钥；不需要交回时请加 --keep-it。",
        f"The ledger is witnessed and the state is kept, but the signature was not taken back ({told}). Let its "
        "keeper compare the key in REMIT_WITNESSES; if nothing is to be handed back, add --keep-it.",
    )


def _silent(url: str, why: str) -> Finding:
    return warning(
        "witness.not_handed_back",
        url,
        f"见证已完成并保存在本机，但签名未能交回（{why}）。下次见证时会再次交回；若一直如此，请检查网络。",
        f"The ledger is witnessed and the state is kept, but the signature could not be handed back ({why}). The "
        "next look tries again; if it stays so, check the network.",
    )
