"""Registration of the app."""

from django.apps import AppConfig


class LabConfig(AppConfig):
    """The app `lab`."""

    name = "remit.apps.lab"
    label = "lab"
