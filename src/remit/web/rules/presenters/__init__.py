"""What the pages of the rules show, built from packs and determinations."""
