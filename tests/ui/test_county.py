"""A county beside a district in one store: every screen, export and command speaks of it in its own words alone."""

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

import briefing.__main__
import loaders.__main__
import store.__main__
from briefing import material as materials
from briefing.details import Details
from briefing.notice.facts import FORMS
from briefing.pack import products
from briefing.pictures.charts import chart_picture
from briefing.pictures.page import page_data
from briefing.pictures.svg.drawing import drawn
from briefing.screens import catalogue, chart_catalogue
from store.acts import items
from store.acts.units import NewUnit
from store.engine.lending import Caller, lent_to
from store.engine.store import Store
from store.people.accounts import add_account
from store.reads import editions
from store.reads.figures.outlook import month_rows
from store.reads.naming import unit_of
from store.reads.submissions import submission_list
from store.reads.view import View
from store.years import beginning, links
from tests import books, stores
from tests.pages.stores import county
from tests.pages.stores.autumn import screen
from tests.pages.stores.county import BY, COUNTY, FOREIGN, HOME, OCTOBER, YEAR
from ui.access import person
from ui.cache import current
from ui.frame import choices
from ui.menu import MENU


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The district and the county, as a file that a running app holds."""
    opened = Store(stores.copied(county.fill, tmp_path_factory.mktemp("county") / "dashboard.duckdb"))
    add_account(opened.of(COUNTY), "县管理员", "administers", None, "summer-rain-42", BY, dt.datetime(YEAR, 11, 1))
    yield opened
    opened.close()


def foreign(text: str) -> set[str]:
    return {word for word in FOREIGN if word in text}


def everything(app: AppTest) -> str:
    """Every word that a screen sends: what is shown, hints, choices, file names, tables, and what a reader is told."""
    told = []

    def take(block: Any) -> None:
        for child in getattr(block, "children", {}).values():
            take(child)
        proto = getattr(block, "proto", None)
        if proto is not None:
            told.append(proto.SerializeToString().decode(errors="ignore"))
        if getattr(block, "type", "") in ("dataframe", "table"):
            told.append(block.value.to_csv())

    take(app._tree)
    return "\n".join(told)


NEIGHBOUR, CITY = "990122", "990100"


@pytest.fixture(scope="module")
def city(both: Store) -> Store:
    """The same with another county of the same city, 邻示例县, and the city's own people."""
    at = dt.datetime(YEAR, 11, 1)
    beginning.start(both, beginning.NewRegion(NEIGHBOUR, "邻示例县", "县"), YEAR, [NewUnit("县教育局")], BY, at)
    beginning.start(both, beginning.NewRegion(CITY, "示例市", "市"), YEAR, [], BY, at)
    there = both.of(NEIGHBOUR)
    new = items.NewItem(YEAR, "livelihood", "教育", "邻县学位", unit_of(there, "县教育局"), "报告", "学位", "quantity",
                        "个", 500.0)  # fmt: skip
    items.add_item(there, new, "人代会通过", BY, at)
    for name, role, region in (
        ("市管理员", "administers", CITY), ("市领导", "looks", CITY), ("市审核", "reviews", CITY),
        ("邻县管理员", "administers", NEIGHBOUR), ("邻县审核", "reviews", NEIGHBOUR),
    ):  # fmt: skip
        add_account(both.of(region), name, role, None, "summer-rain-42", BY, at)
    return both


