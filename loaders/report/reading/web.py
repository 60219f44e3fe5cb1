"""Saved web pages → lines: paragraphs and tables of the main text, without menus, footers and lists of links."""

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from loaders.report.reading.refusals import Unreadable
from loaders.report.reading.texts import decoded
from loaders.report.source import Line, line_of, table_lines

_DROPPED = (
    "script", "style", "noscript", "nav", "header", "footer", "aside", "select", "button", "iframe", "svg",
    "head", "template", "textarea", "input",
)  # fmt: skip
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|footer|header|sidebar|aside|share|bread|breadcrumb|crumb|copyright|toolbar|topbar|"
    r"login|search|pager|pagination|related|"
    r"recommend|comment|banner|friendlink|links?|bottom|foot|print|fontsize|ewm|qrcode|bshare|jiathis)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_FORM = 60  # characters
_EMPTY = "网页中没有文字,请把网页上的正文复制为 .txt 或 .docx 后再试。"
_BLOCKS = frozenset([
    "p", "div", "li", "tr", "td", "th", "table", "ul", "ol", "section", "article", "h1", "h2", "h3", "h4",
    "h5", "h6", "br", "dd", "dt", "dl", "blockquote", "pre", "center", "main", "body", "html", "tbody",
    "thead", "hr", "form",
])  # fmt: skip
_ENCODING = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def page_lines(content: bytes) -> list[Line]:
    """The lines of an HTML page. Raises Unreadable for one without text."""
    try:
        tree = lxml.html.document_fromstring(_text(content))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable(_EMPTY) from None
    for element in list(tree.iter(*_DROPPED)):
        _drop(element)
    for form in list(tree.iter("form")):  # of a search field, or around all of the page
        words = "".join(form.itertext()).strip()
        if len(words) < _FORM and not re.search(r"\d", words):
            _drop(form)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.tag not in ("body", "html") and _is_furniture(element):
            _drop(element)
    walk = _Walk()
    walk.into(tree)
    if not walk.lines:
        raise Unreadable(_EMPTY)
    return walk.lines


def _text(content: bytes) -> str:
    """The page decoded; what it says of itself is believed where that fits (gb2312 and gbk are read as gb18030)."""
    said = _ENCODING.search(content[:4096])
    name = said[1].decode("ascii", "replace").lower() if said else ""
    try:
        text = content.decode("gb18030" if name.startswith(("gb", "x-gbk")) else name) if said else decoded(content)
    except (UnicodeDecodeError, LookupError):
        text = decoded(content)
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _is_furniture(element: Any) -> bool:
    """By its class or id, or because nearly all its words are links; never what holds much text of its own."""
    words = len("".join(element.itertext()).strip())
    if words > 2000:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    links = [len("".join(link.itertext()).strip()) for link in element.iter("a")]
    if _FURNITURE.search(named) and words < 600 and (sum(links) * 3 > words or words < 200):
        return True
    return element.tag in ("ul", "ol", "div", "dl") and sum(links) * 10 > words * 8 and len(links) >= 3


class _Walk:
    """Through the tree in the order of reading."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.words: list[str] = []
        self.tables = self.paragraphs = 0

    def into(self, element: Any) -> None:
        """This element and all below it; without recursion, since pages nest deeply."""
        for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
            if event == "comment" or not isinstance(node.tag, str):
                self.words.append(node.tail or "" if event != "start" else "")
                continue
            if node.tag in _BLOCKS:
                self._end()
            if event == "start" and node.tag == "table" and _is_data(node):
                self._table(node)
                node.clear(keep_tail=True)
            self.words.append((node.text if event == "start" else node.tail) or "")
        self._end()

    def _end(self) -> None:
        text = "".join(self.words)
        self.words = []
        if text.strip():
            self.paragraphs += 1
            flat = re.sub(r"[\r\n\t]+", " ", text)
            self.lines.append(line_of(flat, f"第{self.paragraphs}段", is_paragraph=True, is_indented=True))

    def _table(self, table: Any) -> None:
        self.tables += 1
        self.lines += table_lines(_rows(table), f"第{self.tables}张表", self.tables, is_paragraph=True)


def _is_data(table: Any) -> bool:
    """Whether a table holds data, and is no frame for the page's layout."""
    if table.find(".//table") is not None:
        return False
    rows = [len(row.findall("td") + row.findall("th")) for row in table.iter("tr")]
    longest = max((len("".join(cell.itertext()).strip()) for cell in table.iter("td", "th")), default=0)
    return len(rows) >= 2 and max(rows, default=0) >= 2 and longest < 3000


def _rows(table: Any) -> Iterator[list[str]]:
    """Rows with spans undone: a cell that spans rows stands in each, one that spans columns once."""
    waiting: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        column = 0
        for cell in [each for each in row if each.tag in ("td", "th")]:
            column = _fill(cells, waiting, column)
            text = "\n".join(part.strip() for part in _parts(cell) if part.strip())
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for number in range(across):
                cells.append(text if number == 0 else "")
                if down > 1:
                    waiting[column] = (down - 1, text if number == 0 else "")
                column += 1
        _fill(cells, waiting, column)
        yield cells


def _fill(cells: list[str], waiting: dict[int, tuple[int, str]], column: int) -> int:
    """Take the cells that reach down into a row from a column on; the first column behind them."""
    while column in waiting:
        left, text = waiting.pop(column)
        if left > 1:
            waiting[column] = (left - 1, text)
        cells.append(text)
        column += 1
    return column


def _parts(cell: Any) -> Iterator[str]:
    words = ""
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        if node.tag in _BLOCKS and node is not cell:
            yield words
            words = ""
        words += (node.text if event == "start" else node.tail if node is not cell else "") or ""
    yield re.sub(r"\s+", " ", words)


def _span(cell: Any, name: str) -> int:
    written = str(cell.get(name) or "1").strip()
    return max(1, min(60, int(written))) if written.isdecimal() else 1
