"""Letters and mails as written, with proof of service."""
