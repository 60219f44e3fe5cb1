"""The arithmetic and the words: periods, plan shares, terms, wording. Pure: no input or output."""
