"""Object-centric logs of others: what is the item, who acted, and what is refused."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from remit.engines.eventlog.faults import UnreadableLog
from remit.engines.eventlog.limits import SANE, Limits
from remit.engines.eventlog.logged import Logged
from remit.engines.eventlog.ocel import Ocel
from remit.engines.eventlog.ocel_reading import from_json
from remit.engines.eventlog.ocel_rows import rows_of
from tests.engines.eventlog.exchanged import refused

HOUR = 3_600_000_000


def event(name: str, kind: str, hour: int, *related: tuple[str, str], **said: object) -> Any:
    """An event of the first of January 1970, with (object, qualifier) for each relation."""
    return {
        "id": name,
        "type": kind,
        "time": f"1970-01-01T{hour:02}:00:00Z",
        "attributes": [{"name": key, "value": value} for key, value in said.items()],
        "relationships": [{"objectId": thing, "qualifier": how} for thing, how in related],
    }


def document(*events: Any, **objects: str) -> dict[str, Any]:
    """A log of events and of objects with their types."""
    things = [{"id": name, "type": kind, "attributes": []} for name, kind in objects.items()]
    return {"objectTypes": [], "eventTypes": [], "objects": things, "events": list(events)}


def read(written: object, limits: Limits = SANE) -> Ocel:
    content = written if isinstance(written, bytes) else json.dumps(written).encode()
    return from_json(io.BytesIO(content), limits)


SHOP = document(
    event("e1", "place", 1, ("o1", "order"), ("p1", "line"), ("p2", "line"), ("ann", "sales person")),
    event("e2", "pack", 2, ("p1", ""), ("bo", "packer"), ("north", "")),
    event("e3", "pay", 3, ("o1", ""), ("till", "")),
    event("e4", "ship", 4, ("p1", ""), ("bo", "shipper"), lifecycle="Suspend"),
    o1="orders", p1="parcels", p2="parcels", ann="employees", bo="employees", north="teams",
    till="cash register",
)  # fmt: skip


def test_the_item_is_what_most_events_refer_to_and_nobody_who_acts() -> None:
    rows, remarks = rows_of(read(SHOP))
    assert rows == [
        Logged(HOUR, 0, "p1", "place", person="ann", kind=""),
        Logged(HOUR, 0, "p2", "place", person="ann", kind=""),
        Logged(2 * HOUR, 1, "p1", "pack", person="bo", unit="north", kind=""),
        Logged(4 * HOUR, 3, "p1", "ship", person="bo", kind="suspend"),
    ]
    assert [found.id for found in remarks] == [
        "ocel.item_type",
        "ocel.event_of_many",
        "ocel.event_without_item",
    ]
    assert "orders" in remarks[0].message.en


def test_another_type_is_the_item_when_asked_for() -> None:
    rows, remarks = rows_of(read(SHOP), "orders")
    assert [(row.item, row.activity) for row in rows] == [("o1", "place"), ("o1", "pay")]
    assert [found.id for found in remarks] == ["ocel.event_without_item"]


def test_even_those_who_act_can_be_the_item() -> None:
    rows, _ = rows_of(read(SHOP), "employees")
    assert [(row.item, row.person) for row in rows] == [("ann", ""), ("bo", ""), ("bo", "")]


def test_a_type_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnreadableLog, match="orders, parcels, employees, teams, cash register"):
        rows_of(read(SHOP), "cases")


def test_of_several_people_the_first_is_taken_and_that_is_told() -> None:
    both = event("e", "sign", 1, ("c", ""), ("ann", "first person"), ("bo", "second person"))
    rows, remarks = rows_of(read(document(both, c="case", ann="human", bo="human")))
    assert rows[0].person == "ann"
    assert [found.id for found in remarks] == ["ocel.many_holders"]


def test_a_time_without_zone_is_utc_and_that_is_told() -> None:
    plain = event("e", "sign", 1, ("c", "")) | {"time": "1970-01-01 01:00:00"}
    rows, remarks = rows_of(read(document(plain, c="case")))
    assert rows[0].ts_us == HOUR
    assert [found.id for found in remarks] == ["ocel.date_without_zone"]


def test_a_relation_to_an_object_that_is_not_there_is_left_out_and_told() -> None:
    rows, remarks = rows_of(read(document(event("e", "sign", 1, ("c", ""), ("x", "")), c="case")))
    assert len(rows) == 1
    assert [found.id for found in remarks] == ["ocel.unknown_object"]


def test_numbers_in_the_attribute_seq_of_others_that_repeat_are_no_places() -> None:
    twice = [event(f"e{n}", "a", n, ("c", ""), seq=1) for n in (1, 2)]
    for each in twice:
        each["attributes"].append({"name": "kind", "value": "work"})
    assert [row.seq for row in rows_of(read(document(*twice, c="case")))[0]] == [0, 1]


def test_all_wrong_times_are_told_at_once_but_no_more_than_twenty() -> None:
    wrong = [event(f"e{n}", "a", 1, ("c", "")) | {"time": "soon"} for n in range(30)]
    found = refused(lambda: rows_of(read(document(*wrong, c="case"))))
    assert found[:2] == [("ocel.unreadable_date", "e0"), ("ocel.unreadable_date", "e1")]
    assert len(found) == 21
    assert found[20][0] == "ocel.more"


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (b"", "ocel.not_json"),
        (b"{", "ocel.not_json"),
        (b'{"events": "\xff"}', "ocel.not_json"),
        (b"[" * 100_000, "ocel.depth"),
        (b'{"a":' * 100_000, "ocel.depth"),
        (b'{"events": ' + b"9" * 5000 + b"}", "ocel.digits"),
        (b'{"events": 1.' + b"9" * 5000 + b"}", "ocel.digits"),
        (b'{"events": NaN}', "ocel.not_a_number"),
        (b'{"events": [], "events": [], "objects": []}', "ocel.doubled_key"),
        (b'{"ocel:events": {}, "ocel:objects": {}}', "ocel.version_1"),
        (b'{"objects": []}', "ocel.missing_part"),
        (b'{"objects": [], "events": {}}', "ocel.wrong_kind"),
        (b'{"objects": [1], "events": []}', "ocel.wrong_kind"),
        (b'{"objects": [{"id": "\\ud800", "type": "a"}], "events": []}', "ocel.wrong_kind"),
    ],
)
def test_hostile_and_broken_json_is_refused_with_the_reason(content: bytes, id: str) -> None:
    assert refused(lambda: read(content))[0][0] == id


def test_doubled_identifiers_are_refused_each_with_its_place() -> None:
    doubled = document(event("e", "a", 1), event("e", "b", 2), c="case")
    doubled["objects"] *= 2
    assert refused(lambda: read(doubled)) == [
        ("ocel.doubled_object", "objects[1]"),
        ("ocel.doubled_event", "events[1]"),
    ]


@pytest.mark.parametrize(
    ("limits", "id"),
    [
        (replace(SANE, document_bytes=100), "log.document_bytes"),
        (replace(SANE, entries=3), "ocel.entries"),
        (replace(SANE, relations=3), "ocel.relations"),
    ],
)
def test_absurd_sizes_are_refused(limits: Limits, id: str) -> None:
    assert id in {found for found, _ in refused(lambda: read(SHOP, limits))}
