"""The made-up places: what a visitor sees, the tests' cast, the examples of the docs."""
