"""A place is made by command, from nothing or beside others; what is not clear is asked, with the choices named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.__main__ import main as loaders_main
from store.__main__ import main
from tests import books, stores

Run = Callable[..., tuple[int, str, str]]
START = ("start", "--region", "990201", "--name", "示例县", "--level", "县", "--year", "2026")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "dashboard.duckdb"


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--db", str(db)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_place_begins_with_nothing_but_its_units(run: Run, tmp_path: Path) -> None:
    units = tmp_path / "单位.txt"
    units.write_text("县教育局,教育局,县教委\n\n县公安局\n", encoding="utf-8")
    code, out, _ = run(*START, "--units", str(units), "--json")
    assert (code, json.loads(out)) == (0, {"region": "990201", "name": "示例县", "year": 2026, "units": 2})
    assert json.loads(run("regions", "--json")[1]) == [
        {"region": "990201", "name": "示例县", "short_name": "示例县", "level": "县", "parent": "990200",
         "years": [2026], "units": 2},
    ]  # fmt: skip
    assert json.loads(run("years", "--json")[1]) == [
        {"region": "990201", "year": 2026, "items": 0, "is_dropped": False, "state": "in_force", "in_force_from": None},
    ]  # fmt: skip
    assert run("status", "--month", "2026-03", "--json")[:2] == (0, "[]\n")
    assert run("status", "--month", "2026-03", "--items", "--json")[:2] == (0, "[]\n")
    assert run("board", "--month", "2026-03")[0] == 0
    assert run("check")[0] == 0
    assert run("add-unit", "县卫健局", "--alias", "卫健局")[:2] == (0, "示例县已新增单位 县卫健局。\n")
    assert run("add-unit", "县教委")[2] == "“县教委”已是县教育局的名称或别名。\n"
    assert run(*START)[2] == "示例县2026年度此前已经开始。\n"
    assert run("start", "--region", "990201", "--year", "2027")[0] == 0
    assert [row["year"] for row in json.loads(run("years", "--json")[1])] == [2026, 2027]


def test_where_two_regions_or_years_could_be_meant_the_choices_are_named(
    run: Run, db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stores.copied(stores.beside, db)
    asked = "有2个地区,请写明是哪一个(--region):510115 温江区、990201 示例县。\n"
    for arguments in (("status", "--month", "2023-09"), ("audit",), ("drop-demo",), ("returns",),
                      ("use-preset", "lights", "--reason", "统一"), ("token", "list")):  # fmt: skip
        assert run(*arguments) == (2, "", asked)
    assert loaders_main(["template", "--month", "2023-09", "--out", "x", "--db", str(db)]) == 2
    assert capsys.readouterr().err == asked
    assert len(json.loads(run("status", "--month", "2023-09", "--region", "990201", "--json")[1])) == 5
    assert run("drop-demo", "--region", "990201")[1] == "已清除1份演示报送。\n"
    assert run("start", "--region", "990201", "--year", "2026")[0] == 0
    code, _, said = run("cancel", "民生1", "--region", "990201", "--reason", "停办")
    assert (code, said) == (2, "有2个年度,请写明是哪一个(--year):2023、2026。\n")
    code, said, _ = run("cancel", "民生1", "--region", "990201", "--year", "2023", "--reason", "停办")
    assert (code, said) == (0, "示例县:取消事项:2023年民生1 事项1,考核 → 取消。\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("单位.csv", "序号,单位名称,电话,别名\n1,县教育局,8123,教育局、县教委\n2,县公安局,8456,\n".encode("gb18030")),
        ("单位.txt", "县教育局,教育局,县教委\r\n县公安局\r\n".encode("utf-8-sig")),
        ("单位.xlsx", books.book([["示例县单位名单", None, None], ["序号", "单位 名称", "简称"],
                                [1, "县教育局", "教育局、县教委"], [2, "县公安局", None]])),
    ],
)  # fmt: skip
def test_a_list_of_units_is_read_as_offices_write_it(run: Run, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert run(*START, "--units", str(tmp_path / name))[0] == 0
    assert json.loads(run("regions", "--json")[1])[0]["units"] == 2
    assert run("add-unit", "县教委")[2] == "“县教委”已是县教育局的名称或别名。\n"


BAD = {
    ("--region", "99020"): "“99020”不是行政区划代码,应为6位数字(街道、乡镇为9位)。",
    ("--level", "州郡"): "没有“州郡”这种级别,可用:街道、镇、乡、县、旗、区、市、省。",
    ("--name", ""): "新的地区请填写名称。",
    ("--level", "区"): "“示例县”按名称是县,级别却是区:请改选县,或改写名称。",
    ("--name", "示例产业园", "--level", ""): "“示例产业园”看不出级别,请选明:街道、镇、乡、县、旗、区、市、省。",
    ("--region", ""): "请填写行政区划代码:6位数字(街道、乡镇为9位)。",
    ("--year", "26"): "年度须在2000至2100之间。",
    ("--units", "没有.txt"): "没有找到名单",
    ("--parent", "上级"): "上级“上级”不是行政区划代码,应为6位数字。",
}


@pytest.mark.parametrize("wrong", BAD, ids=" ".join)
def test_what_cannot_begin_gets_one_sentence(run: Run, wrong: tuple[str, ...]) -> None:
    code, out, said = run(*START, *wrong)
    assert (code, out) == (2, "") and said.startswith(BAD[wrong]) and said.count("\n") == 1


def test_a_list_without_a_unit_or_with_one_twice_gets_one_sentence_and_begins_nothing(
    run: Run, db: Path, tmp_path: Path
) -> None:
    told = {
        "": "名单.txt 里没有单位",
        "县教育局\n县公安局\n县教育局\n": "“县教育局”在名单中写了两次,县教育局一行已有:请删去一处。",
        "县教育局,县教委\n县公安局,县教委\n": "“县教委”在名单中写了两次,县教育局一行已有:请删去一处。",
    }
    for content, sentence in told.items():
        (tmp_path / "名单.txt").write_text(content, encoding="utf-8")
        code, out, said = run(*START, "--units", str(tmp_path / "名单.txt"))
        assert (code, out) == (2, "") and said.startswith(sentence) and not db.exists()


def test_a_place_of_ones_own_is_never_planted_over(run: Run, db: Path) -> None:
    run(*START)
    assert [row["region"] for row in json.loads(run("regions", "--json")[1])] == ["990201"]
    assert loaders_main(["demo", "--db", str(db)]) == 2
