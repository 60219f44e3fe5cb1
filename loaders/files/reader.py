"""Asking for what stands in a file, on behalf of somebody: the file itself is opened in a child (children.py)."""

from collections.abc import Callable
from typing import Any, TypeVar

from loaders.files import children
from loaders.files.reading import read_book
from loaders.files.workbook import Book
from loaders.issues import Issue, issue

R = TypeVar("R")


class Reader:
    """Whoever sends files. `owner`: the person or token of whom one file is opened at a time; `tell`: given how many
    are before this one while it waits (see turns.Turns.turn)."""

    def __init__(
        self, owner: str = "", tell: Callable[[int], None] | None = None, *, seconds: float | None = None
    ) -> None:
        self._owner, self._tell, self._seconds = owner, tell, seconds

    def run(self, function: Callable[..., R], *arguments: Any) -> R:
        """A function of ours on a file's content, in a child. Raises children.FileProblem, and UserError."""
        return children.run(function, *arguments, owner=self._owner, tell=self._tell, seconds=self._seconds)

    def book(self, content: bytes, file_name: str) -> Book:
        """What stands in a file. Never raises for a bad one: the book then has no sheets, and an issue."""
        try:
            return self.run(read_book, content, file_name)
        except children.FileProblem as problem:
            return Book(file_name, issues=(as_issue(problem, file_name),))


def as_issue(problem: children.FileProblem, file_name: str) -> Issue:
    """What is wrong with a file that no process could read."""
    return issue(problem.problem, None, None, file_name, **problem.slots)
