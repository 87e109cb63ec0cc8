"""How large an event log may be before it is refused."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one log; whoever reads a larger one on purpose passes larger ones.

    The defaults leave an order of magnitude above the largest public logs (124 MB unpacked,
    ratio 42, 123 events in a trace) and keep the reader's memory below about 1 GiB.
    """

    total_bytes: int = 4096 * MEBIBYTE
    """Bytes of XML, after unpacking."""
    part_bytes: int = 64 * MEBIBYTE
    """Bytes of one trace, or of the log's head: the most that is held in memory at once."""
    tag_bytes: int = MEBIBYTE
    """Bytes of one tag, comment or declaration."""
    value_chars: int = 65_536
    """Characters of one attribute's value."""
    depth: int = 16
    """Attributes inside attributes."""
    events_per_trace: int = 100_000
    traces: int = 2_000_000
    ratio: int = 250
    """Unpacked bytes for each packed byte, looked at once `ratio_from` bytes are unpacked."""
    ratio_from: int = 16 * MEBIBYTE
    findings: int = 100
    """Faults listed before reading stops."""
    shown: int = 20
    """The same for tables and object-centric logs, where one wrong column spoils every line."""
    document_bytes: int = 256 * MEBIBYTE
    """Bytes, after unpacking, of what can only be read whole: a JSON document, a text table."""
    database_bytes: int = 1024 * MEBIBYTE
    """Bytes of a log kept as a database file."""
    entries: int = 10_000_000
    """Events of a table or an object-centric log; as many objects."""
    relations: int = 10_000
    """Objects that one event refers to."""
    digits: int = 30
    """Digits of one number."""
    types: int = 20_000
    """Types of events, or of objects, in an object-centric log."""


SANE = Limits()
