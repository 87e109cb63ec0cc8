"""The posts of a simulation as they are named on the command line: a shape, a number, a table, the house."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from math import ceil
from pathlib import Path

from remit.cli.answers import open_house
from remit.cli.files import text
from remit.engines.findings import Finding, Refusal, error
from remit.engines.storm.tree import NONE, Tree

SPAN = 10
MOST_POSTS = 2_000_000
LARGEST = 2**26
HOUSE = "house"


class NoSuchPosts(Refusal):
    """What was said of the posts is neither a shape nor a number nor a table, or a table is faulty."""


def tree_of(said: str) -> Tree:
    """The tree: `10x10x10`, a number of posts, a CSV file, `house` or `house:CODE`. Raises a Refusal.

    A number is rounded up to whole trees of ten times ten posts under a head.

    >>> len(tree_of("2x3")), len(tree_of("400"))
    (8, 444)
    """
    if said == HOUSE or said.startswith(f"{HOUSE}:"):
        return _house(said.removeprefix(HOUSE).removeprefix(":"))
    if Path(said).suffix.lower() == ".csv":
        return from_table(said, text(Path(said), LARGEST))
    parts = said.lower().split("x")
    if not all(part.isdecimal() and int(part) for part in parts) or len(parts) > SPAN:
        raise NoSuchPosts(_not_posts(said))
    heads, *spans = map(int, parts)
    if len(parts) == 1:
        whole = 1 + SPAN + SPAN * SPAN
        heads, spans = (ceil(heads / whole), [SPAN, SPAN]) if heads >= whole else (1, [heads - 1])
    if _count(heads, spans) > MOST_POSTS:
        raise NoSuchPosts(_too_many(said))
    return Tree.regular(*(span for span in spans if span), times=heads)


def _count(heads: int, spans: Sequence[int]) -> int:
    level = total = heads
    for span in spans:
        level *= span
        total += level
    return total


def from_table(name: str, written: str) -> Tree:
    """The tree in a table with the columns `post` and `superior` (empty: a head). Raises NoSuchPosts.

    >>> len(from_table("t.csv", "post,superior\\nhead,\\nclerk,head\\n"))
    2
    """
    rows = csv.DictReader(StringIO(written.lstrip("\ufeff")))
    if not {"post", "superior"} <= set(rows.fieldnames or ()):
        raise NoSuchPosts(
            error(
                "lab.no_columns", name, "表中应有 post 与 superior 两列。",
                "The table should have the columns post and superior.",
            )
        )  # fmt: skip
    return _of_names(name, {row["post"]: row["superior"] or "" for row in rows})


def _of_names(name: str, superiors: Mapping[str, str]) -> Tree:
    places = {post: place for place, post in enumerate(superiors)}
    lost = sorted({over for over in superiors.values() if over and over not in places})
    if lost:
        raise NoSuchPosts(
            *(
                error(
                    "lab.no_superior", f"{name}: {each}", "表中没有这个上级岗位。请补上或改正。",
                    "The table has no such superior post. Add it or correct the name.",
                )
                for each in lost
            )
        )  # fmt: skip
    try:
        return Tree.of([places[over] if over else NONE for over in superiors.values()])
    except ValueError as fault:
        raise NoSuchPosts(
            error(
                "lab.no_tree", name, "岗位之间上下级成环，或没有任何岗位。", str(fault),
            )
        ) from fault  # fmt: skip


def _house(code: str) -> Tree:
    """The posts of one organisation of the house, or of the only one there is."""
    open_house()
    from django.utils.timezone import localdate

    from remit.apps.organisation import queries
    from remit.cli.places import organisation

    known = list(queries.organisations().values_list("code", flat=True))
    if not code and len(known) != 1:
        raise NoSuchPosts(_which(known))
    root = organisation(code or known[0])
    rows = queries.as_workbook(root, on=localdate()).posts
    return _of_names(code, {str(row.place): str(row.superior or "") for row in rows})


def _which(known: Sequence[str]) -> Finding:
    told = ", ".join(known) or "-"
    return error(
        "lab.which_house", f"--tree {HOUSE}", f"请写明哪个单位：{HOUSE}:代码。现有：{told}。",
        f"Say which organisation: {HOUSE}:CODE. There are: {told}.",
    )  # fmt: skip


def _not_posts(said: str) -> Finding:
    return error(
        "lab.not_posts", f"--tree {said}",
        "请写 10x10x10（几个单位、每级几人）、岗位数、含 post 与 superior 列的 CSV 文件，或 house。",
        "Write 10x10x10 (heads, then how many under each), a number of posts, a CSV file with the"
        " columns post and superior, or house.",
    )  # fmt: skip


def _too_many(said: str) -> Finding:
    return error(
        "lab.too_many_posts", f"--tree {said}", f"岗位过多，最多 {MOST_POSTS:,} 个。",
        f"Too many posts: {MOST_POSTS:,} at most.",
    )  # fmt: skip
