"""The living page of components: one made-up sample of each, drawn as on every other page."""

from datetime import date, timedelta
from fractions import Fraction

from django import forms
from django.utils.translation import gettext_lazy as _

from remit.engines.findings import Finding, Severity
from remit.engines.words import Words
from remit.web.components import (
    Answer,
    AsOf,
    Cell,
    Chart,
    Clock,
    Column,
    Contrast,
    Empty,
    Event,
    Figure,
    Filter,
    Reference,
    Row,
    Share,
    ShareBar,
    Step,
    Table,
    Task,
    Why,
)


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    title = forms.CharField(label=_("Title"), help_text=_("As it will stand in the register."))
    month = forms.DateField(
        label=_("Due on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    amount = forms.DecimalField(label=_("Planned value"), required=False)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("1", "Linshan Town"), ("2", "Shibei")])
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("done", _("done")), ("part", _("in part")), ("not", _("not done"))],
        widget=forms.RadioSelect,
        help_text=_("What was reached, not what was tried."),
    )
    agreed = forms.BooleanField(label=_("The unit concerned has been asked"), required=False)


def sample(today: date) -> dict[str, object]:
    """The context of `components/gallery.html`; every date is reckoned from `today`."""
    sent = SampleForm({"title": "", "month": "soon", "unit": "1"})
    sent.is_valid()
    return {
        "steps": _steps(),
        "short_steps": _steps()[:2] + tuple(Step(kind) for kind in ("plan", "matter", "case")),
        "clocks": _clocks(today),
        "bar": _share_bar(),
        "why": _why(),
        "past": AsOf(today - timedelta(days=200), today),
        "sent": sent,
        "blank": SampleForm(),
        "answers": _answers(today),
        "tasks": _tasks(today),
        "events": _events(today),
        "figures": _figures(),
        "findings": _findings(),
        "table": _table(today),
        "empty_table": Table("nothing", Words("提请", "Requests"), (), (), empty=_empty()),
        "chart": _chart(),
        "letter": _letter(today),
        "states": _states(),
    }


def _states() -> tuple[tuple[str, Words], ...]:
    return (
        ("waiting", Words("待处理", "Waiting")),
        ("running", Words("办理中", "In hand")),
        ("soon", Words("即将到期", "Due soon")),
        ("late", Words("已逾期", "Past its date")),
        ("done", Words("已办结", "Done")),
        ("stopped", Words("中止", "Stopped")),
        ("draft", Words("草稿", "Draft")),
        ("note", Words("说明", "Note")),
    )


def _steps() -> tuple[Step, ...]:
    return (
        Step("duty", Words("传染病防控", "Disease control"), "#duty"),
        Step("target", Words("接种率 95%", "Vaccination 95%"), "#target"),
        Step("plan", Words("十月补种", "October catch-up"), "#plan", current=True),
        Step("matter", Words("冷链联席", "Cold-chain group"), "#matter"),
        Step("case"),
        Step("decision"),
    )


def _clocks(today: date) -> tuple[Clock, ...]:
    county = Words("县监委", "County supervision office")
    return (
        Clock(today + timedelta(days=16), 12, runner=Words("林山镇政府", "Linshan Town")),
        Clock(today + timedelta(days=2), 2, runner=Words("周启明", "Zhou Qiming")),
        Clock(today, 0, runner=Words("周启明", "Zhou Qiming")),
        Clock(today - timedelta(days=4), -3, runner=Words("石北村", "Shibei Village")),
        Clock(
            today + timedelta(days=9),
            7,
            stopped_by=county,
            stopped_reason=Words(
                "等待鉴定意见；收到之日起继续计算。",
                "An expert opinion is awaited; it runs on from the day the opinion arrives.",
            ),
        ),
        Clock(today, done_on=today - timedelta(days=1)),
        Clock(None),
    )


