"""The most characters that a text may have: fields offer no more, and the store takes no more."""

REASON = 200  # a question, an answer and a conclusion too
PERSON = 20
UNIT = 30
CATEGORY = 40
TITLE = 60  # of an item, of a measure
SOURCE = 100
UNIT_OF_MEASURE = 12
