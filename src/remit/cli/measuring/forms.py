"""What a file of events is, told by its content, and its bytes without any packing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from remit.cli.files import FileNotReadable, unreadable
from remit.engines.eventlog import forms
from remit.engines.eventlog.forms import Form
from remit.engines.eventlog.unpacking import CHUNK, Readable, unpacked

__all__ = ["Form", "bytes_of", "form_of"]


def form_of(file: Path) -> Form:
    """The format of a file; XES where nothing else is told. Raises a Refusal where it is not read."""
    with bytes_of(file) as stream:
        return forms.form_of(file.name, stream.read(CHUNK))


@contextmanager
def bytes_of(file: Path) -> Iterator[Readable]:
    """The bytes of a file, unpacked where it is gzip. Raises a Refusal where it is not handed out."""
    try:
        with file.open("rb") as stream:
            yield unpacked(stream)
    except OSError as fault:
        raise FileNotReadable(unreadable(str(file), fault)) from fault
