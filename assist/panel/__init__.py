"""The log as the side panel shows it."""
