"""Entries: what was done, by whom, when; numbered without gaps, never changed."""
