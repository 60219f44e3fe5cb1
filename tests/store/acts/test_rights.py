"""Every act by every role, held against the one table of rights as README prints it."""

import datetime as dt
import functools
import inspect
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

from metrics.errors import UserError
from store.above import codes
from store.acts import (
    closed_months,
    deadlines,
    items,
    plans,
    publishing,
    settings,
    submissions,
    targets,
    units,
)
from store.acts.items import NewItem
from store.acts.review import doubts, returns, rulings
from store.acts.rights import ACTS, ROLES, Actor, Forbidden, at_the_machine
from store.acts.settings import Threshold
from store.acts.submissions import Doubt, FormAnswer, Submission
from store.engine.engines.places import PROJECT
from store.engine.store import Store
from store.exchange import taking
from store.exchange.giving import give
from store.exchange.taking import take
from store.loads import loads
from store.loads.loads import Load
from store.loads.year import year_tables
from store.people import accounts, tokens
from store.reads import editions
from store.reads.naming import unit_of
from store.reads.view import View
from store.years import beginning, carrying, links, steps
from tests import stores
from tests.store.builder import REGION, World, day, first
from ui.access import acting, person
from ui.cache import current

OFFICE, NOW, PASSWORD = at_the_machine("区目标办"), day(10, 20), "summer-rain-42"
# Who acts: for the unit whose figures are concerned, for another one, or for all.
ACTORS = {
    "领导": [Actor("丁", "looks")],
    "报送": [Actor("甲", "reports", "a"), Actor("乙", "reports", "b")],
    "审核": [Actor("丙", "reviews")],
    "管理": [Actor("戊", "administers")],
}
Act = Callable[[Store, Actor], object]


def _plain(measure: int) -> str:
    return f"{REGION}-2023-{measure:05d}-1"


def _item(place: int) -> str:
    return f"{REGION}-2023-{place:05d}"


def _submit(store: Store, by: Actor) -> None:
    sent = Submission("a", first(9), "九月.xlsx", f"{store.version}", by, NOW)
    rows = pd.DataFrame([{"measure_id": _plain(1), "month": first(9), "value": 950.0}])
    submissions.add_submission(store, sent, rows)


def _publish(store: Store, by: Actor) -> None:
    publishing.publish(store, editions.draft(store, View(first(9)), by.name, NOW), by, NOW)


def _load(store: Store, by: Actor) -> None:
    tables = year_tables(store, 2023)
    tables["target"] = [{**row, "lower": store.version + 5000.0} for row in tables["target"][:1]]
    loads.commit_load(store, Load(2023, "目标.xlsx", "0", first(1), tables), by, NOW, WHY)


def _turn(store: Store, by: Actor) -> None:
    is_taken_back = bool(loads.load_rows(store)["is_taken_back"].iloc[0])
    loads.turn(store, 1, WHY, by, NOW, back=not is_taken_back)


def _receive(store: Store, by: Actor) -> None:
    take(store, _newer(), by, NOW)


@functools.cache
def _newer() -> Path:
    """What the district gave after one act more."""
    district = stores.filled(fill)
    rulings.rule(district, _plain(3), "done", first(9), None, WHY, OFFICE, NOW)
    return give(district, Path(os.environ[stores.FOLDER]) / f"given-{os.getpid()}").folder


NEW = NewItem(2023, "livelihood", "测试", "新事项", "a", "常务会议", "子项", "quantity", "个", 10.0)
NEXT = (f"{REGION}-2024-L01-1", f"{REGION}-2024-L02-1")  # measures of the year after
LIMITS = Threshold("standard", "quantity", "any", 12.0, 0.0, -12.0)
WHY = "会议明确"
LISTED = [accounts.FirstPassword(accounts.NewAccount(f"名单{number}", "looks"), PASSWORD, "-") for number in (1, 2)]
ALIAS = pd.DataFrame([{"unit_id": "b", "alias": "乙"}])

