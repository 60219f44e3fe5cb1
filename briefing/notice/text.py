"""The notice's lines, so many of its problems told that the short form keeps to its pages."""

import math
import unicodedata

from briefing.material import Material
from briefing.notice.facts import SHORT, Form, facts
from briefing.notice.lines import Line, lines
from briefing.notice.paragraphs.problems import MOST

_PAGES, _LINES, _CHARACTERS = 3, 22, 28  # of the short form; lines on a page and characters in a line (GB/T 9704)
# How many lines the head of page one, a blank line before the annexes and the table of counts are as high as, and how
# many stay empty at a page's end, where a heading or the list of annexes goes to the next with what it belongs to.
_HEAD, _NOTE, _TABLE, _EMPTY = 11, 1, 6, 4


def notice_lines(material: Material, form: Form = SHORT) -> list[Line]:
    """All lines of the notice with its annexes."""
    for most in range(MOST, 0, -1):
        written = lines(facts(material, form, most))
        if form != SHORT or _height(written) <= _PAGES * _LINES:
            break
    return written


def _height(written: list[Line]) -> float:
    """About how many lines the text before the annexes takes."""
    high = _HEAD + _NOTE + _EMPTY
    for line in written:
        if line.mark == "分节":
            return high
        if line.mark == "表格":
            high += _TABLE
        elif line.mark in ("正文", "一级", "条", "附注", "附注续", "主送"):
            wide = sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in line.text)
            high += math.ceil((2 + wide) / _CHARACTERS)
    return high
