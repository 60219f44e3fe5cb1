"""What every picture of a screen has around its blocks, and the words and tables that several of them share."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from briefing.charts import counts, groups
from briefing.charts.look import Chart
from briefing.material import Material
from briefing.pictures.cells import Table, Words, chip
from briefing.pictures.page import Block, Page, Paragraphs, Row
from metrics import terms
from metrics.arithmetic import counting
from metrics.arithmetic.counting import Tally
from metrics.terms import DEMO_LABEL


def page(material: Material, title: str, *rows: Row, has_legend: bool = True) -> Page:
    """A page with the edition's context above and its 口径, number and source below; a legend where it has statuses."""
    reported, owing = material.snapshot.units_reported
    context: Words = [material.until, " · ", material.time_elapsed, " · 已报", [f"{reported}/{owing}"], "家"]
    foot = " · ".join((material.basis_line, material.edition_line, material.source_line))
    demo = DEMO_LABEL if material.snapshot.has_demo else None
    legend = terms.statuses_in(material.edition.view.month.month) if has_legend else []
    return Page(title, context, rows, foot, demo, legend)


def titled(material: Material, words: str) -> str:
    """`2023年示例区牵头单位`."""
    return f"{material.edition.view.month.year}年{material.snapshot.place.short_name}{words}"


def told_row(words: Words, size: float = 15) -> Row:
    """A paragraph over the whole width."""
    return Row([[Block("", Paragraphs([words], size=size))]])


def rate_words(counts: Tally) -> Words:
    """The on-schedule rate with its n."""
    return ["按期率 ", [counts.rate], "" if counts.is_thin else f"({counts.good}/{counts.judged}项)"]


def counts_row(counted: Tally, what: str) -> Row:
    """The bar of counts over the whole width, with the rate beside it."""
    bar, rate = counts.counts_bar(counted, what, height=34), Paragraphs([rate_words(counted)], size=16)
    return Row([[Block("", bar)], [Block("", rate)]], (5, 1))


def category_rates(items: pd.DataFrame, *, width: float, row_height: int, what: str = "各类别") -> Chart:
    """The counts and on-schedule rate of each category of some items."""
    table = counting.tally_by(items, "category")
    return groups.group_bars(table, "category", what, width=int(width), row_height=row_height)


def status_chip(row: Mapping[str, Any], status: str = "status", word: str = "status_word") -> dict[str, object]:
    """The status of a record in its colour; what has none (a reference) prints "—"."""
    return chip(row[status], row[word]) if row[status] in terms.STATUSES else {"quiet": terms.NO_VALUE}


def labelled(label: str, text: str | None) -> Words:
    """`存在问题及原因 …`, with a dash for nothing."""
    return [[label], f"　{text or terms.NO_VALUE}"]


def table_or(title: str, table: Table, otherwise: str, note: str = "") -> Block:
    """A block with a table, or with a sentence where it has no rows."""
    return Block(title, table if len(table.rows) else Paragraphs([[otherwise]]), note)


def owing_block(rows: pd.DataFrame, title: str, note: str, *, most: int | None = None) -> Block:
    """Who owes figures and of which items (rows of `store.reads.figures.boards.owing_units`), or that nobody does."""
    names = ["unit_name", "sent_text", "missing", "cells_text", "codes"]
    return table_or(title, Table(rows, names, measure_word="家", most=most), "应报数据已全部报送。", note)


def fitting(room: float, rows: int, least: float, most: float) -> int:
    """How high each of some rows is so that they fill the room, within bounds, in whole points."""
    return int(min(max(room / max(rows, 1), least), most))
