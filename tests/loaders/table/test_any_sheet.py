"""Whatever becomes of a form's headings, merges and rows: a reading or a question, in time, and never a crash."""

import datetime as dt
import json
import random
import time
from collections.abc import Sequence
from typing import Any

import pytest

from loaders.check.actuals import _checked_book
from loaders.files.limits import seconds
from loaders.files.workbook import Book, Cell, Range, Sheet
from loaders.register import Register
from loaders.table.questions import Answers
from tests.loaders.growth import LINEAR, growth

SEEDS = 2000
HEADINGS = (
    "本月累计", "1-9月累计", "1-8月累计", "2023年1-12月累计完成", "本月完成", "9月完成", "自元月至本月底完成",
    "开工至本月底累计完成", "上月累计", "上年同期", "完成情况", "进度", "形象进度", "目标任务", "目标",
    "年度目标", "完成率", "完成目标(%)", "得分", "是否达序", "单位", "计量单位", "事项", "项目内容", "主要任务",
    "指标", "编码", "序号", "备注", "累计完成(万户)", "累计完成投资(亿元)", "累计", "1-9月推进情况", "推进情况",
    "存在问题及原因", "9", "(一)", "三季度", "截至9月底", "2022年累计", "甲", "本月累计(打)", "数", "单位:万元",
    "牵头 单位", "", " ", "累" * 50,
)  # fmt: skip
VALUES: tuple[object, ...] = (
    60, 0, -1, 3.1, 49.99999999999999, "60个", "3.6万户", "已改造路口60个", "—", "", "约12", "增长5.2%", "#REF!", True,
    dt.datetime(2023, 9, 30), "一、交通出行", "小计", "合计", "注:截至9月", "万户", "打", "区公安分局", "2",
    1e300, "１２",
)  # fmt: skip


def sheet(rows: Sequence[Any], merged: Sequence[Range] = (), hidden: Sequence[int] = ()) -> Sheet:
    """A sheet as it comes out of a file: of a merged range only the first cell holds anything."""
    inside = {
        (row, column)
        for top, left, bottom, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    cells = {}
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value in (None, "") or (row, column) in inside:
                continue
            kind = "bool" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "text"
            kind = "date" if isinstance(value, dt.date) else kind
            cells[row, column] = Cell(row, column, value, kind)
    return Sheet("表一", cells, tuple(merged), frozenset(hidden))


def forms(register: Register) -> list[list[list[Any]]]:
    """Whole tables: a template's columns for several units, and the shapes of published ones."""
    made = []
    for unit in ("gongan", "jingxin", "zhujian", "tongji"):
        rows: list[list[Any]] = [["2023年9月月报"], [f"填报单位:{register.unit_by_id[unit].name}"]]
        rows.append(["编码", "序号", "事项", "指标", "单位", "年度目标", "上月累计", "本月累计", "进展情况"])
        for m in register.of_unit(unit)[:8]:
            rows.append([m.measure_id, m.item_no, m.item, m.name, m.unit, m.target_text, None, 6, "推进"])
        made.append(rows)
        without_code = [row[1:] if len(row) > 2 else row for row in rows]
        made.append(without_code)
    return made


def change(rows: list[list[Any]], chance: random.Random) -> tuple[list[list[Any]], list[Range]]:
    """Headings merged, split, repeated, emptied, moved, numbered; rows of any kind in any place."""
    rows = [list(row) + [None] * (10 - len(row)) for row in rows]
    merged: list[Range] = []
    for _ in range(chance.randint(1, 6)):
        header = min(2 + chance.randint(0, 1), len(rows) - 1)
        act = chance.randint(0, 9)
        column, other = chance.randrange(10), chance.randrange(10)
        if act == 0:
            rows[header][column] = chance.choice(HEADINGS)
        elif act == 1:
            rows[header][column] = rows[header][other]
        elif act == 2:
            for row in rows:
                row[column], row[other] = row[other], row[column]
        elif act == 3:
            rows.insert(header + chance.randint(0, 1), [chance.choice(HEADINGS) for _ in range(10)])
        elif act == 4:
            rows.insert(chance.randint(0, len(rows)), ["一、交通出行"] + [None] * 9)
        elif act == 5:
            rows.insert(header + 1, list(range(1, 11)))
        elif act == 6:
            rows[chance.randrange(len(rows))][column] = chance.choice(VALUES)
        elif act == 7:
            rows.insert(chance.randint(0, len(rows)), list(rows[chance.randrange(len(rows))]))
        else:
            top, left = chance.randint(1, len(rows)), chance.randint(1, 9)
            area = (top, left, min(top + chance.randint(0, 2), len(rows)), min(left + chance.randint(0, 4), 10))
            if area[:2] != area[2:] and not any(_meet(area, one) for one in merged):
                merged.append(area)
    return rows, merged


def _meet(one: Range, other: Range) -> bool:
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


@pytest.mark.parametrize("part", range(4))
def test_a_form_that_was_changed_in_any_way_gives_a_reading_or_a_question(september: Register, part: int) -> None:
    tables = forms(september)
    for seed in range(part, SEEDS, 4):
        chance = random.Random(seed)
        rows, merged = change(chance.choice(tables), chance)
        book = Book("月报.xlsx", (sheet(rows, merged, [4] if seed % 7 == 0 else []),))
        begun = time.process_time()
        # The inner check: what `check_book` would turn into the sentence about a defect fails here.
        checked = _checked_book(book, str(seed).encode(), september, None, Answers())
        assert time.process_time() - begun < seconds(), seed  # what a file is given: only an explosion takes it
        assert checked.rows or checked.issues or checked.questions or checked.missing or checked.unit is None, seed
        json.dumps(checked.as_json(), ensure_ascii=False)
        for question in checked.questions:
            answers = Answers(columns={question.key: question.candidates[0]})
            _checked_book(book, b"", september, None, answers)


@pytest.mark.parametrize("repeated", ["累", "1-9月", "(", "9"])
def test_headings_and_cells_of_any_length_take_time_in_proportion(september: Register, repeated: str) -> None:
    def read(length: int, attempt: int) -> None:
        long = f"{attempt}{repeated * length}"
        rows: list[list[Any]] = [["2023年9月" + long], ["填报单位:区公安分局"], ["指标", "本月累计", "单位", long],
                ["信号控制系统改造路口", long, "个", long], [long, 5, long, ""]]  # fmt: skip
        _checked_book(Book("a.xlsx", (sheet(rows),)), b"", september, None, Answers())

    assert growth(read, 2000) < LINEAR
