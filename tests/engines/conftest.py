"""Laws are checked without a stop-watch: a busy machine must not fail a true law."""

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
