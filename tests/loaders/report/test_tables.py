"""A published 任务分解表 in its own shape, from Word, Excel, a web page and a PDF: the same rows from each."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
import typst
from docx.oxml import OxmlElement

from loaders.report.reading.kinds import lines_of
from loaders.report.reports import read_report
from loaders.report.source import Source, table_lines
from loaders.report.structure.asking import table_questions
from loaders.report.workbook import report_workbook
from tests.loaders.report.sayings import in_words, read_text

TITLE = "2024年县政府重点工作任务分解表"
SECTION = "一、民生事业"
HEADINGS = ["序号", "项目类别", "任务内容", "牵头领导", "牵头单位", "配合单位", "完成时限"]
ROWS = [
    ["1", "就业", "城镇新增就业6000人以上;开展技能培训2000人次", "张某", "县人社局", "县财政局、县教育局", "12月底"],
    ["2", "就业", "发放创业担保贷款1.2亿元", "张某", "县人社局", "各乡镇", "11月底"],
    ["3", "教育", "新建幼儿园3所,新增学位900个", "李某", "县教育局", "县住建局", "8月底"],
    ["4", "交通", "启动县城外环路建设;新改建农村公路45公里", "王某", "县交通运输局", "", "12月底"],
]
EXPECTED = [
    "1 城镇新增就业 quantity >=6000人 县人社局 12月底",
    "1 开展技能培训 quantity =2000人次 县人社局 12月底",
    "2 发放创业担保贷款 quantity =1.2亿元 县人社局 11月底",
    "3 新建幼儿园 quantity =3所 县教育局 8月底",
    "3 新增学位 quantity =900个 县教育局 8月底",
    "4 启动县城外环路建设 milestone =100% 县交通运输局 12月底",
    "4 新改建农村公路 quantity =45公里 县交通运输局 12月底",
]


def as_word() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=6, cols=7)
    for number, row in zip((0, 2, 3, 4, 5), [HEADINGS, *ROWS], strict=True):
        for column, cell in enumerate(row):
            table.cell(number, column).text = cell
    table.cell(1, 0).merge(table.cell(1, 6)).text = SECTION
    table.cell(2, 1).merge(table.cell(3, 1)).text = "就业"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    sheet.append(["", "", "", "", "", "", "单位:项"])
    sheet.append(HEADINGS)
    sheet.append([SECTION])
    for row in ROWS:
        sheet.append([int(row[0]), *row[1:]])
    for merged in ("A1:G1", "A4:G4", "B5:B6"):
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_page() -> bytes:
    spanned = {("1", "就业"): "<td rowspan=2>就业</td>", ("2", "就业"): ""}
    rows = [[spanned.get((row[0], cell), f"<td><p>{cell}</p></td>") for cell in row] for row in ROWS]
    table = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    headings = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    related = "".join(f"<li><a href=x>{year}年民生实事完成情况,新建学校5所</a></li>" for year in range(2019, 2024))
    return (
        f"<html><body><h2>{TITLE}</h2><table><tr>{headings}</tr><tr><td colspan=7>{SECTION}</td></tr>{table}</table>"
        f"<div class=related><ul>{related}</ul></div></body></html>"
    ).encode()


def as_pdf() -> bytes:
    cells = [f"[{heading}]" for heading in HEADINGS] + [f"table.cell(colspan: 7)[{SECTION}]"]
    for row in ROWS:
        shown = [f"[{cell}]" for cell in row]
        if row[1] == "就业":
            shown[1:2] = ["table.cell(rowspan: 2)[就业]"] if row[0] == "1" else []
        cells += shown
    source = (
        '#set page("a4", flipped: true, numbering: "1")\n'
        '#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 11pt)\n'
        f"{TITLE}\n\n#table(columns: (1.2cm, 2cm, 7cm, 2cm, 3cm, 4cm, 2cm), {', '.join(cells)})\n"
    )
    return typst.compile(source.encode())


@pytest.mark.parametrize("made", [as_word, as_workbook, as_page, as_pdf])
def test_a_table_of_tasks_gives_the_same_rows_from_every_sort_of_file(made):
    report = read_report(lines_of(made(), "分解表"), 2024)
    assert in_words(report) == EXPECTED
    first = report.items[0]
    assert (first.roles.leader, first.roles.others, first.category) == ("张某", ("县财政局", "县教育局"), "就业")
    assert report.account.is_clean


def test_a_table_of_figures_takes_its_units_from_their_column_and_leaves_last_years_column_out():
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["2024年主要指标任务分解表"],
        ["序号", "指标名称", "计量单位", "2023年完成", "2024年目标", "责任单位"],
        [1, "地区生产总值增速", "%", 6.1, "6.5左右", "发改局"],
        [2, "固定资产投资", "亿元", 180, 200, "发改局"],
        [3, "一般公共预算收入增速", "%", 5.2, 0.055, "财政局"],
        [4, "城镇调查失业率", "%", 5.3, "≤5.5", "人社局"],
    ):
        sheet.append(row)
    sheet["E5"].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    report = read_report(lines_of(out.getvalue(), "指标.xlsx"), 2024)
    assert in_words(report) == [
        "1 地区生产总值增速 growth =6.5% 发改局 “6.5%左右”",
        "2 固定资产投资 quantity =200亿元 发改局",
        "3 一般公共预算收入增速 growth =5.5% 财政局",
        "4 城镇调查失业率 ceiling <=5.5% 人社局",
    ]
    assert report.account.reasons["表中“2023年完成”栏"] == 4


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ("城乡居民收入比|—|1.9|进一步缩小", "1 城乡居民收入比 relative <% 甲局 “城乡居民收入比进一步缩小”"),
        (
            "安全事故死亡人数|人|6|控制在市下达指标内",
            "1 安全事故死亡人数 relative <=人 甲局 “安全事故死亡人数控制在市下达指标内”",
        ),
        ("单位GDP能耗下降率|%|3|3.2", "1 单位GDP能耗下降率 rate =3.2% 甲局"),
        ("粮食产量|万吨|30|稳定在30以上", "1 粮食产量 quantity >=30万吨 甲局"),
        ("每万人拥有公交车|标台|8|9", "1 每万人拥有公交车 rate =9标台/万人 甲局"),
        ("平均受教育年限|年|11|11.5", "1 平均受教育年限 quantity =11.5年 甲局"),
        ("研发经费投入强度|%|2|2.2", "1 研发经费投入强度 rate =2.2% 甲局"),
    ],
)
def test_a_row_of_a_table_is_a_target_with_the_unit_of_its_column_or_in_words(cells, row):
    heads = "序号\t指标\t计量单位\t2023年实绩\t2024年目标\t责任部门"
    lines = [f"{number}\t" + cells.replace("|", "\t") + "\t甲局" for number in (1, 2)]
    text = "\n".join(["2024年发展指标任务表", heads, *lines])
    report = read_report(lines_of(text.encode(), "表.txt"), 2024)
    assert in_words(report)[0] == row


def as_own_shape(headings: list[str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2024年重点工作责任分解表"])
    sheet.append(headings)
    sheet.append(["一", "改造老旧小区", "12个", "县住建局", "年底前"])
    sheet.append(["二", "新增公共停车位", "800个", "县城管局", "年底前"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "headings",
    [["序", "干什么", "干到什么程度", "谁来干", "啥时候干完"], ["序号", "工作事项", "程度", "谁来干", "时限"]],
)
def test_a_workbook_in_its_own_shape_asks_what_its_columns_are_and_is_read_by_the_answers(headings):
    source = lines_of(as_own_shape(headings), "分解表.xlsx")
    [asked] = table_questions(source)
    assert [column.heading for column in asked.columns] == headings
    assert [column.meaning for column in asked.columns] == ["number", "title", "target", "duty", "due"]
    said = asked.answer(["number", "title", "target", "lead", "due"])
    assert in_words(read_report(source, 2024, said)) == [
        "1 改造老旧小区 quantity =12个 县住建局 年底前",
        "2 新增公共停车位 quantity =800个 县城管局 年底前",
    ]


def test_what_can_be_read_is_not_asked_about():
    assert table_questions(lines_of(as_workbook(), "分解表.xlsx")) == []


def test_what_word_wraps_runs_into_is_read_and_what_was_deleted_is_not():
    document = docx.Document()
    document.add_paragraph("2025年民生实事清单")
    wrapped = document.add_paragraph("1. 新建绿道")
    for tag, text in (("w:smartTag", "12公里"), ("w:ins", ",新建公园3个"), ("w:moveFrom", ",新建学校9所")):
        around = OxmlElement(tag)
        around.append(wrapped.add_run(text)._r)
        wrapped._p.append(around)
    wrapped.add_run("。")
    buffer = io.BytesIO()
    document.save(buffer)
    report = read_report(lines_of(buffer.getvalue(), "清单.docx"), 2025)
    assert [(one.name, one.lower) for item in report.items for one in item.proposals] == [
        ("新建绿道", 12.0), ("新建公园", 3.0),
    ]  # fmt: skip


def test_a_sign_that_no_workbook_can_hold_is_left_out():
    report = read_report(lines_of("2025年民生实事清单\n1. 新建\x07公园3个".encode(), "清单.txt"), 2025)
    assert report_workbook(report, 2025, "示例县").startswith(b"PK")


def test_a_second_row_of_headings_says_who_of_a_merged_column_leads_and_a_row_of_words_is_none():
    heads = [["序号", "目标任务", "责任单位", "责任单位"], ["", "", "牵头单位", "配合单位"]]
    rows = [["1", "新建学校2所", "县教育局", "县财政局"], ["2", "新建公园3个", "县城管局", "县住建局"]]
    report = read_report(Source("任务.docx", tuple(table_lines([*heads, *rows], "第1张表", 1))), 2024)
    assert [(item.title, item.roles.lead, item.roles.others) for item in report.items] == [
        ("新建学校2所", "县教育局", ("县财政局",)), ("新建公园3个", "县城管局", ("县住建局",)),
    ]  # fmt: skip


def test_a_table_in_a_glossary_is_left_out_as_part_of_it():
    text = "2024年民生实事清单\n1.新建公园3个。\n名词解释\n术语\t释义\t备注\n公园\t供人休憩的绿地\t无"
    left = {line.text: line.reason for line in read_text(text).account.left_out}
    assert left["公园|供人休憩的绿地|无"] == "名词解释"


def test_a_column_of_targets_holds_them_beside_one_of_names_and_each_row_keeps_its_own_date():
    heads = ["序号", "指标", "目标", "责任单位", "完成时限"]
    rows = [
        ["1", "地区生产总值", "增长6.5%左右", "县发改局", "12月底"],
        ["2", "预算收入", "28.5亿元,增长5%", "县财政局", "12月底"],
        ["3", "教育", "新建幼儿园3所", "县教育局", "8月底"],
        ["3", "教育", "招聘教师120名", "县教育局", "9月底"],
    ]
    report = read_report(Source("任务.docx", tuple(table_lines([heads, *rows], "第1张表", 1))), 2024)
    assert in_words(report) == [
        "1 地区生产总值增速 growth =6.5% 县发改局 “6.5%左右” 12月底",
        "2 预算收入 quantity =28.5亿元 县财政局 12月底",
        "2 预算收入增速 growth =5% 县财政局 12月底",
        "3 新建幼儿园 quantity =3所 县教育局 8月底",
        "4 招聘教师 quantity =120名 县教育局 9月底",
    ]


def test_a_column_that_nobody_can_tell_is_told_with_its_numbers_and_a_stage_of_work_has_its_works_name():
    heads = ["序号", "项目名称", "建设内容", "用地指标(亩)", "2024年计划投资(万元)", "2024年形象进度", "责任单位"]
    rows = [["1", "青云路改造", "全长3.2公里", "40", "12000", "完成路基工程", "县住建局"]]
    rows += [["2", "县中医院迁建", "建筑面积4万平方米", "66", "18000", "主体封顶", "县卫健局"]]
    report = read_report(Source("项目.docx", tuple(table_lines([["重大项目清单"], heads, *rows], "第1张表", 1))), 2024)
    assert in_words(report) == [
        "1 青云路改造完成路基工程 milestone =100% 县住建局",
        "2 县中医院迁建主体封顶 milestone =100% 县卫健局",
    ]
    assert report.account.reasons["表中“2024年计划投资(万元)”栏"] == report.account.reasons["表中“用地指标(亩)”栏"] == 2
