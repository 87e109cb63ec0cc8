"""Pictures of an attribution report as SVG texts: reckoned here, drawn without a browser.

Idea: a picture is a value like any other. It says its finding in words, shows shares as areas and
lengths from zero, tells nothing by colour alone, and carries its own description for readers who
cannot see it. Letters are 12 to 19 CSS pixels high at the picture's own width; a face asks for a
`width` that suits its reader (390 for a phone) rather than shrinking one picture for all.
"""

from enum import StrEnum

from remit.engines.attribution.answer import Report
from remit.engines.attribution.pictures.graph import causal_graph
from remit.engines.attribution.pictures.intervals import intervals
from remit.engines.attribution.pictures.waterfall import waterfall
from remit.engines.attribution.situation import Situation

__all__ = ["Picture", "causal_graph", "intervals", "picture", "waterfall"]


class Picture(StrEnum):
    """What a picture shows."""

    CAUSES = "causes"
    WATERFALL = "waterfall"
    INTERVALS = "intervals"


def picture(
    kind: Picture, situation: Situation, report: Report, language: str, width: float = 1200
) -> str:
    """The picture of that kind as SVG text, at most `width` CSS pixels wide."""
    match kind:
        case Picture.CAUSES:
            return causal_graph(situation, report, language, width)
        case Picture.WATERFALL:
            return waterfall(report, language, width)
        case Picture.INTERVALS:
            return intervals(situation, report, language, width)
