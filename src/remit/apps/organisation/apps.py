"""Registration of the app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The app `organisation`."""

    name = "remit.apps.organisation"
    label = "organisation"
