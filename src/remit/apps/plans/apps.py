"""Registration of the app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The app `plans`."""

    name = "remit.apps.plans"
    label = "plans"
