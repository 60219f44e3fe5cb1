"""由报告生成: a report's rows are reviewed beside its text, mended and loaded; what nobody reviewed is never loaded."""

import json

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from loaders.report.drafts import keeping
from loaders.report.drafts.checking import draft_workbook
from loaders.report.drafts.draft import Draft, draft_of
from loaders.report.drafts.last_year import LastYear
from loaders.report.naming import UnitNames
from loaders.report.reading.kinds import lines_of
from loaders.report.reports import read_report
from loaders.targets.commit import read_targets, targets_of
from store.engine.store import Store
from tests.pages.changing.test_changes import opened, says, table
from ui.changes.report.rows import sentence

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


def typed(app: AppTest, place: int, **cells: object) -> AppTest:
    """The table of rows with other cells in one of them, as the browser sends it."""
    editor = next(one for one in app.get("arrow_data_frame") if "审核" in one.proto.columns)
    states = app._tree.get_widget_states()
    said = {"edited_rows": {str(place): cells}, "added_rows": [], "deleted_rows": []}
    states.widgets.append(WidgetState(id=editor.proto.id, string_value=json.dumps(said)))
    return app._run(states)


def test_a_report_is_reviewed_mended_and_loaded(own_store):
    app = begun(own_store)
    assert "附件1–3" in says(app) and "还没有审核" in str(table(app, "待办"))
    draft = keeping.kept(own_store, YEAR, "")
    print(draft.summary, [(r.code, r.values["measure"], r.doubts, r.last_year) for r in draft.rows])
