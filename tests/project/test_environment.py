"""Variables become settings, or are named with what they may be."""

from pathlib import Path

import pytest

from remit.project.environment import Environment, Misconfigured, database, mail_server, origin


def test_an_unset_variable_takes_its_default() -> None:
    environment = Environment({})
    assert environment.text("NAME", "x") == "x"
    assert environment.flag("DEBUG", default=True)
    assert environment.number("HOURS", 12, 1, 720) == 12
    assert environment.choice("LANGUAGE", "en", ("en", "zh-hans")) == "en"
    assert environment.hosts("HOSTS", "a, [::1], .b.org,") == ["a", "[::1]", ".b.org"]
    environment.done()


def test_a_variable_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from file\n")
    environment = Environment({"KEY": "from variable", "KEY_FILE": str(secret)})
    assert environment.text("KEY") == "from file"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    environment = Environment({"KEY_FILE": str(tmp_path / "none")})
    environment.text("KEY")
    with pytest.raises(Misconfigured, match=r"KEY_FILE=.*none: cannot be read"):
        environment.done()


@pytest.mark.parametrize("written", ["yes", "TRUE", "1"])
def test_yes_has_three_spellings(written: str) -> None:
    assert Environment({"DEBUG": written}).flag("DEBUG", default=False)


def test_a_second_fault_of_one_variable_is_not_told() -> None:
    environment = Environment({"HOME": "x"})
    environment.fault("HOME", "x", "a folder")
    environment.fault("HOME", "/y/x", "a folder that can be written")
    assert environment.faults == ["HOME='x': must be a folder. Correct or unset HOME."]


def test_passwords_and_secrets_are_not_told() -> None:
    environment = Environment({"DB": "mysql://me:hidden@host/x", "KEY": "hidden"})
    environment.database("DB", "sqlite:///x")
    environment.secret("KEY")
    assert len(environment.faults) == 2
    assert "hidden" not in str(environment.faults)
    assert "mysql://me:...@host/x" in environment.faults[0]


@pytest.mark.parametrize(
    "written", ["https://remit.example.org/", "http://127.0.0.1:8000", "http://[::1]:8000"]
)
def test_an_origin_has_scheme_host_and_perhaps_a_port(written: str) -> None:
    assert origin(written) == written.rstrip("/")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "remit.example.org",
        "ftp://x",
        "http://x/remit",
        "http://u@x",
        "http://x:99999",
        "http://",
    ],
)
def test_what_has_more_or_less_is_no_origin(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, the variable is told
        origin(written)


def test_an_address_of_a_database_is_read_in_all_its_parts() -> None:
    found = database("postgres://us%40er:p%2Fw@db.example.org:6432/remit")
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "us@er",
        "p/w",
        "db.example.org",
        6432,
        "remit",
    ]
    assert database("postgresql://h/n")["PORT"] == 5432
    assert database("sqlite:///relative/remit.sqlite3")["NAME"] == "relative/remit.sqlite3"
    assert database("sqlite:////srv/remit.sqlite3")["NAME"] == "/srv/remit.sqlite3"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "remit.sqlite3",
        "sqlite://",
        "sqlite:///",
        "postgres:///n",
        "postgres://h",
        "postgres://h:x/n",
    ],
)
def test_what_is_no_address_of_a_database_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, the variable is told
        database(written)


def test_an_address_of_a_mail_server_is_read_in_all_its_parts() -> None:
    assert mail_server("") == {}
    plain = mail_server("smtp://mail.example.org")
    assert (plain["EMAIL_PORT"], plain["EMAIL_USE_SSL"]) == (25, False)
    sealed = mail_server("smtps://u:p%40@mail.example.org")
    assert (sealed["EMAIL_PORT"], sealed["EMAIL_USE_SSL"]) == (465, True)
    assert (sealed["EMAIL_HOST_USER"], sealed["EMAIL_HOST_PASSWORD"]) == ("u", "p@")
