"""The rules: which packs are installed, what they say, what they would say of a case."""
