"""What is kept how long, and erasing it: proposed by one person, confirmed by another."""
