"""What calamine leaves out of an old .xls or .et: percent formats, errors, formulas, hidden rows and columns.

Read from the records themselves ([MS-CFB] for the file system inside, [MS-XLS] for the records). Only the reading
process does this.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _ROOT = 0xFFFFFFFE, 5
_BOF, _EOF, _FILEPASS, _FORMAT, _XF, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x041E, 0x00E0, 0x0085
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR, _ROW, _COLINFO = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205, 0x0208, 0x007D
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_PERCENT_FORMATS = {9, 10}  # built in: 0% and 0.00%

Place = tuple[int, int]  # row and column, from 1


@dataclass
class Details:
    """What else is known of one sheet's cells."""

    percents: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first and last


class CompoundFile:
    """The file system inside: streams by their names. Raises ValueError for one that is broken."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC) or len(content) < 512:
            raise ValueError("no compound file")
        self._content = content
        self._shift, self._mini_shift = struct.unpack_from("<HH", content, 30)
        if self._shift not in (9, 12) or self._mini_shift != 6:
            raise ValueError("odd sector size")
        self._fat = self._table()
        first_directory, _, self._cutoff, first_mini, mini_count = struct.unpack_from("<IIIII", content, 48)
        self._entries = self._directory(b"".join(self._sectors(first_directory)))
        if self._entries[0][1] != _ROOT:
            raise ValueError("no root")
        mini = b"".join(self._sectors(first_mini)) if mini_count else b""
        self._mini_fat = list(struct.unpack(f"<{len(mini) // 4}I", mini[: len(mini) // 4 * 4]))

    @property
    def names(self) -> set[str]:
        """The names of streams and storages."""
        return {name for name, _, _, _ in self._entries}

    def stream(self, wanted: str) -> bytes:
        """A stream's bytes. Raises ValueError where there is none."""
        for name, kind, first, size in self._entries:
            if name == wanted and kind == 2:
                if size >= self._cutoff:
                    return b"".join(self._sectors(first))[:size]
                return self._mini(first, size)
        raise ValueError(f"no stream {wanted}")

    def _table(self) -> list[int]:
        head = self._content
        places = [place for place in struct.unpack_from("<109I", head, 76) if place < _END]
        following, count = struct.unpack_from("<II", head, 68)
        per_sector = (1 << self._shift) // 4
        for _ in range(min(count, len(head) >> self._shift)):
            if following >= _END:
                break
            entries = struct.unpack(f"<{per_sector}I", self._sector(following))
            places += [place for place in entries[:-1] if place < _END]
            following = entries[-1]
        return [entry for place in places for entry in struct.unpack(f"<{per_sector}I", self._sector(place))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) << self._shift
        found = self._content[start : start + (1 << self._shift)]
        return found.ljust(1 << self._shift, b"\0")

    def _sectors(self, first: int) -> Iterator[bytes]:
        for _ in range(len(self._fat)):
            if first >= len(self._fat):
                return
            yield self._sector(first)
            first = self._fat[first]

    def _mini(self, first: int, size: int) -> bytes:
        whole = b"".join(self._sectors(self._entries[0][2]))
        parts = []
        for _ in range(len(self._mini_fat)):
            if first >= len(self._mini_fat):
                break
            parts.append(whole[first << 6 : (first + 1) << 6])
            first = self._mini_fat[first]
        return b"".join(parts)[:size]

    @staticmethod
    def _directory(found: bytes) -> list[tuple[str, int, int, int]]:
        entries = []
        for start in range(0, len(found) - 127, 128):
            (length,) = struct.unpack_from("<H", found, start + 64)
            name = found[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", found, start + 116)
            entries.append((name, found[start + 66], first, size))
        if not entries:
            raise ValueError("no directory")
        return entries


def workbook_stream(file: CompoundFile) -> bytes:
    """The records of a workbook. Raises ValueError where the file holds none."""
    return file.stream("Workbook" if "Workbook" in file.names else "Book")


def has_password(records: bytes) -> bool:
    """Whether the records are encrypted."""
    return any(kind == _FILEPASS for kind, _ in _records(records))


def details(records: bytes) -> list[Details]:
    """What is known beside calamine's values, a sheet each, in the order of the workbook."""
    formats, styles, offsets = set(_PERCENT_FORMATS), [], []
    for kind, data in _records(records):
        if kind == _FORMAT and b"%" in data[2:]:
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _BOUNDSHEET:
            offsets.append(struct.unpack_from("<I", data)[0])
    percent_styles = {number for number, style in enumerate(styles) if style in formats}
    return [_sheet(records, offset, percent_styles) for offset in offsets]


def _records(records: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The kind and data of each record, up to the end of the part that begins at `start`."""
    depth = 0
    while start + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, start)
        yield kind, records[start + 4 : start + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        start += 4 + length
        if kind == _EOF and depth <= 0:
            return


def _sheet(records: bytes, offset: int, percent_styles: set[int]) -> Details:
    found = Details()
    for kind, data in _records(records, offset):
        if kind == _ROW and len(data) >= 16 and struct.unpack_from("<H", data, 12)[0] & 0x20:
            found.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLINFO and len(data) >= 10 and struct.unpack_from("<H", data, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", data)
            found.hidden_columns.append((first + 1, last + 1))
        elif kind == _MULRK and len(data) >= 6:
            row, first = struct.unpack_from("<HH", data)
            styles = [struct.unpack_from("<H", data, 4 + 6 * n)[0] for n in range((len(data) - 6) // 6)]
            found.percents |= {(row + 1, first + n + 1) for n, style in enumerate(styles) if style in percent_styles}
        elif kind in (_NUMBER, _RK, _FORMULA, _BOOLERR) and len(data) >= 8:
            _cell(kind, data, percent_styles, found)
    return found


def _cell(kind: int, data: bytes, percent_styles: set[int], found: Details) -> None:
    row, column, style = struct.unpack_from("<HHH", data)
    place = row + 1, column + 1
    if style in percent_styles:
        found.percents.add(place)
    if kind == _FORMULA:
        result = data[6] if data[12:14] == b"\xff\xff" else None  # 0 text, 1 bool, 2 error, 3 an empty text
        if result == 2:
            found.errors[place] = _ERRORS.get(data[8], "#VALUE!")
        elif result != 3:
            found.formulas.add(place)
    elif kind == _BOOLERR and data[7]:
        found.errors[place] = _ERRORS.get(data[6], "#VALUE!")
