"""The notice's lines, so many of its problems told that the short form keeps to its pages."""

from collections.abc import Mapping

from briefing.material import Material
from briefing.notice.facts import SHORT, Form, facts
from briefing.notice.lines import Line, lines
from briefing.notice.paper.height import height
from briefing.notice.paper.styles import LINE, TEXT_MM
from briefing.notice.paper.table import Table
from briefing.notice.paragraphs.problems import MOST

_PAGES, _LINES = 3, 22  # of the short form (GB/T 9704)
_EMPTY = 5  # lines at pages' ends, where a heading, the table or the list of annexes goes on with what it belongs to


def notice_lines(material: Material, tables: Mapping[str, Table], form: Form = SHORT) -> list[Line]:
    """All lines of the notice with its annexes."""
    for most in range(MOST, 0, -1):
        written = lines(facts(material, form, most))
        if form != SHORT or height(written, tables, TEXT_MM) <= (_PAGES * _LINES - _EMPTY) * LINE:
            break
    return written
