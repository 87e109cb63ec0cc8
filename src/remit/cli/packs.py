"""Rule packs named on the command line: a folder, or the name of an installed one, on a day or whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from remit.cli.files import text
from remit.engines.findings import Finding, Refusal, error
from remit.engines.rules import Pack, parse_pack

# A pack's file is written by hand: anything larger is something else.
LARGEST = 2**20


class NoSuchPack(Refusal):
    """A name under which no rule pack was found, or a day that is no day."""


@dataclass(frozen=True, slots=True)
class Named:
    """A pack as it was named, with its documents; `day` where only the rules of a day were meant."""

    pack: Pack
    documents: Mapping[str, str]
    day: date | None = None


def named(name: str) -> Named:
    """The pack named FOLDER, NAME, or either with @DAY; raises NoSuchPack and PackRefused."""
    place, at, written = name.partition("@")
    documents = read_pack(folder(place))
    day = _day(written, name) if at else None
    return Named(parse_pack(documents), documents, day)


def of_day(found: Named) -> Pack:
    """The pack with what is in force on its day, where one was named; else the whole pack."""
    return found.pack if found.day is None else found.pack.in_force(found.day)


def folder(name: str) -> Path:
    """The folder of a pack: a path, or the name of one of the installed packs."""
    path = Path(name)
    if path.is_dir():
        return path
    from django.conf import settings

    installed = Path(settings.RULEPACKS)
    if (installed / name / "pack.yaml").is_file():
        return installed / name
    known = ", ".join(sorted(found.parent.name for found in installed.glob("*/pack.yaml")))
    raise NoSuchPack(
        error(
            "cli.no_such_pack",
            name,
            f"没有名为“{name}”的目录或已安装的规则包。已安装：{known}。",
            f"No folder and no installed rule pack is called “{name}”. Installed: {known}.",
        )
    )


def installed() -> list[str]:
    """The names of the installed packs."""
    from django.conf import settings

    return sorted(path.parent.name for path in Path(settings.RULEPACKS).glob("*/pack.yaml"))


def read_pack(place: Path) -> dict[str, str]:
    """The texts of a rule pack's files by their names within its folder."""
    if not (place / "pack.yaml").is_file():
        raise NoSuchPack(_no_pack(place))
    files = sorted(place.glob("**/*.yaml"))
    return {f.relative_to(place).as_posix(): text(f, LARGEST) for f in files}


def _no_pack(place: Path) -> Finding:
    return error(
        "cli.no_pack",
        str(place),
        "此目录中没有 pack.yaml，不是规则包。请给出规则包的目录。",
        "There is no pack.yaml in this folder: it is no rule pack. Name a pack's folder.",
    )


def _day(written: str, name: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as fault:
        raise NoSuchPack(
            error(
                "cli.no_day",
                name,
                "@ 之后应为日期，如 @2026-05-03。",
                "After @ comes a day, like @2026-05-03.",
            )
        ) from fault
