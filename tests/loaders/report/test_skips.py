"""The rules that pass numbers over: each has its name, and their order changes no number that is taken."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from loaders.report.sentences import skips
from tests.loaders.report.sayings import read_text

TEXTS = sorted((Path(__file__).parent / "texts").rglob("*.txt"))


def passed(words: str) -> list[tuple[str, str | None]]:
    """The numbers of an item's words that are passed over, each with why."""
    report = read_text(f"附件\n2024年民生实事工作目标\n1.{words}。\n2.新建幼儿园2所。")
    return [(one.figure, one.reason) for one in report.account.skipped if words in one.sentence]


@pytest.mark.parametrize(
    ("words", "figure", "reason"),
    [
        ("开工建设重大产业项目20个,其中10亿元以上项目3个", "10亿元", "门槛(项目或企业的规模)"),
        ("为全县65岁以上老年人免费体检4.2万人次", "65岁", "年龄条件"),
        ("为全市35岁妇女免费开展宫颈癌检查5.2万人", "35岁", "年龄条件"),
        ("认真做好2024年工作,新建公厕3座", "2024年", "年份"),
        ("新签约“三类500强”项目2个", "500", "引号或书名号内的名称"),
    ],
)
def test_of_two_rules_that_pass_a_number_over_the_first_says_why(words, figure, reason):
    assert (figure, reason) in passed(words)


@pytest.mark.parametrize("words", ["新增监控探头20路", "财政投入教育资金2亿元以上"])
def test_what_speaks_for_a_target_after_all_spares_it(words):
    assert passed(words) == []


def test_without_such_words_roads_and_money_to_be_spent_are_passed_over():
    assert passed("新建道路20路") == [("20路", "名称的一部分")]
    assert passed("财政投入教育资金2亿元") == [("2亿元", skips.MEANS)]


def test_every_rule_has_a_name_of_its_own_and_what_spares_a_number_names_rules_that_are():
    names = [rule.name for rule in skips._RULES]
    assert len(set(names)) == len(names)
    assert {name for _, spared in skips._SPARING for name in spared} <= set(names)


@pytest.mark.parametrize("seed", range(3))
def test_in_any_order_of_the_rules_the_same_numbers_are_taken(seed, monkeypatch):
    texts = [path.read_text() for path in TEXTS]
    before = [read_text(text).account for text in texts]
    monkeypatch.setattr(skips, "_RULES", tuple(random.Random(seed).sample(skips._RULES, len(skips._RULES))))
    after = [read_text(text).account for text in texts]
    assert [one.taken for one in after] == [one.taken for one in before]
    assert [[(skipped.figure, skipped.sentence) for skipped in one.skipped] for one in after] == [
        [(skipped.figure, skipped.sentence) for skipped in one.skipped] for one in before
    ]
    assert [[skipped.reason for skipped in one.skipped] for one in after] != [
        [skipped.reason for skipped in one.skipped] for one in before
    ]
