"""Where work stalls, who is overloaded, who passes it on, where paper replaces work: every number opens its events."""
