"""Remit: an accountability system for public bodies and enterprises."""

__version__ = "0.1.0"
