"""The shares of a situation in a file, reckoned and told; loaded only when they are asked for."""

from pathlib import Path
from time import monotonic

from numpy.random import default_rng

from remit.cli.answers import language, say, tell_json
from remit.cli.files import text
from remit.cli.shares import tell_shares
from remit.engines import attribution
from remit.engines.attribution import Budget, Means, Report, Situation
from remit.engines.attribution.pictures import Picture, picture
from remit.engines.faulttree import parse_mef

# A situation is written by hand: anything larger is something else.
LARGEST = 2**20
# Past a minute a share is drawn by lot from this seed, with a bound, and the answer says so.
MOST_SECONDS = 60.0
SEED = 20_260_503


def share_out(situation: Path, *, as_json: bool, svg: bool) -> None:
    """Tells the shares of the situation in a file."""
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
