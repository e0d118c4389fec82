"""Questions about what is already there: words, the query they stand for, its answer."""
