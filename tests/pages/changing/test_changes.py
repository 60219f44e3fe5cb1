"""目标调整: every form moved once on a real store, what is refused, the trace in the audit; both targets in detail."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from loaders.report.drafts.by_hand import item_workbook
from metrics.errors import UserError
from store.acts import targets, units
from store.acts.closed_months import close_month, reopen_month
from store.acts.rights import at_the_machine
from store.engine.records import records
from store.engine.seed import home_region
from store.engine.store import Store
from store.reads.figures.status import status_rows
from store.reads.places import place
from store.reads.rulings import ruling_rows
from store.reads.units import unit_rows
from store.reads.view import View
from tests.pages.stores.autumn import COVERS, SEPTEMBER, screen, words
from tests.store.audited import audited

BEFORE = dt.datetime(2023, 10, 1)


def measures(store: Store, view: View = SEPTEMBER) -> dict[str, dict[str, object]]:
    return {row["measure_id"]: row for row in records(status_rows(store, view))}


def named(store: Store, measure_id: str) -> str:
    row = measures(store)[measure_id]
    code = {"livelihood": "民生", "task": "任务", "indicator": "经济"}[str(row["series"])]
    item = f"{code}{row['item_no']} {row['item']}"
    return item if row["item"] == row["measure"] else f"{item}·{row['measure']}"


def opened(store: Store, kind: str | None = None, measure_id: str = COVERS, name: str = "王芳") -> AppTest:
    app = screen("changes", month="2023-09", subject=named(store, measure_id))
    if name:
        app = app.text_input(key="sender").set_value(name).run()
    if kind:
        app = app.pills(key="change_kind").set_value(kind).run()
    assert not app.exception
    return app


def says(app: AppTest) -> str:
    said = "\n".join([words(app), *(block.value for block in [*app.success, *app.error])])
    assert "系统出现内部错误" not in said and not app.exception
    return said


def table(app: AppTest, column: str):
    return next(element.value for element in app.dataframe if column in element.value)


def written(app: AppTest, heading: str):
    """The first table of wrapped words that has a heading."""
    return next(element.value for element in app.table if heading in element.value)


def first_of(store: Store, kind: str) -> str:
    return next(str(key) for key, row in measures(store).items() if row["kind"] == kind)


def test_the_screen_shows_what_stands_and_the_targets_that_were(store):
    app = opened(store, name="")
    assert COVERS in measures(store) and "现行设定" in says(app)
    standing = app.table[0].value.set_index("设定")["现为"]
    assert (standing["年度目标"], standing["序时进度"], standing["分管领导"]) == ("1,500座", "按月均分", "—")
    assert list(written(app, "年度目标")["年度目标"]) == ["1,500座"]


def test_a_target_is_changed_from_a_month_on_and_both_are_shown(own_store):
    app = opened(own_store, "年度目标")
    app.selectbox(key="target_from").set_value("2023-08")
    app.number_input(key=f"lower_{COVERS}").set_value(1000.0)
    app.text_input(key="target_approval").set_value("区政府第8次常务会议纪要")
    app.text_input(key="target_reason").set_value("压减规模")
    app = app.button(key="target_sure").click().run()
    assert "目标已调整,自2023年8月起执行。" in says(app)
    assert list(written(app, "年度目标")["年度目标"]) == ["1,000座", "1,500座"]
    standing = app.table[0].value.set_index("设定")["现为"]
    assert standing["年度目标"] == "自2023年8月起由1,500座调整为1,000座(区政府第8次常务会议纪要)"
    assert audited(own_store)[-1][2:] == ["1,500座", "1,000座(区政府第8次常务会议纪要)", "压减规模", "王芳"]
    assert table(app, "act")["act"].iloc[0] == "调整年度目标"


def test_who_changes_a_target_is_told_what_becomes_of_the_months_that_are_closed(own_store):
    office, told = at_the_machine("区目标办"), "8月已封账:已报的数据不变,状态按新的设定重新判定"
    close_month(own_store, dt.date(2023, 7, 1), "核定", office, dt.datetime(2023, 10, 13))
    close_month(own_store, dt.date(2023, 8, 1), "核定", office, dt.datetime(2023, 10, 13))
    reopen_month(own_store, dt.date(2023, 7, 1), "更正", office, dt.datetime(2023, 10, 14))

    def outcome(month: str, target: float) -> str:
        app = opened(own_store, "年度目标")
        assert f"自已封账的月份起执行的:{told}" in "".join(one.value for one in app.caption)
        app.selectbox(key="target_from").set_value(month)
        app.number_input(key=f"lower_{COVERS}").set_value(target)
        app.text_input(key="target_reason").set_value("压减规模")
        return app.button(key="target_sure").click().run().success[0].value.replace("\\", "")

    assert outcome("2023-09", 1000.0) == "目标已调整,自2023年9月起执行。"
    assert outcome("2023-06", 1200.0).startswith(f"目标已调整,自2023年6月起执行。{told}")
    assert told in "".join(one.value for one in opened(own_store, "序时进度").caption)


def test_the_item_shows_both_targets_and_both_rates(own_store):
    targets.change_target(
        own_store, COVERS, dt.date(2023, 8, 1), "压减规模", at_the_machine("区目标办"), dt.datetime(2023, 9, 1),
        lower=1000.0,
    )  # fmt: skip
    app = screen("livelihood", month="2023-09", item="民生10")
    assert (
        "**目标调整** 自2023年8月起由1,500座调整为1,000座(压减规模);按原目标完成率60.0%,按现目标完成率90.0%。"
    ) in says(app)
    app = screen("livelihood", month="2023-07", item="民生10")
    assert "目标调整" not in "".join(line for line in says(app).splitlines() if "目标调整" in line)


def test_what_cannot_be_a_target_gets_a_sentence_and_leaves_nothing(own_store):
    version = own_store.version
    app = opened(own_store, "年度目标")
    app.text_input(key="target_reason").set_value("压减规模")
    assert "新目标与现行目标相同,没有调整。" in says(app.button(key="target_sure").click().run())
    app = opened(own_store, "年度目标", name="")
    app.text_input(key="target_reason").set_value("压减规模")
    assert "请填写您的姓名。" in says(app.button(key="target_sure").click().run())
    assert own_store.version == version


def test_a_base_is_put_right_for_a_stock_alone(own_store):
    assert "只有年末数有上年末基数。" in says(opened(own_store, "上年末基数"))
    stock = first_of(own_store, "stock")
    app = opened(own_store, "上年末基数", stock)
    app.number_input(key=f"base_{stock}").set_value(1.0)
    app.text_input(key="base_reason").set_value("核实")
    assert "基数已更正" in says(app.button(key="base_sure").click().run())
    assert measures(own_store)[stock]["base"] == 1.0


def test_a_plan_is_changed_and_words_that_are_none_are_told(own_store):
    app = opened(own_store, "序时进度")
    app.selectbox(key="plan_kind").set_value("nodes")
    app.text_input(key=f"plan_{COVERS}").set_value("下半年开工")
    app.text_input(key="plan_reason").set_value("招标推迟")
    app = app.button(key="plan_sure").click().run()
    assert "不能识别" in says(app)
    app.text_input(key=f"plan_{COVERS}").set_value("9月40%、12月100%")
    app = app.button(key="plan_sure").click().run()
    assert "序时进度已调整" in says(app)
    assert measures(own_store)[COVERS]["plan_pct"] == pytest.approx(40)
    assert app.table[0].value.set_index("设定")["现为"]["序时进度"].replace("\\", "") == "节点推进:9月40%、12月100%"


def test_the_second_half_of_a_double_click_does_nothing_and_hears_what_the_first_did(own_store, double_click):
    app = opened(own_store, "人工认定")
    app.text_input(key="ruled_reason").set_value("会议认定")
    app = app.button(key="ruled_sure").click().run()
    version = own_store.version
    app.text_input(key="ruled_reason").set_value("会议认定")  # the browser still held the words
    app = app.button(key="ruled_sure").click().run()
    assert "已认定为" in says(app) and not app.error and own_store.version == version


def test_an_official_word_is_entered_and_ended(own_store):
    app = opened(own_store, "人工认定")
    app.selectbox(key="ruled_status").set_value("on_track")
    app.selectbox(key="ruled_until").set_value("2023-10")
    app.text_input(key="ruled_reason").set_value("会议认定")
    app = app.button(key="ruled_sure").click().run()
    assert "已认定为达序时,自2023年9月至" in says(app) and measures(own_store)[COVERS]["status"] == "on_track"
    assert list(written(app, "人工认定")["人工认定"]) == ["达序时(2023年9月至2023年10月)"]
    app.text_input(key="ended_reason").set_value("复查")
    app = app.button(key="ended_sure").click().run()
    assert "第1号认定已撤销。" in says(app) and measures(own_store)[COVERS]["status"] == "far_behind"


def test_a_condition_is_triggered_where_there_is_one(own_store):
    assert "该事项没有适用条件。" in says(opened(own_store, "条件触发"))
    conditional = next(str(key) for key, row in measures(own_store).items() if row["condition"])
    app = opened(own_store, "条件触发", conditional)
    app.text_input(key="met_reason").set_value("9月CPI达3.5%")
    assert "条件已触发,自2023年9月至年末。" in says(app.button(key="met_sure").click().run())
    assert measures(own_store)[conditional]["status"] == "not_reported"
    assert len(ruling_rows(own_store, 2023)) >= 1


def test_lead_and_supplying_unit_are_changed(own_store):
    app = opened(own_store, "牵头与数据单位")
    item = str(measures(own_store)[COVERS]["item_id"])
    app.selectbox(key=f"lead_{item}").set_value("区发改局")
    app.text_input(key="lead_reason").set_value("职能调整")
    assert "牵头单位已调整为区发改局。" in says(app.button(key="lead_sure").click().run())
    app = opened(own_store, "牵头与数据单位")
    app.selectbox(key=f"supplier_{COVERS}").set_value("区统计局")
    app.text_input(key="supplier_reason").set_value("由统计口提供")
    assert "数据提供单位已调整为区统计局。" in says(app.button(key="supplier_sure").click().run())
    row = measures(own_store)[COVERS]
    assert (row["lead_unit"], row["supplier_unit"]) == ("区发改局", "区统计局")


def test_a_leader_is_put_in_charge_of_the_item_and_another(own_store):
    app = opened(own_store, "分管领导")
    item = str(measures(own_store)[COVERS]["item_id"])
    chosen = app.multiselect(key=f"leader_items_{item}")
    chosen.set_value([*chosen.value, chosen.options[0]])
    app.text_input(key="leader_name").set_value("李副区长")
    app.text_input(key="leader_reason").set_value("分工调整")
    assert "2项的分管领导已调整。" in says(app.button(key="leader_sure").click().run())
    assert sum(row["leader"] == "李副区长" for row in measures(own_store).values()) >= 2


def test_an_item_is_cancelled_and_taken_up_again(own_store):
    app = opened(own_store, "取消事项")
    app.text_input(key="cancel_reason").set_value("并入其他事项")
    app = app.button(key="cancel_sure").click().run()
    assert "事项已取消。" in says(app) and COVERS not in measures(own_store)
    app = screen("changes", month="2023-09").text_input(key="sender").set_value("王芳").run()
    app = app.pills(key="change_kind").set_value("取消事项").run()
    app.selectbox(key="cancelled").set_value(app.selectbox(key="cancelled").options[0])
    app.text_input(key="restore_reason").set_value("恢复考核")
    assert "事项已恢复考核。" in says(app.button(key="restore_sure").click().run())
    assert COVERS in measures(own_store)


def measure_row(name: str, **more: object) -> dict[str, object]:
    return {"measure": name, "kind": "累计量", "comparator": "不低于", "unit": "个", "calendar": "按月"} | more


def test_an_item_is_added_with_all_its_measures_as_a_load_that_can_be_taken_back(own_store):
    app = opened(own_store, "新增事项")
    app.button(key="new_check").click().run()
    assert next(one.value for one in app.error).endswith("请写明事项名称、牵头单位、目标出处。")
    app.selectbox(key="new_lead_0").set_value("区交通运输局")
    for key, text in {"title": "新增停车位", "source": "会议纪要", "condition": "获批之后"}.items():
        app.text_input(key=f"new_{key}_0").set_value(text)
    added = [
        measure_row("立体停车位", lower=120, part_of="停车位"),
        measure_row("投诉率", kind="上限", comparator="不超过", unit="%"),
    ]
    app.session_state["new_measures_0"] = {
        "edited_rows": {0: {"measure": "停车位", "lower": 500, "unit": "个", "plan": "6月20%、12月100%"}},
        "added_rows": added, "deleted_rows": [],
    }  # fmt: skip
    app = app.button(key="new_check").click().run()
    [told] = [table.value for table in app.dataframe if "remedy" in table.value]
    assert told["issue_place"].tolist() == ["投诉率"]  # a ceiling without one: said by name, not by cell
    app.session_state["new_measures_0"]["added_rows"][1]["upper"] = -3
    app = app.button(key="new_check").click().run()
    app.text_input(key="load_reason").set_value("会议明确")
    assert "2023年度目标3处变化" in says(app.button(key="load_sure").click().run())
    found = measures(own_store, View(dt.date(2023, 12, 1)))
    rows = [found[f"510115-2023-L81-{number}"] for number in (1, 2, 3)]
    assert [(row["measure"], row["lower"], row["upper"]) for row in rows] == [
        ("停车位", 500, None), ("立体停车位", 120, None), ("投诉率", None, -3),
    ]  # fmt: skip
    assert (rows[1]["part_of_id"], rows[0]["condition"]) == (rows[0]["measure_id"], "获批之后")


@pytest.mark.parametrize(
    ("item", "row", "sentence"),
    [
        ({"item": "路口信号智能化改造"}, {}, "已有名为“路口信号智能化改造”的事项。"),
        ({}, {"measure": None, "lower": 0.0}, "子项表第2行没有写子项名称,请填写名称,或者删去这一行。"),
        ({}, {"measure": " "}, "子项表第2行没有写子项名称,请填写名称,或者删去这一行。"),
        (
            {},
            {"kind": "上限", "plan": "6月20%、12月100%"},
            "“投诉率”的类型是“上限”,不按序时进度判定,请清空计划节点。",
        ),
    ],
)
def test_an_item_written_by_hand_that_would_lose_something_or_stand_twice_gets_a_sentence(store, item, row, sentence):
    new = {"series": "livelihood", "category": "", "item": "新增停车位", "lead_unit": "区交通运输局",
           "item_source": "会议纪要", "condition": None}  # fmt: skip
    empty = dict.fromkeys(("lower", "upper", "base", "plan", "part_of", "reference"))
    rows = [measure_row("停车位", lower=500) | {"part_of": None}, empty | measure_row("投诉率") | row]
    with pytest.raises(UserError) as refused:
        item_workbook(store, 2023, new | item, rows)
    assert refused.value.message == sentence


def test_what_is_pasted_with_a_control_character_is_written_without_it(store):
    new = {"series": "livelihood", "category": "", "item": "新增\x0b停车位", "lead_unit": "区交通运输局",
           "item_source": "会议\x1f纪要", "condition": None}  # fmt: skip
    content = item_workbook(store, 2023, new, [measure_row("停车位", lower=500)])
    told = [cell.value for cell in load_workbook(io.BytesIO(content)).active[3]]
    assert "新增停车位" in told and "会议纪要" in told


def test_a_unit_is_renamed_and_gets_another_spelling(own_store):
    app = opened(own_store, "单位名称")
    app.selectbox(key="named_unit").set_value("区发改局")
    app.text_input(key="unit_name").set_value("区发改委")
    app.text_input(key="unit_reason").set_value("机构改革")
    assert "单位已更名为区发改委。" in says(app.button(key="rename_sure").click().run())
    app = opened(own_store, "单位名称")
    app.selectbox(key="named_unit").set_value("区发改委")
    app.text_input(key="unit_name").set_value("发改委")
    app.text_input(key="unit_reason").set_value("简称")
    assert "已增加别名发改委。" in says(app.button(key="alias_sure").click().run())


def test_the_preset_and_its_numbers_are_changed_and_the_screens_judge_by_them(own_store):
    assert measures(own_store)[COVERS]["status"] == "far_behind"
    app = opened(own_store, "判定标准").selectbox(key="limit_kind").set_value("累计量").run()
    app.number_input(key="far_standard_quantity_any").set_value(-20.0)
    app.text_input(key="limit_reason").set_value("放宽")
    assert "判定界线已调整。" in says(app.button(key="limit_sure").click().run())
    assert measures(own_store)[COVERS]["status"] == "behind"
    app = opened(own_store, "判定标准")
    app.selectbox(key="preset").set_value("lights")
    app.text_input(key="preset_reason").set_value("全市统一")
    app = app.button(key="preset_sure").click().run()
    assert "现在按部分城市亮灯标准判定。" in says(app) and "现用**部分城市亮灯标准**" in says(app)


def test_the_words_of_the_place_are_changed_and_titles_have_them(own_store):
    app = opened(own_store, "地区用语")
    app.text_input(key=f"place_short_name_{home_region()}").set_value("示例新区")
    app.text_input(key="place_reason").set_value("更名")
    assert "地区用语已修改。" in says(app.button(key="place_sure").click().run())
    assert audited(own_store)[-1][2:5] == [place(own_store, home_region(), BEFORE).short_name, "示例新区", "更名"]
    assert "2023年示例新区目标进度" in words(screen("overview", month="2023-09"))


def test_the_audit_can_be_narrowed_to_one_act_and_taken_along(own_store):
    targets.change_target(
        own_store, COVERS, dt.date(2023, 8, 1), "压减规模", at_the_machine("区目标办"), dt.datetime(2023, 9, 1),
        lower=1000.0,
    )  # fmt: skip
    app = screen("changes", month="2023-09", act="调整年度目标")
    rows = table(app, "act")
    assert rows[["act", "before", "after", "reason", "done_by"]].to_numpy().tolist() == [
        ["调整年度目标", "1,500座", "1,000座", "压减规模", "区目标办"]
    ]
    assert any(button.proto.label == "下载为Excel" for button in app.get("download_button"))


def test_a_commitment_that_stands_twice_is_linked_and_unlinked_with_a_reason(own_store):
    app = opened(own_store, "同一事项", "510115-2023-L72-1")
    said = says(app).replace("\\", "")
    assert "任务19 5G基站·新建5G基站" in said and "目标不同:民生72为300个,任务19为不低于300个" in said
    app.text_input(key="unlink_reason").set_value("分开统计")
    app = app.button(key="unlink_sure").click().run()
    assert "已取消关联" in says(app) and audited(own_store)[-1][0] == "取消关联"
    app.selectbox(key="link_with").select("任务19 5G基站·新建5G基站")
    app.text_input(key="link_reason").set_value("仍是同一事项")
    app = app.button(key="link_sure").click().run()
    assert "以后只填一处" in says(app) and audited(own_store)[-1][0] == "关联同一事项"


def test_an_alias_and_a_unit_that_were_mistakes_are_taken_back(own_store):
    unit_id = units.add_unit(own_store, units.NewUnit("区误设局", ("误设",)), at_the_machine("王芳"), own_store.now())
    app = opened(own_store, "单位名称")
    app.selectbox(key="named_unit").set_value("区误设局")
    app.text_input(key="unit_name").set_value("误设")
    app.text_input(key="unit_reason").set_value("登记有误")
    app = app.button(key="alias_gone").click().run()
    assert "已取消别名误设。" in says(app)
    app.selectbox(key="named_unit").set_value("区误设局")
    app.text_input(key="unit_reason").set_value("登记有误")
    app = app.button(key="unit_gone").click().run()
    assert unit_id not in set(unit_rows(own_store)["unit_id"])
    assert [row[0] for row in audited(own_store)][-2:] == ["取消单位别名", "注销单位"]
    again = units.add_unit(own_store, units.NewUnit("区误设局", ("误设",)), at_the_machine("王芳"), own_store.now())
    assert again != unit_id
    with pytest.raises(UserError, match="还有牵头或提供数据的事项"):
        units.end_unit(own_store, "zongzhi", "撤并", at_the_machine("王芳"), own_store.now())
    with pytest.raises(UserError, match="没有别名“误写”"):
        units.remove_alias(own_store, again, "误写", "有误", at_the_machine("王芳"), own_store.now())