# Each way to change the store that a person has, by the act of the table that it is.
WAYS: dict[str, tuple[str, Act]] = {
    "add_submission": ("submit", _submit),
    "answer": ("answer", lambda store, by: returns.answer(store, 1, "不含", by, NOW)),
    "return_cell": ("return", lambda store, by: returns.return_cell(store, 4, _plain(4), "?", by, NOW)),
    "ask_again": ("return", lambda store, by: returns.ask_again(store, 2, "?", by, NOW)),
    "resolve": ("return", lambda store, by: returns.resolve(store, 3, "属实", by, NOW)),
    "confirm": ("review", lambda store, by: doubts.confirm(store, 5, _plain(3), WHY, by, NOW)),
    "set_aside": ("review", lambda store, by: doubts.set_aside(store, 5, _plain(2), WHY, by, NOW)),
    "rule": ("rule", lambda store, by: rulings.rule(store, _plain(1), "done", first(9), None, WHY, by, NOW)),
    "trigger": ("rule", lambda store, by: rulings.trigger(store, _item(5), first(9), WHY, by, NOW)),
    "end_ruling": ("rule", lambda store, by: rulings.end_ruling(store, 1, WHY, by, NOW)),
    "close_month": ("close", lambda store, by: closed_months.close_month(store, first(9), WHY, by, NOW)),
    "reopen_month": ("close", lambda store, by: closed_months.reopen_month(store, first(5), WHY, by, NOW)),
    "grant_exception": (
        "except",
        lambda store, by: deadlines.grant_exception(store, "a", first(9), dt.date(2023, 11, 1), WHY, by, NOW),
    ),
    "withdraw": ("withdraw", lambda store, by: submissions.withdraw(store, 4, WHY, by, NOW)),
    "change_target": (
        "change",
        lambda store, by: targets.change_target(store, _plain(1), first(9), WHY, by, NOW, lower=1000),
    ),
    "change_base": ("change", lambda store, by: targets.change_base(store, _plain(6), 300, WHY, by, NOW)),
    "change_bases": ("change", lambda store, by: targets.change_bases(store, {_plain(6): 300}, WHY, by, NOW)),
    "link_year": ("change", lambda store, by: links.link_year(store, NEXT[0], _plain(1), WHY, by, NOW)),
    "link_years": ("change", lambda store, by: links.link_years(store, [(NEXT[0], _plain(1))], WHY, by, NOW)),
    "carry_over": ("change", lambda store, by: carrying.carry_over(store, 2023, {_plain(1): None}, WHY, by, NOW)),
    "unlink_year": ("change", lambda store, by: links.unlink_year(store, NEXT[1], WHY, by, NOW)),
    "change_plans": (
        "change",
        lambda store, by: plans.change_plans(store, {_plain(1): [(12, 100)]}, "nodes", WHY, by, NOW),
    ),
    "change_plan": (
        "change",
        lambda store, by: plans.change_plan(store, _plain(1), "nodes", [(12, 100)], WHY, by, NOW),
    ),
    "change_lead": ("change", lambda store, by: units.change_lead(store, _item(1), "b", WHY, by, NOW)),
    "change_supplier": ("change", lambda store, by: units.change_supplier(store, _plain(1), "b", WHY, by, NOW)),
    "rename_unit": ("change", lambda store, by: units.rename_unit(store, "b", "区丙局", WHY, by, NOW)),
    "add_alias": ("change", lambda store, by: units.add_alias(store, "b", "乙局", WHY, by, NOW)),
    "add_unit": ("change", lambda store, by: units.add_unit(store, units.NewUnit("区丁局", ("丁局",)), by, NOW)),
    "add_units": ("change", lambda store, by: units.add_units(store, [units.NewUnit("区丁局", ("丁局",))], by, NOW)),
    "end_unit": ("change", lambda store, by: units.end_unit(store, _spare(store), WHY, by, NOW)),
    "remove_alias": ("change", lambda store, by: units.remove_alias(store, _spare(store), "闲局", WHY, by, NOW)),
    "drop_year": ("set", lambda store, by: steps.drop_year(store, 2023, WHY, by, NOW)),
    "restore_year": ("set", lambda store, by: steps.restore_year(store, 2025, WHY, by, NOW)),
    "make_draft": ("change", lambda store, by: steps.make_draft(store, 2026, WHY, by, NOW)),
    "put_in_force": ("change", lambda store, by: steps.put_in_force(store, 2027, dt.date(2027, 1, 1), WHY, by, NOW)),
    "set_code": ("code", lambda store, by: codes.set_code(store, _plain(1), "GDP-R", WHY, by, NOW)),
    "change_leader": ("change", lambda store, by: units.change_leader(store, [_item(1)], "张三", WHY, by, NOW)),
    "cancel_item": ("change", lambda store, by: items.cancel_item(store, _item(1), WHY, by, NOW)),
    "restore_item": ("change", lambda store, by: items.restore_item(store, _item(7), WHY, by, NOW)),
    "add_item": ("change", lambda store, by: items.add_item(store, NEW, WHY, by, NOW)),
    "forget_form": ("submit", lambda store, by: submissions.forget_form(store, "a", "f", by, NOW)),
    "commit_load": ("change", _load),
    "turn": ("change", _turn),
    "publish": ("publish", _publish),
    "set_deadline": ("set", lambda store, by: deadlines.set_deadline(store, 8, first(9), WHY, by, NOW)),
    "change_threshold": ("set", lambda store, by: settings.change_threshold(store, LIMITS, WHY, by, NOW)),
    "take": ("receive", _receive),
    "start": ("set", lambda store, by: beginning.start(store, beginning.NewRegion(store.region), 2028, [], by, NOW)),
    "show_outlook": ("set", lambda store, by: settings.show_outlook(store, False, WHY, by, NOW)),
    "choose_home": ("set", lambda store, by: settings.choose_home(store, "calendar", WHY, by, NOW)),
    "use_preset": ("set", lambda store, by: settings.use_preset(store, "lights", WHY, by, NOW)),
    "set_place": ("set", lambda store, by: settings.set_place(store, {"mark": "示府督"}, WHY, by, NOW)),
    "drop_demo": ("drop_demo", lambda store, by: submissions.drop_demo(store, by, NOW)),
    "add_account": (
        "manage",
        lambda store, by: accounts.add_account(store, "新人", "reviews", None, PASSWORD, by, NOW),
    ),
    "add_accounts": ("manage", lambda store, by: accounts.add_accounts(store, LISTED, by, NOW)),
    "change_password": ("manage", lambda store, by: accounts.change_password(store, "张三", "winter-snow-43", by, NOW)),
    "change_role": ("manage", lambda store, by: accounts.change_role(store, "李四", "reviews", None, by, NOW)),
    "activate": ("manage", lambda store, by: accounts.activate(store, "李四", by, NOW, is_active=False)),
    "make_token": ("manage", lambda store, by: tokens.make_token(store, "a", "业务系统", by, NOW)),
    "revoke_token": ("manage", lambda store, by: tokens.revoke_token(store, 1, by, NOW)),
}


