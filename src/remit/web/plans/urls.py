"""Addresses of the plans."""

from django.urls import URLPattern, path

from remit.web.plans import deeds, months, targets

urlpatterns: list[URLPattern] = [
    path("", months.plans, name="plans"),
    path("<int:pk>", months.plan, name="plan"),
    path("<int:pk>/items", deeds.add_item, name="add_item"),
    path("items/<int:pk>/revise", deeds.revise_item, name="revise_item"),
    path("items/<int:pk>/drop", deeds.drop_item, name="drop_item"),
    path("items/<int:pk>", months.item, name="plan_item"),
    path("<int:pk>/submit", deeds.submit_plan, name="submit_plan"),
    path("<int:pk>/remind", deeds.remind, name="remind"),
    path("<int:pk>/results", deeds.report_results, name="report_results"),
    path("open-month", deeds.open_month, name="open_month"),
    path("publish-summary", deeds.publish_summary, name="publish_summary"),
    path("summaries", months.summaries, name="summaries"),
    path("summaries/<int:pk>", months.summary, name="summary"),
    path("targets", targets.targets, name="targets"),
    path("targets/set", targets.set_target, name="set_target"),
    path("targets/<int:pk>", targets.target, name="target"),
    path("targets/<int:pk>/withdraw", targets.withdraw_target, name="withdraw_target"),
]
