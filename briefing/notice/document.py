"""An edition's material → the notice as a Word file. The same edition gives the same bytes."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from briefing.material import Material
from briefing.notice.annexes import behind, unsent
from briefing.notice.annexes.by_unit import unit_table
from briefing.notice.annexes.items import annex_tables
from briefing.notice.counts import count_table
from briefing.notice.facts import SHORT, Form, data_line, facts
from briefing.notice.lines import Line, lines
from briefing.notice.paper import pages
from briefing.notice.paper.file import word_file
from briefing.notice.paper.height import height
from briefing.notice.paper.styles import LINE, TEXT_MM
from briefing.notice.paper.table import Table
from briefing.notice.paragraphs.problems import THREE_TOLD, Telling
from metrics.periods import day_name

_PAGES, _LINES = 3, 22  # of the short form (GB/T 9704)
# Of the short form: what is tried until it keeps to its pages. Five names with their gaps say more than one story.
_TELLINGS = (THREE_TOLD, Telling(named=5), Telling(named=4), Telling(named=3))
_EMPTY = 5  # lines at pages' ends, where a heading, the table or the list of annexes goes on with what it belongs to


def notice_document(material: Material, form: Form = SHORT) -> bytes:
    """The notice of an edition, or of a draft, which says 未定期: head, text, tables and the annexes."""
    tables = notice_tables(material)
    set_up = partial(pages.notice_pages, issued=_imprint_lines(material))
    return word_file(material, material.edition.title, notice_lines(material, tables, form), tables, set_up)


def notice_lines(material: Material, tables: Mapping[str, Table], form: Form = SHORT) -> list[Line]:
    """All lines with the annexes'; of the short form so much of the problems that it keeps to its pages."""
    if form != SHORT:
        return lines(facts(material, form))
    for telling in _TELLINGS:
        written = lines(facts(material, form, telling))
        if height(written, tables, TEXT_MM) <= (_PAGES * _LINES - _EMPTY) * LINE:
            break
    return written


def notice_tables(material: Material) -> dict[str, Table]:
    """The tables of the text and its annexes, by the name that the template uses."""
    restated = pd.DataFrame() if material.comparison is None else material.comparison.restated
    tables = {
        "状态": count_table(material), "更正": unsent.restated_table(restated),
        "单位": unit_table(material), "未报": unsent.unsent_table(material), "存疑": unsent.doubtful_table(material),
    }  # fmt: skip
    first = 1
    for group in behind.groups(material):
        tables[group.table_name] = behind.behind_table(material, group.rows, first)
        first += len(group.rows)
    return tables | {f"附件:{series}": table for series, table in annex_tables(material).items()}


def _imprint_lines(material: Material) -> list[tuple[str, str]]:
    edition = material.edition
    copies = [(f"抄送:{edition.letter.copies.rstrip('。')}。", "")] if edition.letter.copies else []
    issued = (edition.office, f"{day_name(edition.made_at.date())}印发")
    demo = f"。{material.demo_line}" if material.demo_line else ""
    return [*copies, issued, (f"{data_line(material)}。{material.source_line}{demo}", "")]
