"""The seed's year with reports for two months, and the year after it: its targets again, one raised, no reports."""

import io

from openpyxl import load_workbook

from loaders.targets.commit import load_of, read_targets, targets_workbook
from store.acts.rights import at_the_machine
from store.engine.store import Store
from store.loads.loads import commit_load
from tests import stores
from tests.pages.stores import autumn

LAST, YEAR = 2023, 2024
COVERS, NEXT_COVERS = autumn.COVERS, autumn.COVERS.replace("2023", "2024")


@stores.onto(autumn.planted)
def with_next_year(store: Store) -> None:
    """The autumn store with the next year's targets."""
    autumn.with_two_months(store)
    content = next_year(targets_workbook(store, LAST))
    checked = read_targets(store, content, "下年目标.xlsx", YEAR)
    assert not checked.errors, checked.errors[:3]
    commit_load(store, load_of(checked, common="已核对"), at_the_machine("王芳"), store.now(), "人代会通过")


def next_year(content: bytes) -> bytes:
    """A year's targets workbook as the next year's."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[2]}
    codes = [columns[heading] for heading in ("编码", "参照指标", "所属指标") if heading in columns]
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, columns["生效月份"]).value = None
        for column in codes:
            if isinstance(value := sheet.cell(row, column).value, str):
                sheet.cell(row, column).value = value.replace(f"-{LAST}-", f"-{YEAR}-")
        if sheet.cell(row, columns["编码"]).value == NEXT_COVERS:
            sheet.cell(row, columns["下限"]).value = 1800
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
