"""Registration of the app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """The app `retention`."""

    name = "remit.apps.retention"
    label = "retention"
