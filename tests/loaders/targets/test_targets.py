"""The year's targets out as a workbook and in again; and a report's text as a workbook to review."""

import datetime as dt
import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from loaders.report.naming import UnitNames
from loaders.report.targets import target_rows
from loaders.report.workbook import report_workbook
from loaders.targets.commit import (
    DEFAULT_REASON,
    blank_workbook,
    load_of,
    read_targets,
    targets_of,
    targets_workbook,
)
from loaders.targets.rows import PENDING, Targets, workbook
from loaders.targets.targets import CheckedTargets
from metrics.errors import UserError
from store.acts import submissions
from store.acts.rights import Actor, at_the_machine
from store.engine.store import Store
from store.loads import loads
from store.loads.year import first_month
from store.reads.figures.status import status_rows
from store.reads.naming import unit_of
from store.reads.view import View
from tests import books, stores
from tests.loaders.conftest import planted
from tests.loaders.report.sayings import read_text
from tests.store.builder import REGION, World, day, first

AT = dt.datetime(2024, 1, 20)


@pytest.fixture(scope="module")
def exported() -> bytes:
    """The seed's targets as a workbook, to be edited."""
    store = stores.filled(planted)
    content = targets_workbook(store, 2023)
    store.close()
    return content


def load(store: Store, checked: CheckedTargets, by: Actor, at: dt.datetime, accepted: str = "") -> dict[str, int]:
    """The act of loading, as the command and the screen do it; how many rows each table got."""
    return loads.commit_load(store, load_of(checked, common=accepted), by, at, DEFAULT_REASON).preview.rows


def sheet_of(content: bytes):
    return load_workbook(io.BytesIO(content)).active


def columns(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[2]}


def edited(content: bytes, change) -> bytes:
    """A targets workbook after `change(sheet, columns)`."""
    return books.changed(content, lambda book: change(book.active, columns(book.active)))


