"""A year begun, and its targets loaded: what is to be appended, what that changes, the act, and taking it back."""
