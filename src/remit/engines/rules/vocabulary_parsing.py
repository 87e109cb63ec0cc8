"""The vocabulary of a pack as a lawyer writes it: facts, answers, who may say so, which is worse."""

from remit.engines.reading import Mapped, Reading
from remit.engines.rules.names import Names
from remit.engines.rules.sources import Citation
from remit.engines.rules.vocabulary import FactType, Party, Term, Worse
from remit.engines.words import Words

_TERM = (
    "fact", "type", "question", "values", "unit", "evidence", "about", "worse", "may_assert",
)  # fmt: skip
_ORDERS = {
    FactType.BOOL: (Worse.TRUE, Worse.FALSE),
    FactType.ENUM: (Worse.LISTED,),
    FactType.NUMBER: (Worse.HIGHER, Worse.LOWER),
}


def read_term(names: Names, source: Mapped, at: str) -> Term:
    """One fact somebody can be asked for; faults go to the reading."""
    reading = names.reading
    if "default" in source:
        reading.fault(
            "default_given",
            at,
            "事实不得有默认值：未说明即为未查明。请删去 default。",
            "A fact has no default: what was not said is unknown. Remove `default`.",
        )
    reading.only(source, (*_TERM, "default"), at)
    if "type" not in source:
        reading.missing(at, "type")
    kind = reading.one_of(FactType, source, "type", at, FactType.BOOL)
    listed = kind is FactType.ENUM
    return Term(
        reading.text(source, "fact", at),
        kind,
        reading.words(source, "question", at),
        _values(reading, source, at) if listed else (),
        reading.words(source, "unit", at, needed=False),
        tuple(
            reading.words({"evidence": e}, "evidence", f"{at}.evidence")
            for e in reading.listed(source, "evidence", at)
        ),
        _worse(reading, source, at, kind),
        _parties(reading, source, at),
        _provisions(names, source, at) if listed else (),
    )


def _values(reading: Reading, source: Mapped, at: str) -> tuple[tuple[str, Words], ...]:
    place = f"{at}.values"
    values = reading.mapping(source.get("values", {}), place)
    if len(values) < 2:
        reading.missing(at, "values")
    return tuple((code, _answer(reading, values, code, place)) for code in values)


def _answer(reading: Reading, values: Mapped, code: str, at: str) -> Words:
    said = values[code]
    if isinstance(said, dict):
        said = {key: text for key, text in said.items() if key != "cite"}
    return reading.words({code: said}, code, at)


def _provisions(names: Names, source: Mapped, at: str) -> tuple[tuple[str, Citation], ...]:
    """The provision that names a value, where the value says so under `cite`."""
    values = source.get("values")
    if not isinstance(values, dict):
        return ()
    return tuple(
        (code, names.citations(said, f"{at}.values.{code}")[0])
        for code, said in values.items()
        if isinstance(said, dict) and "cite" in said
    )


def _worse(reading: Reading, source: Mapped, at: str, kind: FactType) -> Worse | None:
    if "worse" not in source:
        return None
    said, allowed = source["worse"], [order.value for order in _ORDERS[kind]]
    named = str(said).lower() if isinstance(said, bool) else str(said)
    if named not in allowed:
        reading.unknown(f"{at}.worse", named, allowed)
        return None
    return Worse(named)


def _parties(reading: Reading, source: Mapped, at: str) -> tuple[Party, ...]:
    known = [party.value for party in Party]
    named = reading.texts(source, "may_assert", at)
    for name in named:
        if name not in known:
            reading.unknown(f"{at}.may_assert", name, known)
    return tuple(Party(name) for name in named if name in known)
