"""A figure of the official statistics is asked for when it comes out."""

import pytest

from metrics.arithmetic.calendars import published


@pytest.mark.parametrize(
    ("name", "unit", "calendar"),
    [
        ("地区生产总值增速", "%", "quarterly"),
        ("GDP", "亿元", "quarterly"),
        ("城镇居民人均可支配收入增速", "%", "quarterly"),
        ("农业增加值", "亿元", "quarterly"),
        ("单位GDP能耗", "%", "quarterly"),
        ("规模以上工业增加值增速", "%", "monthly_from_feb"),
        ("规上工业企业", "家", None),
        ("社会消费品零售总额增速", "%", "monthly_from_feb"),
        ("固定资产投资增速", "%", "monthly_from_feb"),
        ("一般公共预算收入增速", "%", None),
        ("常住人口城镇化率", "%", "yearly"),
    ],
)
def test_a_figure_has_the_calendar_of_its_publication(name: str, unit: str, calendar: str | None) -> None:
    assert published(name, unit) == calendar
