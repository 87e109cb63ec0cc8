"""What citizens need: how to report, what became of it, what is public."""
