"""The work report at hand, as the reader of reports sorts it: the plan's paragraphs and the annex's items."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.report.reading.texts import text_lines
from loaders.report.source import Source
from loaders.report.structure.entries import LIVELIHOOD, Entry
from loaders.report.structure.outline import outline, without_marker
from loaders.report.structure.paragraphs import paragraphs

YEAR = 2023


@dataclass(frozen=True)
class PlanParagraph:
    """A paragraph of the year's plan, below its headings."""

    section: str
    subsection: str
    text: str


@dataclass(frozen=True)
class AnnexItem:
    """A numbered item of the annex, its words without those that name the lead unit."""

    number: int | None
    category: str
    text: str
    lead_unit: str


def annex_items(text: str) -> list[AnnexItem]:
    """The items of the annex in their order."""
    items = [(entry, *entry.read()) for entry in _entries(text) if entry.series == LIVELIHOOD]
    return [
        AnnexItem(entry.number, without_marker(entry.section), words.strip(), roles.lead)
        for entry, words, roles in items
    ]


def plan_paragraphs(text: str) -> list[PlanParagraph]:
    """The paragraphs of the plan in their order."""
    return [
        PlanParagraph(entry.section, entry.subsection, entry.words)
        for entry in _entries(text)
        if entry.series != LIVELIHOOD
    ]


def _entries(text: str) -> list[Entry]:
    standing, _ = paragraphs(Source("报告.txt", tuple(text_lines(text))))
    return outline(standing, YEAR).entries
