"""Chinese sentences: their numbers, their clauses, and what each number of a progress report speaks of."""
