"""What texts claim about accountability, and which of it the simulation bears out.

Expected are the claims listed less those named here as not borne out: one that ceases to hold is told,
and so is one that comes to hold. Each claim is judged in the regime it is made in (paired seeds, 95 %
interval, a negative control), then in 40 random environments and over a map of two parameters.
Nothing was fitted to a claim. Without the compiled kernel (extra `lab`) this would take hours.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from answers.rows import Row
from remit.cli.laboratory.asking import Asked
from remit.cli.laboratory.scoreboard import reckoned
from remit.engines.storm.claims import CLAIMS, Text
from remit.engines.storm.running import kernel_there

NOT_BORNE_OUT: Mapping[str, str] = {
    "P15": "promotion also takes the most active away, and those who follow have no merits yet",
}
"""Claims that the model contradicts, and why."""
POSTS, SEEDS, WEEKS, ENVIRONMENTS = "4x10x10", 8, 250, 40
Line = Mapping[str, Any]


def rows() -> list[Row]:
    """One row for each text."""
    if not kernel_there():
        note = "the compiled kernel is missing: install remit[lab]"
        return [Row(_set(text), text.words.en, _expected(text), {}, note) for text in Text]
    found = reckoned(CLAIMS, Asked(POSTS, SEEDS, WEEKS), ENVIRONMENTS)
    return of_board(cast("Sequence[Line]", found["claims"]))


def of_board(lines: Sequence[Line]) -> list[Row]:
    """One row for each text, from the lines of a scoreboard with robustness."""
    return [_row(text, [each for each in lines if each["text"] == text]) for text in Text]


def _row(text: Text, lines: Sequence[Line]) -> Row:
    got = {"claims": len(lines), "hold": sum(bool(each["holds"]) for each in lines)}
    return Row(_set(text), text.words.en, _expected(text), got, _remarks(lines))


def _set(text: Text) -> str:
    return f"Claims: {text.value.replace('_', ' ')}"


def _expected(text: Text) -> Mapping[str, int]:
    listed = [each.id for each in CLAIMS if each.text is text]
    return {"claims": len(listed), "hold": sum(each not in NOT_BORNE_OUT for each in listed)}


def _remarks(lines: Sequence[Line]) -> str:
    """Named exceptions, what else does not hold, how robust, where the effect turns over."""
    told = [f"{name} not borne out: {why}" for name, why in NOT_BORNE_OUT.items() if _among(name, lines)]  # fmt: skip
    told += [
        f"{each['id']} holds no longer" for each in lines
        if not each["holds"] and each["id"] not in NOT_BORNE_OUT
    ]  # fmt: skip
    told += [f"{each['id']}: {each['conditional']['en']}" for each in lines
             if each["conditional"]["en"] and each["id"] not in NOT_BORNE_OUT]  # fmt: skip
    told.append("robust " + ", ".join(f"{each['id']} {each['robust']:.0%}" for each in lines))
    failing = [f"{each['id']} at {len(each['fails'])} of 9" for each in lines if each["fails"]]
    if failing:
        told.append("turns over on its map: " + ", ".join(failing))
    return "; ".join(told)


def _among(name: str, lines: Sequence[Line]) -> bool:
    return any(each["id"] == name for each in lines)
