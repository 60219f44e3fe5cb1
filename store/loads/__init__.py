"""A year begun, and its targets loaded as a whole: what is to be appended, what that changes, the act, and taking it back."""
