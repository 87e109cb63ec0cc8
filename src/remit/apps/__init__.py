"""What is kept: one Django app for each domain word, lowest first (see the layers in pyproject.toml)."""
