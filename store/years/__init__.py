"""A year among the others: whether it is there, a draft or in force, and how it goes on from the one before."""
