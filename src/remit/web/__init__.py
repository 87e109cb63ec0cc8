"""Pages, foldered by where the reader stands."""
