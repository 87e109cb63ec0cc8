"""Addresses of the matters."""

from django.urls import URLPattern, path

from remit.web.matters import pages

urlpatterns: list[URLPattern] = [
    path("", pages.matters, name="matters"),
    path("held", pages.held, name="matters_held"),
    path("<int:pk>", pages.matter, name="matter"),
]
