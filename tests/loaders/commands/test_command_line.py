"""`python -m loaders …`: exit codes, JSON, and one Chinese sentence for every bad request."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from loaders import __main__ as command_line
from store import __main__ as store_command_line
from store import __main__ as store_commands
from store.engine.opening import opened
from store.reads.figures.status import figure_history
from tests import books, stores
from tests.loaders.conftest import planted

ROOT = Path(__file__).resolve().parents[3]
CROSSINGS = "510115-2023-L02-1"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """The seed's targets, nothing reported."""
    return stores.copied(planted, tmp_path / "dashboard.duckdb")


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


@pytest.mark.parametrize(("value", "code"), [(60, 0), ("约60", 1), ("推进中", 2)])
def test_check_answers_0_clean_1_doubts_2_errors_and_stores_nothing(run, tmp_path, db, value, code):
    path = workbook(tmp_path, value)
    assert run("check", path, "--month", "2023-09")[0] == code
    with opened(db) as store:
        assert figure_history(store, [CROSSINGS]).empty


def test_check_prints_what_other_programs_read(run, tmp_path):
    path = workbook(tmp_path, "约60")
    answer = json.loads(run("check", path, "--month", "2023-09", "--json")[1])
    assert answer == {
        "unit": "区公安分局",
        "month": "2023-09",
        "rows": [{"measure_id": CROSSINGS, "value": 60.0, "text": "推进", "sheet": "Sheet1", "cell": "F4",
                  "sentence": None, "unit_read": None}],
        "issues": [
            {"id": "cell_approximate", "level": "doubt", "sheet": "Sheet1", "cell": "F4", "read": "约60",
             "expected": "只写了约数,按60登记", "remedy": "请填写准确数", "rows": ["F4"], "weight": "reason",
             "measures": [CROSSINGS]}
        ],
        "questions": [],
    }  # fmt: skip


def test_several_files_give_a_list_and_the_worst_exit_code(run, tmp_path):
    good, bad = workbook(tmp_path, 60), workbook(tmp_path, "推进中", "b.xlsx")
    code, out, _ = run("check", good, bad, "--month", "2023-09", "--json")
    assert code == 2 and [len(answer["issues"]) for answer in json.loads(out)] == [0, 1]


def test_actuals_stores_and_the_same_file_again_says_so(run, tmp_path, db):
    path = workbook(tmp_path, 60)
    code, out, _ = run("actuals", path, "--month", "2023-09", "--by", "张三")
    assert code == 0 and "已入库:第" in out
    code, out, _ = run("actuals", path, "--month", "2023-09", "--by", "张三")
    assert code == 0 and "内容完全相同,没有改动" in out
    with opened(db) as store:
        assert figure_history(store, [CROSSINGS])["submitted_by"].tolist() == ["张三"]


def test_actuals_asks_for_a_reason_and_takes_it(run, tmp_path):
    path = workbook(tmp_path, "约60")
    code, out, _ = run("actuals", path, "--month", "2023-09")
    assert code == 1 and "请说明原因" in out
    answer = json.loads(run("actuals", path, "--month", "2023-09", "--accept-doubts", "含自建", "--json")[1])
    assert answer["refused"] is None and answer["receipt"]["doubt_count"] == 1


def test_a_figure_that_jumps_wants_a_reason_of_its_own_and_waits_for_a_reviewer(run, tmp_path, db, capsys):
    path = workbook(tmp_path, 300)
    code, out, _ = run("actuals", path, "--month", "2023-09", "--accept-doubts", "含自建")
    assert code == 1 and f"--doubt '{CROSSINGS}=" in out and "请逐个说明原因(至少4个字" in out
    said = "民生2-1=含企业自建=共四批"
    code, out, _ = run("actuals", path, "--month", "2023-09", "--doubt", said, "--json")
    assert code == 0 and json.loads(out)["issues"][0]["weight"] == "own_reason"
    number = json.loads(out)["receipt"]["number"]
    with opened(db) as store:
        assert figure_history(store, [CROSSINGS])["odd_reason"].tolist() == ["含企业自建=共四批"]
    common = ("--db", str(db), "--json")
    listed = ["doubts", "--month", "2023-09", *common]
    capsys.readouterr()
    assert store_command_line.main(listed) == 0
    waits, again = json.loads(capsys.readouterr().out)
    assert again["measure_id"] == "510115-2023-T53-1"  # the same commitment in the report's body
    assert (waits["submission"], waits["measure_id"], waits["state"]) == (number, CROSSINGS, "doubtful")
    assert store_command_line.main(["set-aside", str(number), "民生2-1", "--reason", "与现场不符", *common]) == 0
    assert store_command_line.main(["confirm", str(number), CROSSINGS, *common]) == 0
    capsys.readouterr()
    assert store_command_line.main(listed) == 0 and json.loads(capsys.readouterr().out) == []


