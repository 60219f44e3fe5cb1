"""A short paper: lines in smaller type on a page with narrow margins, and so much of it that it is one page."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from briefing.material import Material
from briefing.notice.lines import lines
from briefing.notice.paper.file import word_file
from briefing.notice.paper.height import height
from briefing.notice.paper.pages import short_pages
from briefing.notice.paper.styles import SHORT_MM
from briefing.notice.paper.table import Table

_SMALLER = {"正文": "短文", "条": "短文", "一级": "附表"}
_PAGE = 250 / 25.4 * 72  # points: 259 mm between the margins of pages.short_pages, less some for what is not known
Said = tuple[dict[str, Any], Mapping[str, Table]]  # a template's facts, and its tables by name


def short_paper(material: Material, title: str, said: Iterable[Said], template: str) -> bytes:
    """The paper as a Word file, from a template of this folder; `said`: from the longest on, the first that fits."""
    for facts, tables in said:
        written = lines(facts | {"title": title}, f"short/{template}")
        written = [replace(line, mark=_SMALLER.get(line.mark, line.mark)) for line in written]
        if height(written, tables, SHORT_MM) <= _PAGE:
            break
    return word_file(material, title, written, tables, short_pages)
