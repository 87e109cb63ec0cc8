"""Registration of the app."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """The app `correspondence`."""

    name = "remit.apps.correspondence"
    label = "correspondence"
