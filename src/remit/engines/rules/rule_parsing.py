"""Rules as a lawyer writes them: conditions, effects, what they override."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from remit.engines.reading import Mapped
from remit.engines.rules.condition_parsing import read_condition
from remit.engines.rules.effect_parsing import read_effects
from remit.engines.rules.names import Names, verification
from remit.engines.rules.pack import EffectKind, Modality, Rule, RuleTable
from remit.engines.rules.table_parsing import read_table

_RULE = (
    "rule", "label", "title", "cite", "verification", "since", "until", "when", "then", "modality",
    "overrides",
)  # fmt: skip


def read_rules(
    names: Names, documents: Mapping[str, object]
) -> tuple[tuple[Rule, ...], tuple[RuleTable, ...]]:
    """The rules in all documents, rows of tables among them, and the tables; in their order."""
    rules: list[Rule] = []
    tables: list[RuleTable] = []
    for document, content in documents.items():
        source = names.reading.mapping(content, document)
        names.reading.only(source, ("rules", "tables", "about"), document)
        rules += [_rule(names, e, at) for at, e in _entries(names, document, source, "rules")]
        for at, entry in _entries(names, document, source, "tables"):
            table, rows = read_table(names, entry, at)
            tables.append(table)
            rules += rows
    _check_doubles(names, rules)
    if not _check_overrides(names, rules):
        return tuple(rules), tuple(tables)
    return tuple(_inheriting(rules)), tuple(tables)


def _entries(names: Names, document: str, source: Mapped, key: str) -> Iterator[tuple[str, Mapped]]:
    """The entries with their places, named by the rule or table where it has a name."""
    for place, entry in names.reading.entries(source, key, document):
        name = entry.get(key.removesuffix("s"))
        yield (f"{document}#{name}" if isinstance(name, str) else place), entry


def _rule(names: Names, source: Mapped, at: str) -> Rule:
    reading = names.reading
    reading.only(source, _RULE, at)
    citations = names.citations(source, at)
    if "modality" not in source:
        reading.missing(at, "modality")
    modality = reading.one_of(Modality, source, "modality", at, Modality.SHALL)
    then = reading.mapping(source.get("then", {}), f"{at}.then")
    id = reading.text(source, "rule", at)  # noqa: A001 - the domain's word
    return Rule(
        id,
        reading.text(source, "label", at, needed=False) or id,
        reading.words(source, "title", at),
        citations,
        verification(reading, source, at),
        names.validity(source, at, citations[0]),
        read_condition(names, source.get("when"), f"{at}.when"),
        read_effects(names, then, at, modality),
        modality,
        reading.texts(source, "overrides", at),
    )


def _check_doubles(names: Names, rules: Sequence[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            names.reading.fault(
                "defined_twice",
                rule.id,
                "规则编号重复。请改名。",
                "Two rules have this name. Rename one.",
            )
        seen.add(rule.id)


def _check_overrides(names: Names, rules: Sequence[Rule]) -> bool:
    """Notes names that nothing has and rules that override each other; whether there is no loop."""
    known = {name for rule in rules for name in (rule.id, rule.label)}
    for rule in rules:
        for name in rule.overrides:
            if name not in known:
                names.reading.unknown(f"{rule.id}.overrides", name, known)
    try:
        TopologicalSorter(_graph(rules)).prepare()
    except CycleError as fault:
        loop = " → ".join(fault.args[1])
        names.reading.fault(
            "override_loop",
            fault.args[1][0],
            f"规则互相优先，形成循环：{loop}。请确定哪一条优先。",
            f"These rules go before each other in a loop: {loop}. Decide which one goes first.",
        )
        return False
    return True


def _graph(rules: Sequence[Rule]) -> dict[str, tuple[str, ...]]:
    """The rules that each rule overrides."""
    named: dict[str, list[str]] = {}
    for rule in rules:
        for name in {rule.id, rule.label}:
            named.setdefault(name, []).append(rule.id)
    return {r.id: tuple(t for name in r.overrides for t in named.get(name, ())) for r in rules}


def _inheriting(rules: Sequence[Rule]) -> Iterator[Rule]:
    """The rules, of which one that sets a measure in the place of an exception keeps away what it did.

    One that only takes an exception back, and sets nothing, lets the first rule return. Source: the
    semantics of exceptions in Catala (Merigoux, Chataing, Protzenko, ICFP 2021).
    """
    graph, by_id = _graph(rules), {rule.id: rule for rule in rules}
    whole: dict[str, dict[str, None]] = {}
    for name in TopologicalSorter(graph).static_order():
        reached = dict.fromkeys(by_id[name].overrides)
        if by_id[name].has(EffectKind.BAND):
            reached |= {kept: None for target in graph[name] for kept in whole[target]}
        whole[name] = reached
    return (replace(rule, overrides=tuple(whole[rule.id])) for rule in rules)