def _spare(store: Store) -> str:
    return unit_of(store, "区闲局")


# A part of one of these, which a person never calls by itself.
PARTS = {"add_edition"}


def fill(store: Store) -> None:
    """A district in which each of WAYS can be gone once."""
    world = World(REGION)
    for _ in range(4):
        world.measure(lower=1200).figure(9, 900, is_demo=len(world.items) == 1)
    world.item(condition="物价指数达到启动条件时").measure(lower=10)
    world.measure("stock", lower=400, base=340)
    world.item(is_cancelled=True).measure(lower=10)
    world.write(store)
    for number in (1, 2, 3):
        returns.return_cell(store, number, _plain(number), "?", OFFICE, day(10, 8))
    returns.answer(store, 2, "不含", OFFICE, day(10, 9))
    rulings.rule(store, _plain(2), "done", first(9), None, WHY, OFFICE, day(10, 9))
    closed_months.close_month(store, first(5), WHY, OFFICE, day(10, 9))
    said = (FormAnswer("f", "指标、本月", "column", "本月", "value"),)
    doubted = tuple(
        Doubt(_plain(number), "value_jumped", "own_reason", "是上月的20倍", "合并报送") for number in (2, 3)
    )
    told = Submission("a", first(8), "八月.xlsx", "八月", OFFICE, day(10, 9), learned=said, doubts=doubted)
    figures = [{"measure_id": _plain(number), "month": first(8), "value": 800.0} for number in (2, 3)]
    submissions.add_submission(store, told, pd.DataFrame(figures))
    accounts.add_account(store, "张三", "administers", None, PASSWORD, OFFICE, day(10, 9))
    accounts.add_account(store, "李四", "looks", None, PASSWORD, OFFICE, day(10, 9))
    tokens.make_token(store, "a", "接口", OFFICE, day(10, 9))
    units.add_unit(store, units.NewUnit("区闲局", ("闲局",)), OFFICE, day(10, 9))
    for year in (2025, 2026, 2027):
        beginning.start(store, beginning.NewRegion(REGION), year, [], OFFICE, day(10, 9))
    for title, last in (("事项1", None), ("事项2", _plain(2))):
        following = NewItem(2024, "livelihood", "测试", title, "a", "常务会议", "子项", "quantity", "个", 10.0)
        item_id = items.add_item(store, following, WHY, OFFICE, day(10, 9))
        if last:
            links.link_year(store, f"{item_id}-1", last, WHY, OFFICE, day(10, 9))
    steps.drop_year(store, 2025, WHY, OFFICE, day(10, 9))
    steps.make_draft(store, 2027, WHY, OFFICE, day(10, 9))
    _load(store, OFFICE)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district, closed in its file: made once, because passwords are slow."""
    return stores.copied(fill, tmp_path_factory.mktemp("rights") / "dashboard.duckdb")


@pytest.fixture
def store(district: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the district."""
    store = Store(Path(shutil.copy(district, tmp_path)))
    yield store
    store.close()


