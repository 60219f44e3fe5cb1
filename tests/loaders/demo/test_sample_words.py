"""What the samples say of a matter that lags is something that can be said of it."""

import csv

import pytest

from loaders.demo.sample_words import fitting
from store.engine.seed import SEED_FOLDER


@pytest.mark.parametrize(
    ("measure", "never"),
    [
        ("职业技能培训", ("征地", "管线", "雨", "施工")),
        ("专场招聘会", ("征地", "管线", "雨", "场地")),
        ("基本医疗保险参保率", ("施工", "采购", "雨")),
        ("新(改)建农村公路", ("报名", "知晓", "招聘")),
    ],
)
def test_a_matter_is_given_reasons_of_its_own_kind(measure, never):
    for month in range(1, 13):
        said = "".join(one.problem + one.next_step for one in fitting(measure, "", month))
        assert said and not any(word in said for word in never)


def test_the_rain_is_blamed_in_the_rainy_season_alone():
    said = {month: "".join(one.problem for one in fitting("农村公路", "", month)) for month in (2, 7, 12)}
    assert "雨季" in said[7] and "雨季" not in said[2] + said[12]


def test_a_step_belongs_to_its_problem_and_there_is_always_something_to_say():
    with (SEED_FOLDER / "sample_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["problem"] and row["next_step"] for row in rows)
    assert all(fitting("从未见过的名称", "也没有的事项", month) for month in range(1, 13))
