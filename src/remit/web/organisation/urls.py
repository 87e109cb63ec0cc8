"""Addresses of the organisation."""

from django.urls import URLPattern, path

from remit.web.organisation import changes, pages, workbooks

urlpatterns: list[URLPattern] = [
    path("", pages.organisation, name="organisation"),
    path("remit", pages.my_remit, name="my_remit"),
    path("units/<int:pk>", pages.unit, name="unit"),
    path("posts", pages.posts, name="posts"),
    path("posts/<int:pk>", pages.post, name="post"),
    path("posts/<int:pk>/appoint", changes.appoint, name="appoint"),
    path("people", pages.people, name="people"),
    path("people/enrol", changes.enrol_person, name="enrol_person"),
    path("people/<int:pk>", pages.person, name="person"),
    path("appointments/<int:pk>/end", changes.end_appointment, name="end_appointment"),
    path("delegate", changes.delegate_power, name="delegate_power"),
    path("delegations/<int:pk>/end", changes.end_delegation, name="end_delegation"),
    path("workbook", workbooks.import_workbook, name="import_workbook"),
    path("workbook/confirm", workbooks.confirm_import, name="confirm_import"),
    path("workbook/template", workbooks.template, name="workbook_template"),
    path("workbook/export", workbooks.export_workbook, name="export_workbook"),
]
