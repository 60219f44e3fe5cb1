"""All files of one edition, read back: the same thing has one number in each, and what it follows from stands by."""

import io
import re
from decimal import Decimal

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook

from briefing.notice.document import notice_document
from briefing.workbooks.full_workbook import full_workbook
from metrics import terms, wording
from store.engine.records import items_json, status_json
from store.reads.figures import boards
from store.reads.figures.outlook import month_rows
from store.reads.figures.status import item_rows, status_rows
from store.reads.view import View
from tests.briefing import deck, notices
from tests.briefing.filled import filled
from tests.briefing.notices import SEPTEMBER, plain

NO = "—"


@pytest.fixture(scope="module")
def store():
    made = filled(8, 9)
    yield made
    made.close()


@pytest.fixture(scope="module")
def found(store):
    return deck.taken(store, SEPTEMBER)


@pytest.fixture(scope="module")
def notice(found):
    return notices.opened(notice_document(found))


@pytest.fixture(scope="module")
def slides(found):
    return deck.opened(found)


@pytest.fixture(scope="module")
def book(found):
    return load_workbook(io.BytesIO(full_workbook(found)), data_only=True)


@pytest.fixture(scope="module")
def told(store):
    """What other programs read, by (item, measure)."""
    rows = status_json(month_rows(store, View(SEPTEMBER)))
    return {(plain(f"{terms.item_code(row['series'], row['item_no'])} {row['item']}"), plain(row["measure"])): row
            for row in rows}  # fmt: skip


def in_print(row):
    """完成率, 序时进度 and 进度差 of a row of the JSON, as they are printed."""
    shares = [wording.percent(row[name]).removesuffix("%") for name in ("done_pct", "plan_pct")]
    by_pace = row["kind"] in ("quantity", "stock", "milestone")
    return [*shares, plain(wording.signed_margin(row["margin_points"], "%" if by_pace else row["unit"]))]


def follows(done, plan, margin):
    """Whether a printed gap is that of the printed shares beside it, but for the rounding of each."""
    if NO in (done, plan, margin) or margin == "不足0.1" or not re.fullmatch(r"[+−]?[\d.]+", margin):
        return True
    return abs(Decimal(done) - Decimal(plan) - Decimal(margin.replace("−", "-"))) <= Decimal("0.1")


def test_every_measure_has_the_same_shares_and_gap_in_the_annex_as_in_the_json_and_its_gap_follows_from_them(
    notice, told
):
    seen = 0
    for table in notice.headed("事项"):
        item = ""
        for row in (line for line in table[1:] if len(line) > 1):
            item = row[0] or item
            stored = told[plain(item), plain(row[3]).removeprefix("其中:")]
            assert [row[6], row[7], plain(row[8])] == in_print(stored), row
            assert follows(row[6], row[7], row[8]), row
            seen += 1
    assert seen == len(told)


def test_what_is_behind_has_target_figure_shares_gap_and_months_of_its_own(notice, told):
    listed = [row for table in notice.headed("序号") for row in table[1:] if row[0]]
    assert len(listed) == sum(row["status"] in terms.BAD for row in told.values())
    for row in listed:
        item, measure = row[1].split("\n")
        stored = told[plain(item), plain(measure)]
        assert [row[5], row[6].split("\n")[0], plain(row[7])] == in_print(stored)
        assert row[8] == str(stored["months_behind"])
        assert follows(row[5], row[6].split("\n")[0], row[7])
        assert NO not in (row[3], row[4])


def test_the_workbook_has_the_numbers_of_the_json(book, told):
    by_id = {row["measure_id"]: row for row in told.values()}
    for name in [*terms.SERIES.values(), "滞后事项"]:
        head, *lines = list(book[name].iter_rows(min_row=3, values_only=True))
        for line in lines:
            row = dict(zip(head, line, strict=True))
            stored = by_id.get(row.get("编码")) or told.get(
                (plain(f"{row['编号']} {row['事项']}"), plain(str(row["子项"])))
            )
            if stored is None or stored["kind"] == "reference":
                continue
            for heading, field in (("完成率（%）", "done_pct"), ("序时进度（%）", "plan_pct")):
                assert row[heading] == (None if stored[field] is None else pytest.approx(stored[field]))
            assert row["滞后月数"] == stored["months_behind"]


def test_notice_workbook_slides_and_json_count_the_same_items_and_have_one_rate(store, found, notice, book, slides):
    items = items_json(item_rows(store, status_rows(store, View(SEPTEMBER))))
    counts = pd.Series([row["status"] for row in items]).value_counts()
    good = sum(counts.get(code, 0) for code in terms.GOOD)
    judged = len(items) - counts.get("not_due", 0) - counts.get("undecided", 0)
    rate = wording.percent(100 * good / judged)
    (table,) = notice.headed("系列")
    assert table[-2][1] == str(len(items)) and table[-2][-3:-1] == [rate.removesuffix("%"), f"{good}/{judged}"]
    assert f"按期率{rate}" in notice.text and f"按期率{rate}" in deck.title(slides.slides[1])
    summary = {row[0]: row for row in book["汇总"].iter_rows(min_row=4, max_row=16, values_only=True)}
    assert wording.percent(summary["按期率（%）"][8]) == rate
    assert (summary["合计"][7], summary["可判定项数"][7]) == (len(items), judged)
    named = {word.replace("\n", ""): count for word, count in zip(table[0], table[-2], strict=True)}
    for code, status in terms.STATUSES.items():
        assert named[status.word] == str(counts.get(code, 0))
        assert summary[terms.marked(code, status.word)][7] == counts.get(code, 0)


def test_the_slides_list_what_is_behind_with_the_gaps_and_months_of_the_json(slides, told):
    rows = [row for shape in deck.named(slides.slides, "滞后清单") for row in deck.cells(shape)[1:]]
    seen = {(plain(row[1]), plain(row[2])): row for row in rows}
    behind = {key: row for key, row in told.items() if row["status"] in terms.BAD}
    assert set(seen) == set(behind)
    for key, row in seen.items():
        assert plain(row[6]) == in_print(behind[key])[2] and row[7] == str(behind[key]["months_behind"])


def test_an_items_row_has_all_figures_of_its_worst_measure(found, told):
    for series in terms.SERIES:
        items = found.series_items[series]
        for row in items.to_dict("records"):
            stored = told[plain(row["coded_item"]), plain(row["measure"])]
            for name in ("done_pct", "plan_pct", "margin_points", "months_behind"):
                assert (pd.isna(row[name]) and stored[name] is None) or row[name] == pytest.approx(stored[name])


def test_what_changed_since_the_month_before_stands_in_one_list(found):
    changes = found.snapshot.changes
    codes = [code for rows in changes.values() for code in rows["code"]]
    assert len(codes) == len(set(codes))
    recovered = boards.recovered_rows(found.snapshot)
    assert set(recovered["status"]) <= set(terms.GOOD)


def test_all_files_say_the_same_of_themselves(found, notice, slides, book):
    made = (Document(io.BytesIO(notice.file)).core_properties, slides.core_properties)
    titles = {properties.title.replace("—", "–") for properties in made} | {book.properties.title}
    authors = {properties.author for properties in made} | {book.properties.creator}
    moments = {properties.created.replace(tzinfo=None) for properties in made} | {book.properties.created}
    assert (titles, authors, moments) == ({found.edition.title}, {found.edition.office}, {found.made_utc})
    assert {*(properties.language for properties in made), book.properties.language} == {"zh-CN"}
