"""由报告生成: a report's rows are reviewed beside its text, mended and loaded; what nobody reviewed is never loaded."""

import json
from dataclasses import replace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from loaders.report.drafts import forms, keeping
from loaders.report.drafts.checking import draft_workbook, review_workbook
from loaders.report.drafts.draft import Draft, draft_of
from loaders.report.drafts.last_year import LastYear, Match
from loaders.report.drafts.plan import plan_of, plan_words
from loaders.report.naming import UnitNames
from loaders.report.reading.kinds import lines_of
from loaders.report.reports import read_report
from loaders.report.structure.asking import table_questions
from loaders.targets.commit import load_of, read_targets, targets_of
from metrics.errors import UserError
from store.engine.store import Store
from tests.loaders.report.test_tables import as_own_shape
from tests.pages.changing.test_changes import opened, says, table
from ui.changes.report.beside import sentence

YEAR = 2024
REPORT = """2024年某区政府工作报告
三、2024年工作安排
今年全区经济社会发展的主要目标是:地区生产总值增长6%—7%。
附件
2024年民生实事工作目标
一、交通出行
1.新建公共充电桩2200个。(牵头单位:区住建局)
2.改造老旧小区12个,惠及群众<b>3000户*左右*。(牵头单位:区低空经济局)
3.启动停车楼建设。(牵头单位:区公安分局)
"""


def read(store: Store) -> Draft:
    report = read_report(lines_of(REPORT.encode(), "报告.txt"), YEAR)
    return draft_of(report, YEAR, "报告.txt", "ab" * 32, UnitNames(store, YEAR), LastYear(store, YEAR))


def begun(store: Store) -> AppTest:
    """The screen with the report given."""
    app = opened(store, "由报告生成")
    app = app.number_input(key="report_year").set_value(YEAR).run()
    return app.file_uploader[0].upload("报告.txt", REPORT.encode()).run()


def editor(app: AppTest, key: str):
    return next(one for one in app.get("data_editor") if str(one.key).startswith(key))


def typed(app: AppTest, place: int, **cells: object) -> AppTest:
    """The table of rows with other cells in one of them, as the browser sends it."""
    states = app._tree.get_widget_states()
    said = {"edited_rows": {str(place): cells}, "added_rows": [], "deleted_rows": []}
    states.widgets.append(WidgetState(id=editor(app, "review_rows").proto.id, string_value=json.dumps(said)))
    return app._run(states)


def kept(store: Store) -> Draft:
    found = keeping.kept(store, YEAR, "")
    assert found is not None
    return found


def test_a_report_is_reviewed_mended_and_loaded_and_can_be_left_in_between(own_store):
    app = begun(own_store)
    assert r"附件第1–3项;数字7个\:采用3、跳过4、未识别0。" in says(app)
    assert "“区低空经济局”" in str(table(app, "待办")["待办"].tolist())
    assert editor(app, "review_rows").value["measure"].tolist()[0] == "启动停车楼建设"  # the least sure first
    app = app.button(key="accept_certain").click().run()
    assert [kept(own_store).decision(number) for number in range(4)] == ["采用", "采用", "待审核", "待审核"]
    app = app.button(key="units_sure").click().run()
    assert "区低空经济局。" in app.success[0].value

    app = opened(own_store, "由报告生成")  # tomorrow
    assert app.number_input(key="report_year").value == YEAR
    assert "已审核**2/4**行" in says(app)
    app = typed(app, 1, plan="6月40%")
    assert "计划节点“6月40%”看不懂" in str(table(app, "待办")["待办"].tolist())
    app = typed(app, 1, lower=15, plan="6月40%、12月100%", 采用=True)
    assert "load_sure" not in {button.key for button in app.button}
    app = typed(app, 0, 不采用=True)
    assert r"**预览\:" in says(app)  # it is no third step here
    app.text_input(key="load_reason").set_value("按工作报告")
    app = app.button(key="load_sure").click().run()
    assert "2024年度目标3处变化" in says(app) and app.file_uploader
    found = targets_of(own_store, YEAR)
    assert [(row["title"], row["lead_unit_id"]) for row in found.items][1:] == [
        ("新建公共充电桩", "zhujian"), ("改造老旧小区", "u001"),
    ]  # fmt: skip
    assert [(row["lower"], row["comparator"]) for row in found.targets] == [(6.0, "range"), (2200.0, "="), (15.0, "=")]
    assert [(row["month_no"], row["share"]) for row in found.plans if row["is_node"]] == [(6, 0.4), (12, 1.0)]
    assert keeping.kept(own_store, YEAR, "") is None


