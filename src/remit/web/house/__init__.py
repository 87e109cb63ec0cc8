"""Who may what, which rules are in force, what was written and recorded."""
