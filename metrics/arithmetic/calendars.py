"""When a figure of the official statistics comes out, by its name (domain.md §4): a unit cannot report it before."""

import re

# The first that fits; 规模以上工业增加值 comes out by month, other 增加值 with GDP.
_PUBLISHED = (
    ("monthly_from_feb", r"规(?:模以)?上(?:工业|服务业)|工业增加值|社零|社会消费品零售|固投|"
                         r"(?:固定资产|房地产(?:开发)?|民间|工业|技改|技术改造)投资"),
    ("quarterly", r"生产总值|GDP|增加值|(?:居民|农民).{0,8}收入|建筑业(?:总)?产值|能耗|能源消耗"),
    ("yearly", r"城镇化率|全员劳动生产率"),
)  # fmt: skip
_STATISTICS = ("%", "个百分点", "元", "万元", "亿元")  # what is counted in people or projects is the unit's own figure


def published(name: str, unit: str) -> str | None:
    """The calendar (`metrics.terms.CALENDARS`) of a measure of this name; None where no statistics office sets one."""
    if unit not in _STATISTICS:
        return None
    return next((calendar for calendar, words in _PUBLISHED if re.search(words, name, re.IGNORECASE)), None)
