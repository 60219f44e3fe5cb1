"""开始使用: a county from nothing to its first judged month and its notice, through the screens alone."""

import io
from collections.abc import Iterator

import pytest
from docx import Document
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from briefing import material
from briefing.notice.document import notice_document
from loaders.accept.standing import month_register
from loaders.template.template import template
from metrics.periods import month_code
from store.acts.rights import at_the_machine
from store.engine.store import Store
from store.reads import editions
from store.reads.figures.status import status_rows
from store.reads.submissions import submission_list
from store.reads.units import unit_rows
from store.reads.view import View
from store.years import steps
from tests.pages.stores.autumn import SHELL, screen, words
from tests.store.audited import audited
from ui.cache import current
from ui.frame import choices

REPORT = """示例县{year}年政府工作报告

一、去年工作回顾
过去一年,全县地区生产总值增长5.1%。

二、{year}年工作安排
今年经济社会发展的主要预期目标是:地区生产总值增长5.5%以上,单位地区生产总值能耗下降2.5%。

附件:{year}年民生实事项目
1.新建公办幼儿园3所,新增学位900个。(牵头单位:县教育局)
2.改造老旧小区15个。(牵头单位:县住建局)
3.新增公共停车位800个。(牵头单位:县城管局)
"""


@pytest.fixture
def nothing() -> Iterator[Store]:
    store = Store()
    current.use(store, None, choices.region_drawn)
    yield store
    current.use(None)
    store.close()


def says(app: AppTest) -> str:
    said = "\n".join([words(app), *(block.value for block in [*app.success, *app.error])])
    assert "系统出现内部错误" not in said and not app.exception
    return said


def steps_of(app: AppTest) -> list[str]:
    return [one.label.replace("\\", "") for one in app.expander]


def opened() -> AppTest:
    """What whoever opens the address without a name sees."""
    return AppTest.from_file(SHELL, default_timeout=60).run()


def begun(app: AppTest, year: int, office: str = "示例县政府督查室") -> AppTest:
    app.text_input(key="sender").set_value("王芳")
    app.text_input(key="first_name").set_value("示例县")
    app.text_input(key="first_code").set_value("990201")
    app.number_input(key="first_year").set_value(year)
    app.text_input(key="first_office").set_value(office)
    return app.button(key="first_sure").click().run()


def with_units(app: AppTest, text: str) -> AppTest:
    app = app.text_area(key="unit_text").set_value(text).run()
    return app.button(key="units_sure").click().run()


def test_an_issuing_office_typed_as_it_would_be_anyway_is_no_fault(nothing):
    app = begun(opened(), 2026, "示例县人民政府办公室")
    assert "示例县2026年度已开始" in says(app) and not app.error


