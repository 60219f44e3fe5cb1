"""Several workbooks at once: side by side in tables, previewed and confirmed together, each doubt with its reason."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook

from briefing.workbooks.receipt_workbook import receipt_workbook
from loaders.accept.approval import Approved
from loaders.accept.commit import Shown, commit_all, preview_all
from loaders.accept.trial import judged_all
from loaders.check import batch as batches
from loaders.check.actuals import check
from loaders.template.archive import archive_name, template_archive
from metrics.errors import UserError
from store.acts import submissions, what_if
from store.acts.rights import at_the_machine
from store.reads.figures.status import figure_history, status_rows
from store.reads.reporting import receipts
from store.reads.view import View
from tests import books
from tests.loaders.conftest import SEPTEMBER, register_of

CROSSINGS, RADARS, ALARMS = "510115-2023-L02-1", "510115-2023-L02-2", "510115-2023-L33-1"
NOW = dt.datetime(2023, 10, 9, 10, 30)
VIEW = View(SEPTEMBER)


def police(*figures: object) -> bytes:
    pairs = zip((CROSSINGS, RADARS), figures, strict=False)  # one figure: the crossings alone
    return books.report([[code, "", "", "", "", value, "推进"] for code, value in pairs])


def fire(figure: object) -> bytes:
    return books.report([[ALARMS, "", "", "", "", figure, "推进"]], unit="填报单位:区消防救援大队")


def approved(store, reader, *sent: tuple[str, bytes], reason: str = "", **reasons: str) -> list[Approved]:
    register = register_of(store, SEPTEMBER)
    at_cell = {"F4": CROSSINGS, "F5": RADARS}
    by_measure = {at_cell[cell]: text for cell, text in reasons.items()}
    return [
        Approved(check(content, name, register, reader), at_the_machine("王芳"), NOW, reason, by_measure)
        for name, content in sent
    ]


def test_what_was_previewed_of_several_workbooks_is_stored_together(store, reader):
    batch = approved(store, reader, ("公安.xlsx", police(60, 26)), ("消防.xlsx", fire(250)))
    shown = preview_all(store, batch, VIEW)
    assert shown is not None
    assert list(shown.rows["change"]) == ["new"] * 4  # the crossings stand in the report's body too
    sent = commit_all(store, batch, shown=Shown(VIEW, shown.token))
    assert [receipt.row_count for receipt in sent] == [2, 1] and len({receipt.number for receipt in sent}) == 2
    rows = status_rows(store, VIEW).set_index("measure_id")["actual"]
    assert list(rows[[CROSSINGS, RADARS, ALARMS]]) == [60, 26, 250]


def test_where_one_of_several_changed_meanwhile_none_is_stored(store, reader):
    batch = approved(store, reader, ("公安.xlsx", police(60)), ("消防.xlsx", fire(250)))
    shown = preview_all(store, batch, VIEW)
    assert shown is not None
    [other] = approved(store, reader, ("先.xlsx", police(59)))
    commit_all(store, [other])
    with pytest.raises(what_if.Outdated):
        commit_all(store, batch, shown=Shown(VIEW, shown.token))
    rows = status_rows(store, VIEW).set_index("measure_id")["actual"]
    assert rows[CROSSINGS] == 59 and rows[[ALARMS]].isna().all()


def test_workbooks_that_stand_already_have_nothing_to_preview(store, reader):
    batch = approved(store, reader, ("公安.xlsx", police(60)))
    commit_all(store, batch)
    assert preview_all(store, batch, VIEW) is None


def test_two_workbooks_with_the_same_cell_are_refused_whatever_they_are_called(store, reader):
    batch = approved(store, reader, ("月报.xlsx", police(60)), ("月报.xlsx", police(61)))
    with pytest.raises(UserError, match="都填报了"):
        preview_all(store, batch, VIEW)


def test_each_doubt_may_have_a_reason_of_its_own_and_all_need_one(store, reader):
    august = register_of(store, dt.date(2023, 8, 1))
    content = books.report(
        [[code, "", "", "", "", value, ""] for code, value in ((CROSSINGS, 62), (RADARS, 30))], title="2023年8月"
    )
    commit_all(store, [Approved(check(content, "八月.xlsx", august, reader), at_the_machine("王芳"), NOW)])
    fallen = police(60, "约30")
    [half] = approved(store, reader, ("九月.xlsx", fallen), F4="更正八月多报")
    assert [doubt.cell for doubt in half.unexplained] == ["F5"]
    with pytest.raises(UserError, match="有1处疑问"):
        commit_all(store, [half])
    [whole] = approved(store, reader, ("九月.xlsx", fallen), reason="已核对", F4="更正八月多报")
    commit_all(store, [whole])
    history = figure_history(store, [CROSSINGS, RADARS]).drop_duplicates("measure_id").set_index("measure_id")
    assert dict(history["odd_reason"]) == {CROSSINGS: "更正八月多报", RADARS: "已核对"}


def test_of_figures_that_share_a_doubt_the_reason_of_one_is_not_written_beside_the_others(store, reader):
    both = police("约60", "约26")  # one doubt for both: only about
    [half] = approved(store, reader, ("九月.xlsx", both), F4="以验收单为准")
    [doubt] = half.checked.doubts
    assert doubt.measures == (CROSSINGS, RADARS) and half.unexplained == [doubt]
    with pytest.raises(UserError, match="有1处疑问"):
        commit_all(store, [half])
    [whole] = approved(store, reader, ("九月.xlsx", both), reason="待财务核定", F4="以验收单为准")
    commit_all(store, [whole])
    history = figure_history(store, [CROSSINGS, RADARS]).set_index("measure_id")
    assert dict(history["odd_reason"]) == {CROSSINGS: "以验收单为准", RADARS: "待财务核定"}


def test_the_tables_say_what_came_of_each_workbook_and_list_errors_first(store, reader):
    checked = [one.checked for one in approved(store, reader, ("公安.xlsx", police(60)), ("消防.xlsx", fire("很多")))]
    assert list(batches.file_rows(checked)["verdict"]) == ["可以入库", "有错误,不能入库"]
    assert [batches.is_ready(one) for one in checked] == [True, False]
    issues = batches.issue_rows(checked)
    assert list(issues["level_word"]) == sorted(issues["level_word"], key=["错误", "疑问"].index)
    assert list(issues[["file_name", "sheet", "cell"]].iloc[0]) == ["消防.xlsx", "Sheet1", "F4"]
    owed = batches.owed_rows(checked[:1])
    assert "增设视频雷达检测设备" in list(owed["measure"]) and "信号控制系统改造路口" not in list(owed["measure"])


def test_figures_that_would_be_behind_are_doubted_for_all_workbooks_in_one_trial(store, reader):
    checked = [one.checked for one in approved(store, reader, ("公安.xlsx", police(10)), ("消防.xlsx", fire(290)))]
    version = store.version
    behind, well = judged_all(store, checked, NOW)
    assert [doubt.id for doubt in behind.doubts] == ["behind_unexplained"] and well.doubts == []
    assert store.version == version


def test_the_receipt_says_what_was_sent_and_what_it_changed_then(store, reader):
    commit_all(store, approved(store, reader, ("一.xlsx", police(58, 26))))
    [second] = commit_all(store, approved(store, reader, ("二.xlsx", police(60, 26))))
    commit_all(store, approved(store, reader, ("三.xlsx", police(61, 27))))
    accepted = receipts.accepted(store, second.number)
    assert accepted.counts_text == "新增0条、变更2条、不变1条"
    assert (accepted.unit, accepted.month, accepted.submitted_by) == ("区公安分局", SEPTEMBER, "王芳")
    sheet = load_workbook(io.BytesIO(receipt_workbook([accepted]))).active
    head = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2, max_row=11)}
    assert head["报送编号"] == f"第{second.number}号" and head["文件校验码（SHA-256）"] == second.sha256
    assert head["入库时间"] == "2023-10-09 10:30:00" and head["数据条数"] == "3条（新增0条、变更2条、不变1条）"
    figures = {row[1].value: (row[2].value, row[3].value, row[4].value) for row in sheet.iter_rows(min_row=14)}
    assert figures["信号控制系统改造路口"] == ("60个", "58个", "变更")
    submissions.withdraw(store, second.number, "填错", at_the_machine("李四"), NOW)
    assert receipts.accepted(store, second.number).is_withdrawn


def test_there_is_no_receipt_for_what_no_unit_sent(store):
    with pytest.raises(UserError, match="没有第999号报送"):
        receipts.accepted(store, 999)


def test_the_archive_has_a_template_for_every_unit_that_owes_anything(september):
    names = zipfile.ZipFile(io.BytesIO(template_archive(september))).namelist()
    assert names == [f"{unit.name}_2023年9月_目标进展月报.xlsx" for unit in september.suppliers()]
    assert archive_name(september) == f"温江区_2023年9月_报送模板_{len(names)}家.zip"
