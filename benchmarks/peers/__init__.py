"""Other systems, set up for a measurement in folders of their own and taken down after it."""
