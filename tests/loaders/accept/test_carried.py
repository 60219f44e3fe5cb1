"""A reason stands with its figure: sent again it is not asked for again; a figure in two places has two pasts."""

import datetime as dt

import pytest

from loaders.accept.commit import commit
from loaders.accept.trial import judged
from loaders.check.actuals import Checked, check_book
from loaders.files.reading import read_book
from metrics.errors import UserError
from store.acts.review import doubts
from store.acts.rights import at_the_machine
from store.engine.store import Store
from store.reads.reporting.doubts import doubtful_figures
from tests import books
from tests.loaders.conftest import OCTOBER, SEPTEMBER, register_of

METERS, PILES, PILES_TWICE = "510115-2023-L70-1", "510115-2023-L08-1", "510115-2023-T44-3"
OFFICE, AT = at_the_machine("王芳"), dt.datetime(2023, 11, 3, 9)
JUMPED = {METERS: "十月集中验收两万户"}


def checked(store: Store, month: dt.date, value: float, text: str = ""):
    content = books.report(
        [[METERS, "", "", "", "户", value, f"推进{text}"]], title=f"2023年{month.month}月", unit="填报单位:区经信局"
    )
    found = check_book(read_book(content, "月报.xlsx"), content, register_of(store, month), None)
    return judged(store, found, AT)


def doubted(found: Checked) -> list[tuple[str, str, str]]:
    return [(one.id, one.weight, one.carried) for one in found.doubts if one.id == "value_jumped"]


def test_the_same_figure_sent_again_keeps_its_reason_and_what_a_reviewer_said(store: Store) -> None:
    commit(store, checked(store, SEPTEMBER, 2000), OFFICE, AT, "核对无误")
    first = commit(store, checked(store, OCTOBER, 30000), OFFICE, AT, "核对无误", JUMPED)
    again = checked(store, OCTOBER, 30000, "快")
    assert doubted(again) == [("value_jumped", "own_reason", JUMPED[METERS])]
    assert "沿用此前的说明“十月集中验收两万户”" in again.doubts[0].sentence
    second = commit(store, again, OFFICE, AT)
    assert second.number > first.number and len(doubtful_figures(store)) == 1
    doubts.confirm(store, second.number, METERS, None, OFFICE, AT)
    for text in ("更快", "最快"):
        once_more = checked(store, OCTOBER, 30000, text)
        assert doubted(once_more) == [("value_jumped", "reason", JUMPED[METERS])]
        commit(store, once_more, OFFICE, AT)
        assert doubtful_figures(store).empty


def test_another_figure_needs_a_reason_of_its_own(store: Store) -> None:
    commit(store, checked(store, SEPTEMBER, 2000), OFFICE, AT, "核对无误")
    commit(store, checked(store, OCTOBER, 30000), OFFICE, AT, "核对无误", JUMPED)
    another = checked(store, OCTOBER, 30001)
    assert doubted(another) == [("value_jumped", "own_reason", "")]
    with pytest.raises(UserError, match=METERS):
        commit(store, another, OFFICE, AT, "核对无误")


def test_a_figure_that_stands_twice_is_judged_beside_the_past_of_each_place(october) -> None:
    content = books.report([[PILES, "", "", "", "个", 1850, "推进"]], title="2023年10月", unit="填报单位:区经信局")
    past = {PILES: (1650.0, SEPTEMBER), PILES_TWICE: (1900.0, SEPTEMBER)}
    result = check_book(read_book(content, "月报.xlsx"), content, october.after(past), None)
    assert [(one.id, one.measures) for one in result.doubts] == [("value_fell", (PILES_TWICE,))]
    assert "任务44" in result.doubts[0].expected and PILES_TWICE in result.doubted