def _share_bar() -> ShareBar:
    shares = (
        Share(
            Words("周启明 · 镇长", "Zhou Qiming · head of town"),
            Fraction(5, 12),
            Fraction(1, 3),
            Fraction(1, 2),
            href="#zhou",
            reason=Words(
                "10 月 12 日收到冷库故障报告，有权调拨备用车而未调拨。",
                "Was told of the failed cold store on 12 October and could send the spare van; did not.",
            ),
        ),
        Share(
            Words("何文 · 卫生院长", "He Wen · head of clinic"),
            Fraction(1, 4),
            Fraction(1, 6),
            Fraction(1, 3),
            reason=Words("发现故障后隔日才上报。", "Passed the failure on a day late."),
        ),
        Share(
            Words("制度账户", "The system’s account"),
            Fraction(1, 4),
            system=True,
            reason=Words(
                "冷库维修经费连续两年未列入预算：有责而无资。",
                "No money for repairs in two budgets: a duty without means.",
            ),
        ),
        Share(
            Words("李岚 · 副镇长", "Li Lan · deputy head"),
            Fraction(1, 12),
            reason=Words("督办通知晚发。", "Sent the reminder late."),
        ),
    )
    third, zero = Fraction(1, 3), Fraction(0)
    return ShareBar(
        "sample-shares",
        Words("3,200 支疫苗失效：各人份额", "3,200 spoilt doses: whose share"),
        shares,
        contrasts=(
            Contrast(
                Words("人人有份", "Equal among all mentioned"),
                (third, third, zero, third),
                Words("“一锅端”：与各人所能无关。", "“All in one boat”: whatever each could do."),
            ),
            Contrast(Words("只问一把手", "The head alone"), (Fraction(1), zero, zero, zero)),
            Contrast(
                Words("只问最后经手人", "The last hand alone"), (zero, Fraction(1), zero, zero)
            ),
        ),
    )


def _why() -> Why:
    return Why(
        title=Words("为什么是“减轻”", "Why “mitigated”"),
        sentence=Words(
            "报告冷库缺陷在前，且两次申请经费被退回。",
            "The defect was reported beforehand, and money was asked for twice and refused.",
        ),
        rules=(
            Reference(
                Words("容错纠错办法 第七条第二项", "Rules on tolerance, article 7 (2)"),
                "#rule",
                Words("事前报告风险的，可以减轻。", "A risk reported beforehand may mitigate."),
            ),
        ),
        entries=(
            Reference("plans.risk_reported · 4 182", "#entry"),
            Reference("correspondence.letter_refused · 4 377", "#entry"),
        ),
        evidence=(Reference(Words("维修申请（2 份）", "Two requests for repair"), "#evidence"),),
        formula="φ(Zhou) = 1/3 · 1 + 1/6 · 1/2 = 5/12",
    )


def _answers(today: date) -> tuple[Answer, ...]:
    return (
        Answer(Words("事项", "Matter"), Words("十月补种", "October catch-up"), "#matter"),
        Answer(Words("完成日期", "Due on"), today, "#due"),
        Answer(Words("计划数", "Planned value"), 12480, "#value", Words("剂次", "doses")),
    )


def _tasks(today: date) -> tuple[Task, ...]:
    return (
        Task(
            Words("报送十一月计划", "Hand in the plan for November"),
            "#plan",
            hint=Words("由年度目标预填，只需核对。", "Filled in from the target; check it."),
            clock=Clock(today + timedelta(days=2), 2),
        ),
        Task(
            Words("确认接收交接清单", "Accept the handover list"),
            "#handover",
            state="soon",
            words=Words("即将到期", "Due soon"),
        ),
        Task(
            Words("答复石北村的“不能办”通知", "Answer Shibei’s cannot-do notice"),
            "#notice",
            state="done",
            words=Words("已答复", "Answered"),
        ),
    )


def _events(today: date) -> tuple[Event, ...]:
    return (
        Event(
            today - timedelta(days=41),
            Words("报告冷库缺陷", "Defect of the cold store reported"),
            Words("何文", "He Wen"),
            "#report",
        ),
        Event(
            today - timedelta(days=33),
            Words("核查结束：属实", "Verification ended: true"),
            note=Words("证据 4 件", "4 pieces of evidence"),
        ),
        Event(None, Words("听取本人意见", "The person is heard"), open=True),
    )


def _figures() -> tuple[Figure, ...]:
    return (
        Figure(18, Words("项本月到期", "items due this month"), "#due"),
        Figure(
            Words("87.5%", "87.5%"),
            Words("按期报送", "plans handed in on time"),
            note=Words("区间 81%–92%", "interval 81% to 92%"),
            why=_why(),
        ),
        Figure(12480, Words("剂次已接种", "doses given")),
        Figure(3, Words("项有责无权", "duties without the power")),
    )


def _findings() -> tuple[Finding, ...]:
    return (
        Finding(
            "workbook.unknown_unit",
            Severity.ERROR,
            "Posts!C7",
            Words(
                "“石北村村”不在“单位”表中。请改为表中的名称，或先在“单位”表中增加。",
                "“Shibei Vilage” is not in the sheet Units. Use a name from it, or add it there.",
            ),
        ),
        Finding(
            "organisation.duty_without_power",
            Severity.WARNING,
            "镇长 · head of town",
            Words("该职责没有相应的调拨权。", "This duty comes without the power to allocate."),
            Words("权责清单 第三条", "List of powers, article 3").zh,
        ),
        Finding(
            "plans.carried_over",
            Severity.NOTE,
            "2026-10",
            Words("两项由九月结转。", "Two items come from September."),
        ),
    )


