"""Logs of other systems: handed in, their columns said, brought in to be measured, and removed."""

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import lazy

from remit.apps.lab import actions
from remit.apps.lab import queries as lab
from remit.apps.organisation import queries as organisation
from remit.engines.findings import Refusal
from remit.engines.words import Words
from remit.web.access import holds, page
from remit.web.components import Answer, Cell, Column, Empty
from remit.web.deeds import carried_out, pressed
from remit.web.insight.looking import INDENT, MEASURE, READ, units
from remit.web.insight.mapping import MEANINGS, chosen, mapped, on_page
from remit.web.insight.ways import ways
from remit.web.lists import Listing, Shown, show
from remit.web.standpoint import StandingRequest, Standpoint
from remit.web.wording import number, pick

if TYPE_CHECKING:
    from remit.apps.lab.models import Log

MIB = 2**20
DIGITS = 12
FORM = ("GET", "POST")
said = lazy(pick, str)
ACCEPTED = ".csv,.tsv,.txt,.xes,.json,.jsonocel,.sqlite,.parquet,.gz"


class HandInForm(forms.Form):
    """A file of events, and the unit whose work it tells of."""

    unit = forms.ChoiceField(
        label=said(Words("单位", "Unit")),
        help_text=said(
            Words(
                "日志说的是哪个单位的工作。能查看该单位度量的岗位，也能看到日志中的姓名。",
                "Whose work the log tells of. Posts that may look at the measures of this unit see the "
                "names in the log.",
            )
        ),
    )
    file = forms.FileField(
        label=said(Words("日志文件", "Log file")),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        max_length=160,
    )

    def __init__(self, *given: object, choices: "list[tuple[str, str]]", **options: object) -> None:
        super().__init__(*given, **options)  # type: ignore[arg-type]  # handed on as they came
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["file"].help_text = pick(
            Words(
                f"最大{settings.LOG_UPLOAD // MIB} MiB，CSV、XES 和 OCEL JSON 可用 gzip 压缩。列的含义在下一步确认，"
                "确认之前不会用于度量。",
                f"At most {settings.LOG_UPLOAD // MIB} MiB; CSV, XES and OCEL JSON may be gzipped. What its "
                "columns mean is asked next; nothing is measured before.",
            )
        )

    def clean_file(self) -> object:
        """The file, where it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > settings.LOG_UPLOAD:
            most, has = settings.LOG_UPLOAD // MIB, -(-file.size // MIB)
            raise forms.ValidationError(
                pick(
                    Words(
                        f"文件有{has} MiB，上限为{most} MiB。请用 gzip 压缩，或按时间分段导出。",
                        f"The file has {has} MiB; at most {most} are taken. Gzip it, or export it in parts.",
                    )
                )
            )
        return file


class RemoveForm(forms.Form):
    """Why a log is removed."""

    why = forms.CharField(
        label=said(Words("为什么移除", "Why it is removed")),
        help_text=said(
            Words(
                "移除后仍然保留，所以不要写姓名。",
                "It stays after the removal, so it names nobody.",
            )
        ),
        max_length=200,
    )


def _state(log: "Log") -> Cell:
    """How far the log has come."""
    if log.removed_at:
        return Cell(Words("已移除", "removed"), state="stopped")
    if log.brought_in_at:
        return Cell(Words("可度量", "measured"), state="done")
    return Cell(Words("待确认列", "columns to be said"), state="waiting")


LOGS: "Listing[Log]" = Listing(
    id="logs",
    caption=Words("外来日志", "Logs of other systems"),
    sort="-at",
    href=lambda log: reverse("insight_log", args=[log.pk]),
    shown=[
        Shown(Column("name", Words("文件", "File")), lambda log: log.name, ("name", "id")),
        Shown(
            Column("unit", Words("单位", "Unit")), lambda log: log.unit.name, ("unit__path", "id")
        ),
        Shown(Column("state", Words("状态", "State"), sortable=False), _state),
        Shown(
            Column("events", Words("事件数", "Events"), "number"),
            lambda log: log.events,
            ("events", "id"),
        ),
        Shown(Column("by", Words("上传者", "Handed in by")), lambda log: log.by.post.name),
        Shown(Column("at", Words("时间", "When"), "date"), lambda log: log.at, ("at", "id")),
        Shown(Column("digest", Words("摘要", "Digest")), lambda log: log.digest[:DIGITS]),
    ],
    empty=Empty(
        Words("还没有外来日志", "No log was brought yet"),
        Words(
            "上传其他系统导出的事件日志（CSV、XES、OCEL 2.0、Parquet），即可用同样的页面查看停滞、移交和负荷。",
            "Hand in an event log of another system (CSV, XES, OCEL 2.0, Parquet) and look at its flow, "
            "handovers and load on the same pages.",
        ),
        icon="insight",
    ),
)


@page(holds(READ))
def logs(request: StandingRequest) -> HttpResponse:
    """The logs of other systems over the units in reach."""
    rows = lab.handed_in_logs(_reach(request.standpoint))
    may = MEASURE in request.standpoint.codes
    return show(request, "insight/logs.html", LOGS, rows, {"ways": ways(None, "logs"), "may": may})


@page(holds(MEASURE), methods=FORM)
def new(request: StandingRequest) -> HttpResponse:
    """Hands in a file of events."""
    own = {str(row.pk): row for row in units(request.standpoint) if _may(request.standpoint, row)}
    top = min((len(row.path) for row in own.values()), default=0)
    choices = [(k, INDENT * ((len(row.path) - top) // 6) + row.name) for k, row in own.items()]
    form = HandInForm(request.POST or None, request.FILES or None, choices=choices)

    def deed() -> "Log":
        unit, file = own[form.cleaned_data["unit"]], form.cleaned_data["file"]
        standpoint = request.standpoint
        try:
            return actions.receive_log(
                unit, file.name, file.read(), by=standpoint.doer, at=standpoint.at
            )
        except Refusal as refusal:
            raise Refusal(*map(on_page, refusal.findings)) from refusal

    if done := carried_out(request, form, deed):
        return redirect("insight_log", done.pk)
    return render(request, "insight/log_new.html", {"form": form, "ways": ways(None, "logs")})


@page(holds(READ))
def log(request: StandingRequest, pk: int) -> HttpResponse:
    """One log: what its columns mean while that is open, else where to look at it."""
    row = _log(request, pk)
    may = _may(request.standpoint, row.unit)
    shown = mapped(row, request.GET.dict()) if row.waiting and may else None
    context = {
        "log": row,
        "facts": _facts(row),
        "mapped": shown,
        "may": may,
        "ways": ways(None, "logs"),
        "look": f"{reverse('insight')}?log={lab.log_name(row)}",
    }
    return render(request, "insight/log.html", context)


@page(holds(MEASURE), methods=("POST",))
def bring_in(request: StandingRequest, pk: int) -> HttpResponse:
    """Brings the events of a log in, its columns as they were looked at."""
    row, standpoint = _log(request, pk), request.standpoint
    named, dates = chosen(request.POST.dict())
    told = Words("日志已接入，可以度量。", "The log is brought in and can be measured.")

    def deed() -> "Log":
        try:
            return actions.bring_in_log(
                row, named, dates=dates, by=standpoint.doer, at=standpoint.at
            )
        except Refusal as refusal:
            raise Refusal(*map(on_page, refusal.findings)) from refusal

    pressed(request, deed, said=pick(told))
    return redirect("insight_log", pk)


@page(holds(MEASURE), methods=FORM)
def remove(request: StandingRequest, pk: int) -> HttpResponse:
    """Lets a log go for ever, with the reason."""
    row, standpoint = _log(request, pk), request.standpoint
    form = RemoveForm(request.POST or None)

    def deed() -> "Log":
        why = form.cleaned_data["why"]
        return actions.remove_log(row, why, by=standpoint.doer, at=standpoint.at)

    told = Words("日志已移除，内容不可恢复。", "The log is removed and cannot be brought back.")
    if carried_out(request, form, deed, said=pick(told)):
        return redirect("insight_log", pk)
    context = {"form": form, "log": row, "ways": ways(None, "logs")}
    return render(request, "insight/log_remove.html", context)


def _log(request: StandingRequest, pk: int) -> "Log":
    return get_object_or_404(lab.handed_in_logs(_reach(request.standpoint)), pk=pk)


def _reach(standpoint: Standpoint) -> "list[organisation.Range]":
    return organisation.reach(standpoint.acting, READ, on=standpoint.today)


def _may(standpoint: Standpoint, unit: "object") -> bool:
    return organisation.may(standpoint.by, MEASURE, unit, on=standpoint.on)  # type: ignore[arg-type]


def _facts(log: "Log") -> list[Answer]:
    named = [f"{pick(MEANINGS[name])} = {column}" for name, column in log.columns.items()]
    return [
        Answer(Words("单位", "Unit"), log.unit.name),
        Answer(Words("格式", "Format"), log.get_form_display()),
        Answer(Words("大小", "Size"), f"{number(log.size)} B"),
        Answer(Words("文件摘要", "Digest of the file"), log.digest[:DIGITS], note=log.digest),
        Answer(Words("上传者", "Handed in by"), f"{log.by.person.name} · {log.by.post.name}"),
        Answer(Words("上传时间", "Handed in"), log.at),
        *([Answer(Words("事件数", "Events"), log.events)] if log.brought_in_at else []),
        *([Answer(Words("列的含义", "Columns"), "\n".join(named))] if named else []),
        *([Answer(Words("接入时间", "Brought in"), log.brought_in_at)] if log.brought_in_at else []),
        *([Answer(Words("移除时间", "Removed"), log.removed_at, note=log.why_removed)]
          if log.removed_at else []),
    ]  # fmt: skip
