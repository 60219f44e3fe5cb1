"""A .csv or a table saved as text, as one sheet of texts and plain numbers."""

import csv
import io
import re
from itertools import islice

from loaders.files.limits import LIMITS
from loaders.files.workbook import Found

# As Excel, WPS and the statistics office's programs save it: UTF-16 is Excel's "Unicode text".
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t"
_LINES = 30  # by which the delimiter is told
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decoded(content: bytes) -> str | None:
    """The text of a file, in UTF-8, UTF-16 with its mark, or GB18030; None for what is no text."""
    encodings = next(([name] for mark, name in _MARKS if content.startswith(mark)), ["utf-8", "gb18030"])
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def delimiter(text: str) -> str | None:
    """What parts the cells: the sign that the most of the first lines have, of equals the one that they have more of.

    None where fewer than two lines have any.
    """
    lines = [line for line in islice(io.StringIO(text), _LINES) if line.strip()]
    counts = {sign: [line.count(sign) for line in lines] for sign in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda sign: (sum(count > 0 for count in counts[sign]), sum(counts[sign])))
    return best if sum(count > 0 for count in counts[best]) >= 2 else None


def sheets(content: bytes) -> list[Found]:
    """The one sheet. Raises ValueError for what is no table."""
    text = decoded(content)
    sign = None if text is None else delimiter(text)
    if text is None or sign is None:
        raise ValueError("no table in a text")
    csv.field_size_limit(1_000_000)
    found = Found("Sheet1", is_hidden=False)
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 1):
            for column, value in enumerate(values, 1):
                if value:
                    found.put(row, column, _value(value))
            if row > LIMITS["rows"] and found.far:
                break
    except csv.Error as error:
        raise ValueError(str(error)) from None
    return [found]


def _value(text: str) -> str | float:
    """A plain number is one; a number with leading zeros is a code, one with a sign or a unit is for whoever reads."""
    if not _NUMBER.fullmatch(text.strip()):
        return text
    number = float(text)
    return int(number) if number.is_integer() else number
