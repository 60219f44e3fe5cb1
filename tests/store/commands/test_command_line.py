"""`python -m store …`: what it prints, and one sentence with exit 2 for a bad request."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from store.__main__ import main
from store.acts import submissions
from store.acts.rights import at_the_machine
from store.engine.opening import opened
from tests import stores
from tests.pages.stores import autumn

FIELDS = [
    "measure_id", "series", "item_no", "item", "category", "lead_unit", "unit_basis", "measure", "kind",
    "comparator", "unit", "lower", "upper", "base", "basis", "actual", "actual_month", "vintage", "due",
    "plan_pct", "done_pct", "margin_points", "status", "computed_status", "ruling", "previous_status",
    "months_behind", "required_per_month", "why", "source", "is_demo", "figure_state",
    "outlook", "outlook_value", "outlook_low", "outlook_high", "outlook_basis",
]  # fmt: skip
ITEM_FIELDS = [
    "series", "item_no", "item", "category", "lead_unit", "status", "done_pct", "measures", "measures_done",
    "months_behind",
]  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> Path:
    """A store made from the seed, with one report on the charging piles, that the commands of this module share."""
    path = Path(tmp_path_factory.mktemp("store") / "dashboard.duckdb")
    september = dt.date(2023, 9, 1)
    with opened(stores.copied(autumn.planted, path)) as store:
        submissions.add_submission(
            store,
            submissions.Submission(
                "jiaotong",
                september,
                "九月.xlsx",
                "abc",
                at_the_machine("张三"),
                dt.datetime(2023, 10, 9, 9),
                is_demo=True,
            ),
            pd.DataFrame([{"measure_id": "510115-2023-L08-1", "month": september, "value": 1320.0}]),
        )
    return path


@pytest.fixture
def run(db, capsys):
    """Run a command on the shared store: (exit code, printed, said)."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--db", str(db)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_the_json_has_the_agreed_fields_for_every_measure_in_their_order(run):
    code, out, _ = run("status", "--month", "2023-09", "--json")
    rows = json.loads(out)
    assert code == 0
    assert {tuple(row) for row in rows} == {tuple(FIELDS)}
    assert len(rows) > 225


def test_the_json_of_one_measure_says_what_is_known_unrounded_with_null_for_what_is_not(run):
    _, out, _ = run("status", "--month", "2023-09", "--json")
    row = next(row for row in json.loads(out) if row["measure_id"] == "510115-2023-L08-1")
    assert row["required_per_month"] == pytest.approx(880 / 3, abs=1e-12)
    told = {"measure_id", "item", "category", "lead_unit", "measure", "required_per_month", "why", "source"}
    assert [row.pop(name) for name in FIELDS[-5:]] == ["unclear", None, None, None, "年内数据不足3期"]
    names = [name for name in FIELDS[:-5] if name not in told]
    assert [row[name] for name in names] == [
        "livelihood", 8, "report", "quantity", "=", "个", 2200, None, None, None, 1320, "2023-09", None, "2023-09",
        75.0, 60.0, -15.0, "far_behind", "far_behind", None, "not_reported", 1, True, "ok",
    ]  # fmt: skip
    assert row["why"] == "截至9月累计1,320个,完成率60.0%,序时进度75.0%,慢15.0个百分点"


def test_a_measure_not_reported_shows_its_last_figure_and_no_margin(run):
    _, out, _ = run("status", "--month", "2023-10", "--json")
    row = next(row for row in json.loads(out) if row["measure_id"] == "510115-2023-L08-1")
    names = (
        "status",
        "actual",
        "actual_month",
        "due",
        "done_pct",
        "margin_points",
        "required_per_month",
        "months_behind",
    )
    assert [row[name] for name in names] == ["not_reported", 1320, "2023-09", "2023-10", None, None, None, 1]


def test_reference_measures_are_listed_without_a_status(run):
    _, out, _ = run("status", "--month", "2023-09", "--json")
    references = [row for row in json.loads(out) if row["kind"] == "reference"]
    assert len(references) > 0
    judged = ("status", "computed_status", "previous_status", "margin_points", "done_pct", "due")
    assert {row[name] for row in references for name in judged} == {None}


def test_the_items_have_the_agreed_fields_and_are_all_eighty(run):
    _, out, _ = run("status", "--month", "2023-09", "--items", "--series", "livelihood", "--json")
    items = json.loads(out)
    assert {tuple(item) for item in items} == {tuple(ITEM_FIELDS)}
    assert [item["item_no"] for item in items] == list(range(1, 81))
    assert items[7]["status"] in ("far_behind", "not_reported")


@pytest.mark.parametrize("series", ["indicator", "task", "livelihood"])
def test_a_series_can_be_asked_for_alone(run, series):
    _, out, _ = run("status", "--month", "2023-09", "--series", series, "--json")
    assert {row["series"] for row in json.loads(out)} == {series}


