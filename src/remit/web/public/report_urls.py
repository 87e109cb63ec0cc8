"""Addresses of reports by anybody."""

from django.urls import URLPattern, path

from remit.web.public import report

urlpatterns: list[URLPattern] = [
    path("report", report.report, name="public_report"),
    path("report/received", report.report_received, name="report_received"),
    path("report/status", report.report_status, name="report_status"),
]
