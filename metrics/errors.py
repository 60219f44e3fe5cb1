"""The kinds of error whose message a user may read."""


class UserError(Exception):
    """A bad request: one Chinese sentence that says what is wrong and what to do, and a short title."""

    def __init__(self, message: str, title: str = "无法完成") -> None:
        super().__init__(message)
        self.message = message
        self.title = title


class Unavailable(UserError):
    """The store cannot be read or written just now; nothing is wrong with what was asked, and it may be asked again."""
