"""Backups: written, verified, loaded, and made to forget again what was erased since.

These modules are read only once Django is set up.
"""
