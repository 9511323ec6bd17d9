"""What utterances mean: labels with scores, and promises with their slots."""
