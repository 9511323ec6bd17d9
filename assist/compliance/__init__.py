"""What the agent may not say, and what a call must contain: lexicon, findings, checks."""
