"""How much of a file is looked at."""

PAGES = 800
PAGES_AT_ONCE = 100  # between two of these whoever waits is told how far it is
LINES = 60_000
TEXT_MEGABYTES = 20
