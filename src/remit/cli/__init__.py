"""Commands; those that only reckon need no database."""
