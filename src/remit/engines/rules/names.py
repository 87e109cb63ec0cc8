"""What a pack's rules may name, and readers for the places where they name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from remit.engines.dates import Period
from remit.engines.reading import Mapped, Reading
from remit.engines.rules.pack import Measure
from remit.engines.rules.sources import Citation, Instrument, Verification
from remit.engines.rules.vocabulary import Term
from remit.engines.words import Words

LONG_AGO = date(1, 1, 1)
NOWHERE = Instrument(
    "", Words("", ""), Words("", ""), "", None, Period(LONG_AGO), Verification.BELIEVED
)


@dataclass(frozen=True, slots=True)
class Names:
    """The instruments, facts and measures of a pack by name, and the reading they belong to."""

    reading: Reading
    instruments: Mapping[str, Instrument]
    terms: Mapping[str, Term]
    measures: Mapping[str, Measure]

    def citations(self, source: Mapped, at: str) -> tuple[Citation, ...]:
        """The citations under `cite`: one mapping or a list; at least one is needed."""
        raw = source.get("cite")
        listed = raw if isinstance(raw, list) else [raw] if raw is not None else []
        if not listed:
            self.reading.fault(
                "uncited",
                at,
                "没有引用出处。请写明文件和条款。",
                "No source is cited. Name the instrument and the article.",
            )
            return (Citation(NOWHERE, 0),)
        return tuple(self._citation(one, f"{at}.cite") for one in listed)

    def _citation(self, raw: object, at: str) -> Citation:
        source = self.reading.mapping(raw, at)
        self.reading.only(source, ("in", "article", "paragraph", "item"), at)
        name = self.reading.text(source, "in", at)
        if name and name not in self.instruments:
            self.reading.unknown(at, name, self.instruments)
        return Citation(
            self.instruments.get(name, NOWHERE),
            self.reading.whole(source, "article", at),
            self.reading.whole(source, "paragraph", at, needed=False),
            self.reading.whole(source, "item", at, needed=False),
        )

    def rank(self, code: object, at: str) -> int:
        """The rank of a measure named in a rule."""
        measure = self.measures.get(str(code))
        if measure is None:
            self.reading.unknown(at, str(code), self.measures)
            return 0
        return measure.rank

    def validity(self, source: Mapped, at: str, citation: Citation) -> Period:
        """The days of force: `since` and `until`, otherwise those of the cited instrument."""
        return period(self.reading, source, at, citation.instrument.valid)


def period(reading: Reading, source: Mapped, at: str, usual: Period | None = None) -> Period:
    """The days from `since` up to `until`; without `usual` days the first must be said."""
    since = reading.day(source, "since", at, needed=usual is None)
    since = since or (usual.since if usual else LONG_AGO)
    until = reading.day(source, "until", at) or (usual.until if usual else None)
    if until is None or since <= until:
        return Period(since, until)
    reading.fault(
        "dates_reversed",
        at,
        "失效日期早于施行日期。请核对。",
        "It ends before it comes into force. Check both dates.",
    )
    return Period(since)


def verification(
    reading: Reading, source: Mapped, at: str, usual: Verification | None = None
) -> Verification:
    """How far the wording was checked; it must be said where nothing is `usual`."""
    if usual is None and "verification" not in source:
        reading.missing(at, "verification")
    return reading.one_of(Verification, source, "verification", at, usual or Verification.BELIEVED)