def test_an_earlier_moment_has_its_own_answer(run):
    _, out, _ = run("status", "--month", "2023-09", "--as-of", "2023-10-09T08:59", "--json")
    row = next(row for row in json.loads(out) if row["measure_id"] == "510115-2023-L08-1")
    assert (row["status"], row["actual"], row["is_demo"]) == ("not_reported", None, False)


def test_the_other_preset_judges_by_its_own_numbers(run):
    _, out, _ = run("status", "--month", "2023-09", "--preset", "lights", "--json")
    row = next(row for row in json.loads(out) if row["measure_id"] == "510115-2023-L08-1")
    assert (row["margin_points"], row["status"]) == (-15.0, "behind")


def test_words_stand_beside_marks_for_a_reader(run):
    code, out, _ = run("status", "--month", "2023-09")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "2023年9月 时间进度75.0%"
    assert any(line.startswith("民生8\t滞 严重滞后\t") for line in lines)
    _, out, _ = run("status", "--month", "2023-09", "--items")
    assert any(line.startswith("民生8\t") for line in out.splitlines())


BAD = {
    ("--month", "2023-13"): "“2023-13”不是有效月份,格式应为 2023-09。",
    ("--month", "2023年9月"): "“2023年9月”不是有效月份,格式应为 2023-09。",
    ("--month", "2023-00"): "“2023-00”不是有效月份,格式应为 2023-09。",
    ("--month", ""): "“”不是有效月份,格式应为 2023-09。",
    ("--month", "2031-05"): "2031年5月所在年度没有目标,现有年度:2023。",
    ("--month", "2023-09", "--region", "999999"): "没有行政区划代码为“999999”的地区,现有:510115 温江区。",
    ("--month", "2023-09", "--region", "510100"): "2023年9月所在年度没有目标,该地区还没有任何年度的目标。",
    ("--month", "2023-09", "--preset", "mild"): "没有名为“mild”的判定标准,现有:standard、lights。",
    ("--month", "2023-09", "--series", "x"): "没有名为“x”的系列,可用:indicator、task、livelihood。",
    ("--month", "2023-09", "--as-of", "昨天"): "“昨天”不是有效时间,格式应为 2023-10-12T09:00。",
}


@pytest.mark.parametrize("arguments", BAD, ids=lambda arguments: " ".join(arguments))
def test_a_bad_request_gets_one_sentence_and_exit_2(run, arguments):
    assert run("status", *arguments) == (2, "", BAD[arguments] + "\n")


def test_a_bad_request_is_json_too_where_json_was_asked_for(run):
    code, out, err = run("status", "--month", "2023-13", "--json")
    assert (code, out) == (2, "")
    assert json.loads(err) == {"error": BAD["--month", "2023-13"]}


def test_a_submission_that_is_not_there_cannot_be_withdrawn(run):
    assert run("withdraw", "999", "--reason", "填错") == (2, "", "没有第999号报送。\n")


def test_the_store_of_the_seed_is_sound(run):
    assert run("check") == (0, "数据文件完好。\n", "")
    assert json.loads(run("check", "--json")[1]) == {"problems": []}


def test_a_backup_made_by_command_can_be_restored_by_command(run, tmp_path, capsys):
    backup, elsewhere = tmp_path / "备份" / "一.duckdb", tmp_path / "恢复" / "b.duckdb"
    code, out, _ = run("backup", str(backup))
    assert (code, out) == (0, f"已备份到 {backup}。\n")
    assert run("backup", str(backup))[0] == 2
    assert main(["restore", str(backup), "--db", str(elsewhere), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"restored": str(backup), "previous": None}
    assert main(["status", "--month", "2023-09", "--json", "--db", str(elsewhere)]) == 0
    restored = json.loads(capsys.readouterr().out)
    assert restored == json.loads(run("status", "--month", "2023-09", "--json")[1])


def test_a_backup_that_is_missing_gets_one_sentence(run, tmp_path):
    missing = tmp_path / "none.duckdb"
    assert run("restore", str(missing)) == (2, "", f"没有找到备份文件 {missing}。\n")


def test_sample_data_leave_by_one_command_and_stay_away(tmp_path, db, capsys):
    copy = Path(shutil.copy(db, tmp_path / "copy.duckdb"))
    assert main(["drop-demo", "--db", str(copy)]) == 0
    assert capsys.readouterr().out == "已清除1份演示报送。\n"
    assert main(["drop-demo", "--json", "--db", str(copy)]) == 0
    assert json.loads(capsys.readouterr().out) == {"withdrawn": 0}
    main(["status", "--month", "2023-09", "--json", "--db", str(copy)])
    assert not any(row["is_demo"] for row in json.loads(capsys.readouterr().out))
