"""Sound as numbers: files, encodings, rates, and whether somebody speaks."""
