"""A reviewed draft → the targets workbook that is loaded, checked like any other, its cells told by their rows."""

from loaders.files.packing import saved
from loaders.issues import Issue
from loaders.report.drafts.draft import Draft
from loaders.report.workbook import add_left_out, review_book
from loaders.table.layout import layout
from loaders.targets.rows import LAYOUT, REVIEW_FIELDS, row_at, targets_book


def draft_workbook(draft: Draft, region: str, title: str) -> bytes:
    """The rows of a draft but for those not adopted; where one waits for review, no check lets it through."""
    names = [name for name in layout(LAYOUT) if name not in REVIEW_FIELDS or name == "review"]
    return saved(targets_book(draft.wanted_rows(region), title, names))


def review_workbook(draft: Draft, region: str, title: str) -> bytes:
    """All rows of a draft as they stand, to be reviewed in Excel and loaded from there."""
    book = review_book(draft.told_rows(range(len(draft.rows)), region), f"{title}(待审核)\n{draft.summary}")
    add_left_out(book, draft.left_out)
    return saved(book)


def place_of(draft: Draft, found: Issue) -> str:
    """Where an issue of that workbook stands, as the reviewer knows it: 民生8·1 公共充电桩."""
    wanted = draft.wanted_numbers()
    if (place := row_at(found.cell)) in range(len(wanted)):
        return f"{draft.rows[wanted[place]].code} {draft.values(wanted[place])['measure']}"
    return found.where
