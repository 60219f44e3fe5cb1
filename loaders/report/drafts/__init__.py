"""A read report under review, row by row: what was decided, what is open, where it is kept until tomorrow."""
