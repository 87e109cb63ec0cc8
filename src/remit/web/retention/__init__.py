"""What is kept how long, what is due, and erasing it by two people."""
