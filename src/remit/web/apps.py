"""Registration of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "remit.web"
    label = "web"

    def ready(self) -> None:
        """Registers the check that every address declares who may open it."""
        from remit.web import access  # noqa: F401  # registers its system check on import
