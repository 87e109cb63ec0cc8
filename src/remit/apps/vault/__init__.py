"""Keys under which what is said of people is kept, one for each matter; destroyed with it."""
