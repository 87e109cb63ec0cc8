"""Registration of the app."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """The app `matters`."""

    name = "remit.apps.matters"
    label = "matters"
