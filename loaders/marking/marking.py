"""Marking a workbook: cells coloured and commented, and a sheet that lists them. A child runs this (loaders/files).

Only the parts that have to change are changed: drop-downs, drawings, pictures, threaded comments and whatever else a
workbook holds stay as they were sent.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl import load_workbook

from loaders.files.reading import read_book
from loaders.files.workbook import Book
from loaders.issues import DOUBT, ERROR, Issue
from loaders.marking.cells import Cells, place_of
from loaders.marking.issue_list import MEMORY_COLUMN, Memory, add_list, remove_list
from loaders.marking.notes import Notes
from loaders.marking.package import Package, sayable
from loaders.marking.plain_copy import plain_copy
from loaders.marking.styles import Styles, is_fill

_MOST_REMEMBERED = 5000


@dataclass(frozen=True)
class Order:
    """What to mark, and to list in that order."""

    list_sheet: str
    title: str
    note: str
    issues: tuple[Issue, ...]
    is_readable: bool = True  # False: the file took too long or too much, and is not opened again


def mark(content: bytes, file_name: str, order: Order) -> bytes:
    """The marked workbook; what was marked before and is mended now is unmarked.

    A file that is no .xlsx is marked in a plain copy of its values, one that cannot be read comes as the list alone.
    """
    notes = [order.note]
    book = read_book(content, file_name) if order.is_readable else Book(file_name)
    if not book.sheets:
        notes = ["原文件无法读取,这里只有问题清单。"]
    elif not content.startswith(b"PK") or b"xl/workbook.xml" not in content:
        notes.insert(0, "原文件不是 .xlsx 格式,这是只含内容的 .xlsx 副本。")
    else:
        try:
            return _marked(content, order, notes)
        except ValueError:  # reading takes fewer of a file's parts than changing it
            notes.insert(0, "原文件内部有损坏,这是只含内容的 .xlsx 副本。")
    return _marked(plain_copy(book), order, notes)


def _marked(content: bytes, order: Order, said: list[str]) -> bytes:
    """An .xlsx with its marks and its list. Raises ValueError where a part that is changed is damaged."""
    package, notes = Package(content), [*said]
    if package.was_strict:
        notes.append("原文件是“Strict”格式,本文件已存为普通的 .xlsx。")
    if any(name.startswith("_xmlsignatures/") for name in package.names):
        notes.append("原文件的数字签名因标注而失效。")
    styles = Styles(package)
    _unmark(package, styles, order.list_sheet, _remembered(content, order.list_sheet))
    known = package.sheets()
    memory: Memory = []
    threaded: list[str] = []
    for sheet, marks in _marks(order.issues).items():
        if sheet in known:
            kept, left = _mark_sheet(package, styles, sheet, known[sheet], marks)
            memory, threaded = memory + kept, threaded + left
    if threaded:
        cells = "、".join(threaded)
        notes.append(f"{cells}已有对话批注,问题只写在本清单中。")
    add_list(package, styles, order.list_sheet, order.issues, [order.title, *notes], memory)
    return package.saved()


def _marks(issues: Iterable[Issue]) -> dict[str, dict[str, list[Issue]]]:
    """Sheet → cell → what is said of it."""
    found: dict[str, dict[str, list[Issue]]] = {}
    for one in issues:
        for cell in one.cells if one.sheet else ():
            found.setdefault(one.sheet or "", {}).setdefault(cell, []).append(one)
    return found


def _mark_sheet(
    package: Package, styles: Styles, sheet: str, part: str, marks: dict[str, list[Issue]]
) -> tuple[Memory, list[str]]:
    """Marks each cell once: of several issues the gravest colour, and all their words.

    What the cells looked like, and the places that a threaded comment of theirs has.
    """
    memory: Memory = []
    threaded: list[str] = []
    root = package.tree(part)
    cells, notes = Cells(root), Notes(package, part)
    for named, issues in marks.items():
        if (place := place_of(named)) is None:
            continue
        cell = cells.at(cells.anchor(place))
        address, look = cell.get("r"), int(cell.get("s", 0))
        memory.append((sheet, address, styles.fill_of(look)))
        cell.set("s", str(styles.coloured(look, ERROR if any(one.is_error for one in issues) else DOUBT)))
        text = "\n".join(f"【{one.level_word}】{one.expected}。{one.remedy}。" for one in issues)
        if not notes.add(address, place_of(address) or place, sayable(text)):
            threaded.append(f"{sheet}!{address}")
    notes.save(root)
    return memory, threaded


def _remembered(content: bytes, list_sheet: str) -> Memory:
    """What an earlier round has kept of the cells that it marked."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    if list_sheet not in book.sheetnames:
        return []
    rows = book[list_sheet].iter_rows(
        min_col=MEMORY_COLUMN, max_col=MEMORY_COLUMN + 2, max_row=_MOST_REMEMBERED, values_only=True
    )
    found = [tuple(str(value or "") for value in row) for row in rows]
    return [(row[0], row[1], row[2]) for row in found if len(row) == 3 and row[0] and place_of(row[1])]


def _unmark(package: Package, styles: Styles, list_sheet: str, memory: Memory) -> None:
    """Take back the marks of an earlier round: our comments, and the colours under them."""
    if list_sheet not in package.sheets():
        return
    remove_list(package, list_sheet)
    known = package.sheets()
    for sheet in dict.fromkeys(name for name, _, _ in memory):
        if sheet not in known:
            continue
        root = package.tree(known[sheet])
        cells, notes = Cells(root), Notes(package, known[sheet])
        kept = {address: fill for name, address, fill in memory if name == sheet}
        places = {address: place for address in kept if (place := place_of(address))}
        for address, fill in kept.items():
            cell = cells.at(places[address])
            cell.set("s", str(styles.filled(int(cell.get("s", 0)), fill if is_fill(fill) else "")))
        notes.take_back(places)
        notes.save(root)
