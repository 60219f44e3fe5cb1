"""One worksheet's cells in its XML: found or made in their place, and given another look."""

import re
from collections.abc import Iterator
from typing import Any

from openpyxl.utils import column_index_from_string, get_column_letter

from loaders.marking.package import MAIN

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ROW, _CELL = f"{MAIN}row", f"{MAIN}c"


def place_of(address: str) -> tuple[int, int] | None:
    """`B7` → (7, 2); None for what is no address."""
    found = _ADDRESS.fullmatch(address)
    return (int(found[2]), column_index_from_string(found[1])) if found else None


class Cells:
    """The cells of a worksheet's root element."""

    def __init__(self, root: Any) -> None:
        self._root = root
        data = root.find(f"{MAIN}sheetData")
        if data is None:
            raise ValueError("a sheet without data")
        self._data = data
        self._rows: dict[int, Any] = {}
        number = 0
        for row in data.iterfind(_ROW):  # a number may be left out: then it is the next one
            number = int(row.get("r", number + 1))
            self._rows[number] = row
        self._merged = list(self._ranges())

    def anchor(self, place: tuple[int, int]) -> tuple[int, int]:
        """The upper left cell of the merged range that a place is in; the place itself where it is in none."""
        row, column = place
        for top, left, bottom, right in self._merged:
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return place

    def at(self, place: tuple[int, int]) -> Any:
        """The cell's element, made where there is none yet."""
        row, column = place
        line = self._rows[row] if row in self._rows else self._new_row(row)
        found: int | None = None
        number = 0
        for position, cell in enumerate(line.findall(_CELL)):
            known = place_of(cell.get("r", ""))
            number = known[1] if known else number + 1
            if cell.get("r") is None:
                cell.set("r", f"{get_column_letter(number)}{row}")
            if number == column:
                return cell
            if number > column and found is None:
                found = position
        made = line.makeelement(_CELL, r=f"{get_column_letter(column)}{row}")
        line.insert(len(line.findall(_CELL)) if found is None else found, made)
        line.attrib.pop("spans", None)
        if look := self._usual_look(line, column):
            made.set("s", look)
        return made

    def _new_row(self, number: int) -> Any:
        made = self._data.makeelement(_ROW, r=str(number))
        later = [known for known in self._rows if known > number]
        for known, row in self._rows.items():
            row.set("r", str(known))
        if later:
            self._rows[min(later)].addprevious(made)
        else:
            self._data.append(made)
        self._rows[number] = made
        return made

    def _usual_look(self, line: Any, column: int) -> str:
        """What an empty cell looks like: as its row, else as its column."""
        if line.get("customFormat") in ("1", "true"):
            return str(line.get("s", ""))
        for one in self._root.iterfind(f"{MAIN}cols/{MAIN}col"):
            if int(one.get("min", 0)) <= column <= int(one.get("max", 0)):
                return str(one.get("style", ""))
        return ""

    def _ranges(self) -> Iterator[tuple[int, int, int, int]]:
        for one in self._root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
            first, _, last = one.get("ref", "").partition(":")
            start, end = place_of(first), place_of(last or first)
            if start and end:
                yield (*start, *end)
