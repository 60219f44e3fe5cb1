"""A table's rows: which measure each speaks of, what its figure is, and what has to be asked about it."""