def test_actuals_with_an_error_stores_nothing(run, tmp_path):
    code, out, _ = run("actuals", workbook(tmp_path, "推进中"), "--month", "2023-09", "--accept-doubts", "无误")
    assert code == 2 and "有1处错误,没有入库" in out


def test_a_template_for_one_unit_or_one_for_each(run, tmp_path):
    assert (
        run("template", "--unit", "区住房和城乡建设局", "--month", "2023-09", "--out", tmp_path / "住建.xlsx")[0] == 0
    )
    assert run("check", tmp_path / "住建.xlsx", "--month", "2023-09")[0] == 0
    folder = tmp_path / "住建"
    assert run("template", "--unit", "区住房和城乡建设局", "--month", "2023-09", "--out", folder)[0] == 0
    assert [path.name for path in folder.iterdir()] == ["区住建局_2023年9月_目标进展月报.xlsx"]
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


def test_targets_are_checked_loaded_with_a_reason_and_taken_back(run, tmp_path, db):
    path = tmp_path / "目标.xlsx"
    run("targets", path, "--year", "2023", "--export")

    def change(book) -> None:
        sheet = book.active
        column = {cell.value: cell.column for cell in sheet[2]}
        row = next(r for r in range(3, sheet.max_row + 1) if sheet.cell(r, column["编码"]).value == CROSSINGS)
        sheet.cell(row, column["下限"]).value, sheet.cell(row, column["生效月份"]).value = 7500, None

    path.write_bytes(books.changed(path.read_bytes(), change))
    words = ("targets", path, "--year", "2023", "--from", "2023-11", "--json")
    code, out, _ = run(*words, "--check")
    answer = json.loads(out)
    assert code == 1 and [found["id"] for found in answer["issues"]] == ["target_jumped"]
    assert [(one["valid_from"], one["after"]) for one in answer["changes"]] == [("2023-11", "7,500个")]
    code, out, _ = run(*words)
    assert (code, json.loads(out)["rows"]) == (1, None)
    code, out, _ = run(*words, "--accept-doubts", "会议确定", "--reason", "年中调整")
    assert (code, json.loads(out)["load"], json.loads(out)["rows"]["target"]) == (0, 1, 1)
    assert store_commands.main(["undo-load", "1", "--reason", "误载", "--db", str(db)]) == 0
    assert store_commands.main(["undo-load", "1", "--reason", "误载", "--db", str(db)]) == 2


def test_a_report_becomes_a_workbook(run, tmp_path):
    text = tmp_path / "报告.txt"
    text.write_text("2025年民生实事\n一、交通出行\n1.新建充电桩2200个。(牵头单位:区住建局)\n", encoding="gb18030")
    code, out, _ = run("report", text, "--year", "2025", "--out", tmp_path / "t.xlsx", "--json")
    answer = json.loads(out)
    assert code == 0 and (answer["file"], answer["items"], answer["rows"]) == (str(tmp_path / "t.xlsx"), 1, 1)
    assert answer["summary"] == "2025年民生实事:第1项;数字2个:采用1、跳过1、未识别0。"
    assert (tmp_path / "t.xlsx").read_bytes().startswith(b"PK")


def test_a_gap_or_a_number_that_is_not_understood_ends_with_1_and_the_workbook_is_written(run, tmp_path):
    text = tmp_path / "清单.txt"
    text.write_text("2025年民生实事\n1.新建学校2所。\n3.新增床位50。\n", encoding="utf-8")
    code, out, _ = run("report", text, "--year", "2025", "--out", tmp_path / "t.xlsx")
    summary, first, *_ = out.splitlines()
    assert code == 1 and summary == "2025年民生实事:第1–3项,缺编号2;数字3个:采用1、跳过1、未识别1。"
    assert first.startswith("  未识别 第3行:“50”")
    assert (tmp_path / "t.xlsx").exists()


