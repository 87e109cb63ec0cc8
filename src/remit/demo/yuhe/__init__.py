"""Yuhe Works: six project departments, monthly plans, a manager replaced, means refused in writing."""
