"""The tests. Named with the sentence that is true when they pass."""
