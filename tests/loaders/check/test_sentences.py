"""Tables that tell their figures in sentences: proposed, confirmed once per form, asked where two are possible."""

import datetime as dt

import pytest

from loaders.accept.commit import commit
from loaders.accept.standing import month_register
from loaders.check.actuals import check
from loaders.table.questions import Answers
from metrics.errors import UserError
from store.acts.rights import at_the_machine
from tests import books
from tests.loaders.conftest import OCTOBER

P = "510115-2023-"
GAS = [70, "燃气设施更新建设"]
PILES = [8, "新建新能源汽车充电桩"]
HEADER = ["序号", "民生实事", "推进情况"]
CONFIRMED = Answers(columns={"推进情况": "value"})
BOTH = "已更换气表30000户、改造管道8.4公里"


def book(*rows: list[object], header: list[str] | None = None, **options) -> bytes:
    return books.book([["2023年1-10月推进情况"], ["填报单位:区经信局"], header or HEADER, *rows], **options)


def figures(result) -> dict[str, float | None]:
    return {row.measure_id.removeprefix(P): row.value for row in result.rows}


def issues(result) -> list[tuple[str, str | None]]:
    return [(found.id, found.cell) for found in result.issues]


def test_a_sentence_about_an_item_gives_each_of_its_measures_its_figure(reader, october):
    result = check(book([*GAS, BOTH]), "表.xlsx", october, reader, None, CONFIRMED)
    assert result.issues == () and result.open_questions == []
    assert [(row["measure_id"], row["value"], row["text"], row["sentence"], row["unit_read"], row["cell"])
            for row in result.as_json()["rows"]] == [
        (f"{P}L70-1", 30000.0, BOTH, BOTH, "户", "C4"), (f"{P}L70-2", 8.4, BOTH, BOTH, "公里", "C4"),
    ]  # fmt: skip


def test_before_anybody_confirmed_the_column_its_figures_are_proposed_and_asked_about(reader, october):
    result = check(book([*GAS, BOTH], [*PILES, "正在选址"]), "表.xlsx", october, reader)
    assert figures(result) == {"L70-1": 30000, "L70-2": 8.4, "L08-1": None}
    assert issues(result) == [("column_unclear", "C3")]
    assert [question["id"] for question in result.open_questions] == ["推进情况"]


def test_sentences_under_the_cumulatives_own_heading_are_confirmed_once_per_form(store, reader):
    content = book([*GAS, "更换到期气表", "已更换30000户", "有序推进"], [*GAS, "改造老旧燃气管道", 8.4, "有序推进"],
                   header=["序号", "民生实事", "指标", "本月累计", "进展情况"])  # fmt: skip
    october = month_register(store, OCTOBER)
    first = check(content, "表.xlsx", october, reader)
    assert figures(first) == {"L70-1": 30000, "L70-2": 8.4}
    assert issues(first) == [("sentence_unconfirmed", "D4")]
    assert [question["id"] for question in first.open_questions] == ["本月累计"]
    confirmed = check(content, "表.xlsx", october, reader, None, Answers(columns={"本月累计": "value"}))
    assert confirmed.issues == () and confirmed.rows[0].progress == "已更换30000户\n有序推进"
    commit(store, confirmed, at_the_machine("张三"), dt.datetime(2023, 11, 3), "核对无误")

    def a_month_later(opened) -> None:
        opened.active["A1"], opened.active["D4"] = "2023年1-11月推进情况", "已更换33000户"

    november = month_register(store, dt.date(2023, 11, 1))
    again = check(books.changed(content, a_month_later), "表.xlsx", november, reader)
    assert figures(again) == {"L70-1": 33000, "L70-2": 8.4} and again.issues == () and again.open_questions == []


def test_a_sentence_merged_over_the_rows_of_an_item_is_told_apart_by_row(reader, october):
    rows = [[*GAS, name, text] for name, text in (("更换到期气表", BOTH), ("改造老旧燃气管道", None))]
    content = book(
        *rows, header=["序号", "民生实事", "指标", "推进情况"], dress=lambda sheet: sheet.merge_cells("D4:D5")
    )
    result = check(content, "表.xlsx", october, reader, None, CONFIRMED)
    assert figures(result) == {"L70-1": 30000, "L70-2": 8.4} and result.issues == ()


def test_two_readings_are_asked_about_and_an_answer_settles_them(reader, october):
    content = book([*PILES, "城区建成900个,镇街建成950个"])
    asked = check(content, "表.xlsx", october, reader, None, CONFIRMED)
    assert figures(asked) == {"L08-1": None} and issues(asked) == [("sentence_unclear", "C4")]
    assert asked.open_questions == [
        {"id": "Sheet1!C4", "heading": "城区建成900个,镇街建成950个", "cells": ["Sheet1!C4"],
         "offers": [f"{P}L08-1:900", f"{P}L08-1:950", "不报送"], "by": "row"}
    ]  # fmt: skip
    said = CONFIRMED.with_row("Sheet1!C4", f"{P}L08-1:1850")
    settled = check(content, "表.xlsx", october, reader, None, said)
    assert figures(settled) == {"L08-1": 1850} and settled.issues == () and settled.open_questions == []
    both = check(book([*GAS, "已完成8.4公里、4.1公里"]), "表.xlsx", october, reader, None, CONFIRMED)
    assert both.open_questions[0]["offers"] == [
        f"{P}L70-2:8.4,{P}L70-3:4.1", f"{P}L70-2:4.1,{P}L70-3:8.4", "不报送"
    ]  # fmt: skip
    with pytest.raises(UserError, match="不能归到"):
        check(content, "表.xlsx", october, reader, None, CONFIRMED.with_row("Sheet1!C4", f"{P}L72-1:5"))


def test_words_without_a_figure_stay_words(reader, october):
    rows = [[*PILES, "正在选址"], [71, "小区供电移交改造", "前期工作有序推进"]]
    result = check(book(*rows), "表.xlsx", october, reader, None, CONFIRMED)
    assert [(row.measure_id.removeprefix(P), row.value, row.progress, row.sentence) for row in result.rows] == [
        ("L08-1", None, "正在选址", None),
        ("L71-1", None, "前期工作有序推进", None), ("L71-2", None, "前期工作有序推进", None),
    ]  # fmt: skip
    assert result.issues == ()


def test_about_so_many_is_a_doubt(reader, october):
    result = check(book([*PILES, "已建成约1850个"]), "表.xlsx", october, reader, None, CONFIRMED)
    assert figures(result) == {"L08-1": 1850} and issues(result) == [("cell_approximate", "C4")]


def test_a_bare_number_in_a_sentence_is_in_the_sheets_unit(reader, october):
    content = book([*GAS, "更换到期气表", "万户", "已更换3.1"], header=["序号", "民生实事", "指标", "单位", "推进情况"])
    result = check(content, "表.xlsx", october, reader, None, CONFIRMED)
    assert figures(result) == {"L70-1": 31000} and result.rows[0].unit_read == "万户"
