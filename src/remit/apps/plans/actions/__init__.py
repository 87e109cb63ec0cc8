"""Setting targets, planning a month, reporting results, publishing what came of it."""

from remit.apps.plans.actions.letters import (
    remind,
)
from remit.apps.plans.actions.planning import (
    add_item,
    drop_item,
    open_month,
    revise_item,
    submit_plan,
)
from remit.apps.plans.actions.refusals import (
    AlreadyRemindedToday,
    LineAlreadyDropped,
    LineDoesNotFit,
    MonthAlreadyCompared,
    MonthIsOver,
    MonthNotBegun,
    MonthNotOver,
    NobodyAnswersForPlan,
    NothingToCompare,
    PlanAlreadySubmitted,
    PlanEmpty,
    PromiseDroppedWithoutReason,
    ResultsIncomplete,
    TargetAlreadyWithdrawn,
    TargetDoesNotFit,
)
from remit.apps.plans.actions.results import (
    Result,
    publish_summary,
    report_results,
)
from remit.apps.plans.actions.targets import (
    set_target,
    withdraw_target,
)

__all__ = [
    "AlreadyRemindedToday",
    "LineAlreadyDropped",
    "LineDoesNotFit",
    "MonthAlreadyCompared",
    "MonthIsOver",
    "MonthNotBegun",
    "MonthNotOver",
    "NobodyAnswersForPlan",
    "NothingToCompare",
    "PlanAlreadySubmitted",
    "PlanEmpty",
    "PromiseDroppedWithoutReason",
    "Result",
    "ResultsIncomplete",
    "TargetAlreadyWithdrawn",
    "TargetDoesNotFit",
    "add_item",
    "drop_item",
    "open_month",
    "publish_summary",
    "remind",
    "report_results",
    "revise_item",
    "set_target",
    "submit_plan",
    "withdraw_target",
]
