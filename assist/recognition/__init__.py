"""Sound into words: engines behind one contract, and where utterances end."""
