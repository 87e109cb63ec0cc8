"""An attribution report told in a terminal: who, how much, why, and what would have changed it."""

from collections.abc import Iterable
from fractions import Fraction

from remit.cli.answers import language, say, tell_findings, tell_table
from remit.engines.attribution import Certificate, Interval, Method, Report, amount_text
from remit.engines.figures import percent
from remit.engines.words import Words

HEADS = Words("当事人|是否原因|份额|百分比|金额", "person|part in it|share|percent|amount")
LIMITS = Words("最低|最高", "at least|at most")
SYSTEM = Words("系统账户", "system account")
LEVEL = Words("{}：{}（{}）", "{}: {} ({})")
HAPPENED, NOT_HAPPENED = Words("已发生", "happened"), Words("未发生", "did not happen")
UNITS = Words(
    "若先按单位分担，再在单位内分担", "If units shared first, and the people in each what is theirs"
)
CONTRASTS = Words("同一损害按其他规则分担", "The same harm by other rules")
ENOUGH = Words("哪些合在一起就足以造成损害", "What together was enough")
HELPED = Words("什么最能防止", "What would have helped most")
PROOF = Words("为何可信", "Why these figures may be trusted")
METHODS = {
    Method.EXACT: Words("精确分数", "exact fractions"),
    Method.QUADRATURE: Words("精确到舍入误差（{:.1e}）", "exact up to rounding ({:.1e})"),
    Method.BOUNDED: Words(
        "抽样估计：以{:.1%}的把握，各份额误差不超过{:.2%}",
        "sampled: with {:.1%} confidence no share is off by more than {:.2%}",
    ),
}


def tell_shares(report: Report) -> None:
    """Prints a report: the table, the reasons, the other rules, what would have helped, the proof."""
    tongue = language()
    _tell_table(report, tongue)
    for level in report.levels:
        state = (HAPPENED if level.happened else NOT_HAPPENED).pick(tongue)
        amount = amount_text(level.amount, report.unit)
        say(LEVEL.pick(tongue).format(level.label.pick(tongue), amount, state))
    for person in report.persons:
        _tell_lines(person.name, person.sentences, tongue)
    if report.system.sentences:
        _tell_lines(SYSTEM, report.system.sentences, tongue)
    _tell_contrasts(report, tongue)
    _tell_units(report, tongue)
    _tell_lines(ENOUGH, report.cut_sets.sentences, tongue)
    _tell_lines(HELPED, report.prevention.sentences, tongue)
    tell_findings(report.findings)
    _tell_lines(PROOF, _proof(report.certificate), tongue)


def _tell_table(report: Report, tongue: str) -> None:
    system = report.system
    disputed = any(person.interval for person in report.persons)
    told = [
        (p.name.pick(tongue), p.part.words.pick(tongue), p.share, p.amount, p.interval)
        for p in report.persons
    ]
    told.append((SYSTEM.pick(tongue), "", system.share, system.amount, system.interval))
    rows = [
        [name, part, *_figures(report, share, amount), *_limits(interval, shown=disputed)]
        for name, part, share, amount, interval in told
    ]
    heads = "|".join([HEADS.pick(tongue), *([LIMITS.pick(tongue)] if disputed else [])]).split("|")
    tell_table(report.title.pick(tongue), heads, rows)


def _figures(report: Report, share: Fraction, amount: Fraction) -> list[str]:
    return [_fraction(share), percent(share), amount_text(amount, report.unit)]


def _limits(interval: Interval | None, *, shown: bool) -> list[str]:
    """Between what the share lies, before any exemption, while facts are disputed."""
    if not shown:
        return []
    return [percent(interval.low), percent(interval.high)] if interval else ["", ""]


def _fraction(share: Fraction) -> str:
    """The share as a fraction, where it is short enough to read."""
    return str(share) if share.denominator < 10_000 else "≈"


def _tell_lines(head: Words, lines: Iterable[Words], tongue: str) -> None:
    told = [line.pick(tongue) for line in lines]
    if told:
        say(f"\n{head.pick(tongue)}", style="bold")
    for line in told:
        say(f"  {line}")


def _tell_units(report: Report, tongue: str) -> None:
    names = {person.person: person.name.pick(tongue) for person in report.persons}
    lines = []
    for unit in report.units:
        people = ", ".join(f"{names[who]} {percent(share)}" for who, share in unit.persons)
        lines.append(Words(*[f"{unit.unit.pick(tongue)} {percent(unit.share)} ({people})"] * 2))
    _tell_lines(UNITS, lines, tongue)


def _tell_contrasts(report: Report, tongue: str) -> None:
    names = {person.person: person.name for person in report.persons}
    lines = []
    for row in report.contrasts:
        parts = [(names[person].pick(tongue), percent(share)) for person, share in row.shares]
        told = ", ".join(f"{name} {part}" for name, part in parts)
        lines.append(Words(f"{row.name.zh}：{told}", f"{row.name.en}: {told}"))
    _tell_lines(CONTRASTS, lines, tongue)


def _proof(certificate: Certificate) -> list[Words]:
    figures = {
        Method.EXACT: (),
        Method.QUADRATURE: (certificate.agreement,),
        Method.BOUNDED: (certificate.confidence, certificate.radius),
    }[certificate.method]
    method = METHODS[certificate.method]
    total, harm = certificate.total, certificate.harm
    return [
        Words(f"份额合计 {total} ＝ 损害 {harm}", f"the shares: sum {total} = harm {harm}"),
        Words(method.zh.format(*figures), method.en.format(*figures)),
        Words(
            f"决策图节点{certificate.nodes}个，偏离职责{certificate.persons}人",
            f"size of the diagrams: {certificate.nodes}; persons with departures: {certificate.persons}",
        ),
        Words(
            f"模型 {certificate.model[:12]}，证据 {certificate.evidence[:12]}，"
            f"职责基线 {certificate.baseline[:12]}",
            f"model {certificate.model[:12]}, evidence {certificate.evidence[:12]}, "
            f"duty baseline {certificate.baseline[:12]}",
        ),
        Words(certificate.engine, certificate.engine),
    ]
