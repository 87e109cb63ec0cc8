"""Rules written as a table: each row becomes a rule of its own, and the hit policy is kept."""

from collections.abc import Sequence
from dataclasses import replace

from remit.engines.reading import Mapped
from remit.engines.rules.condition_parsing import read_cell, read_condition
from remit.engines.rules.conditions import Condition, Every
from remit.engines.rules.effect_parsing import EFFECTS, read_effects
from remit.engines.rules.names import Names, verification
from remit.engines.rules.pack import Hit, Modality, Rule, RuleTable

_TABLE = (
    "table", "title", "cite", "verification", "since", "until", "modality", "hit", "complete",
    "when", "columns", "then", "rows",
)  # fmt: skip
_ROW = ("row", "title", "cells", "then", "cite", "verification", "since", "until", "modality")


def read_table(names: Names, source: Mapped, at: str) -> tuple[RuleTable, tuple[Rule, ...]]:
    """A table and its rows as rules; with the policy `first` an earlier row goes before later ones."""
    reading = names.reading
    reading.only(source, _TABLE, at)
    columns, kind = reading.texts(source, "columns", at), reading.text(source, "then", at)
    if kind and kind not in EFFECTS:
        reading.unknown(f"{at}.then", kind, EFFECTS)
    for column in columns:
        if column not in names.terms:
            reading.unknown(f"{at}.columns", column, names.terms)
    common = read_condition(names, source.get("when", "always"), f"{at}.when")
    head = {key: source[key] for key in _ROW if key in source and key not in ("title", "then")}
    rules = [
        _row(names, {**head, **entry}, place, source, common)
        for place, entry in reading.entries(source, "rows", at)
    ]
    hit = reading.one_of(Hit, source, "hit", at, Hit.UNIQUE)
    if not rules:
        reading.missing(at, "rows")
    table = RuleTable(
        reading.text(source, "table", at),
        reading.words(source, "title", at),
        names.citations(source, at)[0],
        hit,
        columns,
        common,
        tuple(rule.id for rule in rules),
        reading.flag(source, "complete", at, default=False),
    )
    return table, _ordered(rules) if hit is Hit.FIRST else tuple(rules)


def _ordered(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    later = [tuple(rule.id for rule in rules[number + 1 :]) for number in range(len(rules))]
    return tuple(replace(r, overrides=after) for r, after in zip(rules, later, strict=True))


def _row(names: Names, source: Mapped, at: str, table: Mapped, common: Condition) -> Rule:
    reading = names.reading
    reading.only(source, _ROW, at)
    citations = names.citations(source, at)
    if "modality" not in source:
        reading.missing(at, "modality")
    modality = reading.one_of(Modality, source, "modality", at, Modality.SHALL)
    then = {str(table.get("then")): source.get("then")}
    return Rule(
        reading.text(source, "row", at),
        str(table.get("table")),
        reading.words(source if "title" in source else table, "title", at),
        citations,
        verification(reading, source, at),
        names.validity(source, at, citations[0]),
        _condition(names, source, table, at, common),
        read_effects(names, then, at, modality) if "then" in source else _nothing(names, at),
        modality,
        table=str(table.get("table")),
    )


def _nothing(names: Names, at: str) -> tuple[()]:
    names.reading.missing(at, "then")
    return ()


def _condition(
    names: Names, source: Mapped, table: Mapped, at: str, common: Condition
) -> Condition:
    columns = names.reading.texts(table, "columns", at)
    cells = names.reading.listed(source, "cells", at)
    if len(cells) != len(columns):
        names.reading.fault(
            "cells_and_columns",
            at,
            f"此行有{len(cells)}格，而表有{len(columns)}列。请补齐或删去。",
            f"This row has {len(cells)} cells and the table {len(columns)} columns. Make them match.",
        )
    asked = [
        read_cell(names, column, raw=cell, at=f"{at}.cells[{number}]")
        for number, (column, cell) in enumerate(zip(columns, cells, strict=False))
        if column in names.terms and cell != "any"
    ]
    parts = [part for part in (common, *asked) if part is not True]
    if not parts:
        return True
    return parts[0] if len(parts) == 1 else Every(tuple(parts))
