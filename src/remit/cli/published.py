"""Where a ledger is published: a web address or a folder, read within limits of size and time."""

from http.client import HTTPException, HTTPResponse
from pathlib import Path
from time import monotonic
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from remit.cli.files import content
from remit.engines.findings import Finding, Refusal, error
from remit.engines.witnessing import Read

# A checkpoint has some hundred bytes, a tile 8,192.
LARGEST = 2**20
PATIENCE_SECONDS = 10.0
WHOLE_SECONDS = 30.0
CHUNK = 2**14
GONE = frozenset({404, 410})


class SourceSilent(Refusal):
    """The source does not answer, not in time, or with more than anything we read."""


class NoSource(Refusal):
    """What was named is neither a web address nor a folder."""


def source(named: str) -> Read:
    """Reads paths below a base address (http, https) or a folder; b"" where there is nothing."""
    if "://" not in named:
        return _folder(Path(named))
    if urlsplit(named).scheme not in {"http", "https"} or not urlsplit(named).netloc:
        raise NoSource(_no_source(named))
    return lambda path: _fetched(f"{named.rstrip('/')}/{path}")


def _folder(folder: Path) -> Read:
    def read(path: str) -> bytes:
        file = folder / path
        return content(file, LARGEST) if file.is_file() else b""

    if not folder.is_dir():
        raise NoSource(_no_source(str(folder)))
    return read


def _fetched(url: str) -> bytes:
    asked = Request(url, headers={"User-Agent": "remit-witness"})  # noqa: S310 - scheme checked above
    try:
        with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - same
            return _whole(answer, url)
    except HTTPError as fault:
        fault.close()
        if fault.code in GONE:
            return b""
        raise SourceSilent(_silent(url, str(fault))) from fault
    except (OSError, HTTPException) as fault:
        raise SourceSilent(_silent(url, str(fault))) from fault


def _whole(answer: HTTPResponse, url: str) -> bytes:
    """The body, unless it is too long or drips in too slowly to end."""
    end, read = monotonic() + WHOLE_SECONDS, b""
    while chunk := answer.read1(CHUNK):
        read += chunk
        if len(read) > LARGEST:
            raise SourceSilent(_silent(url, f"> {LARGEST} bytes"))
        if monotonic() > end:
            raise SourceSilent(_silent(url, f"> {WHOLE_SECONDS:.0f} s"))
    return read


def _silent(url: str, why: str) -> Finding:
    return error(
        "witness.source_silent",
        url,
        f"读取失败（{why}）。请检查地址与网络，稍后再试。",
        f"Reading failed ({why}). Check the address and the network, and try again later.",
    )


def _no_source(named: str) -> Finding:
    return error(
        "witness.no_source",
        named,
        "这既不是 http(s) 地址，也不是文件夹。请给出账本公布的地址，或其副本所在的文件夹。",
        "This is neither an http(s) address nor a folder. Name the address where the ledger is published,"
        " or the folder with a copy of it.",
    )
