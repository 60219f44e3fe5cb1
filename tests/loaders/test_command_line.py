"""`python -m loaders …`: exit codes, JSON, and one Chinese sentence for every bad request."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from loaders import __main__ as command_line
from store import reads
from store.opening import opened
from tests import books

ROOT = Path(__file__).resolve().parents[2]
CROSSINGS = "510115-2023-L02-1"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "dashboard.duckdb"


@pytest.fixture
def run(db: Path, capsys):
    """Run one command; gives the exit code, what it printed, and what it complained."""

    def command(*words: object) -> tuple[int, str, str]:
        code = command_line.main([*map(str, words), "--db", str(db)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return command


def workbook(folder: Path, value: object, name: str = "公安.xlsx", code: str = CROSSINGS) -> Path:
    path = folder / name
    path.write_bytes(books.report([[code, "", "", "", "", value, "推进"]]))
    return path


@pytest.mark.parametrize(("value", "code"), [(50, 0), ("约50", 1), ("推进中", 2)])
def test_check_answers_0_clean_1_doubts_2_errors_and_stores_nothing(run, tmp_path, db, value, code):
    path = workbook(tmp_path, value)
    assert run("check", path, "--month", "2023-09")[0] == code
    with opened(db) as store:
        assert reads.figure_history(store, [CROSSINGS]).empty


def test_check_prints_what_other_programs_read(run, tmp_path):
    path = workbook(tmp_path, "约50")
    answer = json.loads(run("check", path, "--month", "2023-09", "--json")[1])
    assert answer == {
        "unit": "区公安分局",
        "month": "2023-09",
        "rows": [{"measure_id": CROSSINGS, "value": 50.0, "text": "推进", "sheet": "Sheet1", "cell": "F4"}],
        "issues": [
            {"id": "cell_approximate", "level": "doubt", "sheet": "Sheet1", "cell": "F4", "read": "约50",
             "expected": "只写了约数,按50登记", "remedy": "请填写准确数"}
        ],
    }  # fmt: skip


def test_several_files_give_a_list_and_the_worst_exit_code(run, tmp_path):
    good, bad = workbook(tmp_path, 50), workbook(tmp_path, "推进中", "b.xlsx")
    code, out, _ = run("check", good, bad, "--month", "2023-09", "--json")
    assert code == 2 and [len(answer["issues"]) for answer in json.loads(out)] == [0, 1]


def test_actuals_stores_and_the_same_file_again_says_so(run, tmp_path, db):
    path = workbook(tmp_path, 50)
    code, out, _ = run("actuals", path, "--month", "2023-09", "--by", "张三")
    assert code == 0 and "已入库:第" in out
    code, out, _ = run("actuals", path, "--month", "2023-09", "--by", "张三")
    assert code == 0 and "内容完全相同,没有改动" in out
    with opened(db) as store:
        assert reads.figure_history(store, [CROSSINGS])["submitted_by"].tolist() == ["张三"]


def test_actuals_asks_for_a_reason_and_takes_it(run, tmp_path):
    path = workbook(tmp_path, 300)
    code, out, _ = run("actuals", path, "--month", "2023-09")
    assert code == 1 and "请说明原因" in out
    answer = json.loads(run("actuals", path, "--month", "2023-09", "--accept-doubts", "含自建", "--json")[1])
    assert answer["refused"] is None and answer["receipt"]["doubt_count"] == 1


def test_actuals_with_an_error_stores_nothing(run, tmp_path):
    code, out, _ = run("actuals", workbook(tmp_path, "推进中"), "--month", "2023-09", "--accept-doubts", "无误")
    assert code == 2 and "有1处错误,没有入库" in out


def test_a_template_for_one_unit_or_one_for_each(run, tmp_path):
    assert (
        run("template", "--unit", "区住房和城乡建设局", "--month", "2023-09", "--out", tmp_path / "住建.xlsx")[0] == 0
    )
    assert run("check", tmp_path / "住建.xlsx", "--month", "2023-09")[0] == 0
    code, out, _ = run("template", "--month", "2023-09", "--out", tmp_path / "全部", "--json")
    assert (
        code == 0 and len(json.loads(out)["files"]) == len(list((tmp_path / "全部").glob("*_2023年9月_*.xlsx"))) == 34
    )


def test_targets_go_out_and_come_in(run, tmp_path):
    path = tmp_path / "目标.xlsx"
    assert run("targets", path, "--year", "2023", "--export")[0] == 0
    code, out, _ = run("targets", path, "--year", "2023")
    assert (code, out) == (0, "与现有目标完全相同,没有改动。\n")
    path.write_bytes(books.HTML)
    code, out, _ = run("targets", path, "--year", "2023", "--json")
    assert code == 2 and [found["id"] for found in json.loads(out)["issues"]] == ["file_html"]


def test_a_report_becomes_a_workbook(run, tmp_path):
    text = tmp_path / "报告.txt"
    text.write_text("2025年民生实事\n一、交通出行\n1.新建充电桩2200个。(牵头单位:区住建局)\n", encoding="gb18030")
    code, out, _ = run("report", text, "--year", "2025", "--out", tmp_path / "t.xlsx", "--json")
    assert code == 0 and json.loads(out) == {"file": str(tmp_path / "t.xlsx"), "items": 1, "rows": 1}
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["check", "没有.xlsx", "--month", "2023-09"], "没有找到文件 没有.xlsx"),
        (["check", "没有.xlsx", "--month", "9月"], "“9月”不是月份"),
        (["check", "没有.xlsx", "--month", "2031-09"], "没有目标"),
        (["check", __file__, "--month", "2023-09", "--unit", "区月球局"], "没有名为“区月球局”的单位"),
        (["template", "--unit", "区月球局", "--month", "2023-09", "--out", "x.xlsx"], "没有名为“区月球局”的单位"),
        (["template", "--unit", "区住建局", "--month", "2023-09", "--out", "/proc/x/y.xlsx"], "无法写入"),
        (["targets", "没有.xlsx", "--year", "2024"], "没有找到文件 没有.xlsx"),
        (["targets", "x.xlsx", "--year", "2031", "--export"], "2031年还没有目标"),
        (["report", "没有.txt", "--year", "2024", "--out", "x.xlsx"], "没有找到文件 没有.txt"),
    ],
)
def test_a_bad_request_is_one_chinese_sentence_and_exit_2(run, words, sentence):
    code, out, err = run(*words)
    assert code == 2 and out == ""
    assert sentence in err and err.count("\n") == 1
    code, _, err = run(*words, "--json")
    assert code == 2 and sentence in json.loads(err)["error"]


def test_a_store_in_use_is_one_chinese_sentence_with_the_process_number(db, tmp_path):
    path = workbook(tmp_path, 50)
    with opened(db):
        done = subprocess.run(
            [sys.executable, "-m", "loaders", "check", str(path), "--month", "2023-09", "--db", str(db)],
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and f"进程号 {os.getpid()}" in done.stderr and "Traceback" not in done.stderr
