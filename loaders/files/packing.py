"""Archives and workbooks that are written without the clock: of the same input, the same bytes."""

import datetime as dt
import io
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

EARLIEST = dt.datetime(1980, 1, 1)  # that an archive can say


class Dated(ZipFile):
    """An archive to be written, whose entries bear one given moment instead of the clock's."""

    def __init__(self, stream: IO[bytes], moment: dt.datetime = EARLIEST, compression: int = ZIP_DEFLATED) -> None:
        super().__init__(stream, "w", compression)
        self._moment, self._how = moment.timetuple()[:6], compression

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        entry = ZipInfo(zinfo_or_arcname, self._moment)
        entry.create_system, entry.external_attr = 3, 0o644 << 16  # else unpacked files are nobody's to read on Unix
        super().writestr(entry, data, self._how)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname or filename, Path(filename).read_bytes())


def saved(book: Workbook, moment: dt.datetime = EARLIEST) -> bytes:
    """A workbook's bytes, made at a given moment of UTC."""
    book.properties.created = book.properties.modified = moment
    stream = io.BytesIO()
    with Dated(stream, moment) as archive:
        ExcelWriter(book, archive).save()  # Workbook.save would write the clock's time
    return stream.getvalue()
