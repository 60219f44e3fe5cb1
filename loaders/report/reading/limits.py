"""How much of a file is looked at."""

PAGES = 800
LINES = 60_000
TEXT_MEGABYTES = 20
