"""The workbook on screen: template, faults cell by cell, a look before anything is created."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from remit.apps.organisation.models import Post, Unit
from remit.engines.workbook import read_organisation
from tests.builders import House, entries, house
from tests.engines.test_workbook import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client: Client) -> House:
    """A small organisation, whose clerk maintains it and has signed in."""
    made = house()
    client.force_login(made.clerk.person)
    return made


def hand_in(client: Client, content: bytes) -> HttpResponse:
    """The page after handing the workbook in."""
    file = SimpleUploadedFile("organisation.xlsx", content)
    return client.post("/organisation/workbook", {"workbook": file})  # type: ignore[return-value]


def test_a_sound_workbook_is_looked_at_first_and_created_when_confirmed(
    client: Client, home: House
) -> None:
    text = hand_in(client, workbook()).content.decode()
    assert "What would be created in Trial Town" in text
    assert not Post.objects.filter(code="MAYOR").exists()
    content = re.search(r'name="content" value="([^"]+)"', text)
    assert content is not None
    response = client.post("/organisation/workbook/confirm", {"content": content[1]}, follow=True)
    assert "Created from the workbook: 11 rows." in response.content.decode()
    unit = Unit.objects.get(code="T-EM")
    assert unit.path.startswith(home.root.path)
    (entry,) = entries("organisation.workbook_imported")
    assert entry.actor == home.clerk.ref
    again = hand_in(client, workbook()).content.decode()
    assert "11 rows exist alike already" in again


def test_every_fault_is_told_with_its_cell_and_nothing_is_created(
    client: Client, home: House
) -> None:
    before = Unit.objects.count()
    content = workbook({"Posts": [("LOST", "X", "", "", "", "", "someday")]})
    text = hand_in(client, content).content.decode()
    for cell in ("Posts!A2", "Posts!C2", "Posts!G2", "Appointments!A2", "Duties!A2"):
        assert cell in text
    assert "Create all of it" not in text
    assert Unit.objects.count() == before


def test_faults_are_told_in_the_reader_s_language(client: Client, home: House) -> None:
    client.cookies["django_language"] = "zh-hans"
    text = hand_in(client, b"no workbook").content.decode()
    assert "这不是可以读取的 XLSX 工作簿" in text


def test_a_missing_file_is_told_at_its_field(client: Client, home: House) -> None:
    text = client.post("/organisation/workbook", {}).content.decode()
    assert 'href="#id_workbook"' in text


@pytest.mark.parametrize("content", ["", "%%%", "bm8gd29ya2Jvb2s="])
def test_what_is_confirmed_is_checked_again(content: str, client: Client, home: House) -> None:
    text = client.post("/organisation/workbook/confirm", {"content": content}).content.decode()
    assert "This is not an XLSX workbook" in text
    assert entries("organisation.workbook_imported") == []


def test_the_template_and_what_exists_are_handed_out(client: Client, home: House) -> None:
    template = client.get("/organisation/workbook/template")
    assert read_organisation(template.content).findings == ()
    exported = read_organisation(client.get("/organisation/workbook/export").content)
    assert [unit.code for unit in exported.units] == ["roads", "works"]
    assert {row.person for row in exported.appointments} == {"clerk-h", "rosa-h", "wang-h"}


def test_what_was_handed_out_can_be_handed_in_and_changes_nothing(
    client: Client, home: House
) -> None:
    exported = client.get("/organisation/workbook/export").content
    book = read_organisation(exported)
    assert {finding.id for finding in book.findings} <= {"workbook.unknown_unit"}
    text = hand_in(client, exported).content.decode()
    assert "What would be created" in text
    assert re.search(r"\d+ rows exist alike already", text)
