"""Addresses of insight."""

from django.urls import URLPattern, path

from remit.web.insight import logs, pages

urlpatterns: list[URLPattern] = [
    path("", pages.overview, name="insight"),
    path("events", pages.events, name="insight_events"),
    path("runs", pages.runs, name="insight_runs"),
    path("runs/<int:pk>", pages.run, name="insight_run"),
    path("logs", logs.logs, name="insight_logs"),
    path("logs/new", logs.new, name="insight_log_new"),
    path("logs/<int:pk>", logs.log, name="insight_log"),
    path("logs/<int:pk>/bring-in", logs.bring_in, name="insight_log_bring_in"),
    path("logs/<int:pk>/remove", logs.remove, name="insight_log_remove"),
    path("<slug:kind>", pages.analysis, name="insight_analysis"),
    path("<slug:kind>/store", pages.store, name="insight_store"),
]
