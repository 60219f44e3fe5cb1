"""A commitment that stands twice in the plan is asked for once, and its figure is that of both places."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from loaders.accept.approval import Approved
from loaders.accept.commit import commit, preview_all
from loaders.check.actuals import check
from loaders.files.reader import Reader
from loaders.template.template import template
from metrics.errors import UserError
from store.__main__ import check_store
from store.acts import links
from store.acts.review import doubts
from store.acts.rights import Actor, Forbidden, at_the_machine
from store.engine.records import records, status_json
from store.engine.store import Store
from store.reads.figures.outlook import month_rows
from store.reads.figures.status import figure_history
from store.reads.links import link_rows
from store.reads.reporting.doubts import doubtful_figures
from store.reads.view import View
from tests import books
from tests.loaders.conftest import register_of
from tests.store.audited import audited

BASES, BASES_TWICE = "510115-2023-L72-1", "510115-2023-T19-1"  # 5G基站
PILES, PILES_TWICE = "510115-2023-L08-1", "510115-2023-T44-3"  # 充电桩
STATIONS = "510115-2023-T44-2"
SEPTEMBER, AT = dt.date(2023, 9, 1), dt.datetime(2023, 10, 9, 10, 30)
OFFICE = at_the_machine("区目标办")


def own_table(**figures: object) -> bytes:
    ids = {"bases": BASES, "bases_twice": BASES_TWICE, "piles": PILES, "piles_twice": PILES_TWICE}
    rows = [[ids[name], "", "", "", "", value, "推进"] for name, value in figures.items()]
    return books.report(rows, unit="填报单位:区经信局")


def checked(store: Store, reader: Reader, content: bytes):
    return check(content, "月报.xlsx", register_of(store, SEPTEMBER), reader)


def figures(store: Store) -> dict[str, object]:
    return {row["measure_id"]: row["actual"] for row in status_json(month_rows(store, View(SEPTEMBER)))}


def test_the_plan_of_2023_links_what_its_notes_call_the_same(store):
    pairs = {(row["measure_id"][12:], row["same_as_id"][12:]) for row in records(link_rows(store, 2023))}
    assert {("L72-1", "T19-1"), ("L08-1", "T44-3"), ("L64-1", "T49-2"), ("L02-1", "T53-1")} <= pairs
    assert len(pairs) == 20
    assert check_store(store) == []


@pytest.mark.parametrize("name", ["bases", "bases_twice"])
def test_whichever_place_is_filled_in_both_get_the_figure(store, reader, name):
    found = checked(store, reader, own_table(**{name: 280}))
    assert len(found.rows) == 1 and found.issues == ()
    assert not {BASES, BASES_TWICE} & {one.measure_id for one in found.missing}
    shown = preview_all(store, [Approved(found, OFFICE, AT)], View(SEPTEMBER))
    assert shown is not None and set(shown.cells["measure_id"]) == {BASES, BASES_TWICE}
    commit(store, found, OFFICE, AT)
    assert (figures(store)[BASES], figures(store)[BASES_TWICE]) == (280, 280)
    history = figure_history(store, [BASES, BASES_TWICE])
    assert history["cell"].nunique() == 1 and history["progress"].tolist() == ["推进", "推进"]


def test_two_values_of_one_commitment_are_a_doubt_with_both(store, reader):
    found = checked(store, reader, own_table(piles=1700, piles_twice=1690))
    assert [(one.id, one.cell, one.weight) for one in found.issues] == [("twin_differs", "F5", "own_reason")]
    assert "1,690个" in found.issues[0].expected and "1,700个" in found.issues[0].expected
    commit(store, found, OFFICE, AT, reasons={PILES: "附件不含公交专用桩"})
    assert (figures(store)[PILES], figures(store)[PILES_TWICE]) == (1700, 1690)
    assert len(records(doubtful_figures(store, SEPTEMBER))[0]["words"].split("\n")) == 1
    assert checked(store, reader, own_table(piles=1700, piles_twice=1700)).issues == ()


def test_a_jump_is_doubtful_in_both_places_and_decided_about_in_both(store, reader):
    found = checked(store, reader, own_table(bases=3000))
    number = commit(store, found, OFFICE, AT, reasons={BASES: "含室内分布系统"}).number

    def states() -> list[str]:
        rows = {row["measure_id"]: row["figure_state"] for row in status_json(month_rows(store, View(SEPTEMBER)))}
        return [rows[BASES], rows[BASES_TWICE]]

    assert states() == ["doubtful", "doubtful"]
    doubts.set_aside(store, number, BASES_TWICE, "与现场不符", OFFICE, AT)
    assert states() == ["set_aside", "set_aside"] and figures(store)[BASES] is None


def test_the_template_asks_for_one_and_shows_the_other_locked(store, reader):
    register = register_of(store, SEPTEMBER)
    unit = register.unit_by_id["jingxin"]
    content = template(register, unit)
    sheet = load_workbook(io.BytesIO(content))["重点任务和民生实事"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4)}
    value = rows[BASES_TWICE][7]
    assert value.value == f'=IF(H{rows[BASES][0].row}="","",H{rows[BASES][0].row})' and value.protection.locked
    assert rows[BASES][7].value is None and not rows[BASES][7].protection.locked
    assert [one.measure_id for one in register.spared_of(unit.unit_id)] == [BASES_TWICE, PILES_TWICE]
    found = checked(store, reader, books.filled(content, {BASES: {"本月累计": 280}}))
    assert [(row.measure_id, row.value) for row in found.rows] == [(BASES, 280)] and found.errors == []
    commit(store, found, OFFICE, AT, "进展见附件说明")
    assert (figures(store)[BASES], figures(store)[BASES_TWICE]) == (280, 280)


def test_links_are_made_and_taken_back_with_a_reason(store, reader):
    links.unlink(store, BASES_TWICE, BASES, "分开统计", OFFICE, AT)
    commit(store, checked(store, reader, own_table(bases=280)), OFFICE, AT)
    assert (figures(store)[BASES], figures(store)[BASES_TWICE]) == (280, None)
    links.link(store, BASES_TWICE, BASES, "仍是同一事项", OFFICE, AT)
    assert (BASES_TWICE, BASES) in register_of(store, SEPTEMBER).links
    assert [entry[0] for entry in audited(store)] == ["取消关联", "报送入库", "关联同一事项"]
    assert check_store(store) == []


def test_what_is_no_one_commitment_is_not_linked(store):
    with pytest.raises(UserError, match="已有关联"):
        links.link(store, BASES, STATIONS, "试", OFFICE, AT)
    with pytest.raises(UserError, match="不同单位报送"):
        links.link(store, STATIONS, "510115-2023-T01-1", "试", OFFICE, AT)
    with pytest.raises(UserError, match="类型不同"):
        links.link(store, STATIONS, "510115-2023-T39-1", "试", OFFICE, AT)
    with pytest.raises(UserError, match="计量单位不同"):
        links.link(store, "510115-2023-L69-1", "510115-2023-L69-2", "试", OFFICE, AT)
    with pytest.raises(UserError, match="没有关联"):
        links.unlink(store, BASES, STATIONS, "试", OFFICE, AT)
    with pytest.raises(Forbidden):
        links.unlink(store, BASES, BASES_TWICE, "试", Actor("王芳", "reports", "jingxin"), AT)
