"""Why a file cannot be read: one sentence for whoever sent it."""


class Unreadable(Exception):  # noqa: N818 - it is a state of the file, as the sentence says
    """A file that gives no lines; its text is the sentence."""