def test_a_column_that_its_heading_does_not_tell_is_asked_about_and_answered(run, tmp_path):
    book = Workbook()
    for row in (
        ["2025年重点工作分解表"],
        ["序号", "事项", "干到什么程度", "谁来干"],
        [1, "新增停车位", "800个", "区住建局"],
    ):
        book.active.append(row)
    book.save(tmp_path / "分解表.xlsx")
    command = ["report", tmp_path / "分解表.xlsx", "--year", "2025", "--out", tmp_path / "t.xlsx", "--json"]
    code, out, _ = run(*command)
    assert code == 1 and json.loads(out)["asked"][0].startswith("Sheet第2行:序号、事项、干到什么程度、谁来干")
    code, out, _ = run(*command, "--column", "干到什么程度=目标值", "--column", "谁来干=牵头单位")
    assert (code, json.loads(out)["rows"], json.loads(out)["asked"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的"),
        (b"\x89PNG\r\n", "文件是图片"),
        (b"%PDF-1.7 broken", "PDF 已损坏"),
        ("今天天气很好,气温25度。".encode(), "没有找到年度工作安排和民生实事附件"),
        ("2021年民生实事\n1.新建学校2所。".encode(), "这份文件是2021年的,不是2025年的"),
    ],
)
def test_a_file_that_gives_no_targets_is_one_sentence(run, tmp_path, content, sentence):
    path = tmp_path / "报告.txt"
    path.write_bytes(content)
    code, out, err = run("report", path, "--year", "2025", "--out", tmp_path / "t.xlsx")
    assert (code, out) == (2, "") and sentence in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["check", "没有.xlsx", "--month", "2023-09"], "没有.xlsx,或没有读取权限"),
        (["check", "没有.xlsx", "--month", "9月"], "“9月”不是"),
        (["check", "没有.xlsx", "--month", "2031-09"], "没有目标"),
        (["check", __file__, "--month", "2023-09", "--unit", "区月球局"], "没有名为“区月球局”的单位"),
        (["template", "--unit", "区月球局", "--month", "2023-09", "--out", "x.xlsx"], "没有名为“区月球局”的单位"),
        (["template", "--unit", "区住建局", "--month", "2023-09", "--out", "/proc/x/y.xlsx"], "无法写入"),
        (["targets", "没有.xlsx", "--year", "2024"], "没有.xlsx,或没有读取权限"),
        (["targets", "x.xlsx", "--year", "2031", "--export"], "2031年还没有目标"),
        (["report", "没有.txt", "--year", "2024", "--out", "x.xlsx"], "没有.txt,或没有读取权限"),
    ],
)
def test_a_bad_request_is_one_chinese_sentence_and_exit_2(run, words, sentence):
    code, out, err = run(*words)
    assert code == 2 and out == ""
    assert sentence in err and err.count("\n") == 1
    code, _, err = run(*words, "--json")
    assert code == 2 and sentence in json.loads(err)["error"]


def test_a_store_in_use_is_one_chinese_sentence_with_the_process_number(db, tmp_path):
    path = workbook(tmp_path, 60)
    with opened(db):
        done = subprocess.run(
            [sys.executable, "-m", "loaders", "check", str(path), "--month", "2023-09", "--db", str(db)],
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 2 and f"进程号 {os.getpid()}" in done.stderr and "Traceback" not in done.stderr


def test_check_writes_the_marked_workbook(run, tmp_path):
    out = tmp_path / "标注.xlsx"
    code, said, _ = run("check", workbook(tmp_path, "推进中"), "--month", "2023-09", "--marked", out)
    assert code == 2 and str(out) in said
    book = load_workbook(out)
    assert book.sheetnames == ["问题清单", "Sheet1"] and "应填个为单位的数字" in book["Sheet1"]["F4"].comment.text
    two = [workbook(tmp_path, 60), workbook(tmp_path, 61, "b.xlsx")]
    assert "一次只能标注一个文件" in run("check", *two, "--month", "2023-09", "--marked", out)[2]


def test_a_figure_that_would_be_behind_without_reason_and_next_step_is_doubted(run, tmp_path):
    code, out, _ = run("check", workbook(tmp_path, 50), "--month", "2023-09", "--json")
    (found,) = json.loads(out)["issues"]
    assert code == 1 and (found["id"], found["cell"], found["read"]) == ("behind_unexplained", "F4", "50")
    assert found["remedy"] == "请补充填写“存在问题及原因”和“下一步措施”"
    told = tmp_path / "told.xlsx"
    header = ["编码", "指标", "本月累计", "存在问题及原因", "下一步措施"]
    told.write_bytes(books.book([header, [CROSSINGS, "", 50, "管线迁改慢", "倒排工期"]]))
    assert run("check", told, "--month", "2023-09")[0] == 0


def test_columns_and_rows_are_answered_on_the_command_line(run, tmp_path, db):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(
        books.book(
            [
                ["填报单位:区公安分局"],
                ["民生实事", "指标", "完成了"],
                ["", "信号控制系统改造路口数", 60],
                ["", "健身", 1],
            ]
        )
    )
    code, out, _ = run("check", path, "--month", "2023-09")
    assert code == 2 and "请指明 --column '完成了=…',可写:本月累计、当月数" in out
    answers = ["--column", "完成了=本月累计"]
    code, out, _ = run("check", path, "--month", "2023-09", *answers)
    assert f"--row 'Sheet1!B3=编码'(不报送的写“不报送”),相近的有:{CROSSINGS}" in out
    answers += ["--row", f"Sheet1!B3={CROSSINGS}", "--row", "Sheet1!B4=不报送"]
    code, out, _ = run("actuals", path, "--month", "2023-09", *answers)
    assert code == 0 and "已入库" in out
    path.write_bytes(
        books.book([["填报单位:区公安分局"], ["民生实事", "指标", "完成了"], ["", "信号控制系统改造路口", 75]])
    )
    code, out, _ = run("check", path, "--month", "2023-10")
    assert code == 0 and "按此前的答复 Sheet1!C2“完成了”是“本月累计”" in out
    assert "应写成“名称=含义”" in run("check", path, "--month", "2023-10", "--column", "完成了")[2]
