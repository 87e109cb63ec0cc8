"""Written moments: ISO 8601 text to aware datetimes and whole microseconds."""

from datetime import UTC, datetime, timedelta, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_US = 86_400_000_000
"""A day in microseconds."""
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)
PLACEHOLDER_DAYS = {1: (1, 1), 1970: (1, 1), 9999: (12, 31)}
"""Days that systems write when there is no date, as they stand in the text, by year."""


def moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment written in `text`, with its own offset, or with `zone` where it names none.

    None where the date is a placeholder. Raises ValueError where the text is no ISO 8601 moment.

    >>> moment("2014-04-14 09:30:00", UTC).isoformat()
    '2014-04-14T09:30:00+00:00'
    >>> moment("1970-01-01T00:00:00.000+01:00", UTC) is None
    True
    """
    at = datetime.fromisoformat(text)
    year = at.year
    if year in PLACEHOLDER_DAYS and (at.month, at.day) == PLACEHOLDER_DAYS[year]:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def names_zone(text: str) -> bool:
    """Whether the moment written in `text` says in which time zone it is."""
    return datetime.fromisoformat(text).tzinfo is not None


def microseconds(at: datetime) -> int:
    """Whole microseconds from 1970-01-01 UTC until `at`."""
    return (at - EPOCH) // MICROSECOND
