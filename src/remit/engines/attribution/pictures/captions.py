"""The words of the pictures: figures, names, and the lines that stand under every picture."""

from fractions import Fraction

from remit.engines.attribution.answer import PersonShare, Report
from remit.engines.attribution.pictures.lettering import FIRM_SPACE, isolated, printable
from remit.engines.figures import amount_text, percent, share_words
from remit.engines.words import Words

SYSTEM = Words("制度账户", "System account")
EXEMPTED = Words("免予追究", "Exempted")
SIMPLE = 60
"""Up to which denominator a fraction is read out."""
_UNNAMED = Words("未具名", "Unnamed")


def told(words: Words, language: str) -> str:
    """What somebody wrote, as it may be printed."""
    return printable(words.pick(language))


def capital(text: str) -> str:
    """The text with a capital first letter, to stand alone."""
    return text[:1].upper() + text[1:]


def name_of(person: PersonShare, language: str) -> str:
    """A person's name as it is printed."""
    return told(person.name, language) or _UNNAMED.pick(language)


def percent_text(share: Fraction, language: str) -> str:
    """The share per hundred: "33.3 %", in Chinese without the space."""
    least = Fraction(1, 1000)
    text = percent(share).replace("-", "−")
    if 0 < abs(share) < least / 2:
        text = f"<{percent(least)}" if share > 0 else f">−{percent(least)}"
    return text.replace(" ", "" if language.startswith("zh") else FIRM_SPACE)


def points_text(step: Fraction, language: str) -> str:
    """A difference of two shares with its sign, in points: "+8.3 points"."""
    size = percent(abs(step)).removesuffix(" %")
    sign = "" if size == "0.0" else "+" if step > 0 else "−"
    return Words(f"{sign}{size} 个百分点", f"{sign}{size} points").pick(language)


def share_text(share: Fraction, report: Report, language: str) -> str:
    """The share read out: as a fraction too, where that is a simple one, and with its amount."""
    if not share:
        return Words("没有份额", "no share").pick(language)
    simple, amount = share.denominator <= SIMPLE, amount_of(share, report)
    text = share_words(share).pick(language) if simple else percent_text(share, language)
    return Words(f"份额{text}，{amount}", f"share {text}, {amount}").pick(language)


def amount_of(share: Fraction, report: Report) -> str:
    """The share in the harm's unit."""
    return amount_text(share * report.amount, report.unit).replace("-", "−")


def headed(report: Report, zh: str, en: str, language: str) -> str:
    """A heading that begins with what the report is about."""
    about = isolated(told(report.title, language) or told(report.outcome, language))
    return Words(f"{about}：{zh}", f"{capital(about)}: {en}").pick(language)


def no_harm(report: Report, language: str) -> str:
    """That nothing is to be shared."""
    harm = isolated(told(report.outcome, language))
    return Words(
        f"按所列事实，{harm}没有发生，因此没有份额",
        f"By these facts {harm} did not happen: no shares",
    ).pick(language)


def shared_among(report: Report, language: str) -> str:
    """The amount, by how many it is shared, and what falls on nobody."""
    if not report.harm:
        return ""
    amount = amount_text(report.amount, report.unit)
    count = sum(person.share != 0 for person in report.persons)
    rest = percent_text(report.system.share, language)
    zh, en = f"共{amount}，{count}人有份额", f"{amount} in all, shared by {count} persons"
    en = f"{amount} in all, on one person" if count == 1 else en
    if report.system.share:
        zh, en = f"{zh}；{rest}记入制度账户", f"{en}; {rest} on the system account"
    return Words(f"{zh}。", f"{en}.").pick(language)


def certified(report: Report, language: str) -> tuple[str, ...]:
    """Why the figures may be trusted, and from which versions they follow."""
    certificate = report.certificate
    given = certificate.versions
    versions = (
        given.model or certificate.model[:8],
        given.evidence or certificate.evidence[:8],
        given.baseline or certificate.baseline[:8],
    )
    origin = Words("模型 {} · 证据 {} · 职责清单 {}", "Model {} · evidence {} · duties {}").pick(
        language
    )
    lines = [_sum_line(report).pick(language)] if report.harm else []
    return (*lines, printable(origin.format(*versions)))


def _sum_line(report: Report) -> Words:
    certificate = report.certificate
    if certificate.exact:
        return Words(
            "各人份额与制度账户合计，正好等于全部损害。",
            "All shares and the system account add up to the harm exactly.",
        )
    if certificate.radius:
        radius = percent(Fraction(certificate.radius))
        confidence = percent(Fraction(certificate.confidence))
        return Words(
            f"抽样估算：各份额的误差不超过±{radius}（置信度{confidence}）。",
            f"Bounded by sampling: every share lies within ±{radius}, with {confidence} confidence.",
        )
    return Words(
        "各人份额与制度账户合计等于全部损害（数值计算）。",
        "All shares and the system account add up to the harm (reckoned numerically).",
    )
