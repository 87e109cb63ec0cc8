"""What can be wrong with an event log, in both languages, and the list that gathers it."""

from typing import NoReturn

from remit.engines.eventlog.exchange_texts import EXCHANGE
from remit.engines.eventlog.limits import Limits
from remit.engines.findings import Finding, Refusal, Severity
from remit.engines.words import Words

STANDARDS = {"xes": "IEEE 1849-2016 (XES)", "ocel": "OCEL 2.0"}
"""Where the rule is written, by the first part of a fault's id."""

TEXTS: dict[str, Words] = {
    "gzip.not_gzip": Words(
        "文件不是 gzip 压缩文件。请上传 .xes 或 .xes.gz 文件。",
        "This is not a gzip file. Hand in an .xes or an .xes.gz file.",
    ),
    "gzip.truncated": Words(
        "压缩文件在第 {bytes} 字节处中断,缺少结尾。请重新下载或重新压缩后再试。",
        "The packed file breaks off after {bytes} bytes. Download or pack it again.",
    ),
    "gzip.damaged": Words(
        "压缩文件在第 {bytes} 字节附近已损坏({reason})。请重新下载或重新压缩后再试。",
        "The packed file is damaged near byte {bytes} ({reason}). Download or pack it again.",
    ),
    "gzip.trailing": Words(
        "压缩内容之后还有无法识别的数据(第 {bytes} 字节起)。请重新压缩后再试。",
        "After the packed content, from byte {bytes}, something else follows. Pack the log again.",
    ),
    "gzip.expansion": Words(
        "文件解压后膨胀超过 {limit} 倍,像是恶意压缩文件,已停止读取。"
        "如确为真实日志,请解压后再导入。",
        "The file grows more than {limit} times when unpacked, as an attack would. Reading stopped."
        " If the log is real, unpack it first.",
    ),
    "xes.total_bytes": Words(
        "日志内容超过 {limit} 字节的上限。请按时间分段导出后分别导入。",
        "The log is larger than {limit} bytes. Export it in parts, by period.",
    ),
    "xes.part_bytes": Words(
        "单个事项(或日志开头部分)超过 {limit} 字节的上限。请检查是否误把多个事项合并为一个。",
        "One case, or the log's head, is larger than {limit} bytes. Check whether many cases were"
        " written as one.",
    ),
    "xes.tag_bytes": Words(
        "从这里开始的一个标签、注释或声明超过 {limit} 字节的上限。请检查导出程序。",
        "A tag, comment or declaration that begins here is larger than {limit} bytes. Check the"
        " program that exported the log.",
    ),
    "xes.value_chars": Words(
        "属性“{key}”的值有 {count} 个字符,上限为 {limit}。请在导出时去掉全文或附件。",
        "The value of “{key}” has {count} characters; {limit} are allowed. Leave full texts and"
        " attachments out of the export.",
    ),
    "xes.depth": Words(
        "属性嵌套超过 {limit} 层。请检查导出程序。",
        "Attributes are nested more than {limit} deep. Check the program that exported the log.",
    ),
    "xes.events_per_trace": Words(
        "事项“{trace}”的事件超过 {limit} 个。请检查事项编号是否导出正确。",
        "Case “{trace}” has more than {limit} events. Check that the case identifier was exported"
        " correctly.",
    ),
    "xes.traces": Words(
        "日志中的事项超过 {limit} 个。请按时间分段导出后分别导入。",
        "The log has more than {limit} cases. Export it in parts, by period.",
    ),
    "xes.events": Words(
        "日志中的事件超过 {limit} 个。请按时间分段导出后分别导入。",
        "The log has more than {limit} events. Export it in parts, by period.",
    ),
    "xes.empty": Words(
        "文件是空的。请重新导出事件日志。",
        "The file is empty. Export the event log again.",
    ),
    "xes.compressed": Words(
        "文件仍是压缩格式({format}),不是 XES 文本。请先解压,或改用 .xes.gz。",
        "The file is still packed ({format}), it is not XES text. Unpack it, or hand in .xes.gz.",
    ),
    "xes.not_xml": Words(
        "文件不是 XML,因此不是 XES 事件日志(第 {line} 行第 {column} 列:{reason})。请导出为 XES。",
        "The file is not XML, so it is no XES event log (line {line}, column {column}: {reason})."
        " Export it as XES.",
    ),
    "xes.encoding": Words(
        "无法按文件声明的编码读取({reason})。请以 UTF-8 重新导出。",
        "The file cannot be read in the encoding it declares ({reason}). Export it anew in UTF-8.",
    ),
    "xes.not_a_log": Words(
        "文件的根元素是 <{root}>,XES 事件日志应为 <log>。请检查是否选错文件。",
        "The outermost element is <{root}>; an XES event log begins with <log>. Check that this is"
        " the right file.",
    ),
    "xes.no_traces": Words(
        "日志中没有任何事项(trace),没有可导入的内容。请检查导出条件。",
        "The log holds no case (trace), so there is nothing to read. Check what was exported.",
    ),
    "xes.doctype": Words(
        "文件带有 DOCTYPE 声明。XES 不需要它,而它可用来读取其他文件或耗尽内存。请删去后再试。",
        "The file declares a DOCTYPE. XES needs none, and it can be used to read other files or to"
        " exhaust memory. Remove it.",
    ),
    "xes.entity": Words(
        "文件声明了实体“{name}”。出于安全考虑不接受实体声明。请删去后再试。",
        "The file declares the entity “{name}”. Entities are refused for safety. Remove it.",
    ),
    "xes.external_entity": Words(
        "文件声明了指向“{target}”的外部实体“{name}”。绝不会读取外部文件。请删去后再试。",
        "The file declares the external entity “{name}”, which points at “{target}”. Nothing"
        " outside the file is ever read. Remove it.",
    ),
    "xes.malformed": Words(
        "XML 在第 {line} 行第 {column} 列有误({reason})。请修复该处或重新导出。",
        "The XML is broken at line {line}, column {column} ({reason}). Mend it there or export the"
        " log again.",
    ),
    "xes.truncated": Words(
        "文件在第 {line} 行中断:已读到 {traces} 个完整事项,但缺少结尾。请重新导出或重新下载。",
        "The file breaks off at line {line}: {traces} whole cases were read, the end is missing."
        " Export or download it again.",
    ),
    "xes.attribute_without_key": Words(
        "属性 <{tag}> 没有 key,无法知道它的含义。请检查导出程序。",
        "An attribute <{tag}> has no key, so nobody can tell what it means. Check the program that"
        " exported the log.",
    ),
    "xes.unreadable_date": Words(
        "事件时间“{text}”无法识别。请写成 2024-03-31T09:30:00+08:00 这样的形式。",
        "The timestamp “{text}” cannot be read. Write it like 2024-03-31T09:30:00+08:00.",
    ),
    "xes.misplaced": Words(
        "<{tag}> 不应出现在 <{parent}> 之内。请检查导出程序。",
        "<{tag}> may not stand inside <{parent}>. Check the program that exported the log.",
    ),
    "xes.more": Words(
        "已列出 {limit} 处问题,不再继续读取。请先修正以上各处再试。",
        "{limit} faults are listed; reading stopped here. Mend these first and try again.",
    ),
    "xes.event_without_case": Words(
        "有 {count} 个事件不属于任何事项,未计入。",
        "{count} events belong to no case; they were left out.",
    ),
    "xes.event_without_date": Words(
        "有 {count} 个事件没有时间,不能计入持有时段。",
        "{count} events have no timestamp; they cannot count towards who held what.",
    ),
    "xes.date_without_zone": Words(
        "有 {count} 个事件时间没有写时区,按 {zone} 理解。",
        "{count} timestamps name no time zone; they were read as {zone}.",
    ),
    "xes.trace_without_name": Words(
        "有 {count} 个事项没有名称,以其序号称呼。",
        "{count} cases have no name; they are called by their number.",
    ),
    "xes.repeated_name": Words(
        "有 {count} 个事项与前面的事项同名,可能是同一日志合并了两次。",
        "{count} cases bear the name of an earlier one; perhaps the same log was merged twice.",
    ),
    "xes.unknown_element": Words(
        "有 {count} 个元素不是 XES 元素,未计入。",
        "{count} elements are none that XES knows; they were left out.",
    ),
    "log.unreadable_date": Words(
        "“{key}”的值“{text}”不是日期,按没有日期处理。",
        "“{key}” says “{text}”, which is no date; it was read as having none.",
    ),
    **EXCHANGE,
}


