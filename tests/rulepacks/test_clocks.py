"""The time limits of the shipped packs against a table reckoned by hand with a calendar."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from remit.engines.dates import Calendar, ExtensionTooLong, TimeLimit, due
from remit.engines.rules import Pack, parse_pack

FOLDER = Path(__file__).parents[2] / "rulepacks"
CN = "cn-administrative-discipline"
REGULATION = "cn-accountability-regulation"


def pack(name: str) -> Pack:
    root = FOLDER / name
    files = sorted(root.rglob("*.yaml"))
    return parse_pack({f.relative_to(root).as_posix(): f.read_text("utf-8") for f in files})


PACKS = {name: pack(name) for name in (CN, REGULATION)}


def limit(name: str, clock: str, on: date) -> TimeLimit:
    """The clock of that name in force on a day: exactly one."""
    (found,) = [each for each in PACKS[name].clocks_on(on) if each.id == clock]
    return found


@pytest.mark.parametrize(
    ("clock", "started", "last_day", "article"),
    [
        ("reexamination_request", date(2026, 5, 11), date(2026, 6, 11), 56),
        ("reexamination_request", date(2025, 5, 31), date(2025, 6, 30), 49),
        ("reexamination_request", date(2026, 1, 31), date(2026, 2, 28), 56),
        ("reexamination_decision", date(2024, 1, 31), date(2024, 2, 29), 49),
        ("review_request", date(2025, 12, 31), date(2026, 1, 31), 56),
        ("review_decision", date(2025, 12, 31), date(2026, 2, 28), 56),
        ("review_decision", date(2026, 7, 31), date(2026, 9, 30), 56),
        ("csl_recheck_request", date(2026, 2, 1), date(2026, 3, 3), 95),
        ("csl_direct_appeal", date(2026, 2, 1), date(2026, 3, 3), 95),
        ("csl_appeal_after_recheck", date(2026, 2, 20), date(2026, 3, 7), 95),
        ("csl_recheck_decision", date(2026, 12, 15), date(2027, 1, 14), 96),
        ("csl_appeal_decision", date(2026, 1, 31), date(2026, 4, 1), 96),
        ("reg_2007_decision", date(2019, 8, 31), date(2020, 2, 29), 44),
        ("formalities", date(2026, 1, 31), date(2026, 2, 28), 54),
        ("accident_investigation", date(2026, 1, 1), date(2026, 3, 2), 19),
        ("accident_decision", date(2026, 1, 31), date(2026, 3, 2), 19),
    ],
)
def test_a_limit_ends_on_the_day_a_calendar_shows(
    clock: str, started: date, last_day: date, article: int
) -> None:
    found = limit(CN, clock, started)
    assert due(found, started, calendar=Calendar()).last_day == last_day
    assert found.source.split("/")[1] == str(article)


@pytest.mark.parametrize(
    ("clock", "started", "extended", "last_day"),
    [
        ("formalities", date(2026, 1, 31), 5, date(2026, 7, 31)),
        ("reg_2007_decision", date(2019, 2, 28), 6, date(2020, 2, 28)),
        ("csl_appeal_decision", date(2026, 1, 1), 30, date(2026, 4, 1)),
    ],
)
def test_a_limit_is_extended_up_to_its_cap_and_not_beyond(
    clock: str, started: date, extended: int, last_day: date
) -> None:
    found = limit(CN, clock, started)
    assert due(found, started, calendar=Calendar(), extended=extended).last_day == last_day
    with pytest.raises(ExtensionTooLong):
        due(found, started, calendar=Calendar(), extended=extended + 1)


def test_the_interim_provisions_of_2009_gave_fifteen_days_and_the_regulation_a_month() -> None:
    then, now = date(2015, 3, 20), date(2026, 3, 20)
    ends = [
        due(limit(REGULATION, "appeal_request", d), d, calendar=Calendar()) for d in (then, now)
    ]
    assert [end.last_day for end in ends] == [date(2015, 4, 4), date(2026, 4, 20)]


def test_the_appeal_article_changes_with_the_amendment_and_never_both_are_in_force() -> None:
    changed = date(2025, 6, 1)
    for day, article in ((changed - timedelta(days=1), "49"), (changed, "56")):
        assert limit(CN, "reexamination_request", day).source.split("/")[1] == article