def test_rows_that_nobody_reviewed_are_not_loaded(own_store):
    draft = read(own_store)
    draft.decide([0, 1], "采用")
    for made in (draft_workbook, review_workbook):  # the one that is loaded here, and the one for Excel
        checked = read_targets(own_store, made(draft, own_store.region, "目标"), "报告.xlsx", YEAR)
        assert [found.id for found in checked.errors].count("target_not_reviewed") == 2
    with pytest.raises(UserError, match="没有导入"):
        load_of(checked)


def test_a_list_is_adopted_as_a_whole_and_a_missing_lead_unit_chosen_for_all(own_store):
    app = begun(own_store)
    assert app.button(key="accept_listed").disabled
    app = app.button(key="last_year_listed").click().run()
    assert kept(own_store).values(1)["measure"] == "新建充电桩"
    app = app.selectbox(key="review_block").select("2024年民生实事工作目标").run()
    app = app.button(key="accept_listed").click().run()
    assert kept(own_store).numbers("待审核") == [0]


def test_a_wrong_file_is_told_in_a_sentence(own_store):
    app = opened(own_store, "由报告生成")
    app = app.number_input(key="report_year").set_value(2025).run()
    app = app.file_uploader[0].upload("报告.txt", REPORT.encode()).run()
    assert "这份文件是2024年的,不是2025年的" in says(app)


def test_a_draft_comes_back_from_the_disk_as_it_was_left_and_is_its_reviewers_alone(tmp_path, own_store):
    draft, own_store.path = read(own_store), tmp_path / "dashboard.duckdb"
    draft.decide([1], "采用")
    draft.mend(2, {"lower": 15.0, "lead_unit": " 区住建局 ", "review": "采用"})
    keeping.keep(own_store, draft, "王芳", own_store.now())
    assert keeping.kept(own_store, YEAR, "王芳") == draft and draft.values(2)["lead_unit"] == "区住建局"
    assert keeping.kept(own_store, YEAR, "李强") is None
    assert [keeping.years_kept(own_store, name) for name in ("王芳", "李强")] == [[YEAR], []]
    [file] = (tmp_path / "reviews").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    file.write_text("{", encoding="utf-8")
    assert keeping.kept(own_store, YEAR, "王芳") is None
    assert keeping.unreadable(own_store, YEAR, "王芳") == file
    keeping.keep(own_store, draft, "王芳", own_store.now())
    assert keeping.kept(own_store, YEAR, "王芳") == draft
    assert file.with_suffix(".unreadable-1").read_text(encoding="utf-8") == "{"


def test_last_years_measure_stands_beside_by_name_and_proposes_what_the_report_does_not_say(store):
    growth, chargers, _, garage = read(store).rows[:4]
    assert growth.last_year == "地区生产总值增速 6%–7%"
    assert (growth.values["lead_unit"], growth.values["calendar"]) == ("区发改局", "按季")
    assert chargers.values["lead_unit"] == "区住建局" and garage.last_year == ""


def test_a_sentence_is_shown_as_text_with_its_figure_marked(store):
    row = replace(read(store).rows[1], sentence="按<b>要求*新建[桩]2200个。", span=(12, 17))
    assert sentence(row) == r"按\<b\>要求\*新建\[桩\]:orange-background[2200个]。"


LAST = {"measure": "充电桩保有量", "kind": "年末数", "unit": "个", "calendar": "按季", "lead_unit": "区经信局",
        "supplier": "区住建局", "plan_kind": "按月均分"}  # fmt: skip