def next_years(content: bytes) -> bytes:
    """The same targets for 2024: other codes, other months of effect."""

    def change(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            sheet.cell(row, column["编码"]).value = None
            for name in ("参照指标", "所属指标", "生效月份"):
                cell = sheet.cell(row, column[name])
                cell.value = cell.value and cell.value.replace("2023", "2024")

    return edited(content, change)


def as_2024(targets: Targets) -> dict[str, list[dict[str, object]]]:
    def moved(value: object) -> object:
        if isinstance(value, dt.date):
            return value.replace(year=2024)
        return value.replace("-2023-", "-2024-") if isinstance(value, str) else value

    return {
        table: [{name: 2024 if name == "year" else moved(value) for name, value in row.items()} for row in rows]
        for table, rows in targets.tables().items()
    }


def in_order(targets: Targets) -> dict[str, list[str]]:
    return {table: sorted(str(sorted(row.items())) for row in rows) for table, rows in targets.tables().items()}


def test_what_goes_out_comes_in_unchanged_and_changes_nothing(store):
    content = targets_workbook(store, 2023)
    checked = read_targets(store, content, "目标.xlsx", 2023)
    assert checked.issues == ()
    assert in_order(checked.targets) == in_order(targets_of(store, 2023))
    version = store.version
    assert load(store, checked, at_the_machine("张三"), AT) == {
        "item": 0,
        "measure": 0,
        "target": 0,
        "plan": 0,
        "measure_code": 0,
    }
    assert store.version == version


def test_a_new_years_workbook_makes_a_year_that_is_judged_like_the_old_one(store, exported):
    content = next_years(exported)
    checked = read_targets(store, content, "目标.xlsx", 2024)
    assert checked.issues == ()
    counts = load(store, checked, at_the_machine("张三"), AT)
    assert counts == {"item": 141, "measure": 275, "target": 267, "plan": 48, "measure_code": 8}
    assert targets_of(store, 2024).tables() == as_2024(targets_of(store, 2023))
    rows = status_rows(store, View(dt.date(2024, 3, 1)))
    assert len(rows) == 275 and rows.set_index("measure_id").loc["510115-2024-L08-1", "status"] == "not_reported"


def test_a_changed_target_is_one_new_row_and_the_rest_stays(store, exported):
    def change(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, column["编码"]).value == "510115-2023-L08-1":
                sheet.cell(row, column["下限"]).value = "2,500个"
                sheet.cell(row, column["调整原因"]).value = "年中调整"

    checked = read_targets(store, edited(exported, change), "目标.xlsx", 2023)
    assert load(store, checked, at_the_machine("张三"), AT) == {
        "item": 0,
        "measure": 0,
        "target": 1,
        "plan": 0,
        "measure_code": 0,
    }
    target = status_rows(store, View(dt.date(2023, 3, 1))).set_index("measure_id").loc["510115-2023-L08-1"]
    assert target["lower"] == 2500.0


@pytest.mark.parametrize(
    ("heading", "value", "issue"),
    [
        ("系列", "民生大事", "target_word"),
        ("类型", None, "target_missing"),
        ("牵头单位", "区月球局", "target_unit_unknown"),
        ("下限", "很多", "target_number"),
        ("下限", None, "target_bound"),
        ("编码", "510115-2023-L99-1", "target_code_differs"),
        ("生效月份", "2022-01", "target_month"),
        ("所属指标", "510115-2023-L99-9", "target_reference"),
        ("比较", None, "target_missing"),
        ("序时方式", "逐月设定", "target_plan_missing"),
        ("上限", 1, "target_upside_down"),
        ("上年末基数", 100, "target_base"),  # of a 累计量
        ("统一指标编码", "A B", "target_word"),
        ("统一指标编码", "gdp-r", "target_code_twice"),
    ],
)
def test_a_bad_cell_is_named_with_what_it_should_be(store, exported, heading, value, issue):
    places = []

    def change(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, column["编码"]).value == "510115-2023-L08-1":
                sheet.cell(row, column[heading]).value = value
                places.append(sheet.cell(row, column[heading]).coordinate)

    checked = read_targets(store, edited(exported, change), "目标.xlsx", 2023)
    assert [found.id for found in checked.issues] == [issue]
    if issue != "target_plan_missing":
        assert checked.issues[0].cell == places[0]
    with pytest.raises(UserError, match="1处错误,没有导入"):
        load(store, checked, at_the_machine("张三"), AT)


def test_a_plan_that_falls_and_the_same_target_twice_are_errors(store, exported):
    def change(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, column["编码"]).value == "510115-2023-L39-2":
                sheet.cell(row, column["8月"]).value = 0.3
            if sheet.cell(row, column["编码"]).value == "510115-2023-L08-1":
                again = [sheet.cell(row, number).value for number in range(1, len(column) + 1)]
        sheet.append(again)

    checked = read_targets(store, edited(exported, change), "目标.xlsx", 2023)
    assert [found.id for found in checked.issues] == ["target_plan", "target_twice"]


def test_a_row_that_stands_on_another_sheet_too_is_told_with_that_sheet(store, exported):
    def change(sheet, column) -> None:
        sheet.parent.copy_worksheet(sheet).delete_rows(4, sheet.max_row)

    (found,) = read_targets(store, edited(exported, change), "目标.xlsx", 2023).issues
    assert found.id == "target_twice" and "与“年度目标”第3行是同一指标" in found.sentence


def test_shares_are_understood_as_percents_and_as_fractions_shown_as_percents(store, exported):
    def change(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, column["编码"]).value == "510115-2023-L35-1":
                sheet.cell(row, column["9月"]).value = "80%"
                sheet.cell(row, column["10月"]).value = 90
                sheet.cell(row, column["10月"]).number_format = "General"

    checked = read_targets(store, edited(exported, change), "目标.xlsx", 2023)
    plan = [
        (p["month_no"], p["share"], p["is_node"]) for p in checked.targets.plans if p["measure_id"].endswith("L35-1")
    ]
    assert checked.issues == ()
    assert plan[7:] == [(8, 0.0, False), (9, 0.8, True), (10, 0.9, True), (11, 0.95, False), (12, 1.0, True)]


def test_a_year_without_targets_has_nothing_to_export(store):
    with pytest.raises(UserError, match="2031年还没有目标"):
        targets_workbook(store, 2031)


REPORT = """某区人民政府工作报告
2025年工作安排
今年全区经济社会发展的主要目标是:地区生产总值增长6%—7%,居民收入与经济增长基本同步,城镇调查失业率控制在5.5%以内。
一、做强产业
建设高标准农田5000亩以上。高新技术企业达400家。
附件
2025年民生实事
一、交通出行
1.新建充电桩2200个,更换气表3.6万户。(牵头单位:区住建局)
2.启动停车楼建设。(牵头单位:区公安分局)
"""


def test_a_reports_figures_become_rows_to_review():
    rows = target_rows(read_text(REPORT, 2025), 2025)
    shown = [(r["series"], r["item_no"], r["measure_no"], r["measure"], r["kind"], r["comparator"], r.get("lower"),
              r.get("upper"), r["unit"], r.get("lead_unit")) for r in rows]  # fmt: skip
    assert shown == [
        ("经济指标", 1, 1, "地区生产总值增速", "增速", "区间", 6.0, 7.0, "%", None),
        ("经济指标", 2, 1, "居民收入", "相对目标", "基本同步", None, None, "%", None),
        ("经济指标", 3, 1, "城镇调查失业率", "上限", "不超过", None, 5.5, "%", None),
        ("重点任务", 1, 1, "建设高标准农田", "累计量", "不低于", 5000.0, None, "亩", None),
        ("重点任务", 1, 2, "高新技术企业", "年末数", "不低于", 400.0, None, "家", None),
        ("民生实事", 1, 1, "新建充电桩", "累计量", "达到", 2200.0, None, "个", "区住建局"),
        ("民生实事", 1, 2, "更换气表", "累计量", "达到", 36000.0, None, "户", "区住建局"),
        ("民生实事", 2, 1, "启动停车楼建设", "形象进度", "达到", 100.0, None, "%", "区公安分局"),
    ]
    assert {row["review"] for row in rows} == {PENDING}
    assert [(row["original"], row["position"]) for row in rows[5:]] == [
        ("新建充电桩【2200个】,更换气表3.6万户", "第9行"),
        ("新建充电桩2200个,更换气表【3.6万户】", "第9行"),
        ("【启动停车楼建设】", "第10行"),
    ]


def test_a_reports_workbook_shows_what_a_reviewer_decides_by_first_and_the_sum_and_the_rest_behind():
    book = load_workbook(io.BytesIO(report_workbook(read_text(REPORT, 2025), 2025, "示例区")))
    assert book.sheetnames == ["年度目标", "摘要", "跳过的内容"]
    headings = [cell.value for cell in book.worksheets[0][2]]
    assert headings[:12] == [
        "系列", "序号", "事项", "指标", "类型", "比较", "下限", "上限", "单位", "牵头单位", "审核", "原文",
    ]  # fmt: skip
    assert "附件第1–2项;数字8个:采用6、跳过2、未识别0。" in book.worksheets[0]["A1"].value
    assert [row[0].value for row in book["摘要"]["A2:B4"]] == ["结论", "事项", "指标"]
    assert [cell.value for cell in book["跳过的内容"][1]] == ["类别", "内容", "原因", "所在句", "位置"]


def test_a_reports_units_are_the_stores_by_any_name_and_others_are_proposed_as_new(store):
    text = REPORT.replace("区住建局", "区住房城乡建设局").replace("区公安分局", "区低空经济局")
    content = report_workbook(read_text(text, 2025), 2025, "示例区", UnitNames(store, 2025))
    book = load_workbook(io.BytesIO(content))
    column = {cell.value: cell.column - 1 for cell in book.worksheets[0][2]}
    rows = [[row[column[name]].value for name in ("牵头单位", "存疑")] for row in book.worksheets[0]["A8:AZ10"]]
    assert [rows[0][0], rows[2][0]] == ["区住建局", "区低空经济局"]
    assert "单位名录中没有“区低空经济局”,拟新增" in rows[2][1]
    assert ("拟新增的单位", "区低空经济局") in [(a.value, b.value) for a, b in book["摘要"]["A1:B12"]]


def test_a_reports_workbook_is_taken_in_only_after_review(store):
    content = report_workbook(read_text(REPORT, 2025), 2025, "示例区")
    refused = read_targets(store, content, "报告.xlsx", 2025)
    assert {found.id for found in refused.issues} >= {"target_not_reviewed"}
    assert refused.targets.items == []

    def review(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            sheet.cell(row, column["审核"]).value = "采用"
            if sheet.cell(row, column["牵头单位"]).value is None:
                sheet.cell(row, column["牵头单位"]).value = "区发改局"
            if sheet.cell(row, column["类型"]).value == "相对目标":
                sheet.cell(row, column["审核"]).value = "不采用"

    later = read_targets(store, edited(content, review), "报告.xlsx", 2025, start=dt.date(2025, 4, 1))
    assert {target["valid_from"] for target in later.targets.targets} == {dt.date(2025, 4, 1)}  # the workbook says none
    checked = read_targets(store, edited(content, review), "报告.xlsx", 2025)
    assert checked.issues == ()
    assert load(store, checked, at_the_machine("张三"), AT) == {
        "item": 5,
        "measure": 7,
        "target": 7,
        "plan": 0,
        "measure_code": 0,
    }
    rows = status_rows(store, View(dt.date(2025, 3, 1)))
    assert set(rows["measure_id"]) >= {"510115-2025-L01-2", "510115-2025-I03-1", "510115-2025-T01-2"}


def test_a_text_without_a_plan_or_an_annex_is_refused():
    with pytest.raises(UserError, match="没有找到年度工作安排和民生实事附件"):
        read_text("今天天气很好,气温25度。", 2023)


@pytest.mark.parametrize(
    ("code", "cells", "found"),
    [
        ("510115-2023-I01-1", {"下限": 55, "上限": 60}, ["target_growth_odd", "target_growth_odd"]),
        ("510115-2023-L08-1", {"下限": 22000}, ["target_jumped"]),
        ("510115-2023-L08-1", {"下限": 220}, ["target_jumped"]),
        ("510115-2023-L08-1", {"单位": "万个"}, ["target_unit_changed"]),
        ("510115-2023-L08-1", {"类型": "年末数"}, ["target_kind_changed"]),
        ("510115-2023-L08-1", {"下限": 2500}, []),
        # in step with another measure: what asks for more, or for less, is judged as if it did not
        ("510115-2023-I06-1", {"比较": "低于"}, ["target_relative"]),
        ("510115-2023-I06-1", {"比较": "不低于", "下限": 1}, ["target_relative"]),
        ("510115-2023-I06-1", {"比较": "不低于"}, []),
    ],
)
def test_a_target_that_is_probably_a_slip_asks_for_a_reason(store, exported, code, cells, found):
    def change(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, column["编码"]).value == code:
                for heading, value in cells.items():
                    sheet.cell(row, column[heading]).value = value

    checked = read_targets(store, edited(exported, change), "目标.xlsx", 2023)
    assert [one.id for one in checked.issues] == found
    assert checked.exit_code == (1 if found else 0)
    if found:
        with pytest.raises(UserError, match=f"有{len(found)}处疑问没有说明原因"):
            load(store, checked, at_the_machine("张三"), AT)
    load(store, checked, at_the_machine("张三"), AT, accepted="常务会议确定")


def test_a_share_written_as_a_fraction_asks_and_a_target_without_a_month_counts_from_the_loads(store, exported):
    rate = next(row for row in targets_of(store, 2023).measures if row["kind"] == "rate" and row["unit"] == "%")

    def change(sheet, column) -> None:
        for row in range(3, sheet.max_row + 1):
            if sheet.cell(row, column["编码"]).value == rate["measure_id"]:
                sheet.cell(row, column["下限"]).value, sheet.cell(row, column["生效月份"]).value = 0.8, None

    checked = read_targets(store, edited(exported, change), "目标.xlsx", 2023, start=dt.date(2023, 11, 1))
    assert [one.id for one in checked.issues] == ["target_fraction"]
    target = next(row for row in checked.targets.targets if row["measure_id"] == rate["measure_id"])
    assert target["valid_from"] == dt.date(2023, 11, 1)


def test_what_targets_count_from_is_january_of_a_new_year_and_else_the_month_of_the_load(store):
    months = [first_month(store, year, dt.datetime(2023, 11, 5)) for year in (2024, 2023)]
    assert months == [dt.date(2024, 1, 1), dt.date(2023, 11, 1)]
    assert first_month(store, 2023, dt.datetime(2025, 1, 5)) == dt.date(2023, 12, 1)


def test_a_blank_workbook_has_drop_downs_and_holds_nothing_yet(store):
    content = blank_workbook(store, 2027)
    lists = [one.formula1 for one in sheet_of(content).data_validations.dataValidation]
    assert any("民生实事" in one for one in lists) and any(one.startswith("单位名录!") for one in lists)
    checked = read_targets(store, content, "空白.xlsx", 2027)
    assert checked.issues == () and not checked.targets.items


def test_a_blank_workbook_says_which_columns_have_to_be_filled_in(store):
    heads = {cell.value: cell for cell in sheet_of(blank_workbook(store, 2027))[2]}
    must = [name for name, cell in heads.items() if cell.comment and cell.comment.text.startswith("必填")]
    assert must == ["系列", "序号", "事项", "牵头单位", "子项序号", "指标", "类型", "单位", "报送频率", "比较"]
    assert {heads[name].style for name in must} != {heads["分管领导"].style}
    assert heads["编码"].comment.text == "已有指标请勿改动;新指标留空,由系统编号"


def test_a_number_that_was_taken_back_with_its_figures_is_asked_about_before_another_measure_has_it():
    store, by = World(REGION).measure(lower=1200).world.store(), at_the_machine("张三")
    row = {
        "series": "民生实事", "item_no": 9, "item": "停车位", "lead_unit": "区甲局", "measure_no": 1,
        "measure": "停车位",
        "kind": "累计量", "unit": "个", "calendar": "按月", "comparator": "不低于", "lower": 500,
    }  # fmt: skip

    def found(name: str) -> list[str]:
        content = workbook([{**row, "item": name, "measure": name}], "目标")
        return [one.expected for one in read_targets(store, content, "目标.xlsx", 2023, start=first(1)).issues]

    checked = read_targets(store, workbook([row], "目标"), "目标.xlsx", 2023, start=first(1))
    load(store, checked, by, day(2))
    assert found("停车泊位") == []
    unit = unit_of(store, "区甲局")
    sent = submissions.Submission(unit, first(2), "月报.xlsx", "1", by, day(3), is_demo=False)
    figure = {"measure_id": f"{REGION}-2023-L09-1", "month": pd.Timestamp(first(2)), "value": 60.0}
    submissions.add_submission(store, sent, pd.DataFrame([{**figure, "sheet": "月报", "cell": "H5"}]))
    loads.turn(store, 1, "误载", by, day(3, 2), back=True)
    assert found("停车位") == []
    assert found("充电桩") == ["这个编号在收回前是“停车位”,已报1个月的数据,载入后会算作“充电桩”的数据"]
