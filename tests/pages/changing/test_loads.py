"""载入年度目标: what a workbook would change, what is asked of it, the load, and taking it back."""

import datetime as dt
import io

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from loaders.targets.commit import targets_workbook
from store.acts.closed_months import close_month
from store.acts.rights import at_the_machine
from store.engine.store import Store
from store.reads.figures.status import status_rows
from tests.pages.changing.test_changes import opened, says, table
from tests.pages.stores.autumn import COVERS, SEPTEMBER
from tests.store.audited import audited

GDP = "510115-2023-I01-1"


def workbook(store: Store, measure: str, **cells: object) -> bytes:
    """The year's targets with other cells in a measure's row, and without its month."""
    book = load_workbook(io.BytesIO(targets_workbook(store, 2023)))
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        if sheet.cell(row, columns["编码"]).value == measure:
            for heading, value in {"生效月份": None, **cells}.items():
                sheet.cell(row, columns[heading]).value = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def uploaded(store: Store, measure: str = COVERS, month: int = 8, **cells: object) -> AppTest:
    app = opened(store, "载入年度目标")
    app = app.selectbox(key="load_from_2023").select_index(month - 1).run()
    return app.file_uploader[0].upload("目标.xlsx", workbook(store, measure, **cells)).run()


def lower(store: Store, measure: str = COVERS) -> float:
    rows = status_rows(store, SEPTEMBER)
    return float(rows["lower"][rows["measure_id"] == measure].iloc[0])


def test_a_workbook_is_previewed_loaded_and_taken_back(own_store):
    close_month(own_store, dt.date(2023, 8, 1), "核定", at_the_machine("区目标办"), dt.datetime(2023, 10, 13))
    app = uploaded(own_store, 下限=1000)
    shown = table(app, "what")
    assert shown[["what", "from_text", "before", "after"]].to_numpy().tolist() == [
        ["年度目标", "2023年8月", "1,500座", "1,000座"]
    ]
    assert "已过月份有" in says(app) and lower(own_store) == 1500
    assert "8月已封账:已报的数据不变,状态按新的设定重新判定" in says(app)
    app.text_input(key="load_reason").set_value("年中压减")
    app = app.button(key="load_sure").click().run()
    assert "2023年度目标1处变化。已过月份有2项状态随之改变" in says(app) and lower(own_store) == 1000
    assert audited(own_store)[-1][2:] == ["1,500座", "1,000座", "年中压减", "王芳"]
    assert not app.file_uploader[0].value
    app.text_input(key="turn_reason").set_value("误载")
    app = app.button(key="turn_sure").click().run()
    assert "第1次载入已收回,此前的目标恢复有效。" in says(app) and lower(own_store) == 1500
    assert "收回(王芳:误载)" in table(app, "standing")["standing"].iloc[0]
    assert app.button(key="turn_sure").label == "恢复"


def test_a_doubt_asks_for_a_reason_before_anything_is_loaded(own_store):
    app = uploaded(own_store, GDP, 下限=55, 上限=60)
    assert "还有2处疑问没有写明原因" in says(app)
    assert app.button(key="load_sure").disabled


def test_errors_are_listed_and_nothing_can_be_confirmed(own_store):
    app = uploaded(own_store, 下限="很多")
    assert "错误1处" in says(app) and table(app, "remedy")["sheet"].iloc[0] == "年度目标"
    assert "load_sure" not in {button.key for button in app.button}


def test_the_same_targets_again_are_told_to_change_nothing(own_store):
    assert "与现有目标完全相同:没有任何变化" in says(uploaded(own_store))
