"""Registration of the app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The app `vault`."""

    name = "remit.apps.vault"
    label = "vault"
