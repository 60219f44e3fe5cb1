"""Main targets in words: one paragraph of all, or each in a sentence of its own."""

from briefing.material import Material
from metrics import kinds, terms, wording
from metrics.periods import quarter_name
from metrics.rows import IndicatorRow
from metrics.sentences.status import change_text
from store.engine.records import records

_MOST_NAMED = 3


def paragraph(material: Material) -> str:
    """How many reach their target, then what does not with its gap, then what has no figure."""
    rows = records(material.indicators.measures, IndicatorRow)
    tally = material.snapshot.tally_of("indicator")
    bad = [f"{_told(row)},{_gap(row)}" for row in rows if row["status"] in terms.BAD]
    unsent = [_name(row) for row in rows if row["status"] == "not_reported"]
    undecided = [f"{_name(row)}({row['status_word'].partition(': ')[2] or row['status_word']})"
                 for row in rows if row["status"] == "undecided"]  # fmt: skip
    sent = tally.judged - tally.counts["not_reported"]
    reached = f"中{tally.good}项达到目标" if 0 < tally.good < sent else f"均{'' if tally.good else '未'}达到目标"
    reached = f"{'可判定' if sent == tally.judged else '已报'}的{sent}项{reached}" if sent else ""
    parts = [
        "" if tally.is_thin else reached,
        ";".join(bad),
        f"{_some(unsent)}应报未报" if unsent else "",
        f"{'、'.join(undecided)}暂不能判定" if undecided else "",
    ]
    return ";".join(part for part in parts if part)


def sentences(material: Material) -> list[str]:
    """Each main target's name, figure, target and margin; what is behind with what it takes."""
    rows = records(material.indicators.measures, IndicatorRow)
    return [_sentence(row) for row in rows if row["status"] != "not_due"]


def _some(names: list[str]) -> str:
    """All names, of many the first and how many they are: no sentence is a list."""
    return "、".join(names) if len(names) <= _MOST_NAMED else f"{'、'.join(names[:_MOST_NAMED])}等{len(names)}项"


def _told(row: IndicatorRow) -> str:
    """`地区生产总值前三季度增长6.7%`; a figure of another month than the notice's says which."""
    when = quarter_name(row["actual_month"]) if row["calendar"] == "quarterly" else ""
    older = "" if when or row["actual_month"] == row["month"] else f"(截至{row['actual_month'].month}月)"
    is_growth = row["unit"] == "%" and row["kind"] in kinds.JUDGED_GROWTHS
    is_change = is_growth or _falls(row)
    return f"{_name(row)}{when}{change_text(row, row['actual']) if is_change else '为' + row['actual_text']}{older}"


def _falls(row: IndicatorRow) -> bool:
    return kinds.is_fall(row["kind"], row["unit"], row["upper"])


def _gap(row: IndicatorRow) -> str:
    """What is left to the bound, with the bound: `比目标(6.0%–8.0%)下限低1.1个百分点`."""
    margin = row["margin_points"]
    if margin is None:
        return str(row["status_word"])
    size = wording.margin_size(margin, "%" if row["by_pace"] else row["unit"])
    if row["by_pace"]:
        return f"完成率{wording.percent(row['done_pct'])},比序时进度{wording.percent(row['plan_pct'])}慢{size}"
    if row["kind"] == "relative":
        return f"比同期{terms.short_name(row['reference_name'] or '参照')}低{size}"
    if _falls(row):
        return f"与目标({row['target_text']})相差{size}"
    bound = "下限" if row["comparator"] == "range" else ""
    return f"比目标({row['target_text']}){bound}{'高' if row['kind'] == 'ceiling' else '低'}{size}"


def _name(row: IndicatorRow) -> str:
    return str(row["measure"]).removesuffix("增速")


def _sentence(row: IndicatorRow) -> str:
    is_judged = row["computed_status"] in (*terms.GOOD, *terms.BAD)
    parts = [row["why"]]
    if is_judged and row["ruling_status"] is None:
        parts.append(row["status_word"])
    if row["status"] in terms.BAD and row["what_it_takes"]:
        parts.append(row["what_it_takes"])
    return f"{row['measure']}:{','.join(parts)}"
