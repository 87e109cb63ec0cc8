"""Units, posts, people in posts, and what each post must do, may decide and with what means."""
