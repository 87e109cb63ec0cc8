"""What waits for the reader, what the reader answers for; letters, account, search."""
