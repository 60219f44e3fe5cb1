"""Notices as their readers get them: made from a store, opened again, and taken apart into lines and tables."""

import datetime as dt
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from docx import Document
from docx.oxml.ns import qn

from briefing import material
from briefing.notice.document import notice_document
from briefing.notice.facts import SHORT, Form
from store.acts import submissions
from store.acts.publishing import publish
from store.acts.rights import Actor, at_the_machine
from store.engine.records import Record, records
from store.engine.store import Store
from store.reads import editions
from store.reads.editions import Edition
from store.reads.figures.status import status_rows
from store.reads.view import View
from tests import stores
from tests.pages.stores.autumn import planted

OFFICE = Actor("李四", "reviews")
OCTOBER_12 = dt.datetime(2023, 10, 12, 9)
SEPTEMBER = dt.date(2023, 9, 1)


def draft(store: Store, month: dt.date = SEPTEMBER, **head: Any) -> Edition:
    """An edition without a number, its head as usual or as given."""
    return replace(editions.draft(store, View(month), OFFICE.name, OCTOBER_12), **head)


def published(store: Store, month: dt.date = SEPTEMBER, at: dt.datetime = OCTOBER_12) -> Edition:
    """The next number."""
    return publish(store, draft(store, month), OFFICE, at)


def made(store: Store, edition: Edition, form: Form = SHORT) -> bytes:
    """The notice's file."""
    return notice_document(material.take(store, edition), form)


def everyone(month: dt.date, *, skips: int = 0, factor: tuple[float, ...] = (0.4, 0.6, 0.7, 0.75, 1.1)) -> Store:
    """A store in which each unit reports for a month: amounts at these shares of their targets in turn, levels too.

    Of every `skips` measures one is left out; every third says why.
    """
    return stores.filled(_everyone, month, skips, factor)


@stores.onto(planted)
def _everyone(store: Store, month: dt.date, skips: int, factor: tuple[float, ...]) -> None:
    rows = status_rows(store, View(month))
    rows = rows[rows["due"] == pd.Timestamp(month)]
    batch = []
    for unit, measures in rows.groupby("supplier_unit_id"):
        figures = [
            {
                "measure_id": row["measure_id"], "month": pd.Timestamp(month), "sheet": "月报", "cell": "H5",
                "value": _value(row, factor[number % len(factor)]),
                **({"problem": f"原因{number}", "next_step": f"措施{number}"} if number % 3 == 0 else {}),
            }
            for number, row in enumerate(records(measures))
            if not skips or number % skips
        ]  # fmt: skip
        if figures:
            at = dt.datetime(month.year, month.month, 28, 9, 30)
            by = at_the_machine("经办人")
            sent = submissions.Submission(str(unit), month, f"{unit}.xlsx", f"{unit} {month}", by, at, is_demo=False)
            batch.append((sent, pd.DataFrame(figures)))
    submissions.add_submissions(store, batch)


def _value(row: Record, factor: float) -> float:
    """A figure at a share of its target: over 1 is well, under is not, for a ceiling too."""
    if row["kind"] == "milestone":
        return min(100.0, 100 * factor)
    if row["kind"] == "ceiling":
        return float(row["upper"]) * (2 - factor)
    return float(10 if row["lower"] is None else row["lower"]) * factor


@dataclass(frozen=True)
class Opened:
    """A notice's lines as (style, text), and its tables as rows of texts, merged cells empty below their first."""

    lines: list[tuple[str, str]]
    tables: list[list[list[str]]]
    file: bytes

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.lines)

    def headed(self, first: str) -> list[list[list[str]]]:
        """The tables whose first heading is this."""
        return [table for table in self.tables if table[0][0] == first]

    def listed(self) -> list[tuple[str, str]]:
        """(item, measure) of every numbered row of the list of what is behind."""
        rows = [row for table in self.headed("序号") for row in table[1:] if row[0]]
        return [tuple(row[1].split("\n")) for row in rows]  # type: ignore[misc]


def opened(content: bytes) -> Opened:
    """A notice's file, opened; the last table is the imprint at the foot of its last page."""
    document = Document(io.BytesIO(content))
    lines, tables = [], []
    for child in [*document.element.body, *document.sections[-1].footer._element.iter(qn("w:tbl"))]:
        if child.tag == qn("w:p"):
            style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            lines.append((style.get(qn("w:val")), _text(child)))
        elif child.tag == qn("w:tbl"):
            rows = [[_cell(cell) for cell in row.iter(qn("w:tc"))] for row in child.iter(qn("w:tr"))]
            tables.append(rows)
    return Opened(lines, tables, content)


def _cell(cell) -> str:
    return "\n".join(_text(paragraph) for paragraph in cell.iter(qn("w:p")))


def _text(paragraph) -> str:
    return "".join(piece.text or "" if piece.tag == qn("w:t") else "" for piece in paragraph.iter(qn("w:t")))


def plain(text: str) -> str:
    """Words without the difference of full-width and half-width signs, so that paper and store compare."""
    text = unicodedata.normalize("NFKC", text.replace("—", "–").replace("〔", "(").replace("〕", ")"))
    return text.replace(" ", "")


def headers(content: bytes) -> Iterator[str]:
    """The text of each header and footer in the file."""
    document = Document(io.BytesIO(content))
    for section in document.sections:
        for part in (section.header, section.even_page_header, section.footer, section.even_page_footer):
            yield "\n".join(paragraph.text for paragraph in part.paragraphs)
