"""Engines on files, without a database: shares of a situation, the range that rules admit."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer
from numpy.random import default_rng

from remit.cli.answers import language, say, tell_findings, tell_json
from remit.cli.files import text
from remit.cli.shares import tell_shares
from remit.engines import attribution, rules
from remit.engines.attribution import Budget, Means, Report, Situation
from remit.engines.attribution.pictures import Picture, picture
from remit.engines.faulttree import parse_mef
from remit.engines.findings import Refusal, error
from remit.engines.reading import Reading
from remit.engines.rules import Determination

# A situation or fact file is written by hand: anything larger is something else.
LARGEST = 2**20
# Past a minute a share is drawn by lot from this seed, with a bound, and the answer says so.
MOST_SECONDS = 60.0
SEED = 20_260_503
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


class FileNotUnderstood(Refusal):
    """The file handed in is not YAML or JSON of the expected kind."""


def attribute(
    situation: Annotated[
        Path, typer.Argument(help="A situation as YAML or JSON, or a fault tree.")
    ],
    as_json: Json = False,
    svg: Annotated[
        bool, typer.Option("--svg", help="Draw it too: three pictures in the current folder.")
    ] = False,
) -> None:
    """Share out the responsibility for a situation, exactly and with reasons."""
    written = text(situation, LARGEST)
    told = read_situation(written, situation.suffix)
    budget = Budget(seconds=MOST_SECONDS, clock=monotonic)
    report = attribution.attribute(told, Means(budget, default_rng(SEED)))
    if as_json:
        tell_json(attribution.report_mapping(report))
    else:
        tell_shares(report)
    if svg:
        _draw(situation.stem, told, report)


def read_situation(written: str, suffix: str) -> Situation:
    """The situation in a file: Open-PSA XML by its suffix, else YAML or JSON."""
    if suffix.lower() in {".xml", ".mef"}:
        return attribution.situation_of_tree(parse_mef(written))
    return attribution.parse_situation(written)


def _draw(name: str, situation: Situation, report: Report) -> None:
    for kind in Picture:
        path = Path(f"{name}-{kind}.svg")
        path.write_text(picture(kind, situation, report, language()), encoding="utf-8")
        say(str(path))


def determine(
    pack: Annotated[Path, typer.Argument(help="The folder of a rule pack.")],
    facts: Annotated[Path, typer.Argument(help="The facts as YAML or JSON.")],
    act_on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day of the act.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day of the decision.")],
    as_json: Json = False,
) -> None:
    """Say what range of measures the rules admit, why, and which unknown facts decide."""
    law = rules.parse_pack(read_pack(pack))
    given = rules.parse_facts(law, _mapping(facts))
    found = rules.determine(law, given, on=on.date(), act_on=act_on.date())
    if as_json:
        tell_json(_determination(found))
        return
    tell_findings(found.findings)
    for line in rules.render_proof(found, language()):
        say(line)


def read_pack(folder: Path) -> dict[str, str]:
    """The texts of a rule pack's files by their names within its folder."""
    if not (folder / "pack.yaml").is_file():
        raise FileNotUnderstood(
            error(
                "cli.no_pack",
                str(folder),
                "此目录中没有 pack.yaml，不是规则包。请给出规则包的目录。",
                "There is no pack.yaml in this folder: it is no rule pack. Name a pack's folder.",
            )
        )
    files = sorted(folder.glob("**/*.yaml"))
    return {str(f.relative_to(folder)): text(f, LARGEST) for f in files}


def _mapping(path: Path) -> Mapping[str, object]:
    """The mapping that a YAML or JSON file holds; raises FileNotUnderstood."""
    reading = Reading("cli")
    read = reading.yaml(text(path, LARGEST), str(path))
    content = {} if reading.findings else reading.mapping(read, str(path))
    if reading.findings:
        raise FileNotUnderstood(*reading.findings)
    return content


def _determination(found: Determination) -> dict[str, object]:
    return {
        "pack": found.pack_id,
        "version": found.pack_version,
        "digest": found.pack_digest,
        "on": found.on,
        "act_on": found.act_on,
        "settled": found.settled,
        "outcomes": [
            {"status": o.status, "low": o.low.code, "high": o.high.code, "leanings": o.leanings}
            for o in found.outcomes
        ],
        "deciding": [d.fact for d in found.deciding],
        "proof": {language: rules.render_proof(found, language) for language in ("zh-hans", "en")},
    }
