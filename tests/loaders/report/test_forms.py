"""Every form of a report's text that once lost rows, and the forms of published lists, read whole."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from loaders.prose.figures import figures
from loaders.report.reading.kinds import lines_of
from loaders.report.reports import read_report
from loaders.report.structure import cues
from loaders.report.structure.markers import marker
from loaders.report.structure.paragraphs import paragraphs
from loaders.report.structure.roles import masked
from tests.loaders.report.forms import FORMS
from tests.loaders.report.sayings import in_keys, in_words, read_text

FOLDER = Path(__file__).with_name("texts")
TEXTS = {path.stem: path for path in sorted(FOLDER.glob("*/*.txt"))}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_gives_its_rows_and_accounts_for_every_number(name):
    year, text, expected, account = FORMS[name]
    report = read_report(lines_of(text.encode(), f"{name}.txt"), year)
    assert in_words(report) == expected
    assert report.account.sentence == account
    assert report.account.is_clean is (name != "z_gap")


def test_texts_in_forms_of_published_ones_are_read_to_more_than_nine_in_ten():
    wanted: dict[str, Counter[Any]] = {}
    with (FOLDER / "keys.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_milestone = row["unit"] == "milestone"
            value = float(row["value"]) if row["value"] and not is_milestone else None
            wanted.setdefault(row["text"], Counter())[value, row["unit"], row["comparator"], row["lead"]] += 1
    hits = found = 0
    for name, keys in wanted.items():
        proposed = in_keys(read_text(TEXTS[name].read_text(encoding="utf-8")))
        hits += (keys & proposed).total()
        found += proposed.total()
    assert hits >= 0.92 * sum(keys.total() for keys in wanted.values())
    assert hits >= 0.92 * found


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_is_held_by_a_row_or_has_its_reason_and_every_clause_is_a_row_or_told(name):
    content = TEXTS[name].read_bytes()
    report = read_report(lines_of(content, name), 2024)
    account = report.account
    assert account.not_understood == []
    standing, furniture = paragraphs(lines_of(content, name))
    cells = [cell[marker(cell).end :] for each in standing for cell in dict.fromkeys(each.cells or (each.text,))
             if not each.cells or cell != each.cells[0] or not cell.isdecimal()]  # fmt: skip
    written = sum(len(figures(words)) for words in (*cells, *(line.text for line in furniture)))
    glossary = sum(line.reason == "名词解释" and marker(line.text).number is not None for line in account.left_out)
    assert account.total == written + glossary
    told = [one.text for one in (*account.unsaid, *account.left_out)]
    told += [number.sentence for number in account.skipped]
    told += [one.sentence for item in report.items for one in item.proposals]
    told += [item.title + item.block + item.category + item.section for item in report.items]
    whole = "".join("".join(told).split())
    lost = [
        clause for each in standing for cell in each.cells or (each.words,)
        for clause in re.split(r"[^\u4e00-\u9fff\w.%]+", "".join(masked(cell)[0].split("\n")))
        if re.search("[\u4e00-\u9fff]{4}", clause) and re.sub(r"^(.是|\d+\.)", "", clause) not in whole
    ]  # fmt: skip
    roles = ["".join((item.roles.lead, *item.roles.others, item.roles.leader, item.roles.due)) for item in report.items]
    labels = {"任务目标", "主要内容", "资金估算"}
    assert {clause for clause in lost if clause not in "".join(roles) and not cues.is_signature(clause)} <= labels


@pytest.mark.parametrize(
    ("words", "row", "unsaid"),
    [
        ("新增就业5000人,3000人、2000人。", 3, []),
        ("建成污水处理厂,实现达标排放,新建管网20公里。", 2, [("实现达标排放", "目的和效果")]),
        ("改造提升卫生服务中心,建成投用2家。", 1, []),
        ("建设安置房120 150 200户。", 0, []),
    ],
)
def test_a_row_stands_for_each_number_and_a_clause_that_is_none_is_told(words, row, unsaid):
    report = read_text(f"附件\n2024年民生实事工作目标\n1.新建公园2个。\n2.{words}")
    assert report.row_count == row + 1
    assert [(one.text, one.reason) for one in report.account.unsaid] == unsaid
    assert report.account.total == 2 + len(figures(words))
