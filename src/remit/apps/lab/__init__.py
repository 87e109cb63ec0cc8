"""Analyses: the events they read, and their stored runs."""
