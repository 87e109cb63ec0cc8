"""Why a deed with a log is refused."""

from remit.apps.lab.models import Log
from remit.engines.findings import Finding, Refusal, error


class LogAlreadyBroughtIn(Refusal):
    """A log is brought in once; its events do not change afterwards."""


class LogRemoved(Refusal):
    """Nothing more is done with a log that was removed."""


class NothingToMeasure(Refusal):
    """A log without a single event that has an instant."""


class ReasonMissing(Refusal):
    """A log is removed with a reason only."""


def already_brought_in(log: Log) -> Finding:
    """That its events are there and stay as they are."""
    return error(
        "lab.log_already_brought_in",
        log.ref,
        "该日志已经接入，事件不再变动。如列的对应有误，请先移除，再重新上传。",
        "This log was brought in already, and its events stay as they are. Where its columns were "
        "understood wrongly, remove it and hand the file in again.",
    )


def removed(log: Log) -> Finding:
    """That nothing of it is left."""
    return error(
        "lab.log_removed",
        log.ref,
        "该日志已被移除，内容不复存在。如仍需要，请重新上传文件。",
        "This log was removed and nothing of it is left. Where it is needed again, hand the file in anew.",
    )


def no_events(log: Log) -> Finding:
    """That there is nothing to measure."""
    return error(
        "lab.no_events",
        log.ref,
        "文件中没有带时间的事件，无从度量。请检查时间一列。",
        "The file has no event with an instant, so nothing can be measured. Check the column of instants.",
    )


def no_reason() -> Finding:
    """That it has to be said why."""
    return error(
        "lab.reason_missing",
        "why",
        "请说明移除的原因：日后有人会问，为什么依据不在了。",
        "Say why it is removed: somebody will ask one day why the evidence is gone.",
    )
