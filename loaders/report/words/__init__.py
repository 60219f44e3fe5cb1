"""An entry's words: where its figures, clauses and sentences stand, by when they say it is due, what sets no target."""
