"""What units promise: annual targets, monthly plans, results, summaries."""
