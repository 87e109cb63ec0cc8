"""Rules as a lawyer writes them: conditions, effects, what they override."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import cast

from remit.engines.reading import Mapped, exact
from remit.engines.rules.conditions import Atom, Condition, Every, No, Some, Test, Value
from remit.engines.rules.facts import as_value, fits
from remit.engines.rules.names import Names, verification
from remit.engines.rules.pack import Effect, EffectKind, FactType, Modality, Rule, Term

_RULE = (
    "rule", "label", "title", "cite", "verification", "since", "until", "when", "then", "modality",
    "overrides",
)  # fmt: skip
_EFFECTS = ("band", "exempt", "shift", "lean", "cap", "note")
_BOUNDS = tuple(test.value for test in Test if test is not Test.IN)


def read_rules(names: Names, documents: Mapping[str, object]) -> tuple[Rule, ...]:
    """The rules in all documents, in their order; faults go to the reading."""
    rules = [
        _rule(names, entry, place)
        for document, content in documents.items()
        for place, entry in _entries(names, document, content)
    ]
    _check_doubles(names, rules)
    _check_overrides(names, rules)
    return tuple(rules)


def _entries(names: Names, document: str, content: object) -> Iterator[tuple[str, Mapped]]:
    source = names.reading.mapping(content, document)
    names.reading.only(source, ("rules", "about"), document)
    for place, entry in names.reading.entries(source, "rules", document):
        name = entry.get("rule")
        yield (f"{document}#{name}" if isinstance(name, str) else place), entry


def _rule(names: Names, source: Mapped, at: str) -> Rule:
    reading = names.reading
    reading.only(source, _RULE, at)
    citations = names.citations(source, at)
    if "modality" not in source:
        reading.missing(at, "modality")
    modality = reading.one_of(Modality, source, "modality", at, Modality.SHALL)
    id = reading.text(source, "rule", at)  # noqa: A001 - the domain's word
    return Rule(
        id,
        reading.text(source, "label", at, needed=False) or id,
        reading.words(source, "title", at),
        citations,
        verification(reading, source, at),
        names.validity(source, at, citations[0]),
        _condition(names, source.get("when"), f"{at}.when"),
        _effects(names, source, at, modality),
        modality,
        reading.texts(source, "overrides", at),
    )


def _condition(names: Names, raw: object, at: str) -> Condition:
    """A condition: a list or mapping means "all of these"; `always` has no condition."""
    if raw == "always":
        return True
    if isinstance(raw, str):
        return _atom(names, raw, raw=True, at=at)
    if isinstance(raw, list):
        return Every(tuple(_condition(names, part, f"{at}[{n}]") for n, part in enumerate(raw)))
    source = names.reading.mapping(raw, at)
    if not source:
        names.reading.missing(at, "fact / all / any / not")
    parts = tuple(_part(names, key, value, f"{at}.{key}") for key, value in source.items())
    return parts[0] if len(parts) == 1 else Every(parts)


def _part(names: Names, key: str, value: object, at: str) -> Condition:
    if key == "not":
        return No(_condition(names, value, at))
    if key in ("all", "any"):
        listed = value if isinstance(value, list) else [value]
        parts = tuple(_condition(names, part, f"{at}[{n}]") for n, part in enumerate(listed))
        return Every(parts) if key == "all" else Some(parts)
    return _atom(names, key, raw=value, at=at)


def _atom(names: Names, fact: str, *, raw: object, at: str) -> Condition:
    term = names.terms.get(fact)
    if term is None:
        names.reading.unknown(at, fact, [*names.terms, "all", "any", "not"])
        return False
    if isinstance(raw, Mapping):
        return _bounds(names, term, cast("Mapped", raw), at)
    listed = raw if isinstance(raw, list) else [raw]
    values = [_value(names, term, one, at) for one in listed]
    return Atom(fact, Test.IN, tuple(value for value in values if value is not None))


def _value(names: Names, term: Term, raw: object, at: str) -> Value | None:
    value = as_value(raw)
    if value is not None and fits(term, value):
        return value
    names.reading.unknown(at, str(raw), _allowed(term))
    return None


def _allowed(term: Term) -> Sequence[str]:
    if term.type is FactType.ENUM:
        return [code for code, _ in term.values]
    return ["true", "false"] if term.type is FactType.BOOL else ["0"]


def _bounds(names: Names, term: Term, source: Mapped, at: str) -> Condition:
    names.reading.only(source, _BOUNDS, at)
    if term.type is not FactType.NUMBER:
        names.reading.fault(
            "wrong_kind",
            at,
            f"“{term.id}”不是数字，不能与界限比较。",
            f"“{term.id}” is no number and cannot be compared with a bound.",
        )
    parts = [
        Atom(term.id, Test(key), (bound,))
        for key in source
        if key in _BOUNDS and (bound := _bound(names, source, key, at)) is not None
    ]
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _bound(names: Names, source: Mapped, key: str, at: str) -> Fraction | None:
    number = exact(source[key])
    if number is None:
        names.reading.number(source, key, at)
    return number


def _effects(names: Names, source: Mapped, at: str, modality: Modality) -> tuple[Effect, ...]:
    place = f"{at}.then"
    then = names.reading.mapping(source.get("then", {}), place)
    names.reading.only(then, _EFFECTS, place)
    effects = tuple(_effect(names, key, then, place, modality) for key in then if key in _EFFECTS)
    if not effects:
        names.reading.missing(place, " / ".join(_EFFECTS))
    return effects


def _effect(names: Names, key: str, then: Mapped, at: str, modality: Modality) -> Effect:
    kind, reading = EffectKind(key), names.reading
    if kind is EffectKind.BAND:
        return _band(names, then, at, modality)
    if kind is EffectKind.SHIFT:
        return Effect(kind, modality, steps=reading.whole(then, key, at))
    if kind is EffectKind.CAP:
        return Effect(kind, modality, high=names.rank(then[key], at))
    if kind is EffectKind.NOTE:
        return Effect(kind, modality, note=reading.words(then, key, at))
    if kind is EffectKind.LEAN:
        if then[key] not in ("lighter", "heavier"):
            reading.unknown(at, str(then[key]), ("lighter", "heavier"))
        return Effect(kind, modality, lean=str(then[key]))
    if not reading.flag(then, key, at):
        reading.fault("wrong_kind", at, "exempt 只能为 true。", "`exempt` can only be true.")
    return Effect(kind, modality)


def _band(names: Names, then: Mapped, at: str, modality: Modality) -> Effect:
    listed = names.reading.listed(then, "band", at)
    if len(listed) != 2:
        names.reading.fault(
            "wrong_kind",
            f"{at}.band",
            "幅度应写成 [最轻, 最重]。",
            "A band is [mildest, heaviest].",
        )
        return Effect(EffectKind.BAND, modality)
    low, high = (names.rank(code, f"{at}.band") for code in listed)
    if low > high:
        names.reading.fault(
            "band_reversed",
            f"{at}.band",
            "幅度的下限重于上限。请对调。",
            "The band's lower end is heavier than its upper end. Swap them.",
        )
    return Effect(EffectKind.BAND, modality, low=low, high=high)


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


def _check_overrides(names: Names, rules: Sequence[Rule]) -> None:
    known = {name for rule in rules for name in (rule.id, rule.label)}
    for rule in rules:
        for name in rule.overrides:
            if name not in known:
                names.reading.unknown(f"{rule.id}.overrides", name, known)
    graph = {rule.id: set(_overridden(rule, rules)) for rule in rules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as fault:
        loop = " → ".join(fault.args[1])
        names.reading.fault(
            "override_loop",
            fault.args[1][0],
            f"规则互相优先，形成循环：{loop}。请确定哪一条优先。",
            f"These rules go before each other in a loop: {loop}. Decide which one goes first.",
        )


def _overridden(rule: Rule, rules: Sequence[Rule]) -> Iterator[str]:
    for other in rules:
        if other.id in rule.overrides or other.label in rule.overrides:
            yield other.id
