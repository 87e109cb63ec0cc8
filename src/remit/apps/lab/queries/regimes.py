"""The regime an organisation has now, as far as its own records tell it; the rest stays an assumption.

Each value is either read, with the count it rests on and a sentence saying how, or assumed, with the
reason why it could not be read. What rests on cases, reports or appeals is read from five of them on:
from fewer, a figure could be one about a person. Nothing is read that a parameter's range does not
take: a count in other units than the model's is told, and not used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone

from remit.apps.cases.models import EXEMPT, NO_MEASURE, Appeal, Case, Decision, Report
from remit.apps.cases.queries import packs
from remit.apps.matters.models import Matter
from remit.apps.organisation.models import Appointment, Delegation, Post, Power, Unit
from remit.apps.organisation.queries import in_force, subtree, within
from remit.apps.plans.models import MonthlyPlan, PlanItem, Summary
from remit.engines.rules.pack import EffectKind, Pack
from remit.engines.storm.design import Design
from remit.engines.storm.parameters import parameter, parameters
from remit.engines.storm.tree import NONE, Tree
from remit.engines.words import Words

LEAST = 5
"""Cases, reports, decisions or appeals from which a value is read."""
YEAR = 364
WEEKS = 52
VETO = "veto"
READ_PARTS = ("regime", "world", "people")


class Value(NamedTuple):
    """One value of a regime: read from `n` records as `source` says, or assumed for the reason it gives."""

    name: str
    value: float
    read: bool
    source: Words
    n: int = 0


@dataclass(frozen=True)
class Read:
    """The regime of a unit and all under it on a day: a design, the tree of its posts, and whence each value."""

    design: Design
    tree: Tree
    values: tuple[Value, ...]

    @property
    def found(self) -> tuple[Value, ...]:
        """The values that were read."""
        return tuple(each for each in self.values if each.read)


class _Found(NamedTuple):
    """A share or rate that records tell: above / below, in words; `least` of `below` are needed."""

    above: float
    below: float
    n: int
    words: Words
    least: int = 1


def regime_now(unit: Unit, on: date) -> Read:
    """The regime of the unit and all under it on the day, over the year (52 weeks) that ends with it."""
    lines = _lines(unit, on)
    posts = _posts(lines)
    counts = _counts(unit, on - timedelta(days=YEAR), on)
    told = {**_of_lists(lines), **_of_counts(counts, len(posts))}
    told |= _of_pack(packs().get(counts["pack"] or ""), on)
    values = tuple(
        _value(f"{part}.{each.name}", told.get(f"{part}.{each.name}"))
        for part in READ_PARTS
        for each in parameters(part)
    )
    design = Design().changed({each.name: each.value for each in values if each.read})
    return Read(design, _tree(posts), values)


def observed(unit: Unit, since: date, until: date) -> Mapping[str, float]:
    """What records of [since, until) show of the observables of a calibration, by their names.

    Only what is counted here in the model's own sense, and of inquiries and measures not fewer than
    five; the others are left out. Posts are those in force on the last day.
    """
    counts, posts = (
        _counts(unit, since, until),
        len(_posts(_lines(unit, until - timedelta(days=1)))),
    )
    weeks = (until - since).days / 7 * posts
    if weeks <= 0:
        return {}
    work = counts["items"] + counts["matters"]
    told = {"duties": work / weeks} if work else {}
    for name, n in (("inquiries", counts["cases"]), ("sanctions", counts["measures"])):
        if n >= LEAST:
            told[name] = n * WEEKS / weeks
    return told


def _value(name: str, found: "_Found | Words | None") -> Value:
    """The value read, or the default with why it was not read."""
    about = parameter(name)
    if not isinstance(found, _Found):
        return Value(name, about.default, read=False, source=found or NOT_KEPT)
    if found.n < found.least or found.below <= 0:
        return Value(name, about.default, read=False, source=_too_few(found), n=found.n)
    value = found.above / found.below
    if not about.low <= value <= about.high:
        return Value(name, about.default, read=False, source=_beyond(found, value), n=found.n)
    return Value(name, value, read=True, source=found.words, n=found.n)


NOT_KEPT = Words(
    "系统中没有可据以读取的记录。", "Nothing is kept here from which it could be read."
)


def _too_few(found: _Found) -> Words:
    return Words(
        f"{found.words.zh}（现有 {found.n} 项，不足 {found.least} 项，不读取）",
        f"{found.words.en} ({found.n} so far; read from {found.least} on)",
    )


def _beyond(found: _Found, value: float) -> Words:
    return Words(
        f"{found.words.zh}（得 {value:.3g}，与模型的计量单位不合，未采用）",
        f"{found.words.en} (this comes to {value:.3g}, not in the model's unit, and is not used)",
    )


class _Line(NamedTuple):
    """A post in force with its superior, one of its duties if it has any, and whether it has a power."""

    post: int
    superior: int | None
    zh: str | None
    en: str | None
    able: bool


def _lines(unit: Unit, on: date) -> list[_Line]:
    """Each post in force with each of its duties in force; once where it has none."""
    post = OuterRef("pk")
    own = Power.objects.filter(in_force(on), post=post)
    lent = Delegation.objects.filter(in_force(on), in_force(on, "power__"), to_post=post)
    rows = Post.objects.filter(in_force(on), within([subtree(unit.path)], "unit__path"))
    told = rows.annotate(
        duty=FilteredRelation("duties", condition=in_force(on, "duties__")),
        able=Exists(own) | Exists(lent),
    )
    names = ("pk", "superior_id", "duty__text_zh", "duty__text_en", "able")
    return [_Line(*row) for row in told.order_by("pk", "duty__pk").values_list(*names)]


def _posts(lines: Sequence[_Line]) -> list[tuple[int, int | None]]:
    """Each post with its superior, in the order of their keys."""
    return list({line.post: (line.post, line.superior) for line in lines}.values())


def _tree(posts: list[tuple[int, int | None]]) -> Tree:
    """The tree of the posts; one head alone where there is none yet."""
    places = {pk: place for place, (pk, _) in enumerate(posts)}
    parents = [places.get(superior, NONE) if superior else NONE for _, superior in posts]
    return Tree.of(parents or [NONE])


def _of_lists(lines: Sequence[_Line]) -> dict[str, "_Found | Words"]:
    """Clarity and residual control, from the lists of duties and powers."""
    duties = [line for line in lines if line.zh is not None or line.en is not None]
    held: dict[tuple[str, str], set[int]] = {}
    for line in duties:
        held.setdefault(((line.zh or "").strip(), (line.en or "").strip()), set()).add(line.post)
    alone = sum(len(posts) == 1 for posts in held.values())
    bound = {line.post for line in duties}
    able = {line.post for line in duties if line.able}
    return {
        "regime.clarity": _Found(
            alone, len(held), len(held),
            Words("职责清单中只列在一个岗位名下的职责所占比例",
                  "Share of the duties on the lists that stand with one post only"),
        ),
        "regime.discretion": _Found(
            len(able), len(bound), len(bound),
            Words("列有职责的岗位中，自有或受托权力的岗位所占比例",
                  "Of the posts with duties, the share that has a power of its own or lent to it"),
        ),
    }  # fmt: skip


def _of_counts(counts: Mapping[str, Any], posts: int) -> dict[str, "_Found | Words"]:
    """What a year of cases, appeals, plans and appointments tells."""
    weeks = float(posts * WEEKS)
    work = counts["items"] + counts["matters"]
    return {
        "regime.intensity": _Found(
            counts["inquired"], counts["founded"], counts["founded"],
            Words("一年内核实属实的反映中立案的比例",
                  "Of a year's reports found to be so, the share on which a case was opened"), LEAST,
        ),
        "regime.precision": _Found(
            counts["attributed"], counts["decided"], counts["decided"],
            Words("一年内的决定中，所依据的责任认定至今有效的比例",
                  "Of a year's decisions, the share whose adopted attribution still stands"), LEAST,
        ),
        "regime.appeal": _Found(
            counts["corrected"], counts["appeals"], counts["appeals"],
            Words("一年内办结的申诉中变更或撤销原决定的比例",
                  "Of a year's appeals decided, the share that changed or revoked the decision"), LEAST,
        ),
        "regime.capacity": _Found(
            counts["cases"], weeks, counts["cases"],
            Words("每岗每周立案数（近一年）", "Cases opened per post and week, over the last year"), LEAST,
        ),
        "regime.tracking": _Found(
            counts["compared"], counts["planned"], counts["planned"],
            Words("一年内有计划的月份中，已发布计划与完成对照的比例",
                  "Of a year's months with plans, the share whose results were compared with them"),
        ),
        "people.turnover": _Found(
            counts["left"], weeks, counts["left"],
            Words("每岗每周结束的任职数（近一年）", "Appointments ended per post and week, over the last year"),
        ),
        "world.load": _Found(
            work, weeks, work,
            Words("每岗每周新增的计划事项与事项数（近一年）",
                  "Plan items and matters that came in per post and week, over the last year"),
        ),
    }  # fmt: skip


def _of_pack(pack: Pack | None, on: date) -> dict[str, "_Found | Words"]:
    """Exemption and veto, from the rule pack under which the year's latest case was opened.

    How many grounds a pack has is told, but it is no share of blameless situations: that stays assumed.
    """
    if pack is None:
        return dict.fromkeys(("regime.exemption", "regime.veto"), NO_PACK)
    name, own = pack.titles, _grounds(pack, on)
    most = max(_grounds(each, on) for each in (*packs().values(), pack))
    found: dict[str, _Found | Words] = {
        "regime.exemption": Words(
            f"《{name.zh}》有 {own} 项免责事由（已安装规则包最多 {most} 项）；事由数不等于覆盖比例，故不读取。",
            f"“{name.en}” has {own} grounds of exemption (an installed pack has {most} at most); how many there are is"
            " not how much they cover, so nothing is read.",
        ),
        "regime.veto": VETO_THERE,
    }
    if not any(rule.label == VETO for rule in pack.in_force(on).rules):
        told = Words(f"《{name.zh}》没有一票否决", f"“{name.en}” has no one-vote veto")
        found["regime.veto"] = _Found(0, 1, 1, told)
    return found


NO_PACK = Words(
    "近一年没有立案，无从得知适用哪个规则包。",
    "No case was opened in a year, so no rule pack is known.",
)
VETO_THERE = Words(
    "规则包规定了一票否决，但没有写明清零多少积累。",
    "The rule pack has a one-vote veto but does not say how much of the merits it wipes out.",
)  # fmt: skip


def _grounds(pack: Pack, on: date) -> int:
    return sum(rule.has(EffectKind.EXEMPT) for rule in pack.in_force(on).rules)


def _counts(unit: Unit, since: date, until: date) -> dict[str, Any]:
    """All counts of [since, until) over the unit and those under it, in one question to the database."""
    span = _Span(unit, since, until)
    cases = Case.objects.filter(span.at("opened_at"), span.here("unit__path"))
    asked: dict[str, Any] = {
        name: _number(rows) for name, rows in {**_of_cases(span, cases), **_of_work(span)}.items()
    }
    plans = MonthlyPlan.objects.filter(span.here("unit__path"), span.month)
    summaries = Summary.objects.filter(span.month, unit__path=unit.root_path)
    asked["planned"], asked["compared"] = _number(plans, "month"), _number(summaries, "month")
    asked["pack"] = Subquery(cases.order_by("-opened_at", "-pk").values("pack_id")[:1])
    told = {f"{COUNT}{name}": value for name, value in asked.items()}
    row = Unit.objects.filter(pk=unit.pk).order_by().values(**told).get()
    return {name.removeprefix(COUNT): value for name, value in row.items()}


COUNT = "n_"


class _Span(NamedTuple):
    """Whose records of which days are counted."""

    unit: Unit
    since: date
    until: date

    def here(self, field: str) -> Q:
        """That a path lies in the unit."""
        return within([subtree(self.unit.path)], field)

    def at(self, field: str) -> Q:
        """That an instant lies in the span."""
        since, until = (_midnight(day) for day in (self.since, self.until))
        return Q(**{f"{field}__gte": since, f"{field}__lt": until})

    @property
    def month(self) -> Q:
        """That a month has begun and ended in the span."""
        return Q(month__gte=self.since, month__lt=self.until.replace(day=1))


def _of_cases(span: _Span, cases: "QuerySet[Case]") -> "dict[str, QuerySet[Any]]":
    founded = Report.objects.filter(
        span.at("received_at"), span.here("unit__path"), state=Report.State.WELL_FOUNDED
    )
    path = "concerned__case__unit__path"
    decided = Decision.objects.filter(span.at("decided_at"), span.here(path))
    appeals = Appeal.objects.filter(span.at("decided_at"), span.here(f"decision__{path}"))
    return {
        "cases": cases,
        "founded": founded,
        "inquired": founded.filter(case__isnull=False),
        "decided": decided,
        "attributed": decided.filter(attribution__superseded_by=None),
        "measures": decided.exclude(measure__in=[EXEMPT, NO_MEASURE]),
        "appeals": appeals,
        "corrected": appeals.exclude(outcome=Appeal.Outcome.UPHELD),
    }


def _of_work(span: _Span) -> "dict[str, QuerySet[Any]]":
    days = {"gte": span.since, "lt": span.until}
    return {
        "items": PlanItem.objects.filter(
            span.here("plan__unit__path"),
            carried_from=None,
            **{f"plan__month__{name}": day for name, day in days.items()},
        ),
        "matters": Matter.objects.filter(span.at("opened"), span.here("unit__path")),
        "left": Appointment.objects.filter(
            span.here("post__unit__path"),
            **{f"until__{name}": day for name, day in days.items()},
        ),
    }


class _Distinct(Func):
    """How many different values there are, without grouping the rows."""

    function = "COUNT"
    template = "%(function)s(DISTINCT %(expressions)s)"
    output_field = IntegerField()


def _number(rows: QuerySet[Model], field: str = "pk") -> Subquery:
    counted = rows.order_by().annotate(number=_Distinct(F(field))).values("number")
    return Subquery(counted, output_field=IntegerField())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