def test_last_year_offers_kind_calendar_units_base_and_plan_where_the_report_says_nothing_of_them():
    row = {"measure": "充电桩", "kind": "累计量", "calendar": "按月", "lead_unit": None, "plan_kind": "按月均分"}
    match = Match(LAST, 80.0, 380.0, {6: 0.5, 12: 1.0})
    offers = match.offered(row)
    assert {name: offers[name] for name in ("measure", "kind", "calendar", "lead_unit", "supplier", "base")} == {
        "measure": "充电桩保有量", "kind": "年末数", "calendar": "按季", "lead_unit": "区经信局",
        "supplier": "区住建局", "base": 380.0,
    }  # fmt: skip
    assert (offers["unit_basis"], offers["plan_kind"]) == ("拟定", "按上年进度")
    assert [offers[f"month_{month}"] for month in (5, 6, 9, 12)] == [0.0, 0.5, 0.75, 1.0]
    said = {**row, "lead_unit": "区住建局", "supplier": "区住建局", "plan_kind": "节点推进", "kind": "上限"}
    assert match.offered(said) == {"measure": "充电桩保有量", "calendar": "按季"}


def test_what_last_years_measure_offers_is_taken_and_given_back(store):
    draft = read(store)
    assert draft.rows[1].offers == {"measure": "新建充电桩"} and not draft.is_as_last_year(1)
    draft.take_last_year([1])
    assert draft.values(1)["measure"] == "新建充电桩" and draft.is_as_last_year(1)
    draft.take_last_year([1], back=True)
    assert draft.values(1)["measure"] == "新建公共充电桩"
    draft.mended[1] = {"kind": "年末数", "base": 380.0}
    draft.mend(1, {"kind": "累计量"})
    assert draft.values(1)["base"] is None  # a base goes with the kind that has one


@pytest.mark.parametrize(
    "said", ["6月20%、12月100%", " 6月底20%,12月底100%"], ids=["as it is shown", "as people write it"]
)
def test_plan_nodes_are_read_as_they_are_shown(said):
    plan = plan_of(said)
    assert plan is not None and plan_words(plan) == "6月20%、12月100%"
    assert [plan_of(wrong) for wrong in ("6月120%", "12月50%", "年底前", "9月50%、6月80%、12月100%")] == [None] * 4


def test_a_part_is_loaded_with_its_whole_and_alone_where_that_is_not_adopted(store):
    text = REPORT.replace("改造老旧小区12个,", "改造老旧小区12个,其中老城片区5个,")
    report = read_report(lines_of(text.encode(), "报告.txt"), YEAR)
    draft = draft_of(report, YEAR, "报告.txt", "ab" * 32, UnitNames(store, YEAR), LastYear(store, YEAR))
    [part] = [number for number, row in enumerate(draft.rows) if row.parent == number - 1]
    assert draft.wanted_rows(store.region)[part]["part_of"] == f"{store.region}-{YEAR}-L02-1"
    draft.decide([part - 1], "不采用")
    assert draft.wanted_rows(store.region)[part - 1]["part_of"] is None


def test_a_comparison_stays_when_what_it_is_compared_with_is_renamed_and_a_mended_lead_unit_is_provisional(store):
    text = REPORT.replace("增长6%—7%", "增长6%—7%,居民收入增长快于经济增长")
    report = read_report(lines_of(text.encode(), "报告.txt"), YEAR)
    draft = draft_of(report, YEAR, "报告.txt", "ab" * 32, UnitNames(store, YEAR), LastYear(store, YEAR))
    assert draft.rows[1].values["kind"] == "相对目标"
    draft.mend(1, {"reference": draft.referable()[draft.rows[0].code]})
    draft.mend(0, {"measure": "经济增速"})
    assert draft.wanted_rows(store.region)[1]["reference"] == f"{store.region}-{YEAR}-I01-1"
    assert draft.values(2)["unit_basis"] == "报告明确"
    draft.mend(2, {"lead_unit": "区城管局"})
    assert (draft.values(2)["lead_unit"], draft.values(2)["unit_basis"]) == ("区城管局", "拟定")
    draft.mend(2, {"lead_unit": "区住建局"})
    assert draft.values(2)["unit_basis"] == "报告明确"


def test_what_a_forms_columns_are_is_answered_once_for_all_files_of_the_form(store):
    headings = ["序", "干什么", "干到什么程度", "谁来干", "啥时候干完"]
    questions = table_questions(lines_of(as_own_shape(headings), "分解表.xlsx"))
    said = ["number", "title", "target", "lead", "aside"]
    forms.remember(store, questions, questions[0].answer(said))
    [again] = forms.remembered(store, questions)
    assert [column.meaning for column in again.columns] == said
    other = table_questions(lines_of(as_own_shape(["序", "做什么", *headings[2:]]), "分解表.xlsx"))
    assert forms.remembered(store, other) == other
