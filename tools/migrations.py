"""Fails when a model differs from its migration: `python -m tools.migrations`.

Until 1.0 each app keeps a single regenerated 0001_initial: `python -m tools.migrations regenerate`.
"""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

APPS = Path(__file__).resolve().parent.parent / "src" / "remit" / "apps"


def main(deed: str) -> None:
    """Checks, or writes every app's migration anew."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remit.project.settings")
    if deed == "regenerate":
        for path in APPS.glob("*/migrations/0*.py"):
            path.unlink()
    django.setup()
    if deed == "regenerate":
        call_command("makemigrations")
    else:
        call_command("makemigrations", check=True, dry_run=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "check")
