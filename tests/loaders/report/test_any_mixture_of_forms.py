"""A list of items printed in any mixture of the forms is read back; how it is printed changes nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.loaders.report.sayings import in_keys, read_text

DOINGS = [
    ("新建公办幼儿园", "所"),
    ("新增城市停车位", "个"),
    ("改造老旧小区", "个"),
    ("打通断头路", "条"),
    ("新建农村公路", "公里"),
    ("培训社区工作者", "人次"),
    ("发放创业担保贷款", "万元"),
    ("安装烟感报警器", "户"),
    ("新建标准厂房", "万平方米"),
]
BINDINGS = [
    ("", "", "="),
    ("不少于", "", ">="),
    ("", "以上", ">="),
    ("达到", "", ">="),
    ("", "左右", "="),
    ("突破", "", ">"),
]
UNITS = ["县教育局", "县住建局", "县交通运输局", "县人力资源和社会保障局", "县农业农村局"]
NUMBERS = "一二三四五六七八九十"
FORMS = [
    lambda n: f"{n}.",
    lambda n: f"{n}、",
    lambda n: f"{n}。",
    lambda n: f"({n})",
    lambda n: f"({NUMBERS[n - 1]})",
    lambda n: f"{NUMBERS[n - 1]}、",
    lambda n: "①②③④⑤⑥⑦⑧⑨⑩"[n - 1],
    lambda n: f"{n:02d} ",
    lambda n: f"★{n}、",
    lambda n: f"{n}\n",
]
ROLES = [
    lambda unit: f"(牵头单位:{unit})",
    lambda unit: f"(责任单位:{unit};配合单位:县财政局)",
    lambda unit: f"【牵头单位:{unit}】",
    lambda unit: f"({unit}牵头)",
    lambda unit: f"\n牵头单位:{unit}",
    lambda unit: f"(牵头领导:某副县长,责任单位:{unit}、县财政局)",
    lambda unit: f"\n责任单位:{unit}\n完成时限:2024年12月底",
    lambda unit: f"牵头单位:{unit}。",
    lambda unit: f"——{unit}、县财政局",
    lambda unit: f"(副县长王某某负责,{unit}牵头,县财政局等按职责分工负责)",
    lambda unit: f"\n——{unit}",
    lambda unit: f"\n【责任单位】{unit} 【完成时限】12月底",
    lambda unit: f"\n上述项目由{unit}牵头负责,县财政局配合。",
]


@dataclass(frozen=True)
class Task:
    doing: int
    amount: int
    binding: int
    unit: int

    @property
    def words(self) -> str:
        doing, counted = DOINGS[self.doing]
        before, after, _ = BINDINGS[self.binding]
        return f"{doing}{before}{self.amount}{counted}{after}"

    def key(self, lead: str) -> tuple[float, str, str, str]:
        return float(self.amount), DOINGS[self.doing][1], BINDINGS[self.binding][2], lead


task = st.builds(
    Task,
    st.integers(0, len(DOINGS) - 1),
    st.integers(2, 1899),
    st.integers(0, len(BINDINGS) - 1),
    st.integers(0, len(UNITS) - 1),
)
items = st.lists(st.lists(task, min_size=1, max_size=3), min_size=2, max_size=10)


def expected(listed: list[list[Task]]) -> Counter[tuple[float, str, str, str]]:
    return Counter(each.key(UNITS[tasks[0].unit]) for tasks in listed for each in tasks)


def printed(listed: list[list[Task]], form: int, role: int) -> str:
    lines = ["附件", "2024年民生实事工作目标"]
    for number, tasks in enumerate(listed, 1):
        words = ";".join(each.words for each in tasks)
        lines.append(f"{FORMS[form](number)}{words}。{ROLES[role](UNITS[tasks[0].unit])}")
    return "\n".join(lines)


@settings(deadline=None, max_examples=30)
@given(items, st.integers(0, len(FORMS) - 1), st.integers(0, len(ROLES) - 1))
def test_a_list_in_any_numbering_and_with_roles_in_any_form_is_read_back(listed, form, role):
    report = read_text(printed(listed, form, role))
    assert in_keys(report) == expected(listed)
    assert report.account.is_clean


def full_width(text: str) -> str:
    return text.translate({ord("0") + n: ord("０") + n for n in range(10)})


def with_blanks(text: str) -> str:
    return "".join(f" {character} " if character.isdigit() else character for character in text).replace("  ", "")


def with_brackets(text: str) -> str:
    return text.translate(str.maketrans("():;,", "（）：；，"))


def with_pages(text: str) -> str:
    made = []
    for number, line in enumerate(text.split("\n"), 1):
        made.append(line)
        if number % 4 == 0:
            made.append(f"— {number // 4} —")
    return "\n".join(made)


def with_blank_lines(text: str) -> str:
    return text.replace("\n", "\n\n")


CHANGES = [full_width, with_blanks, with_brackets, with_pages, with_blank_lines]


@settings(deadline=None, max_examples=30)
@given(items, st.integers(0, 4), st.integers(0, len(ROLES) - 1), st.sets(st.sampled_from(CHANGES)))
def test_width_blanks_brackets_page_numbers_and_blank_lines_change_nothing(listed, form, role, changes):
    text = printed(listed, form, role)
    for change in sorted(changes, key=CHANGES.index):
        text = change(text)
    assert in_keys(read_text(text)) == expected(listed)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(task, min_size=3, max_size=3), min_size=8, max_size=10),
    st.integers(0, 3), st.sampled_from([0, 1, 2, 3, 5]), st.integers(26, 44), st.booleans(),
)  # fmt: skip
def test_wrapped_lines_are_put_together_again(listed, form, role, width, has_pages):
    lines = []
    for line in printed(listed, form, role).split("\n"):
        lines += [line[start : start + width] for start in range(0, len(line), width)]
    text = "\n".join(lines)
    report = read_text(with_pages(text) if has_pages else text)
    assert in_keys(report) == expected(listed)
