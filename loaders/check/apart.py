"""A workbook read, recognised and judged in a child: nothing slow or large of it comes to the server."""

from collections.abc import Callable
from dataclasses import replace

from loaders.check.result import Checked
from loaders.files.children import FileProblem
from loaders.files.limits import ISSUES
from loaders.files.reader import Reader, as_issue
from loaders.files.reading import read_book
from loaders.files.workbook import Book
from loaders.issues import issue
from loaders.register import Register, Unit
from loaders.table.questions import Answers

CheckBook = Callable[[Book, bytes, Register, Unit | None, Answers], Checked]


def checked_apart(
    check_book: CheckBook, content: bytes, file_name: str, register: Register, asked: Unit | None, answers: Answers,
    reader: Reader,
) -> Checked:  # fmt: skip
    """What `check_book` says of a file, its cells apart. Raises UserError where it does.

    A file that no process could read has an issue that says why.
    """
    try:
        found = reader.run(_checked, check_book, content, file_name, register, asked, answers)
    except FileProblem as problem:
        book = Book(file_name, issues=(as_issue(problem, file_name),))
        return check_book(book, content, register, asked, answers)
    return replace(found, content=content, register=register)


def _checked(
    check_book: CheckBook, content: bytes, file_name: str, register: Register, asked: Unit | None, answers: Answers
) -> Checked:
    """In the child. The file and what it was compared with are known to whoever asked."""
    found = check_book(read_book(content, file_name), content, register, asked, answers)
    if len(found.issues) > ISSUES:
        listed = sorted(found.issues, key=lambda one: not one.is_error)[:ISSUES]
        more = issue("issues_too_many", None, None, None, count=len(found.issues), limit=ISSUES)
        found = replace(found, issues=(more, *listed))
    return replace(found, content=b"", register=Register(register.month, register.place, (), ()), book=None)
