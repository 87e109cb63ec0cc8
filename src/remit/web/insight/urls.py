"""Addresses of insight."""

from django.urls import URLPattern, path

from remit.web.insight import pages

urlpatterns: list[URLPattern] = [
    path("", pages.overview, name="insight"),
    path("events", pages.events, name="insight_events"),
    path("runs", pages.runs, name="insight_runs"),
    path("runs/<int:pk>", pages.run, name="insight_run"),
    path("<slug:kind>", pages.analysis, name="insight_analysis"),
    path("<slug:kind>/store", pages.store, name="insight_store"),
]
