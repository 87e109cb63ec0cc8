"""Linshan Town: an epidemic campaign, the storm it brings, and one duty that was missed."""
