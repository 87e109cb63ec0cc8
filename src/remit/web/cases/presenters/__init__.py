"""What the pages of cases show, built from rows and reckoned values."""
