"""Addresses of the ledger: open to everybody (C2SP tlog-tiles, without the entries), and one's own deeds."""

from django.urls import URLPattern, path

from remit.web.ledger import deeds, feed, pages

urlpatterns: list[URLPattern] = [
    path("ledger", pages.ledger, name="public_ledger"),
    path("my/deeds", deeds.mine, name="my_deeds"),
    path("ledger/checkpoint", feed.checkpoint, name="ledger_checkpoint"),
    path("ledger/cosignatures", feed.cosignatures, name="ledger_cosignatures"),
    path("ledger/tile/<path:address>", feed.tile, name="ledger_tile"),
]
