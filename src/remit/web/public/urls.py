"""Addresses open to everybody."""

from django.urls import URLPattern, URLResolver, include, path

from remit.web.public import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.public, name="public"),
    path("rules", pages.public_rules, name="public_rules"),
    path("rules/<slug:id>", pages.public_rule_pack, name="public_rule_pack"),
    path("", include("remit.web.public.report_urls")),
]
