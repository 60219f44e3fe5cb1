"""A read report in words and in keys, for comparing."""

from __future__ import annotations

from collections import Counter

from loaders.report.reading.texts import text_lines
from loaders.report.reports import Item, Report, read_report
from loaders.report.sentences.proposals import Proposal
from loaders.report.source import Source

Key = tuple[float | None, str, str, str]


def read_text(text: str, year: int = 2024) -> Report:
    """A text as a report of a year."""
    return read_report(Source("报告.txt", tuple(text_lines(text))), year)


def in_words(report: Report) -> list[str]:
    """Every proposal in one line."""
    return [_said(item, proposal) for item in report.items for proposal in item.proposals]


def in_keys(report: Report) -> Counter[Key]:
    """How often each value, unit, comparator and lead unit is proposed; a milestone has its lead unit alone."""
    return Counter(_key(item, proposal) for item in report.items for proposal in item.proposals)


def _key(item: Item, proposal: Proposal) -> Key:
    if proposal.kind == "milestone":
        return None, "milestone", "", item.roles.lead
    value = proposal.lower if proposal.lower is not None else proposal.upper
    return value, proposal.unit, proposal.comparator, item.roles.lead


def _said(item: Item, proposal: Proposal) -> str:
    bounds = "–".join(f"{bound:g}" for bound in (proposal.lower, proposal.upper) if bound is not None)
    parts = [str(item.item_no), proposal.name, proposal.kind, f"{proposal.comparator}{bounds}{proposal.unit}"]
    parts.append(item.roles.lead)
    if proposal.words and proposal.kind != "milestone":
        parts.append(f"“{proposal.words}”")
    if proposal.part_of is not None:
        parts.append(f"of {proposal.part_of + 1}")
    parts += [proposal.due, str(proposal.nodes) if proposal.nodes else ""]
    return " ".join(part for part in parts if part)
