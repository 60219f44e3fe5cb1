"""Word files → lines: paragraphs with the numbers that Word makes itself, and tables in their place."""

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import nsmap, qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from loaders.report.reading.refusals import Unreadable
from loaders.report.source import Line, line_of, table_lines
from metrics.wording import numeral

_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def word_lines(content: bytes) -> list[Line]:
    """The lines of a .docx. Raises Unreadable."""
    try:
        document = docx.Document(io.BytesIO(content))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - python-docx raises whatever a broken part makes it stumble over
        raise Unreadable("文件已损坏或不是 Word 文档,请用 Word 或 WPS 打开后另存为 .docx 再试。") from None
    numbering = _Numbering(document)
    lines: list[Line] = []
    paragraph_no = table_no = 0
    for block in _blocks(document):
        if isinstance(block, Table):
            table_no += 1
            lines += table_lines(_rows(block), f"第{table_no}张表", table_no, is_paragraph=True)
            continue
        paragraph_no += 1
        label = numbering.label(block)
        for text in _text(block._p).split("\n"):  # a line break within a paragraph
            if text.strip():
                lines.append(line_of(label + text.strip(), f"第{paragraph_no}段", is_paragraph=True, is_indented=True))
            label = ""
    return lines


def _blocks(document: Any) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of the body and its text boxes, also those within content controls and insertions.

    Word writes a text box twice, the second time for older readers (mc:Fallback).
    """
    for element in document.element.body.iter(qn("w:p"), qn("w:tbl")):
        above = next(element.iterancestors(*_HOLDERS))
        if above.tag == qn("w:tbl") or next(above.iterancestors(_FALLBACK), None) is not None:
            continue
        yield Paragraph(element, document) if element.tag == qn("w:p") else Table(element, document)


_HOLDERS = (qn("w:tbl"), qn("w:body"), qn("w:txbxContent"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# In a run; what Word wraps runs into (measures in smart tags, insertions, content controls) makes no difference.
_WRITTEN = etree.XPath(  # made once: a report may have sixty thousand paragraphs
    "|".join(f".//w:r[not(ancestor::w:moveFrom)]/w:{name}" for name in ("t", "tab", "br", "cr")), namespaces=nsmap
)


def _text(paragraph: Any) -> str:
    """What a paragraph says as it stands, insertions accepted and deletions gone; a text box in it is another's."""
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    return "".join(signs.get(found.tag) or found.text or "" for found in _WRITTEN(paragraph)
                   if next(found.iterancestors(qn("w:p"))) is paragraph)  # fmt: skip


def _rows(table: Table) -> Iterator[list[str]]:
    """Each row's cells; a merged cell stands in every row and column that it covers, once for each."""
    for row in table.rows:
        cells: list[str] = []
        last = None
        for cell in row.cells:
            text = "\n".join(map(_text, cell._tc.xpath("./w:p | ./w:sdt/w:sdtContent/w:p"))).strip()
            cells.append("" if cell._tc is last else text)
            last = cell._tc
        # A cell merged across the whole row is a section's heading: the others of it stay empty.
        yield cells


class _Numbering:
    """Counts the lists that Word numbers by itself, as its own screen shows them."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._of_styles: dict[str | None, Any] = {}
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
        if not parts:
            return
        root = parts[0].element
        abstract = {found.get(qn("w:abstractNumId")): found for found in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            made = abstract.get(link.get(qn("w:val"))) if link is not None else None
            if made is None:
                continue
            self._levels[number.get(qn("w:numId"))] = {
                int(level.get(qn("w:ilvl"))): (
                    _value(level, "w:numFmt", "decimal"), _value(level, "w:lvlText", "%1."),
                    int(_value(level, "w:start", "1")),
                ) for level in made.findall(qn("w:lvl"))
            }  # fmt: skip

    def label(self, paragraph: Paragraph) -> str:
        """The number that Word shows before a paragraph; "" for none or a bullet."""
        properties: Any = paragraph._p.pPr
        found = properties.numPr if properties is not None else None
        if found is None:
            found = self._of_style(paragraph)
        if found is None:
            return ""
        key, level = _value(found, "w:numId", ""), int(_value(found, "w:ilvl", "0"))
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        form, pattern, start = levels[level]
        counts = self._counts[key]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if form in ("bullet", "none"):
            return ""
        label = pattern
        for each in range(level, -1, -1):
            each_form, _, each_start = levels.get(each, (form, "", 1))
            label = label.replace(f"%{each + 1}", _shown(counts.get(each, each_start), each_form))
        return label if label[-1:] in ".、)）。" or not label[-1:].isalnum() else f"{label}."

    def _of_style(self, paragraph: Paragraph) -> Any:
        """The numbering that a paragraph's style brings, looked for once for each style."""
        name = paragraph._p.style
        if name not in self._of_styles:
            properties = paragraph.style.element.find(qn("w:pPr")) if paragraph.style is not None else None
            self._of_styles[name] = properties.find(qn("w:numPr")) if properties is not None else None
        return self._of_styles[name]


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(qn(name))
    return str(found.get(qn("w:val"), default)) if found is not None else default


def _shown(number: int, form: str) -> str:
    if form.startswith(("chinese", "japaneseCounting", "ideograph", "taiwanese")):
        return numeral(number)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLES):
        return _CIRCLES[number - 1]
    return f"{number:02d}" if form == "decimalZero" else str(number)
