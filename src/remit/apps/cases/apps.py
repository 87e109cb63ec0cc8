"""Registration of the app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The app `cases`."""

    name = "remit.apps.cases"
    label = "cases"
