"""Qingshui County: endless inspections, and a newcomer who finds a predecessor's debt."""
