"""Simulated posts under a regime of accountability: what a design does before it is tried on people."""
