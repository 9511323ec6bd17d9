"""Guidance for the agent: cards, and which of them help now."""
