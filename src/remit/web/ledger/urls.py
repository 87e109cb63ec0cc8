"""Addresses of the ledger that are open to everybody (C2SP tlog-tiles, without the entries)."""

from django.urls import URLPattern, path

from remit.web.ledger import feed, pages

urlpatterns: list[URLPattern] = [
    path("ledger", pages.ledger, name="public_ledger"),
    path("ledger/checkpoint", feed.checkpoint, name="ledger_checkpoint"),
    path("ledger/tile/<path:address>", feed.tile, name="ledger_tile"),
]
