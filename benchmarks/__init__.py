"""Measurements, one file a question. They print and store figures; nothing here passes or fails."""
