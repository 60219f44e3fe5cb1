"""Why a file cannot be read: one sentence for whoever sent it."""

from metrics.errors import UserError


class Unreadable(UserError):
    """A file that gives no lines."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, title="文件打不开")
