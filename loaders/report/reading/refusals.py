"""How much of a file is looked at, and why one cannot be read: one sentence for whoever sent it."""

from metrics.errors import UserError

PAGES = 800
PAGES_AT_ONCE = 100  # between two of these whoever waits is told how far it is
LINES = 60_000
TEXT_MEGABYTES = 20


class Unreadable(UserError):
    """A file that gives no lines."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, title="文件打不开")
