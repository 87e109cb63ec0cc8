"""Addresses of the house."""

from django.urls import URLPattern, path

from remit.web.house import ledger, pages

urlpatterns: list[URLPattern] = [
    path("", pages.house, name="house"),
    path("powers", pages.powers, name="powers"),
    path("ledger", ledger.ledger, name="ledger"),
    path("ledger/<int:pk>", ledger.entry, name="entry"),
    path("ledger/<int:pk>/receipt", ledger.receipt, name="entry_receipt"),
    path("letters", pages.mailbox, name="mailbox"),
    path("addresses", pages.policies, name="policies"),
    path("components", pages.components, name="components"),
]
