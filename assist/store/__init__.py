"""What is kept: calls, their logs and audio, and who may look."""
