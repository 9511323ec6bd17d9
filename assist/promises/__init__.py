"""What a promise to pay says: sums, days, whole or part, whose and on what condition."""
