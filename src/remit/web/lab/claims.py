"""The scoreboard: what texts claim about accountability, and which of it the model bears out, and where."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from remit.engines.storm.claims.board import shipped, sources
from remit.engines.storm.outcome import FIGURES
from remit.engines.storm.parameters import parameter
from remit.engines.words import Words
from remit.web.components import Cell, Empty, Figure, Row, Table
from remit.web.insight.analysis import columns
from remit.web.lab.levers import parted
from remit.web.wording import pick

Line = Mapping[str, Any]
HOLDS = (Words("成立", "holds"), "done")
ONLY = (Words("有条件地成立", "holds only in part"), "note")
NOT = (Words("不成立", "does not hold"), "waiting")
CELLS = 9
SHARE = 0.75
HEADS = columns(
    ("claim", Words("论断", "Claim")),
    ("state", Words("模型的回答", "What the model says")),
    ("effect", Words("效应（95% 区间）", "Effect (95 % interval)")),
    ("control", Words("对照：关掉机制后", "Control: with the mechanism off")),
    ("robust", Words("其他环境中同向", "Same direction elsewhere"), "number"),
    ("fails", Words("在何处不成立", "Where it fails")),
)


def context() -> dict[str, object]:
    """What the page shows."""
    board = shipped()
    lines = cast("Sequence[Line]", board.get("claims", ()))
    return {
        "board": board,
        "figures": _figures(board, lines),
        "tables": [_table(text, own) for text, own in _by_text(lines).items()],
        "how": _how(board) if board else "",
        "stale": bool(board) and board.get("sources") != sources(),
        "empty": None if board else NONE,
    }


NONE = Empty(
    Words("还没有记分牌", "There is no scoreboard yet"),
    Words("运行 remit lab claims 可逐条检验。", "Run remit lab claims to hold the model against every claim."),
    icon="lab",
)  # fmt: skip


def state(line: Line) -> tuple[Words, str]:
    """Whether a claim holds, holds only somewhere, or does not."""
    if not line["holds"]:
        return NOT
    robust = line["robust"]
    partly = pick(_words(line["conditional"])) or (robust is not None and robust < SHARE)
    return ONLY if partly else HOLDS


def _figures(board: Mapping[str, object], lines: Sequence[Line]) -> list[Figure]:
    states = [state(line) for line in lines]
    told = [
        (Words("条论断", "claims listed"), len(lines)),
        (Words("条成立", "hold"), states.count(HOLDS)),
        (Words("条只在一定条件下成立", "hold only in part"), states.count(ONLY)),
        (Words("条不成立", "do not hold"), states.count(NOT)),
    ]
    return [Figure(n, label) for label, n in told] if board else []


def _how(board: Mapping[str, object]) -> Words:
    posts, weeks, seeds = (board[name] for name in ("posts", "weeks", "seeds"))
    among, version = board["environments"], board["version"]
    return Words(
        f"每条论断在其所述制度下用 {posts} 岗 × {weeks} 周 × {seeds} 个配对种子检验，并在 {among} 个随机环境中重复"
        f"（方程 {version}）。模型没有为任何一条论断调过参数。",
        f"Each claim is tried in the regime it speaks of, on {posts} posts over {weeks} weeks with {seeds} paired seeds,"
        f" then in {among} random environments (equations {version}). The model was fitted to none of them.",
    )


def _by_text(lines: Sequence[Line]) -> dict[Words, list[Line]]:
    found: dict[Words, list[Line]] = {}
    for line in lines:
        found.setdefault(_words(line["of"]), []).append(line)
    return found


def _table(text: Words, lines: Sequence[Line]) -> Table:
    rows = [_row(line) for line in lines]
    return Table(
        id=f"text-{lines[0]['text']}", caption=text, columns=HEADS, rows=rows, per_page=len(rows)
    )


def _row(line: Line) -> Row:
    words, chip = state(line)
    figure = FIGURES[line["figure"]].words
    regime = _words(line["regime"])
    robust = "–" if line["robust"] is None else f"{line['robust']:.0%}"
    return Row([
        Cell(_words(line["words"]), note=Words(f"{line['id']} · {regime.zh}", f"{line['id']} · {regime.en}")),
        Cell(words, note=_words(line["conditional"]), state=chip),
        Cell(_told(line["effect"]), note=figure),
        Cell(_told(line["control"]), note=_words(line["controlled"])),
        robust,
        _fails(line),
    ])  # fmt: skip


def _told(estimate: Mapping[str, float | None]) -> str:
    value, low, high = (estimate[name] for name in ("value", "low", "high"))
    if value is None or low is None or high is None:
        return "–"
    return f"{value:+.3f} ({low:+.3f} – {high:+.3f})"


def _fails(line: Line) -> Cell:
    """Where on its map of two parameters the sign does not appear."""
    points = line["fails"]
    first, second = (parted(parameter(name))[0] for name in line["axes"])
    note = Words(
        f"{first.zh} × {second.zh}：" + "；".join(f"{a:.2g}, {b:.2g}" for a, b in points),
        f"{first.en} × {second.en}: " + "; ".join(f"{a:.2g}, {b:.2g}" for a, b in points),
    )
    n = len(points)
    told = Words(f"{CELLS} 处中的 {n} 处", f"at {n} of {CELLS} points")
    return Cell(told, note=note) if n else Cell(Words("未见", "nowhere tried"))


def _words(told: Mapping[str, str]) -> Words:
    return Words(told["zh"], told["en"])
