"""The sheet 问题清单 in a marked workbook: added as the first one, taken out again before the next round."""

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from loaders.issues import Issue
from loaders.marking.cells import place_of
from loaders.marking.package import LINK, MAIN, WORKBOOK, Package, sayable
from loaders.marking.styles import Styles

_HEADINGS = ("序号", "级别", "工作表", "单元格", "读到的内容", "问题", "怎么改")
_WIDTHS = (7, 8, 20, 10, 26, 48, 48)
HEADER_ROW = 3
MEMORY_COLUMN = 27  # AA to AC, hidden: sheet, cell and fill of what was marked
_SELECTED = re.compile(rb'(<sheetView\b[^>]*?)\stabSelected="(?:1|true)"')
_HEAD = 20_000  # bytes of a sheet in which its view is described
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

Memory = list[tuple[str, str, str]]  # sheet, cell, its fill before


def add_list(
    package: Package, styles: Styles, name: str, issues: Sequence[Issue], lines: list[str], memory: Memory
) -> None:
    """Put the list before all sheets, and open the workbook with it. `lines`: title and notes above the table."""
    known = package.sheets()
    part = package.free_name("xl/worksheets/issues{}.xml")
    package.put(part, _sheet(styles, issues, lines, memory, known).encode())
    package.declare(part, _TYPE)
    link = package.relate(WORKBOOK, "worksheet", part)
    root, sheets = package.tree(WORKBOOK), package.sheet_list()
    number = max((int(one.get("sheetId", 0)) for one in sheets), default=0) + 1
    sheets.insert(0, sheets.makeelement(f"{MAIN}sheet", {"name": name, "sheetId": str(number), f"{LINK}id": link}))
    _shift_names(root, 0, 1)
    for view in root.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
        view.set("activeTab", "0")
        view.attrib.pop("firstSheet", None)
    for other in known.values():
        content = package.bytes_of(other)
        changed = _SELECTED.sub(rb"\1", content[:_HEAD], count=1) + content[_HEAD:]
        if changed != content:
            package.put(other, changed)


def remove_list(package: Package, name: str) -> None:
    """Take the list of an earlier round out."""
    root, sheets = package.tree(WORKBOOK), package.sheet_list()
    for place, one in enumerate(list(sheets)):
        if one.get("name") == name and len(sheets) > 1:
            sheets.remove(one)
            package.drop(WORKBOOK, one.get(f"{LINK}id", ""))
            _shift_names(root, place, -1)


def _shift_names(root: Any, place: int, by: int) -> None:
    """Names that belong to a sheet say which by its place: those behind the changed one move along, its own go."""
    for one in root.findall(f"{MAIN}definedNames/{MAIN}definedName"):
        said = one.get("localSheetId", "")
        if not said.isdecimal() or int(said) < place:
            continue
        if by < 0 and int(said) == place:
            one.getparent().remove(one)
        else:
            one.set("localSheetId", str(int(said) + by))
    names = root.find(f"{MAIN}definedNames")
    if names is not None and not len(names):
        root.remove(names)


def _sheet(styles: Styles, issues: Sequence[Issue], lines: list[str], memory: Memory, known: dict[str, str]) -> str:
    plain, wrapped = styles.text(), styles.text(wrapped=True)
    heading, title, link = styles.text(heading=True), styles.text(size=14, heading=True), styles.text(link=True)
    cells: dict[int, dict[int, tuple[str, int]]] = {1: {1: (lines[0], title)}, 2: {1: ("".join(lines[1:]), plain)}}
    cells[HEADER_ROW] = {column: (text, heading) for column, text in enumerate(_HEADINGS, 1)}
    links = []
    for number, one in enumerate(issues, 1):
        texts = (str(number), one.level_word, one.sheet or "", "、".join(one.cells), one.read or "", one.expected,
                 one.remedy)  # fmt: skip
        row = cells[HEADER_ROW + number] = {column: (text, wrapped) for column, text in enumerate(texts, 1)}
        row[2] = (row[2][0], styles.coloured(wrapped, one.level))
        if one.sheet in known:
            cell = one.cell if one.cell and place_of(one.cell) else ""  # a page header is no cell
            column = 4 if cell else 3
            row[column] = (row[column][0], link)
            place = f"'{one.sheet.replace(chr(39), chr(39) * 2)}'!{cell or 'A1'}"
            ref = f"{get_column_letter(column)}{HEADER_ROW + number}"
            links.append(f'<hyperlink ref="{ref}" location={quoteattr(place)}/>')
    for row_number, kept in enumerate(memory, 1):
        for step, text in enumerate(kept):
            cells.setdefault(row_number, {})[MEMORY_COLUMN + step] = (text, plain)
    columns = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(_WIDTHS, 1))
    columns += f'<col min="{MEMORY_COLUMN}" max="{MEMORY_COLUMN + 2}" width="9" hidden="1"/>'
    data = "".join(
        f'<row r="{row}">' + "".join(_cell(row, column, *cell) for column, cell in sorted(own.items())) + "</row>"
        for row, own in sorted(cells.items())
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN[1:-1]}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{HEADER_ROW}" topLeftCell="A{HEADER_ROW + 1}"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{data}</sheetData>"
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _cell(row: int, column: int, text: str, look: int) -> str:
    place = f"{get_column_letter(column)}{row}"
    if column == 1 and row > HEADER_ROW:
        return f'<c r="{place}" s="{look}"><v>{text}</v></c>'
    if not text:
        return f'<c r="{place}" s="{look}"/>'
    said = escape(sayable(text))
    return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