@pytest.fixture
def seen_by(both: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """The screens as somebody sees them who is signed in."""

    def sign_in(name: str) -> None:
        monkeypatch.setattr(person, "WAYS", [lambda cookies, headers: person.known_accounts().get(name)])
        current.use(both, person.check_looking, choices.region_drawn)

    yield sign_in
    current.use(None)


SCREENS: tuple[tuple[str, dict[str, str]], ...] = (
    *((name, {}) for name, _ in MENU),
    ("overview", {"month": "2025-12"}), ("overview", {"edition": "2"}), ("indicators", {"item": "经济1"}),
    ("livelihood", {"item": "民生8"}), ("tasks", {"item": "任务3"}), ("units", {"unit": "县教育局"}),
    ("notes", {"section": "统计与排名"}), ("notes", {"section": "数据与来源"}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "address"), SCREENS)
def test_a_screen_of_a_county_speaks_of_it(seen_by: Callable[[str], None], name: str, address: dict[str, str]) -> None:
    seen_by("县管理员")
    app = screen(name, **{"region": COUNTY, "month": "2026-10"} | address)
    text = everything(app)
    assert not app.exception and not app.error, [one.value for one in app.error]
    assert foreign(text) == set()
    assert "县" in text or name == "above"  # which is of no place where none has several below it


def test_reports_begin_with_the_month_that_is_due_and_the_other_screens_with_the_last_that_is_in(
    seen_by: Callable[[str], None], both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_by("县管理员")
    monkeypatch.setattr(current, "now", lambda: dt.datetime(YEAR + 1, 1, 6, 9))
    assert screen("overview", region=COUNTY).query_params["month"] == "2026-10"
    app = screen("reporting", region=COUNTY)
    assert app.query_params["month"] == "2026-12"
    assert app.switch_page("../pages/overview.py").run().query_params["month"] == "2026-10"  # nobody chose December
    assert screen("reporting", region=COUNTY, month="2026-09").query_params["month"] == "2026-09"


def test_every_form_of_a_countys_changes_speaks_of_it(seen_by: Callable[[str], None]) -> None:
    seen_by("县管理员")
    app = screen("changes", region=COUNTY, month="2026-10")
    for kind in app.pills(key="change_kind").options:
        app = app.pills(key="change_kind").set_value(kind).run()
        assert not app.exception and not app.error, (kind, [one.value for one in app.error])
        assert foreign(everything(app)) == set(), kind


def test_a_citys_account_sees_its_counties_and_says_which_it_looks_at(
    city: Store, seen_by: Callable[[str], None]
) -> None:
    seen_by("市领导")
    app = screen("overview", month="2026-10")
    assert app.selectbox(key="region chosen").options == ["示例市", "示例县", "邻示例县"]
    assert "2026年示例县目标进度" in everything(app) and app.query_params["region"] == COUNTY
    app = app.selectbox(key="region chosen").set_value(NEIGHBOUR).run()
    assert "2026年邻示例县目标进度" in everything(app) and "智能路口" not in everything(app)
    for name, _ in MENU:
        shown = screen(name, region=NEIGHBOUR)
        text = everything(shown)
        assert not shown.exception and foreign(text) == set() and "智能路口" not in text, name
    refused = screen("overview", region=HOME)
    assert "没有行政区划代码为“510115”的地区" in refused.error[0].value and "温江" not in everything(refused)


def test_a_city_without_targets_of_its_own_is_told_so_by_name_and_where_to_look_and_gets_no_edition(
    city: Store, seen_by: Callable[[str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen_by("市领导")
    said = screen("overview", region=CITY).error[0].value
    assert "示例市还没有任何年度的目标。看其他地区的,请改选地区;" in said and "“开始使用”" in said
    of_city = ["--region", CITY]
    with lent_to(Caller(city, "办事员", tmp_path)):
        assert briefing.__main__.main(["--month", "2026-10", "--out", str(tmp_path), *of_city]) == 2
        assert capsys.readouterr().err == "示例市2026年度还没有目标,不能定期。\n"
        store.__main__.main(["account", "list"])
        assert "市审核\t审核\t示例市\t启用\n" in capsys.readouterr().out
        store.__main__.main(["account", "list", "--region", NEIGHBOUR])
        assert capsys.readouterr().out == "邻县审核\t审核\t启用\n邻县管理员\t管理\t启用\n"
    assert editions.editions(city.of(CITY)) == []


def test_the_accounts_of_a_city_say_of_which_county_each_is_and_those_of_one_county_do_not(
    city: Store, seen_by: Callable[[str], None]
) -> None:
    seen_by("市管理员")
    listed = screen("accounts", region=CITY).dataframe[0].value
    by_name = dict(zip(listed["account_name"], listed["account_region"], strict=True))
    assert (by_name["邻县管理员"], by_name["县管理员"], by_name["市审核"]) == ("邻示例县", "示例县", "示例市")
    assert "account_region" not in screen("accounts", region=NEIGHBOUR).dataframe[0].value


def test_who_has_rights_in_a_city_acts_in_the_county_that_is_shown_and_a_county_in_its_own(
    city: Store, seen_by: Callable[[str], None]
) -> None:
    def change(region: str) -> AppTest:
        app = screen("changes", region=region, month="2026-10")
        app = app.pills(key="change_kind").set_value("分管领导").run()
        app.text_input(key="leader_name").set_value("孙副县长")
        app.text_input(key="leader_reason").set_value("分工调整")
        return app.button(key="leader_sure").click().run()

    before = {region: _rows(city, region) for region in (HOME, COUNTY)}
    seen_by("市审核")
    app = change(NEIGHBOUR)
    assert app.success and "孙副县长" in _rows(city, NEIGHBOUR)
    assert before == {region: _rows(city, region) for region in (HOME, COUNTY)}
    seen_by("邻县审核")
    assert "没有行政区划代码为“990121”的地区" in screen("changes", region=COUNTY).error[0].value


def _printed(both: Store, month: dt.date) -> materials.Material:
    mine = both.of(COUNTY)
    [edition] = [one for one in editions.editions(mine, COUNTY) if one.view.month == month]
    return materials.take(mine, edition)


def _words(content: bytes, suffix: str) -> str:
    """The words of a file, with what its properties say of it."""
    if suffix == "xlsx":
        book = load_workbook(io.BytesIO(content))
        cells = [
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        heads = [
            text for sheet in book for text in (sheet.title, sheet.oddHeader.center.text, sheet.oddFooter.center.text)
        ]
        return "\n".join([*cells, *map(str, heads), str(book.properties.creator), str(book.properties.title)])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))]
    return re.sub(r"</?w:[^>]*>|</?a:[^>]*>", "", "\n".join(parts))


def test_a_countys_files_come_by_command_speak_of_it_and_bear_its_name(
    both: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lent_to(Caller(both, "办事员", tmp_path)):
        wanted = ["--month", "2026-10", "--region", COUNTY, "--edition", "2", "--out", str(tmp_path)]
        assert briefing.__main__.main(wanted) == 0, capsys.readouterr().err
    files = {file.suffix.strip("."): file for file in tmp_path.iterdir()}
    assert foreign(capsys.readouterr().out) == set() and set(files) == {"docx", "pdf", "pptx", "xlsx", "zip"}
    for kind in ("docx", "pptx", "xlsx"):
        text = _words(files[kind].read_bytes(), kind)
        assert foreign(text + files[kind].name) == set() and "_示例县_" in files[kind].name
        assert "全县" in text and "示例县" in text
    assert "示例督查" in _words(files["docx"].read_bytes(), "docx")


@pytest.mark.parametrize("key", ["notice", "slides", "table"])
def test_a_countys_december_speaks_of_it_and_bears_its_name(both: Store, key: str) -> None:
    material = _printed(both, dt.date(county.LAST, 12, 1))
    for form in FORMS if key == "notice" else FORMS[:1]:
        [product] = [one for one in products(both.of(COUNTY), material, form) if one.key == key]
        text = _words(product.make(lambda _: None), product.suffix)
        assert foreign(text + product.file_name(material)) == set() and "_示例县_" in product.file_name(material)
        assert "全县" in text and "示例县" in text


def test_a_countys_pictures_speak_of_it(both: Store) -> None:
    material = _printed(both, OCTOBER)
    details = Details(both.of(COUNTY), material)
    pages = [*catalogue.screens(material, details), *catalogue.opened(material, details)]
    charts = chart_catalogue.charts(material, details)
    told = [json.dumps(page_data(one.page()), ensure_ascii=False, default=str) for one in pages]
    told += [one.name + one.title + one.note + drawn(one.chart().figure, one.width)[0] for one in charts[:6]]
    assert foreign("\n".join(told)) == set() and "全县" in "\n".join(told)
    assert chart_picture(charts[0], "数据截至", None).startswith(b"\x89PNG")


def test_a_growth_is_estimated_by_the_months_of_last_years_linked_amount_of_its_name(both: Store) -> None:
    rows = month_rows(both.of(COUNTY), View(OCTOBER, COUNTY)).set_index("measure_id")
    told = [str(rows.at[county.measure_id(code), "outlook_basis"]) for code in ("I01-1", "I02-1")]
    assert told[0].startswith("按余下月份增速,据截至9月的3期数据") and told[1].startswith("缺上年各月累计数")
    offered = {row["measure_id"]: points for row, points in links.plan_proposals(both.of(COUNTY), YEAR)}
    assert offered[county.measure_id("I01-1")][2::3] == [(3, 25.0), (6, 50.0), (9, 75.0), (12, 100.0)]


def test_the_first_issue_of_a_year_follows_the_last_of_the_year_before(both: Store) -> None:
    made = editions.editions(both.of(COUNTY), COUNTY)
    assert [(one.number, one.name) for one in made] == [(2, "第2期"), (1, "第1期")]


# Every command that reads, or acts on the county alone; what stands in its answer is the county's.
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("status", "--month", "2026-10"), ("status", "--month", "2025-12", "--items"), ("outlook", "--month", "2026-10"),
    ("board", "--month", "2026-10"), ("remind", "--month", "2026-10"), ("returns",), ("doubts", "--month", "2026-10"),
    ("links", "--year", "2026"), ("loads",), ("rulings", "--year", "2026"), ("audit",), ("regions",), ("years",),
    ("propose-links", "2026"), ("compare-years", "2025", "2026"), ("carry-over", "2025"), ("check",),
    ("add-unit", "县气象局", "--alias", "气象局"), ("account", "list"), ("token", "list"),
    ("token", "create", "--unit", "县教育局", "--label", "业务系统"),
)  # fmt: skip
ACTS: tuple[tuple[str, ...], ...] = (
    ("unlink-year", "民生5", "--year", "2026"), ("carry-over", "2025", "民生5"), ("deadline", "8", "--from", "2026-11"),
    ("except", "县民政局", "--month", "2026-10", "--until", "2099-01-01"),
    ("change-target", "民生3", "--from", "2026-11", "--lower", "90"), ("change-base", "任务1", "50", "--year", "2026"),
    ("change-plan", "all", "last_year", "--year", "2026"), ("change-unit", "县财政局", "--alias", "县财局"),
    ("change-leader", "民生3", "--leader", "钱副县长", "--year", "2026"), ("cancel", "民生5", "--year", "2026"),
    ("uncancel", "民生5", "--year", "2026"), ("rule", "民生9", "done", "--from", "2026-10"), ("end-rule", "1"),
    ("trigger", "民生15", "--from", "2026-10"), ("home-year", "calendar"), ("show-outlook", "off"),
    ("show-outlook", "on"), ("use-preset", "lights"), ("use-preset", "standard"), ("set-place", "--mark", "示政办"),
    ("close", "--month", "2026-09"), ("reopen", "--month", "2026-09"), ("undo-load", "3"), ("redo-load", "3"),
    ("unlink-year", "民生3", "--year", "2026"), ("link-year", "民生3", "民生3", "--year", "2026"),
    ("remove-alias", "县气象局", "气象局"), ("end-unit", "县气象局"), ("return", "1", "990121-2025-T01-1"),
    ("answer", "1"), ("resolve", "1"), ("drop-year", "2025"), ("drop-year", "2025", "--undo"),
)  # fmt: skip


def _rows(store: Store, region: str) -> str:
    tables = store.query_text(
        "select distinct table_name from information_schema.columns where column_name = 'region_code' order by 1"
    )
    rows = (
        store.query_text(f"select * from {table} where region_code = $region", region=region).to_csv(index=False)
        for table in tables["table_name"]
    )
    return "\n".join("\n".join(sorted(table.splitlines())) for table in rows)  # nobody promises an order


def test_every_command_acts_on_the_county_alone_and_answers_in_its_words(
    both: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(program: Callable[[list[str]], int], *arguments: str) -> str:
        code = program([*arguments, "--region", COUNTY])
        out, err = capsys.readouterr()
        assert code == 0, (arguments, out, err)
        told = out.replace(str(tmp_path), "")
        if arguments[0] not in ("regions", "check"):  # of the whole store, or of where its file is
            assert foreign(told) == set(), arguments
        return told

    before = _rows(both, HOME)
    with lent_to(Caller(both, "办事员", tmp_path)):
        assert store.__main__.main(["status", "--month", "2026-10"]) == 2
        assert "个地区,请写明是哪一个" in capsys.readouterr().err
        for arguments in COMMANDS:
            run(store.__main__.main, *arguments)
        for arguments in ACTS:
            run(store.__main__.main, *arguments, "--reason", "会议明确")
        run(loaders.__main__.main, "template", "--month", "2026-11", "--out", str(tmp_path), "--allow-future")
        [sheet] = list(tmp_path.glob("*县民政局*.xlsx"))
        assert foreign(sheet.name + _words(sheet.read_bytes(), "xlsx")) == set()
        run(loaders.__main__.main, "targets", str(tmp_path / "2026.xlsx"), "--year", "2026", "--export")
        assert foreign(_words((tmp_path / "2026.xlsx").read_bytes(), "xlsx")) == set()
        code = loaders.__main__.main(["check", str(sheet), "--month", "2026-11", "--allow-future", "--region", COUNTY])
        assert code in (0, 1) and foreign(capsys.readouterr().out.replace(str(tmp_path), "")) == set()
        done: dict[str, dict[str, object]] = {
            county.measure_id(code): {"本月累计": value} for code, value in (("L13-1", 12), ("L14-1", 2300))
        }
        sheet.write_bytes(books.filled(sheet.read_bytes(), done))
        day = ("--month", "2026-11", "--allow-future")
        run(
            loaders.__main__.main,
            "actuals",
            str(sheet),
            *day,
            "--accept-doubts",
            "已与统计台账逐项核对,数据无误",
            "--by",
            "赵六",
        )
        number = str(submission_list(both.of(COUNTY))["submission_id"].max())
        run(store.__main__.main, "withdraw", number, "--reason", "报错")
        text = tmp_path / "报告.txt"
        text.write_text(
            f"{YEAR}年县政府工作报告\n三、重点工作\n新建农村公路20公里,单位GDP能耗下降2%。", encoding="utf-8"
        )
        run(loaders.__main__.main, "report", str(text), "--year", str(YEAR), "--out", str(tmp_path / "报告.xlsx"))
        assert foreign(_words((tmp_path / "报告.xlsx").read_bytes(), "xlsx")) == set()
        run(store.__main__.main, "drop-demo")
        assert loaders.__main__.main(["demo", "--region", COUNTY]) == 2  # samples are of the seed's place alone
        assert "没有载入" in capsys.readouterr().err
    assert _rows(both, HOME) == before


def test_a_countys_rows_come_back_from_a_backup_and_from_a_copy(both: Store, tmp_path: Path) -> None:
    db, kept, back, other = (tmp_path / f"{name}.duckdb" for name in ("一", "备份", "恢复", "另一"))
    stores.copied(county.fill, db)
    for arguments in (("backup", str(kept), "--db", str(db)), ("restore", str(kept), "--db", str(back)),
                      ("copy", str(back), str(other))):  # fmt: skip
        assert store.__main__.main(list(arguments)) == 0
    found = []
    for file in (db, back, other):
        opened = Store(file)
        found.append(_rows(opened, COUNTY))
        opened.close()
    assert found[0] == found[1] == found[2]