class UnreadableLog(Refusal):
    """An event log that was refused; what was read from it so far must not be kept."""


def fault(id: str, subject: str, **facts: object) -> Finding:
    """The fault `id` at `subject` (`line:column`, or a case's name) as an error."""
    return _finding(id, Severity.ERROR, subject, facts)


def remark(id: str, subject: str, **facts: object) -> Finding:
    """The oddity `id` at `subject` as a warning: the log is read nevertheless."""
    return _finding(id, Severity.WARNING, subject, facts)


def note(id: str, subject: str, **facts: object) -> Finding:
    """How something was understood at `subject`, for whoever wants to check it."""
    return _finding(id, Severity.NOTE, subject, facts)


def _finding(id: str, severity: Severity, subject: str, facts: dict[str, object]) -> Finding:
    zh, en = (text.format(**_in(facts, place)) for place, text in enumerate(TEXTS[id]))
    family = id.split(".", 1)[0]
    # The places of the other families are told by their subjects.
    line = int(str(facts.get("line", 0))) if family == "table" else 0
    return Finding(id, severity, subject, Words(zh, en), STANDARDS.get(family, ""), line)


def _in(facts: dict[str, object], place: int) -> dict[str, object]:
    """The facts as one language says them; what has words of its own is said in these."""
    return {name: fact[place] if isinstance(fact, Words) else fact for name, fact in facts.items()}


class Faults:
    """The faults and oddities of one log, gathered while it is read."""

    def __init__(self, limits: Limits, family: str = "xes") -> None:
        """None yet; at most `findings` are listed for XES, `shown` for the other families."""
        self.errors: list[Finding] = []
        self._most = limits.findings if family == "xes" else limits.shown
        self._more = f"{family}.more"
        self._oddities: dict[str, tuple[str, int, dict[str, object]]] = {}

    def add(self, id: str, subject: str, **facts: object) -> None:
        """Gathers a fault after which reading goes on; raises UnreadableLog at the last allowed."""
        self.errors.append(fault(id, subject, **facts))
        if len(self.errors) >= self._most:
            self.stop(self._more, subject, limit=self._most)

    def stop(self, id: str, subject: str, **facts: object) -> NoReturn:
        """Raises UnreadableLog with all faults gathered and this last one."""
        raise UnreadableLog(*self.errors, fault(id, subject, **facts))

    def count(self, id: str, subject: str, **facts: object) -> None:
        """Counts an oddity; only the first place of each kind is kept."""
        first, times, known = self._oddities.get(id, (subject, 0, facts))
        self._oddities[id] = (first, times + 1, known)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """One warning for each kind of oddity, with its first place and how often it was met."""
        return tuple(
            remark(kind, first, count=times, **facts)
            for kind, (first, times, facts) in self._oddities.items()
        )

    def refuse_if_any(self) -> None:
        """Raises UnreadableLog when a fault was gathered."""
        if self.errors:
            raise UnreadableLog(*self.errors)
