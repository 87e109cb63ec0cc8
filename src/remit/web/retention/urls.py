"""Addresses of what is kept and erased."""

from django.urls import URLPattern, path

from remit.web.retention import deeds, pages

urlpatterns: list[URLPattern] = [
    path("kept", pages.kept, name="kept"),
    path("kept/due", pages.due, name="kept_due"),
    path("kept/erasures", pages.erasures, name="erasures"),
    path("kept/propose", deeds.propose_erasure, name="propose_erasure"),
    path("kept/erasures/<int:pk>", pages.erasure, name="erasure"),
    path("kept/erasures/<int:pk>/confirm", deeds.confirm_erasure, name="confirm_erasure"),
    path("kept/erasures/<int:pk>/refuse", deeds.refuse_erasure, name="refuse_erasure"),
]
