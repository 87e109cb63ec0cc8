"""What is to be followed whoever holds the post, and who held it when."""
