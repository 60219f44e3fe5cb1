"""Plain text in any encoding → lines."""

import re
from dataclasses import replace

from charset_normalizer import from_bytes

from loaders.report.reading.refusals import Unreadable
from loaders.report.source import Line, line_of, table_lines


def decoded(content: bytes) -> str:
    """The text of some bytes. Raises Unreadable where they are no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _is_chinese(text):
            return text
    best = from_bytes(content[:200_000]).best()
    text = content.decode(best.encoding, errors="replace") if best is not None else "\0"
    if "\0" in text or text.count("\ufffd") > len(text) / 50:
        raise Unreadable("文件不是文本,请另存为 .docx 或 .txt 后再试。")
    return text


def text_lines(text: str) -> list[Line]:
    """The lines of a text; rows whose cells stand between tabs or upright strokes are a table's."""
    lines: list[Line] = []
    table, in_table = 0, False
    page = 1 if "\f" in text else None
    for number, written in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if page is not None and "\f" in written:
            page += written.count("\f")
        bare = written.replace("\f", "")
        if not bare.strip():
            continue
        if cells := _cells(bare, 1 if in_table else 3):
            table += not in_table
            lines += [replace(line, place=f"第{number}行") for line in table_lines([cells], "", table)]
        else:
            lines.append(line_of(bare, f"第{number}行", page=page))
        in_table = bool(cells)
    return lines


def _cells(written: str, least: int) -> list[str]:
    for sign in ("\t", "|", "│", "┃"):
        cells = written.strip("\n").split(sign)
        if sign != "\t":
            cells = cells[1 if not cells[0].strip() else 0 : -1 if not cells[-1].strip() else None]
        if len([cell for cell in cells if cell.strip()]) >= least and len(cells) >= 3:
            return cells if not all(set(cell.strip()) <= set("-:—") for cell in cells) else []
    return []


def _is_chinese(text: str) -> bool:
    """Whether what was decoded looks like Chinese, or at least like words, rather than like a wrong encoding."""
    seen = [character for character in text[:20_000] if ord(character) > 127]
    if not seen:
        return True
    common = sum(
        "\u4e00" <= character <= "\u9fff"
        or character in "，。、；：“”（）《》！？—…·　①②③④⑤"
        or "\uff00" <= character <= "\uffef"
        for character in seen
    )
    return common >= len(seen) * 0.6