def _empty() -> Empty:
    return Empty(
        Words("还没有提请", "No requests yet"),
        Words(
            "职责缺少权力、经费或人手时，在这里提出，限期答复。",
            "When a duty lacks power, money or people, say so here; an answer comes in time.",
        ),
        "#new",
        Words("提出第一件", "Make the first one"),
    )


def _table(today: date) -> Table:
    columns = (
        Column("matter", Words("事项", "Matter")),
        Column("unit", Words("承办单位", "Lead unit")),
        Column("state", Words("状态", "State"), sortable=False),
        Column("due", Words("期限", "Due"), "date"),
        Column("value", Words("计划数", "Planned"), "number"),
    )
    states = _states()
    rows = tuple(
        Row(
            (
                Cell(Words(f"事项 {n}", f"Matter {n}"), note=f"LS-2026-{n:03}"),
                Words("林山镇", "Linshan Town"),
                Cell(states[n % 5][1], state=states[n % 5][0]),
                Clock(today + timedelta(days=n), n - 2),
                n * 1250,
            ),
            href=f"#matter-{n}",
            key=str(n),
        )
        for n in range(1, 7)
    )
    return Table(
        "sample-matters",
        Words("跨部门事项", "Matters across units"),
        columns,
        rows,
        total=143,
        page=2,
        per_page=6,
        sort="-due",
        query={"sort": "-due"},
        filters=(
            Filter("q", Words("名称包含", "Name contains")),
            Filter(
                "state",
                Words("状态", "State"),
                choices=[("soon", Words("即将到期", "Due soon"))],
                kind="select",
            ),
        ),
        xlsx="?format=xlsx",
    )


def _chart() -> Chart:
    values = [
        {"unit": Words(zh, en), "part": part, "low": part - 0.09, "high": part + 0.06}
        for zh, en, part in (
            ("林山镇", "Linshan", 0.91),
            ("石北村", "Shibei", 0.78),
            ("清水县", "Qingshui", 0.64),
            ("裕河厂", "Yuhe", 0.52),
        )
    ]
    axis = {"format": "%", "title": None, "tickCount": 5}
    unit = {"field": "unit", "type": "nominal", "sort": None, "title": None}
    spec = {
        "height": {"step": 44},
        "data": {"values": values},
        "encoding": {"y": unit},
        "layer": [
            {
                "mark": {"type": "bar", "height": 22},
                "encoding": {
                    "x": {"field": "part", "type": "quantitative", "axis": axis,
                          "scale": {"domain": [0, 1]}},
                },
            },
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 8},
                "encoding": {
                    "x": {"field": "high", "type": "quantitative"},
                    "text": {"field": "part", "format": ".0%"},
                },
            },
        ],
    }  # fmt: skip
    table = Table(
        "sample-chart-values",
        Words("按期报送的计划", "Plans handed in on time"),
        (
            Column("unit", Words("单位", "Unit"), sortable=False),
            Column("part", Words("按期", "On time"), "number", sortable=False),
        ),
        tuple(Row((v["unit"], f"{v['part']:.0%}")) for v in values),  # type: ignore[arg-type]  # a mixed mapping
    )
    return Chart(
        "sample-chart",
        Words("裕河厂只有一半计划按期报送", "Only half of Yuhe’s plans come in time"),
        spec,
        table,
        Words("线段为 95% 区间。", "Lines are 95% intervals."),
        "?format=xlsx",
    )


def _letter(today: date) -> dict[str, object]:
    bar = _share_bar()
    return {
        "organ": Words("林山镇问责委员会", "Accountability Panel of Linshan Town"),
        "title": Words("关于周启明同志有关责任的决定", "Decision on the share of Zhou Qiming"),
        "number": Words("林问〔2026〕3 号", "LS-D-2026-3").zh,
        "date": today,
        "addressee": Words("周启明同志", "Mr Zhou Qiming"),
        "facts": [
            {
                "text": Words(
                    "10 月 12 日冷库停电，3,200 支疫苗失效。",
                    "On 12 October the cold store failed and 3,200 doses were spoilt.",
                ),
                "evidence": [Words("温度记录", "Temperature log")],
            }
        ],
        "shares": [{"name": s.name, "part": s.part, "reason": s.reason} for s in bar.shares],
        "decision": [Words("予以提醒，不予处分。", "A reminder is given; no sanction follows.")],
        "rights": [
            Words("三十日内可以提出申诉。", "You may appeal within thirty days of receiving this.")
        ],
        "signatories": [Words("合议人：陈序、高敏", "Chen Xu and Gao Min, the panel")],
    }
