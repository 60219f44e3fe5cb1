"""What changed since the month before, by name; and what the edition says of one that it replaces."""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from briefing.material import Material
from briefing.notice.counts import before_tally
from briefing.notice.period import Period
from metrics import terms, wording
from metrics.arithmetic.counting import Tally
from metrics.periods import day_name, previous_month
from metrics.rows import ToldItemRow
from store.engine.records import records

_MOST_NAMED = 3
UNSENT = "新增未报送"


@dataclass(frozen=True)
class News:
    """One kind of change: how many items, and their names; where there is room, with their units."""

    word: str
    count: int
    names: str
    is_worse: bool


def change_sentence(material: Material) -> str:
    """`,比8月降1.3个百分点`; says so where one of the two months has no rate. Empty in January."""
    before, now = before_tally(material), material.snapshot.tally
    name = Period(material.edition.view.month).before_name
    if before is None or now.rate_pct is None:
        return ""
    if before.is_thin:
        return f",{name}{material.snapshot.place.whole}应报数据不足一半,不作比较"
    if before.rate_pct is None:
        return f",{name}尚无可判定的事项,不作比较"
    # Of what is printed: the reader can work it out from the two months' rates.
    step = Decimal(wording.rounded(now.rate_pct, 1)) - Decimal(wording.rounded(before.rate_pct, 1))
    return f",比{name}{'升' if step > 0 else '降'}{abs(step)}个百分点" if step else f",与{name}持平"


def news(material: Material, *, is_whole: bool) -> list[News]:
    """What became of items since the month before, each item once; none in January, nor beside a month without rate."""
    if material.snapshot.compared_with is None:
        return []
    worse, rows = terms.NEWS["fell_behind"], changed_items(material)
    return [News(word, len(one), _names(one, is_whole), word == worse) for word, one in rows.items() if len(one)]


def changed_items(material: Material) -> dict[str, pd.DataFrame]:
    """By word, the items that changed since the month before."""
    items, was = material.snapshot.items, material.snapshot.items["previous_status"]
    is_unsent = (items["status"] == "not_reported") & was.notna() & was.ne("not_reported")
    rows = {word: material.snapshot.changes[name] for name, word in terms.NEWS.items()}
    return rows | {UNSENT: items[is_unsent]}


def replaced(material: Material) -> str:
    """`本期替代第1期(2023年10月12日定)` for a second edition of a month; otherwise empty."""
    found = material.comparison
    if found is None or found.previous.view.month != material.edition.view.month:
        return ""
    return f"本期替代{found.previous.name}({day_name(found.previous.made_at.date())}定)"


def restated_rate(material: Material) -> str:
    """What the edition of the month before printed as its rate, where another is known now; otherwise empty."""
    found, before = material.comparison, before_tally(material)
    if found is None or before is None or found.previous.view.month != previous_month(material.edition.view.month):
        return ""
    return _differs(found.tally, before, found.previous.name, Period(found.previous.view.month).name)


def _differs(printed: Tally, now: Tally, edition: str, month: str) -> str:
    if printed.rate == now.rate:
        return ""
    return f"{edition}所列{month}按期率为{printed.rate},此后数据有更正或者补报,现为{now.rate}"


def _names(rows: pd.DataFrame, is_whole: bool) -> str:
    plain = records(rows, ToldItemRow)
    named = plain if is_whole else plain[:_MOST_NAMED]
    told = "、".join(f"{row['item']}({row['lead_unit']})" if is_whole else row["item"] for row in named)
    return told if len(named) == len(plain) else f"{told}等"
