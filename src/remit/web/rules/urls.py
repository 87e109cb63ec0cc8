"""Addresses of the rules, inside the house."""

from django.urls import URLPattern, path

from remit.web.rules import asking, comparing, pages, register

urlpatterns: list[URLPattern] = [
    path("rules", pages.rules, name="rules"),
    path("rules/<slug:id>", pages.rule_pack, name="rule_pack"),
    path("rules/<slug:id>/measures", pages.rule_measures, name="rule_measures"),
    path("rules/<slug:id>/facts", pages.rule_facts, name="rule_facts"),
    path("rules/<slug:id>/findings", pages.rule_findings, name="rule_findings"),
    path("rules/<slug:id>/ask", asking.rule_ask, name="rule_ask"),
    path("rules/<slug:id>/compare", comparing.rule_compare, name="rule_compare"),
    path("rules/<slug:id>/whatif", comparing.rule_whatif, name="rule_whatif"),
    path("rules/<slug:id>/<slug:rule>", pages.rule, name="rule"),
    path("departures", register.departures, name="departures"),
]
