"""A short paper: lines in smaller type on pages with narrow margins, so that a unit's own stand on one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from briefing.material import Material
from briefing.notice.lines import lines
from briefing.notice.paper.file import word_file
from briefing.notice.paper.pages import short_pages
from briefing.notice.paper.table import Table

_SMALLER = {"正文": "短文", "条": "短文", "一级": "附表"}


def short_paper(
    material: Material, title: str, facts: dict[str, Any], template: str, tables: Mapping[str, Table]
) -> bytes:
    """The paper as a Word file, from a template of this folder."""
    written = lines(facts | {"title": title}, f"short/{template}")
    written = [replace(line, mark=_SMALLER.get(line.mark, line.mark)) for line in written]
    return word_file(material, title, written, tables, short_pages)
