"""Registration of the app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app `ledger`."""

    name = "remit.apps.ledger"
    label = "ledger"
