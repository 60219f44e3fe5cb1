"""The rows of a table, one after the other: headings, sections, items, and rows that go on with the item above."""

import re

from loaders.report.structure import cues
from loaders.report.structure.columns import Columns, bare_heading, columns_of, columns_said, meaning_of
from loaders.report.structure.entries import TASK, Entry
from loaders.report.structure.here import AWAY, Here
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import Paragraph
from loaders.report.structure.roles import masked
from loaders.report.structure.tables import entry_of, section_of
from loaders.report.structure.who import heads


def table_row(here: Here, paragraph: Paragraph) -> None:
    """A row of a table: its headings, a section, an item, or more of the item above."""
    if paragraph.table != here.table:
        here.table, here.columns = paragraph.table, here.columns if here.zone == "list" else None
    if columns := _announced(here, paragraph):
        if here.zone in ("review", "glossary"):
            here.made.leave(paragraph, AWAY[here.zone])
            return
        if here.zone != "list":
            title = next((left.text for left in here.made.left_out[:-7:-1] if cues.list_series(left.text)), "")
            here.open_block(title, cues.list_series(title) or TASK, "")
        here.columns = columns
        here.made.leave(paragraph, "表头")
        return
    if here.columns is not None and _names_more_columns(here.columns, paragraph):
        here.made.leave(paragraph, "表头")
        return
    if (section := section_of(paragraph)) is not None:
        if series := cues.list_series(section):
            here.open_block(section, series, "")
        elif here.columns is not None and not cues.has_targets(section):
            here.section = section[marker(section).end :]
            words, said = masked(here.section)
            here.section_roles = said.or_else(heads(words.strip()))
            here.in_targets = cues.is_targets_heading(section)
        here.made.leave(paragraph, "标题")
        return
    if here.columns is None or here.zone != "list":
        here.made.leave(paragraph, AWAY[here.zone] if here.zone in ("review", "glossary") else "没有认出表头的表格")
        return
    here.is_after_notes = False
    entry = here.entry(None)
    if not entry_of(paragraph, here.columns, entry):
        if here.open is not None and not any(re.search(r"合计|小计", cell) for cell in paragraph.cells):
            for cell in dict.fromkeys(cell for cell in paragraph.cells if cell):
                here.open.add(cell, paragraph.place)
        else:
            here.made.leave(paragraph, "合计或空行")
        return
    entry.take_roles(here.section_roles.beyond(entry.column_roles))
    if here.columns.of("category"):  # named once, for the rows below it as well
        here.section = entry.section
    if _continues(here, entry):
        return
    if entry.number is not None and here.block is not None and not entry.is_more:
        here.block.take(entry.number, restarts=True)
    here.open = entry
    here.made.entries.append(entry)


def _names_more_columns(columns: Columns, paragraph: Paragraph) -> bool:
    """Take a second row of headings below a merged one: 责任单位 over 牵头单位 and 配合单位."""
    said = {number: meaning_of(bare_heading(cell)) for number, cell in enumerate(paragraph.cells) if cell}
    if len(said) < 2 or None in said.values():
        return False
    for number, meaning in said.items():
        columns.kinds.pop(number, None)
        columns.roles.pop(number, None)
        columns.take(number, bare_heading(paragraph.cells[number]), meaning or "")
    return True


def _announced(here: Here, paragraph: Paragraph) -> Columns | None:
    """The columns that a row announces by its headings, or as somebody said of it."""
    meanings = here.answers.get(paragraph.place)
    return columns_said(paragraph.cells, meanings) if meanings is not None else columns_of(paragraph.cells, here.year)


def _continues(here: Here, entry: Entry) -> bool:
    """A row of a merged cell: more content below the same number and title, or below none at all.

    Where others lead it, or it is due at another time, it is an item of its own that bears the same number.
    """
    opened = here.open
    if opened is None or opened.number is None or here.columns is None:
        return False
    is_bare = entry.number is None and bool(here.columns.of("number")) and not entry.title
    if not is_bare and (entry.number != opened.number or entry.title != opened.title):
        return False
    entry.number, entry.title = opened.number, opened.title
    own, above = entry.column_roles, opened.column_roles
    told = ((own.lead, above.lead or "-"), (own.leader, above.leader), (own.due, above.due))
    if any(one and other and one != other for one, other in told):
        entry.is_more = True
        return False
    for piece, place in zip(entry.pieces, entry.places, strict=True):
        if piece not in opened.pieces:
            opened.add(piece, place)
    opened.aside += [aside for aside in entry.aside if aside not in opened.aside]
    opened.take_roles(entry.column_roles)
    return True
