"""Retention classes read from YAML that a lawyer edits; every fault is told at once."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from remit.engines.dates import Period
from remit.engines.findings import Refusal
from remit.engines.reading import Mapped, Reading
from remit.engines.retention.classes import EVENTS, Class, Event, Kind, Mode, Provision
from remit.engines.rules import Instrument, Verification

TOP = ("retention", "version", "title", "about", "countries", "instruments", "classes")
INSTRUMENT = ("id", "title", "issuer", "number", "promulgated", "since", "until", "verification")
CLASS = (
    "class", "name", "kind", "mode", "starts", "months", "years", "basis", "why", "since", "until",
    "verification",
)  # fmt: skip
COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST = 12 * 200


class ClassesRefused(Refusal):
    """Retention classes are read whole or not at all."""


def parse_classes(texts: Mapping[str, str]) -> tuple[Class, ...]:
    """The classes of YAML texts by file name; raises ClassesRefused with every fault of every file."""
    classes: list[Class] = []
    findings = []
    for name in sorted(texts):
        reading = Reading("retention")
        classes += _File(reading, name, reading.yaml(texts[name], name)).classes()
        findings += reading.findings
    seen = Reading("retention")
    _refuse_twice(seen, classes)
    if found := [*findings, *seen.findings]:
        raise ClassesRefused(*found)
    return tuple(classes)


def _refuse_twice(reading: Reading, classes: list[Class]) -> None:
    ids = [found.id for found in classes]
    for name in sorted({one for one in ids if one and ids.count(one) > 1}):
        zh = f"“{name}”写了两次。每个类别须有不同的名称。"
        reading.fault("twice", name, zh, f"“{name}” is written twice. Give each class its own id.")


class _File:
    """One file being read."""

    def __init__(self, reading: Reading, name: str, written: object) -> None:
        self.reading, self.name = reading, name
        self.top = reading.mapping(written, name) if written is not None else {}
        reading.only(self.top, TOP, name)
        self.countries = self._countries()
        self.instruments = {found.id: found for found in self._instruments()}

    def classes(self) -> Iterator[Class]:
        """Every class of the file; a faulty one has stand-ins for what could not be read."""
        if not self.top:
            return
        for key in ("retention", "version"):
            self.reading.text(self.top, key, self.name)
        self.reading.words(self.top, "title", self.name)
        for number, one in enumerate(self.reading.listed(self.top, "classes", self.name)):
            where = f"classes[{number}]"
            yield self._class(self.reading.mapping(one, where), where)

    def _countries(self) -> frozenset[str]:
        codes = self.reading.texts(self.top, "countries", self.name)
        for code in codes:
            if not COUNTRY.fullmatch(code):
                zh = f"“{code}”不是国家代码。请用两个大写字母，如 CN。"
                en = f"“{code}” is no country code. Write two capitals, for example CN."
                self.reading.fault("country", "countries", zh, en)
        return frozenset(codes)

    def _instruments(self) -> Iterator[Instrument]:
        read = self.reading
        for number, one in enumerate(read.listed(self.top, "instruments", self.name)):
            where = f"instruments[{number}]"
            row = read.mapping(one, where)
            read.only(row, INSTRUMENT, where)
            yield Instrument(
                id=read.text(row, "id", where),
                title=read.words(row, "title", where),
                issuer=read.words(row, "issuer", where),
                number=read.text(row, "number", where, needed=False),
                promulgated=read.day(row, "promulgated", where),
                valid=self._valid(row, where),
                verification=self._verification(row, where),
            )

    def _class(self, row: Mapped, where: str) -> Class:
        read = self.reading
        read.only(row, CLASS, where)
        kind = read.one_of(Kind, row, "kind", where, Kind.LETTER)
        mode = read.one_of(Mode, row, "mode", where, Mode.PROPOSE)
        starts = read.one_of(Event, row, "starts", where, min(EVENTS[kind]))
        found = Class(
            id=read.text(row, "class", where),
            name=read.words(row, "name", where),
            kind=kind,
            mode=mode,
            starts=starts,
            months=self._months(row, where, mode),
            basis=self._basis(row, where),
            why=read.words(row, "why", where),
            valid=self._valid(row, where),
            verification=self._verification(row, where),
            countries=self.countries,
        )
        for key in ("kind", "mode"):
            if row.get(key) is None:
                read.missing(where, key)
        self._refuse_unfit(found, where)
        return found

    def _months(self, row: Mapped, where: str, mode: Mode) -> int:
        """The period in months; none for what is never erased."""
        read = self.reading
        given = [key for key in ("years", "months") if row.get(key) is not None]
        if mode is Mode.KEEP:
            if given:
                zh = "不得删除的类别没有期限。请去掉期限，或改变方式。"
                en = "What is never erased has no period. Take it out, or choose another mode."
                read.fault("period_of_kept", where, zh, en)
            return 0
        months = sum(
            read.whole(row, key, where) * (12 if key == "years" else 1) for key in given[:1]
        )
        if len(given) != 1 or not 0 < months <= LONGEST:
            zh = "请写明一个期限：years（年）或 months（月），1 个月以上、200 年以下。"
            en = "Write one period, as years or as months: at least a month, at most 200 years."
            read.fault("period", where, zh, en)
        return months

    def _basis(self, row: Mapped, where: str) -> tuple[Provision, ...]:
        read, found = self.reading, []
        for number, one in enumerate(read.listed(row, "basis", where)):
            place = f"{where}.basis[{number}]"
            cited = read.mapping(one, place)
            read.only(cited, ("in", "article", "paragraph", "point"), place)
            name = read.text(cited, "in", place)
            instrument = self.instruments.get(name)
            if instrument is None:
                read.unknown(place, name, self.instruments)
                continue
            article = read.whole(cited, "article", place, needed=False)
            paragraph = read.whole(cited, "paragraph", place, needed=False)
            point = read.text(cited, "point", place, needed=False)
            found.append(Provision(instrument, article, paragraph, point))
        if not found:
            zh = "没有依据。请至少写一条法律或制度条款。"
            en = "It rests on nothing. Cite at least one provision."
            read.fault("no_basis", where, zh, en)
        return tuple(found)

    def _valid(self, row: Mapped, where: str) -> Period:
        since = self.reading.day(row, "since", where, needed=True) or date.min
        until = self.reading.day(row, "until", where)
        if until is not None and until <= since:
            zh, en = "终止日不晚于起始日。", "It ends before it begins. Check both days."
            self.reading.fault("runs_backward", where, zh, en)
            return Period(since)
        return Period(since, until)

    def _verification(self, row: Mapped, where: str) -> Verification:
        if row.get("verification") is None:
            self.reading.missing(where, "verification")
        return self.reading.one_of(Verification, row, "verification", where, Verification.BELIEVED)

    def _refuse_unfit(self, found: Class, where: str) -> None:
        if found.starts not in EVENTS[found.kind]:
            known = ", ".join(sorted(EVENTS[found.kind]))
            zh = f"“{found.kind}”没有“{found.starts}”这一起算点。可用：{known}。"
            en = f"“{found.kind}” has no event “{found.starts}”. There is: {known}."
            self.reading.fault("event", where, zh, en)
        if found.mode is Mode.AUTOMATIC and found.kind is not Kind.REPORT_UNFOUNDED:
            zh = "只有反映不实的反映可以自动删除；其余须由人确认。请改为 propose。"
            en = (
                "Only unfounded reports are erased by the clock alone; all else is confirmed by "
                "people. Write propose."
            )
            self.reading.fault("automatic", where, zh, en)
