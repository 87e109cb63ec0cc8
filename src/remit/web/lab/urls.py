"""Addresses of the laboratory."""

from django.urls import URLPattern, path

from remit.web.lab import pages

urlpatterns: list[URLPattern] = [
    path("", pages.first, name="lab"),
    path("store", pages.store, name="lab_store"),
    path("report.pdf", pages.pdf, name="lab_report"),
    path("compare", pages.two, name="lab_compare"),
    path("storm", pages.storm, name="lab_storm"),
    path("storm/store", pages.store_storm, name="lab_storm_store"),
    path("claims", pages.scoreboard, name="lab_claims"),
    path("phase", pages.question, {"kind": "phase"}, name="lab_phase"),
    path("matters", pages.question, {"kind": "matters"}, name="lab_matters"),
    path("front", pages.question, {"kind": "front"}, name="lab_front"),
    path("calibrate", pages.question, {"kind": "calibrate"}, name="lab_calibrate"),
    path("boxes", pages.question, {"kind": "boxes"}, name="lab_boxes"),
    path("parameters", pages.parameters, name="lab_parameters"),
    path("runs", pages.runs, name="lab_runs"),
    path("runs/<int:pk>", pages.run, name="lab_run"),
]
