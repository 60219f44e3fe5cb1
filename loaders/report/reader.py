"""Reading a report's file in a child, with limits of time, memory and output."""

from collections.abc import Callable
from dataclasses import replace

from loaders.files.children import FileProblem, run
from loaders.files.limits import SENT_MEGABYTES
from loaders.files.turns import Busy
from loaders.issues import issue
from loaders.report.reading.kinds import lines_of
from loaders.report.reading.refusals import PAGES_AT_ONCE
from loaders.report.source import Source
from metrics.errors import UserError

SECONDS = 90
_TITLE = "文件打不开"


def report_source(
    content: bytes, file_name: str, progress: Callable[[int, int], None] | None = None, owner: str = ""
) -> Source:
    """The lines of a report's file. `progress` is told pages done and pages in all, where a file has pages.

    Raises UserError, in one sentence, for a file that cannot be read.
    """
    if len(content) > SENT_MEGABYTES * 1_000_000:
        raise UserError(f"{file_name} 超过{SENT_MEGABYTES}MB,请只保留工作安排和附件部分。", title=_TITLE)
    source = _asked(content, file_name, 0, owner)
    pages = source.page_count or 0
    for first in range(PAGES_AT_ONCE, pages, PAGES_AT_ONCE):
        if progress is not None:
            progress(first, pages)
        more = _asked(content, file_name, first, owner)
        source = replace(source, lines=(*source.lines, *more.lines), unread=(*source.unread, *more.unread))
    return source


def _asked(content: bytes, file_name: str, first_page: int, owner: str) -> Source:
    try:
        return run(lines_of, content, file_name, first_page, owner=owner, seconds=SECONDS)
    except FileProblem as found:
        said = issue(found.problem, None, None, file_name, **found.slots)
        raise UserError(said.sentence, title=_TITLE) from None
    except Busy:
        raise
    except UserError as refused:
        raise UserError(f"{file_name}:{refused.message}", title=refused.title) from None
