"""What a call came to: its outcome, promises and summary."""