def test_a_county_goes_from_nothing_to_its_first_notice_through_the_screens(nothing):
    now = nothing.now()
    year, month = now.year, now.date().replace(day=1)
    app = opened()
    assert "还缺:地区和年度、单位、年度目标" in says(app) and steps_of(app) == ["○ ① 地区和年度:还没有开始"]
    app = begun(app, year)
    assert f"示例县{year}年度已开始,请登记单位。" in says(app)
    assert steps_of(app)[:2] == [f"✓ ① 地区和年度:示例县(县,990201),{year}年度", "○ ② 单位:还没有"]
    app = with_units(app, "县发改局,发改局\n县教育局")
    assert "已登记2个单位。" in says(app)

    app = app.pills(key="unit_way").set_value("从报告中取").run()
    content = REPORT.format(year=year).encode()
    app = app.file_uploader(key="unit_report_0").upload("报告.txt", content).run()
    assert "单位名录中没有的单位2个" in says(app)
    app = app.button(key="report_units_sure").click().run()
    assert "已登记2个新单位" in says(app) and "还缺:年度目标。" in says(app)

    app = app.pills(key="target_way").set_value("由报告生成").run()  # the same report, its review under way
    app = app.selectbox(key=f"load_from_{year}").set_value(month).run()
    assert "办完后才能载入" in says(app) and "load_sure" not in {button.key for button in app.button}
    app = app.pills(key="review_filter").set_value("缺牵头单位").run()
    app = app.selectbox(key="review_lead").set_value("县发改局").run()
    app = app.button(key="lead_listed").click().run()
    app = app.button(key="accept_certain").click().run()
    assert "**预览\\:6处变化" in says(app)  # within the third step
    app.text_input(key="load_reason").set_value("人代会通过")
    app = app.button(key="load_sure").click().run()
    assert "第1次载入完成" in says(app) and "可以开始报送了" in says(app)
    assert steps_of(app)[2] == "✓ ③ 年度目标:5项、6个子项" and "2个事项的牵头单位是拟定的" in says(app)
    # Nothing is in yet: the overview opens with the month that is asked for, and not with one without any target.
    assert f"{year}年{month.month}月**尚无数据" in says(screen("overview"))

    register = month_register(nothing, month)
    downloads = [one.proto.label for one in app.get("download_button")]
    # GDP and 能耗 come out by quarter: whose figures these are has nothing to report in the months between.
    assert f"下载{len(register.suppliers())}家单位的报送模板(zip)" in downloads
    unit = next(one for one in register.suppliers() if one.name == "县教育局")
    book = load_workbook(io.BytesIO(template(register, unit)))
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if any(cell.value == "编码" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    figure = next(
        column for name, column in columns.items() if name and "累计" in str(name) and "上月" not in str(name)
    )
    for row in range(head[0].row + 1, sheet.max_row + 1):
        if (code := str(sheet.cell(row, columns["编码"]).value)).startswith("990201"):
            sheet.cell(row, figure).value = 3 if code.endswith("L01-1") else 900
    made = io.BytesIO()
    book.save(made)
    app = screen("reporting", month=month_code(month))
    app = app.text_input(key="sender").set_value("王芳").run()
    app = app.file_uploader[0].upload("教育局.xlsx", made.getvalue()).run()
    assert "④ 预览" in says(app)
    app = app.button(key="confirm").click().run()
    assert len(submission_list(nothing)) == 1
    rows = status_rows(nothing, View(month)).set_index("measure_id")
    assert rows.at[f"990201-{year}-L01-1", "status"] == "done"

    app = screen("overview")
    assert "示例县目标进度" in says(app)
    draft = editions.draft(nothing, View(month), "李四", nothing.now())
    document = Document(io.BytesIO(notice_document(material.take(nothing, draft))))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "示例县政府督查室" in told and "全县" in told and "温江" not in told and "全区" not in told
    assert [row[0] for row in audited(nothing)][:3] == ["开始使用", "调整地区用语", "新增单位"]


def test_what_cannot_begin_is_told_and_can_be_mended(nothing):
    app = opened()
    app.text_input(key="first_name").set_value("示例县")
    app.text_input(key="first_code").set_value("9902")
    app = app.button(key="first_sure").click().run()
    assert "请填写您的姓名" in says(app) or "不是行政区划代码" in says(app)
    app.text_input(key="first_code").set_value("990201")
    app.text_input(key="sender").set_value("王芳")
    app = app.button(key="first_sure").click().run()
    assert "已开始,请登记单位" in says(app)
    app = app.text_area(key="unit_text").set_value("县教育局\n县教育局").run()
    app = app.button(key="units_sure").click().run()
    assert "“县教育局”在名单中写了两次" in says(app) and unit_rows(nothing).empty
    app.text_area(key="unit_text").set_value("县公安局\n县民政局、民政局").run()
    app.text_area(key="unit_text").set_value("县公安局\n县民政局、民政局\n县财政局")  # and the click, in one breath
    assert "县公安局;县民政局(别名 民政局)" in says(app)
    app = app.button(key="units_sure").click().run()
    assert "已登记3个单位。" in says(app)
    app = app.pills(key="unit_way").set_value("上传名单").run()
    app = app.file_uploader(key="unit_file").upload("名单.xlsx", b"PK\x03\x04 broken").run()
    assert app.error and "名单" in says(app)
    app = (
        app.file_uploader(key="unit_file")
        .upload("名单.csv", "单位名称,简称\n县教育局,教育局\n".encode("gb18030"))
        .run()
    )
    app = app.button(key="units_sure").click().run()
    assert unit_rows(nothing).set_index("name").loc["县教育局", "aliases"] == "教育局"


def test_the_screen_comes_back_where_all_targets_are_taken_away_and_hides_where_there_are_some(own_bare):
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    assert "开始使用" not in words(app)
    steps.drop_year(own_bare, 2023, "样例看完了", at_the_machine("王芳"), own_bare.now())
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    assert "开始使用" in words(app) and not app.exception


def test_another_year_is_begun_as_a_draft(own_bare):
    app = screen("begin")
    app = app.text_input(key="sender").set_value("王芳").run()
    app.number_input(key="next_year").set_value(2099)
    app.checkbox(key="next_is_draft").check()
    app = app.button(key="next_sure").click().run()
    assert "2099年度已开始,现为草案。" in says(app)
    assert app.selectbox(key="begin_year").value == 2099