def printed() -> list[str]:
    """The table of rights as README prints it: `own unit` where a unit's own account may do it for that alone."""
    lines = [f"| | {' | '.join(ROLES.values())} | 未登录 |", "|---" * (len(ROLES) + 2) + "|"]
    for name, roles in ACTS.values():
        cells = ["own unit" if role == "reports" else "yes" for role in ROLES]
        told = [cell if role in roles else "—" for role, cell in zip(ROLES, cells, strict=True)]
        lines.append(f"| {name} | {' | '.join(told)} | — |")
    return lines


def documented() -> list[str]:
    """What stands between the marks in README or in a page beside it."""
    texts = [file.read_text(encoding="utf-8") for file in (PROJECT / "README.md", *(PROJECT / "docs").glob("*.md"))]
    [text] = [text for text in texts if "<!-- roles:begin -->" in text]
    return text.split("<!-- roles:begin -->")[1].split("<!-- roles:end -->")[0].strip().splitlines()


TOLD = {
    cells[0]: dict(zip([*ROLES.values(), "未登录"], cells[1:], strict=True))
    for cells in ([cell.strip() for cell in line.strip("|").split("|")] for line in documented()[2:])
}


def test_the_table_of_rights_in_the_readme_is_the_one_that_is_asked() -> None:
    assert documented() == printed()


def test_every_way_to_change_the_store_is_tried_here() -> None:
    modules = (closed_months, codes, deadlines, doubts, items, plans, publishing, returns, rulings, settings,
               submissions, targets, units, beginning, carrying, steps, links, loads, accounts,
               taking, tokens)  # fmt: skip
    found = set()
    for module in modules:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            kinds = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
            if function.__module__ == module.__name__ and kinds[:1] == [Store] and Actor in kinds and name[0] != "_":
                found.add(name)
    assert found - PARTS == set(WAYS) - {"add_submission"}
    assert {act for act, _ in WAYS.values()} == set(ACTS)


@pytest.mark.parametrize("way", WAYS)
def test_an_act_is_done_by_whom_the_readme_says_and_refused_to_everybody_else(store: Store, way: str) -> None:
    act, do = WAYS[way]
    told = TOLD[ACTS[act][0]]
    is_of_unit = act in ("submit", "answer")
    may = [(actor, told[role] == "yes" or (told[role] == "own unit" and is_of_unit and actor.unit_id == "a"))
           for role, actors in ACTORS.items() for actor in actors]  # fmt: skip
    before = store.version
    for actor in [actor for actor, is_allowed in may if not is_allowed]:
        with pytest.raises(Forbidden):
            do(store, actor)
    assert store.version == before  # whoever may not has left nothing behind
    first_one, *others = [actor for actor, is_allowed in may if is_allowed]
    do(store, first_one)
    assert store.version > before
    for actor in others:
        with suppress(UserError):  # it has been done already
            try:
                do(store, actor)
            except Forbidden:
                pytest.fail(f"{actor.role_name}账号不能{ACTS[act][0]}")


def test_nobody_may_anything_who_is_signed_out(store: Store) -> None:
    current.use(store)
    try:
        assert {name: acting.may(act, "a") for act, (name, _) in ACTS.items()} == dict.fromkeys(TOLD, False)
        assert {cells["未登录"] for cells in TOLD.values()} == {"—"}
        with pytest.raises(person.SignedOut):
            acting.actor()
    finally:
        current.use(None)
