"""Traces put together from expat's calls: the half of the XES reader that knows the standard.

Only attributes carry content in XES, so no handler for text is set. The two handlers that run for
every element do the common case alone (an attribute with a new key directly in its event) and hand
on the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from xml.parsers import expat

from remit.engines.eventlog.faults import Faults
from remit.engines.eventlog.instants import moment, names_zone
from remit.engines.eventlog.limits import Limits
from remit.engines.eventlog.trace import ACTIVITY, TIMESTAMP, Event, Trace

VALUE_TAGS = ("string", "date", "int", "float", "boolean", "id", "list", "container")
PARENTS = {
    "trace": "log",
    "event": "trace",
    "global": "log",
    "extension": "log",
    "classifier": "log",
}

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """What a log says of itself; complete once the log has been read to its end.

    `defaults` holds what `<global>` declares per scope ("trace", "event"), `extensions` the prefix
    and address of each extension, `classifiers` each classifier's name and keys.
    """

    attributes: Attributes = field(default_factory=dict)
    defaults: dict[str, Attributes] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)
    classifiers: dict[str, str] = field(default_factory=dict)


class Assembly:
    """A parser, and the whole traces it has come to, which wait in `done` to be taken.

    `level` is the innermost open element among log, trace, event and global, "" before the root.
    """

    def __init__(self, limits: Limits, zone: tzinfo) -> None:
        self.limits, self.zone = limits, zone
        self.faults = Faults(limits)
        self.head = Head()
        self.done: list[Trace] = []
        self.traces = 0
        self.part_began = 0
        self.level = ""
        self._longest = limits.value_chars
        self._keys: list[str] = []
        self._names: set[str] = set()
        self._target: Attributes = {}
        self._trace: Attributes = {}
        self._events: list[Event] = []
        self._seq = 0
        self._skipping = 0
        self._learn_tags("")
        self.parser = self._new_parser()

    def _learn_tags(self, prefix: str) -> None:
        """Settles how this log writes the standard's element names."""
        openers = {
            "trace": self._open_trace,
            "event": self._open_event,
            "global": self._open_global,
            "extension": self._open_extension,
            "classifier": self._open_classifier,
        }
        closers = {
            "trace": self._close_trace,
            "event": self._close_event,
            "global": self._close_global,
        }
        self._prefix = prefix
        self._transparent = prefix + "values"
        self._value_tags = frozenset(prefix + tag for tag in VALUE_TAGS)
        self._parents = {prefix + tag: parent for tag, parent in PARENTS.items()}
        self._openers: Mapping[str, Callable[[Attributes], None]]
        self._openers = {prefix + tag: opener for tag, opener in openers.items()}
        self._closers = {prefix + tag: closer for tag, closer in closers.items()}

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start_root
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.EndDoctypeDeclHandler = self.faults.refuse_if_any
        return parser

    @property
    def place(self) -> str:
        """Where the parser stands, as line:column."""
        return f"{self.parser.CurrentLineNumber}:{self.parser.CurrentColumnNumber + 1}"

    def _doctype(self, _name: str, system: str | None, *_rest: object) -> None:
        self.faults.add("xes.doctype", self.place)
        if system:
            self.faults.add("xes.external_entity", self.place, name="DOCTYPE", target=system)

    def _entity(self, name: str, *rest: object) -> None:
        _parameter, _value, _base, system, public, _notation = rest
        if target := system or public:
            self.faults.add("xes.external_entity", self.place, name=name, target=target)
        else:
            self.faults.add("xes.entity", self.place, name=name)

    def _start_root(self, name: str, _attributes: Attributes) -> None:
        prefix, colon, local = name.rpartition(":")
        if local != "log":
            self.faults.stop("xes.not_a_log", self.place, root=name)
        self._learn_tags(prefix + colon)
        self.level, self._target = "log", self.head.attributes
        self._read_on()

    def _read_on(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: Attributes) -> None:
        if name not in self._value_tags:
            self._open(name, attributes)
            return
        key = attributes.get("key", "")
        value = attributes.get("value", "")
        keys, target = self._keys, self._target
        keys.append(key)
        if not key or len(keys) > 1 or key in target or len(value) > self._longest:
            key = self._unusual(name, key, value)
        target[key] = value

    def _end(self, name: str) -> None:
        if name in self._value_tags:
            self._keys.pop()
        elif closer := self._closers.get(name):
            closer()

    def _unusual(self, tag: str, key: str, value: str) -> str:
        """The key under which a nested, repeated or faulty attribute is kept."""
        faults, limits = self.faults, self.limits
        if len(self._keys) > limits.depth:
            faults.stop("xes.depth", self.place, limit=limits.depth)
        if not key:
            faults.add("xes.attribute_without_key", self.place, tag=tag)
        if (count := len(value)) > limits.value_chars:
            faults.add(
                "xes.value_chars", self.place, key=key, count=count, limit=limits.value_chars
            )
        path = "/".join(self._keys)
        return path if path not in self._target else self._numbered(path)

    def _numbered(self, path: str) -> str:
        times = 2
        while (numbered := f"{path}[{times}]") in self._target:
            times += 1
        return numbered

    def _open(self, name: str, attributes: Attributes) -> None:
        if self.level == self._parents.get(name) and not self._keys:
            self._openers[name](attributes)
        elif name != self._transparent or not self._keys:
            self._leave_out(name)

    def _leave_out(self, name: str) -> None:
        """Tells of an element that does not belong here, and skips it with all that is inside."""
        tag = name.removeprefix(self._prefix)
        if name not in self._parents:
            self.faults.count("xes.unknown_element", self.place)
        elif tag == "event" and self.level == "log" and not self._keys:
            self.faults.count("xes.event_without_case", self.place)
        else:
            parent = "attribute" if self._keys else self.level
            self.faults.add("xes.misplaced", self.place, tag=tag, parent=parent)
        self._skipping = 1
        self.parser.StartElementHandler = self._start_skipped
        self.parser.EndElementHandler = self._end_skipped

    def _start_skipped(self, _name: str, _attributes: Attributes) -> None:
        self._skipping += 1
        if self._skipping > self.limits.depth:
            self.faults.stop("xes.depth", self.place, limit=self.limits.depth)

    def _end_skipped(self, _name: str) -> None:
        self._skipping -= 1
        if not self._skipping:
            self._read_on()

    def _open_extension(self, attributes: Attributes) -> None:
        self.head.extensions[attributes.get("prefix", "")] = attributes.get("uri", "")

    def _open_classifier(self, attributes: Attributes) -> None:
        self.head.classifiers[attributes.get("name", "")] = attributes.get("keys", "")

    def _open_global(self, attributes: Attributes) -> None:
        self.level = "global"
        self._target = self.head.defaults.setdefault(attributes.get("scope", ""), {})

    def _close_global(self) -> None:
        self.level, self._target = "log", self.head.attributes

    def _open_trace(self, _attributes: Attributes) -> None:
        self.level = "trace"
        self.part_began = self.parser.CurrentByteIndex
        self.traces += 1
        if self.traces > self.limits.traces:
            self.faults.stop("xes.traces", self.place, limit=self.limits.traces)
        self._target = self._trace = {}
        self._events, self._seq = [], 0

    def _close_trace(self) -> None:
        self.level, self._target = "log", self.head.attributes
        self.part_began = self.parser.CurrentByteIndex
        name = self._trace.get(ACTIVITY, "")
        self._note_name(name)
        if not self.faults.errors:
            self.done.append(Trace(self.traces, name, self._trace, tuple(self._events)))

    def _note_name(self, name: str) -> None:
        if not name:
            self.faults.count("xes.trace_without_name", self.place)
        elif name in self._names:
            self.faults.count("xes.repeated_name", self.place)
        self._names.add(name)

    def _open_event(self, _attributes: Attributes) -> None:
        self.level = "event"
        self._target = {}

    def _close_event(self) -> None:
        attributes, seq = self._target, self._seq
        at = self._timestamp(attributes)
        if seq == self.limits.events_per_trace:
            self._refuse_more_events()
        if not self.faults.errors:
            self._events.append(Event(seq, at, attributes))
        self._seq = seq + 1
        self.level, self._target = "trace", self._trace

    def _refuse_more_events(self) -> None:
        name = self._trace.get(ACTIVITY) or f"#{self.traces}"
        limit = self.limits.events_per_trace
        self.faults.add("xes.events_per_trace", self.place, trace=name, limit=limit)

    def _timestamp(self, attributes: Attributes) -> datetime | None:
        text = attributes.get(TIMESTAMP, "")
        try:
            at = moment(text, self.zone) if text else None
        except ValueError:
            self.faults.add("xes.unreadable_date", self.place, text=text[:40])
            return None
        if at is None:
            self.faults.count("xes.event_without_date", self.place)
        elif at.tzinfo is self.zone and not names_zone(text):
            self.faults.count("xes.date_without_zone", self.place, zone=self.zone)
        return at
